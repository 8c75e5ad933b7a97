"""Text as it is pasted from a page, a mail or a table: what becomes which part of the case, and what is told."""

from typing import Any

import pytest

from coach.customer.case import ITEMS, Case
from coach.customer.labels import NAMES, label_key
from coach.customer.options import recognise
from coach.customer.reading import read_case
from coach.errors import InputError

LABELLED: list[tuple[str, str, str | tuple[str, ...]]] = [
    ("予算：50万円", "budget", "50万円"),
    ("予算: 50万円", "budget", "50万円"),
    ("予算\t50万円", "budget", "50万円"),
    ("予算　50万円", "budget", "50万円"),
    ("予算\n50万円", "budget", "50万円"),
    ("予算\n\n50万円", "budget", "50万円"),
    ("予算：\n50万円", "budget", "50万円"),
    ("【予算】50万円", "budget", "50万円"),
    ("【予算】\n50万円", "budget", "50万円"),
    ("■予算\n50万円", "budget", "50万円"),
    ("・予算：50万円", "budget", "50万円"),
    ("3. 予算：50万円", "budget", "50万円"),
    ("(3) 予算 50万円", "budget", "50万円"),
    ("③予算：50万円", "budget", "50万円"),
    ("| 予算 | 50万円 |", "budget", "50万円"),
    ("予算｜50万円", "budget", "50万円"),
    ("> 予算：50万円", "budget", "50万円"),
    ("> > 予算\n> > 50万円", "budget", "50万円"),
    ("予算 (必須)：50万円", "budget", "50万円"),
    ("予算 *\n50万円", "budget", "50万円"),
    ("予算(税込)：50万円", "budget", "50万円(税込)"),
    ("予算(税込)\n50万円", "budget", "(税込)50万円"),
    ("ご予算：50万円", "budget", "50万円"),
    ("budget: 50万円", "budget", "50万円"),
    ("予 算：㈱込みで５０万円", "budget", "㈱込みで５０万円"),
    ("予算：50万円\n(税込)", "budget", "50万円(税込)"),
    ("予算：50万円から、\n応相談", "budget", "50万円から、応相談"),
    ("納期：3月末", "deadline", "3月末"),
    ("希望納期：3月末", "deadline", "3月末"),
    ("期日：3月末", "deadline", "3月末"),
    ("納品日\n3月末", "deadline", "3月末"),
    ("会社\n医療法人社団 見本会", "customer", "医療法人社団 見本会"),
    ("会社 株式会社見本", "customer", "株式会社見本"),
    ("要望：\n■給水\n■受付の\n  係\n説明: 昨年は、\n41枚でした。", "requirements", ("給水", "受付の係")),
    ("要望：\n■給水\n説明: 昨年は、\n41枚でした。", "description", "昨年は、\n41枚でした。"),
    ("募集要項\n平日の受電", "description", "平日の受電"),
    ("案件タイトル：サイト制作", "title", "サイト制作"),
    ("案件名：精密部品を作る会社のコーポレートサイトの全面的な作り直しと、\n保守の相談", "title", "精密部品を作る会社のコーポレートサイトの全面的な作り直しと、保守の相談"),
    ("依頼概要：作り直し", "description", "作り直し"),
    ("依頼の背景\n古い\n\n遅い", "description", "古い\n\n遅い"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "value"), LABELLED, ids=[row[0] for row in LABELLED])
@pytest.mark.parametrize("after", ["", "\nカテゴリ：制作", "\n\n紹介可能企業数：5社"])
def test_a_label_and_its_value(text: str, key: str, value: Any, after: str) -> None:
    if key == "description" and "紹介" in after:
        value += after
    title = "" if key == "title" else "案件名：件\n"
    assert getattr(read_case(title + text + after, "案件").case, key) == value


# People's own names for the four items: (line, key or None where it is no answer to an item).
LOOSE = [
    ("発注先の選定状況：上司や他部署への相談が必要", "selection_process"),
    ("決裁：自身が決裁権を持っている", "selection_process"),
    ("打ち合わせ希望：打ち合わせし、詳細を聞きたい", "meeting_preference"),
    ("打合せについて\tメッセージで相談しながら進めたい", "meeting_preference"),
    ("発注の時期：半年以上先", "order_timing"),
    ("発注について：1ヶ月以内", "order_timing"),
    ("他社の検討：いる（1〜2社）", "other_candidates"),
    ("相見積もり：3社以上", "other_candidates"),
    ("競合：なし", "other_candidates"),
    ("打ち合わせ：毎月1回お願いします", None),
    ("発注：ロゴと名刺", None),
    ("比較検討したい点：価格", None),
    ("選定で重視すること：実績", None),
]


@pytest.mark.parametrize(("line", "key"), LOOSE, ids=[row[0] for row in LOOSE])
def test_an_item_under_another_name_counts_where_the_answer_fits(line: str, key: str | None) -> None:
    case = read_case(f"案件名：件\n予算：50万円\n\n{line}", "案件").case
    assert [item for item in ITEMS if getattr(case, item)] == ([key] if key else [])
    assert key or line in case.description


OTHERS = ["紹介可能企業数：5社", "■紹介可能企業数\n5社", "紹介可能企業数\n5社", "更新日 2026/11/20"]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("before", ["予算：50万円", "予算\n50万円", "発注予定時期\n半年以内に発注したい"])
def test_other_parts_of_the_page_end_a_value_and_are_kept(before: str, other: str) -> None:
    reading = read_case(f"案件名：件\n{before}\n{other}\nカテゴリ：制作", "案件")
    assert reading.case.budget in {"", "50万円"}
    assert reading.case.order_timing in {"", "半年以内に発注したい"}
    assert reading.case.category == "制作"
    assert reading.case.description == other
    assert any(other.splitlines()[0] in warning for warning in reading.warnings)


def test_two_labels_on_one_line() -> None:
    case = read_case("案件名：件 / 予算：50万円　納期：3月末、カテゴリ：制作", "案件").case
    assert (case.title, case.budget, case.deadline, case.category) == ("件", "50万円", "3月末", "制作")


TICKED = {
    "ticked second": ("□自身が決裁権を持っている\n☑依頼先候補を上申し、上長が判断する", "superior_decides"),
    "ticked first": ("☑ 自身が決裁権を持っている\n☐ 依頼先候補を上申し、上長が判断する", "decision_maker"),
    "round": ("○自身が決裁権を持っている\n●自身がある程度の裁量を持って選定できる", "some_discretion"),
    "none ticked": ("□自身が決裁権を持っている\n□依頼先候補を上申し、上長が判断する", None),
    "all ticked": ("☑自身が決裁権を持っている\n☑依頼先候補を上申し、上長が判断する", None),
    "an answer of its own ticked": ("□自身が決裁権を持っている\n☑その他", None),
}


@pytest.mark.parametrize(("answers", "option"), TICKED.values(), ids=TICKED.keys())
def test_of_boxes_only_the_ticked_one_counts(answers: str, option: str | None) -> None:
    case = read_case(f"案件名：件\n依頼先選定の流れ\n{answers}\n発注予定時期\nいつか", "案件").case
    assert recognise("selection_process", case.selection_process) == option
    assert case.order_timing == "いつか"


WRAPPED = [
    ("依頼先選定の流れ", "自身がある程度の裁量を\n持って選定できる", "some_discretion"),
    ("依頼先選定の流れ", "依頼先候補を上申し、\n上長が判断する", "superior_decides"),
    ("紹介企業との希望の進め方", "打ち合わせし、\n詳細を聞きたい", "meeting"),
    ("紹介企業との希望の進め方", "メッセージで\n相談しながら\n進めたい", "message"),
    ("発注予定時期", "半年\n以上先に発注したい", "after_6_months"),
    ("PRONIアイミツメンバーズ外での検討中企業", "いる\n（3社以上）", "three_or_more"),
]


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("・3ヶ月以内", "3ヶ月以内"),
        ("　•　3ヶ月以内に発注したい", "3ヶ月以内に発注したい"),
        ("・3ヶ月以内 ・未定", "・3ヶ月以内 ・未定"),  # two answers are not run together
    ],
)
def test_an_answer_in_a_list_of_its_own_loses_the_mark(answer: str, value: str) -> None:
    read = read_case(f"案件名: 看板\n発注予定時期\n{answer}\n", "case.txt").case
    assert read.order_timing == value


@pytest.mark.parametrize(("label", "value", "option"), WRAPPED, ids=[row[1] for row in WRAPPED])
def test_an_answer_over_several_lines(label: str, value: str, option: str) -> None:
    item = next(item for item in ITEMS if label_key(label) == item)
    reading = read_case(f"案件名：件\n{label}\n{value}\n", "案件")
    assert recognise(item, reading.case.item(item)) == option
    assert reading.case.description == ""


LISTS: list[tuple[str, tuple[str, ...]]] = [
    ("・A\n・B", ("A", "B")),
    ("- A\n- B", ("A", "B")),
    ("1. A\n2) B\n(3) C", ("A", "B", "C")),
    ("①A ②B ③C", ("A", "B", "C")),
    ("・A ・B", ("A", "B")),
    ("・就業規則の見直し・賃金規程の見直し", ("就業規則の見直し", "賃金規程の見直し")),
    ("・育児・介護休業規程の作成", ("育児・介護休業規程の作成",)),
    ("A\nB", ("A", "B")),
    ("・平日9時〜18時の\n受電\n・1日30件", ("平日9時〜18時の受電", "1日30件")),
    ("・A\n\n・B", ("A", "B")),
    ("・対応時間: 9時から\n・B", ("対応時間: 9時から", "B")),
    ("30ページの移行\n2026年の更新", ("30ページの移行", "2026年の更新")),
]


@pytest.mark.parametrize(("text", "entries"), LISTS, ids=[row[0] for row in LISTS])
def test_requirements(text: str, entries: tuple[str, ...]) -> None:
    assert read_case(f"案件名：件\n要件\n{text}\n予算：50万円", "案件").case.requirements == entries


def test_prose_behind_a_list_is_no_requirement() -> None:
    case = read_case("案件名：件\n要件\n・A\n\nご応募をお待ちしています。", "案件").case
    assert (case.requirements, case.description) == (("A",), "ご応募をお待ちしています。")


def test_headings_inside_the_customers_own_text_stay() -> None:
    case = read_case("案件名：件\n依頼概要\n古い。\n■目的\n増やす。\n備考：急がない", "案件").case
    assert case.description == "古い。\n■目的\n増やす。\n備考：急がない"


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        ("予算：60万円", "予算: 60万円"),
        ("予算\n60万円", "予算: 60万円"),
        ("予算：50万円", ""),
        ("予算：", ""),
    ],
)
def test_the_first_of_two_wins_and_another_value_is_kept_and_told(second: str, kept: str) -> None:
    reading = read_case(f"案件名：件\n予算：50万円\n{second}", "案件")
    assert (reading.case.budget, reading.case.description) == ("50万円", kept)
    assert any("「予算」が2回" in warning for warning in reading.warnings) == bool(kept)


TITLED = [
    ("【急募】新人研修の講師を探しています", True),
    ("精密部品メーカーのサイト全面リニューアル", True),
    ("こんにちは、例示商会です", False),
    ("株式会社例示商会様", False),
    ("サイトを作り直したいです。", False),
    ("更新日 2026/11/20", False),
    ("担当: 例田", False),
    ("あ" * 61, False),
]


@pytest.mark.parametrize(("line", "is_title"), TITLED, ids=[row[0][:20] for row in TITLED])
def test_the_line_above_the_first_label_is_the_title_where_none_is_given(line: str, is_title: bool) -> None:
    reading = read_case(f"{line}\n予算：50万円\n依頼内容\n古い。", "案件")
    assert reading.case.title == (line if is_title else "")
    assert (line in reading.case.description) is not is_title
    assert any("案件名とみなしました" in warning for warning in reading.warnings) is is_title
    given = read_case(f"{line}\n案件名：件\n依頼内容\n古い。", "案件").case
    assert given.title == "件" and line in given.description


WISHES: list[tuple[str, tuple[str, ...]]] = [
    (
        "新卒の研修です。\n①マナーを2日で\n②対象は新人10名\n③電話応対\n④報告書\n以上です。",
        ("マナーを2日で", "対象は新人10名", "電話応対", "報告書"),
    ),
    ("①マナー ②電話応対", ("マナー", "電話応対")),
    ("・動画を1本\n・取材2名\n・従業員数: 50名", ("動画を1本", "取材2名")),
    ("■お願いしたい範囲\n・動画\n・取材\n■会社概要\n・創業50年\n・従業員50名", ("動画", "取材")),
    ("・動画を1本", ()),  # a single entry is no list
    ("動画を1本。取材2名。", ()),
]


@pytest.mark.parametrize(("text", "wishes"), WISHES, ids=[row[0][:20] for row in WISHES])
@pytest.mark.parametrize("label", ["■ご相談内容", "■依頼内容"])
def test_lists_in_the_description_are_wishes_where_none_are_given(
    label: str, text: str, wishes: tuple[str, ...]
) -> None:
    reading = read_case(f"案件名：件\n{label}\n{text}", "案件")
    assert (reading.case.requirements, reading.case.description) == (wishes, text)
    assert any("要件とみなしました" in warning for warning in reading.warnings) is bool(wishes)
    table = '{"title": "件", "requirements": [], "description": "' + text.replace("\n", "\\n") + '"}'
    assert read_case(table, "case.json").case.requirements == wishes
    given = read_case(f"案件名：件\n要件\n・A\n{label}\n{text}", "案件").case
    assert given.requirements == ("A",)


def test_missing_items_are_told() -> None:
    warnings = read_case("案件名：件\n発注予定時期：半年以内に発注したい", "案件").warnings
    told = next(warning for warning in warnings if warning.startswith("見つからなかった項目"))
    assert "依頼先選定の流れ" in told and "発注予定時期" not in told


def test_nothing_of_a_paste_is_lost() -> None:
    text = "件名：件\nこんにちは。\n予算：50万円\n更新日 今日\n要件：・A\n\n終わりです。"
    case = read_case(text, "案件").case
    told = "".join(str(value) for value in case.model_dump().values())
    assert all(words in told for words in ("こんにちは。", "50万円", "更新日 今日", "終わりです。"))


@pytest.mark.parametrize("label", sorted(NAMES))
def test_every_label_is_read_as_a_key_of_json(label: str) -> None:
    table = {"title": "件", label: "値"} if NAMES[label] != "title" else {label: "件"}
    case = Case.model_validate(
        {"title": "件", NAMES[label]: ("値",) if NAMES[label] == "requirements" else table[label]}
    )
    text = "{" + ", ".join(f'"{key}": "{value}"' for key, value in table.items()) + "}"
    assert read_case(text, "case.json").case == case


BAD: dict[str, tuple[str, str, str]] = {
    "neither title nor description": ("a.toml", 'budget = "50万円"', "title"),
    "only labels": ("a.txt", "予算：\n納期：", "title"),
    "an unknown key": ("a.toml", 'title = "a"\nbugdet = "b"', "bugdet"),
    "a number": ("a.toml", 'title = "a"\nbudget = 50', "「budget」は文字列"),
    "a table in the table": ("a.json", '{"title": "a", "budget": {"from": 1}}', "「budget」は文字列"),
    "numbers as requirements": ("a.json", '{"title": "a", "requirements": [1]}', "requirements"),
    "half a character": ("a.txt", "案件名：\ud83d", "1行目"),
    "half a character, escaped": ("a.json", '{"title": "\\ud83d"}', "1行目"),
}


@pytest.mark.parametrize(("name", "text", "words"), BAD.values(), ids=BAD.keys())
def test_bad_cases_are_named(name: str, text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_case(text, name)
    assert name in caught.value.message and words in caught.value.message and caught.value.hint
