"""Which fact of the vendor is suggested: the one about this work, for this customer, that is not in the text yet."""

import pytest

from coach.critic.fitting import best_fact, fact_for
from coach.critic.reader import Reader
from coach.facts.profile import Profile
from coach.text import Document
from tests.critic.texts import reader

FACTS = (
    "採用ページの写真は1点税別2,000円で追加",
    "保守は月額税別1万円",
    "基本料金は10ページまで120万円(税別)。原稿作成と撮影1日を含む。",
    "見積書は聞き取りから5営業日で出す",
    "素材をいただいてから8週間で公開",
    "採用ページだけを4週間で先に公開することもできる",
    "飲食店のサイトを2021年から2026年までに9件制作した",
    "部品メーカーのサイトを2024年からの2年で6件制作",
    "ディレクター1名とデザイナー1名の2名で担当",
    "CMSの操作は公開時に90分の説明会で引き継ぐ",
)


def customer(*facts: str) -> Reader:
    return reader("application", Profile(company="株式会社サンプル制作室", facts=facts or FACTS))


@pytest.mark.parametrize(
    ("wanted", "fact"),
    [
        (["price"], "基本料金は10ページまで120万円(税別)。原稿作成と撮影1日を含む"),  # no extra, no full stop
        (["schedule"], "素材をいただいてから8週間で公開"),  # of the work, not of the estimate
        (["record"], "部品メーカーのサイトを2024年からの2年で6件制作"),  # the nearer one
        (
            ["credential", "team"],
            "ディレクター1名とデザイナー1名の2名で担当",
        ),  # the first feature that is there
        (["slots"], ""),
    ],
)
def test_the_fact_that_fits_best(wanted: list[str], fact: str) -> None:
    assert best_fact(wanted, customer(), Document("")) == fact


def test_what_the_text_states_or_was_suggested_is_not_suggested_again() -> None:
    stated = Document("部品メーカーのサイトを2024年からの2年で6件制作。")
    other = "飲食店のサイトを2021年から2026年までに9件制作した"
    assert best_fact(["record"], customer(), stated) == other
    assert best_fact(["record"], customer(), stated, {other}) == ""


@pytest.mark.parametrize(
    ("requirement", "fact"),
    [
        ("自社で更新できるCMS", "CMSの操作は公開時に90分の説明会で引き継ぐ"),
        ("採用ページの写真", "採用ページの写真は1点税別2,000円で追加"),
        ("多言語への対応", ""),
        ("", ""),
    ],
)
def test_a_requirement_is_answered_by_the_fact_that_shares_its_telling_words(
    requirement: str, fact: str
) -> None:
    assert fact_for(requirement, customer()) == fact


def test_without_facts_there_is_nothing_to_suggest() -> None:
    nobody = reader("application", None)
    assert best_fact(["price"], nobody, Document("")) == ""
    assert fact_for("自社で更新できるCMS", nobody) == ""
