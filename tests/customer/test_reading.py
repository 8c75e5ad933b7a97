"""A case in every shape in which a salesperson has it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.customer.case import ITEMS, Case
from coach.customer.case_file import write_case
from coach.customer.classify import recognise
from coach.customer.reading import read_case
from coach.errors import InputError

WANTED = ["decision_maker", "message", "within_3_months", "three_or_more"]

PASTED = {
    "one line": "案件名：サイト制作\n依頼先選定の流れ：自身が決裁権を持っている\n紹介企業との希望の進め方：メッセージで相談しながら進めたい\n"
    "発注予定時期：3ヶ月以内に発注したい\nPRONIアイミツメンバーズ外での検討中企業：いる(3社以上)",
    "two lines": "案件名\nサイト制作\n依頼先選定の流れ\n自身が決裁権を持っている\n紹介企業との希望の進め方\nメッセージで相談しながら進めたい\n"
    "発注予定時期\n3ヶ月以内に発注したい\nPRONIアイミツメンバーズ外での検討中企業\nいる(3社以上)",
    "tabs": "案件名\tサイト制作\n依頼先選定の流れ\t自身が決裁権を持っている\n紹介企業との希望の進め方\tメッセージで相談しながら進めたい\n"
    "発注予定時期\t3ヶ月以内に発注したい\nPRONIアイミツメンバーズ外での検討中企業\tいる(3社以上)",
    "table": "| 案件名 | サイト制作 |\n| 依頼先選定の流れ | 自身が決裁権を持っている |\n| 紹介企業との希望の進め方 | メッセージで相談しながら進めたい |\n"
    "| 発注予定時期 | 3ヶ月以内に発注したい |\n| PRONIアイミツメンバーズ外での検討中企業 | いる(3社以上) |",
    "bullets and full width": "■案件名：サイト制作\n・依頼先選定の流れ： 自身が決裁権を持っている\n・紹介企業との希望の進め方：メッセージで相談しながら進めたい\n"
    "・発注予定時期：３ヶ月以内に発注したい\n・ＰＲＯＮＩアイミツメンバーズ外での検討中企業：いる（３社以上）",
    "brackets": "【案件名】サイト制作\n【依頼先選定の流れ】\n自身が決裁権を持っている\n【紹介企業との希望の進め方】\nメッセージで相談しながら進めたい\n"
    "【発注予定時期】\n3ヶ月以内に発注したい\n【PRONIアイミツメンバーズ外での検討中企業】\nいる(3社以上)",
    "a mail": "営業部の皆さん\n新しい案件です。\n\n案件名: サイト制作\n依頼先選定の流れ: 自身が決裁権を持っている\n紹介企業との希望の進め方: メッセージで相談しながら\n進めたい\n"
    "発注予定時期: 3ヶ月以内に発注したい\nPRONIアイミツメンバーズ外での検討中企業: いる(3社以上)\n\nよろしくお願いします。",
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED.keys())
def test_pasted_pages(text: str) -> None:
    for variant in (text, text.replace("\n", "\r\n")):
        case = read_case(variant, "案件").case
        assert [recognise(item, case.item(item)) for item in ITEMS] == WANTED


def test_what_was_not_recognised_is_kept_and_reported() -> None:
    reading = read_case(PASTED["a mail"], "案件")
    assert (
        "新しい案件です。" in reading.case.description
        and "よろしくお願いします。" in reading.case.description
    )
    assert any("依頼内容に残しました" in warning for warning in reading.warnings)


def test_a_repeated_item_keeps_the_first_and_reports_the_second() -> None:
    reading = read_case(PASTED["one line"] + "\n発注予定時期：半年以上先に発注したい", "案件")
    assert reading.case.order_timing == "3ヶ月以内に発注したい"
    assert any("2回" in warning for warning in reading.warnings)
    assert "半年以上先" in reading.case.description


def test_requirements_are_a_list_however_marked() -> None:
    reading = read_case("案件名：制作\n要件\n・スマホ対応\n2. 採用ページ\n③更新\n\n予算：50万円", "案件")
    assert reading.case.requirements == ("スマホ対応", "採用ページ", "更新")
    assert reading.case.budget == "50万円"


def test_a_page_without_the_four_items_says_so() -> None:
    assert any(
        "4つの項目" in warning
        for warning in read_case("ロゴを作りたいです。予算は20万円です。", "案件").warnings
    )


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "サイト制作", "budget": "50万円", "requirements": ["a", "b"]}',
        '{"案件名": "サイト制作", "ご予算": "50万円", "要件": "a\\nb"}',
        '{"案件": {"案件名": "サイト制作", "予算": "50万円", "要件": ["a", "b"]}}',
    ],
)
def test_json_in_english_and_japanese(text: str) -> None:
    case = read_case(text, "case.json").case
    assert (case.title, case.budget, case.requirements) == ("サイト制作", "50万円", ("a", "b"))


TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Case, title=TEXT.filter(lambda text: text.strip()), customer=TEXT, budget=TEXT, description=TEXT
    )
)
def test_a_written_case_is_read_back(case: Case) -> None:
    assert read_case(write_case(case), "case.toml").case == case


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["a.toml", "a.json", "a.txt", "案件"]))
def test_no_input_crashes(text: str, name: str) -> None:
    try:
        read_case(text, name)
        read_case(json.dumps({"title": text}), "a.json")
    except InputError as error:
        assert error.message and error.hint


@pytest.mark.parametrize(
    ("description", "customer"),
    [
        ("株式会社見本建設と申します。現場監督を2名探しています。", "株式会社見本建設"),
        ("お世話になります。見本運輸株式会社の例川と申します。倉庫の件です。", "見本運輸株式会社"),
        (
            "清掃の会社を探しています。\n一般社団法人例示協会と申しまして、会館が一つあります。",
            "一般社団法人例示協会",
        ),
        ("長岡市の見本運輸株式会社と申します。", ""),
        ("株式会社見本建設から紹介されました。", ""),
        ("担当の例川と申します。", ""),
    ],
)
def test_a_customer_that_names_itself_is_the_customer(description: str, customer: str) -> None:
    reading = read_case(f'title = "採用支援"\ndescription = {description!r}', "案件.toml")
    assert reading.case.customer == customer
    assert any("名乗り" in warning for warning in reading.warnings) == bool(customer)


def test_a_name_that_is_given_stays() -> None:
    text = "案件名：採用支援\n会社名：例示商事株式会社\n依頼内容\n株式会社見本建設と申します。"
    assert read_case(text, "案件").case.customer == "例示商事株式会社"
