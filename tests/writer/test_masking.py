"""What leaves the house under a placeholder, and that every word comes back as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.critic.reader import Reader
from coach.customer.case import Case
from coach.facts.profile import Profile
from coach.writer.masking import Mask, residues
from coach.writer.schemas import Edit, RepairReply

READER = Reader(
    kind="application",
    case=Case(title="サイトの刷新", customer="株式会社見本精機 総務部 山本様"),
    profile=Profile(company="例題工房合同会社", person="例田 美和", facts=("サイトを31件制作",)),
)


def mask_of(text: str, names: tuple[str, ...] = ()) -> Mask:
    return Mask.of(READER, [text], names)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("お問い合わせはtaro@reidai.exampleまで", ["taro@reidai.example"]),
        ("メールはｔａｒｏ＠ｒｅｉｄａｉ．ｅｘａｍｐｌｅです", ["ｔａｒｏ＠ｒｅｉｄａｉ．ｅｘａｍｐｌｅ"]),
        ("TEL 03-1234-5678", ["03-1234-5678"]),
        ("電話０３（１２３４）５６７８へ", ["０３（１２３４）５６７８"]),
        ("携帯は09012345678、代表は(03)1234-5678", ["09012345678", "(03)1234-5678"]),
        ("〒100-0001 東京都千代田区", ["〒100-0001"]),
        ("https://reidai.example/a?token=1", ["https://reidai.example/a?token=1"]),
        ("株式会社見本精機 御中", ["見本精機"]),
        ("見本精機様のサイトを拝見しました。", ["見本精機"]),
        ("総務部 山本様", ["山本"]),
        ("例題工房の例田と申します。", ["例題工房", "例田"]),
        ("例田美和、例田 美和、例田　美和", ["例田", "美和"]),
        ("担当は高橋です。高橋が伺います。", ["高橋"]),
        ("営業部長 佐々木 太郎が担当します。", ["佐々木", "太郎"]),
        ("木村さんと森様にもお伝えください。", ["木村", "森様"]),
    ],
)
def test_names_and_contacts_do_not_leave(text: str, gone: list[str]) -> None:
    mask = mask_of(text)
    hidden = mask.hide(text)
    assert [words for words in gone if words in hidden] == []
    assert mask.restore(hidden) == text
    assert mask.hide(hidden) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "費用は100-2000円、納期は2026-12-15です。",
        "https://reidai.example/works に実績を載せています。",
        "山本製作所の近くの森林を撮影しました。",
        "担当は専任の1名です。お客様のご都合に合わせます。",
        "10:00-18:00に受電します。",
        "ご担当者様、皆様によろしくお伝えください。",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert mask_of(text).hide(text) == text


def test_a_company_keeps_its_form_and_one_placeholder() -> None:
    text = "株式会社見本精機 御中。見本精機様の件です。"
    hidden = mask_of(text).hide(text)
    assert hidden == "株式会社[[NAME_1]] 御中。[[NAME_1]]様の件です。"


@pytest.mark.parametrize(
    ("person", "text", "hidden"),
    [
        ("営業部　田中一郎", "営業部の田中が伺います。", "営業部の[[NAME_2]]が伺います。"),
        ("代表取締役 山本 花子", "代表取締役の山本花子です。", "代表取締役の[[NAME_2]]です。"),
        ("東京支店 営業課 佐々木 健", "東京支店の佐々木です。", "東京支店の[[NAME_2]]です。"),
        ("営業部田中一郎", "営業部は5名です。田中が伺います。", "営業部は5名です。[[NAME_2]]が伺います。"),
        ("山本花子(制作課長)", "制作課長の山本です。", "制作課長の[[NAME_2]]です。"),
        ("カスタマーサクセス 田中", "カスタマーサクセスの田中です。", "カスタマーサクセスの[[NAME_1]]です。"),
        ("服部 太郎", "服部です。", "[[NAME_2]]です。"),
        ("アレクサンドラ スミス", "アレクサンドラです。", "[[NAME_2]]です。"),
    ],
)
def test_a_department_is_nobodys_name(person: str, text: str, hidden: str) -> None:
    reader = Reader(kind="application", profile=Profile(person=person))
    mask = Mask.of(reader, [text])
    assert mask.hide(text) == hidden
    assert mask.restore(hidden) == text


def test_listed_names_are_hidden_wherever_they_stand() -> None:
    text = "架空商会と架空商会東京の件です。"
    assert "架空商会" not in mask_of(text, ("架空商会",)).hide(text)


def test_the_same_input_gives_the_same_mask() -> None:
    text = "例田です。taro@reidai.example、03-1234-5678、高橋様"
    assert mask_of(text) == mask_of(text)


def test_words_that_look_like_a_placeholder_are_nobodys() -> None:
    text = "[[NAME_1]]とは例田のことです。"
    mask = mask_of(text)
    assert mask.restore(mask.hide(text)) == text
    assert mask.hide("例田") != "[[NAME_1]]"


def test_replies_come_back_in_every_field() -> None:
    mask = mask_of("例田です。")
    name = mask.hide("例田")
    reply = RepairReply(edits=[Edit(find=f"{name}です", replace=f"{name}と申します", reason="丁寧に")])
    restored = mask.restore(reply)
    assert restored.edits[0].find == "例田です"
    assert mask.restore({"a": [name, (name, 1)]}) == {"a": ["例田", ("例田", 1)]}


def test_no_mask_hides_nothing() -> None:
    mask = Mask.none()
    assert mask.hide("例田です。03-1234-5678") == "例田です。03-1234-5678"
    assert mask.restore("[[NAME_1]]") == "[[NAME_1]]"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("担当は[[NAME_9]]です。", ["[[NAME_9]]"]),
        ("担当は［［NAME_9］］です。", ["［［NAME_9］］"]),
        ("担当は【NAME_9】です。", ["【NAME_9】"]),
        ("電話はTEL_2まで", ["TEL_2"]),
        ("[[MAIL_1]", ["[[MAIL_1]"]),
        ("電話は03-1234-5678です。TEL: 1", []),
        ("HOTEL_1という部屋", []),
    ],
)
def test_what_is_left_of_a_placeholder_is_found(text: str, left: list[str]) -> None:
    assert list(residues(text)) == left


PIECES = [
    "例田",
    "例田 美和",
    "山本",
    "様",
    "見本精機",
    "株式会社",
    "[[NAME_1]]",
    "[[",
    "]]",
    "taro@reidai.example",
    "03-1234-5678",
    "０３",
    " ",
    "\n",
    "㈱",
    "担当",
    "です。",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12))
def test_every_text_comes_back_as_it_was(pieces: list[str]) -> None:
    text = "".join(pieces)
    mask = mask_of(text)
    assert mask.restore(mask.hide(text)) == text
