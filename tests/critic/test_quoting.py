"""What a finding quotes reads as words of the text, wherever its pattern begins and ends."""

import pytest

from coach.critic.critique import critique
from coach.critic.finding import Finding
from coach.critic.quoting import in_whole_words
from coach.text import Document
from tests.critic.texts import reader


def quoted(text: str, matched: str) -> str:
    start = text.index(matched)
    finding = Finding(
        rule="r", fault="grammar", severity="warning", start=start, end=start + len(matched), quote=matched,
        message="m", suggestion="s",
    )  # fmt: skip
    told = in_whole_words(finding, Document(text))
    assert text[told.start : told.end] == told.quote
    return told.quote


@pytest.mark.parametrize(
    ("text", "matched", "told"),
    [
        # A verb with its ending.
        ("募集を拝見させていただき、ありがとうございます。", "拝見させていただ", "拝見させていただき"),
        ("重要な点と言えるでしょう。", "重要な点と言", "重要な点と言えるでしょう"),
        ("図面を拝見して考えてます。", "えてます", "考えてます"),
        ("現場の目線に立った画面です。", "現場の目線に立っ", "現場の目線に立った"),
        # A particle with what it belongs to.
        ("公開した状態をお約束します。", "をお約束します", "状態をお約束します"),
        ("県内で右に出る会社はないと思います。", "右に出る会社は", "右に出る会社はない"),
        # A compound, and a figure that goes on.
        ("顧客満足度98%です。", "満足度98%", "顧客満足度98%です"),
        ("弊社は国内No.1の会社です。", "国内No", "国内No.1"),
        ("経理部長様にお送りします。", "部長様", "経理部長様"),
        # What is whole already, and what only stands beside it.
        ("御社の図面を見ます。", "御社", "御社"),
        ("図面は、必ず届きます。", "必ず届きます", "必ず届きます"),
        ("費用は12万円で、とりあえず送ります。", "とりあえず", "とりあえず"),
        # Two lines, full-width letters: the place is that of the text as given.
        ("Ｎｏ.１の図面\n募集を拝見させていただきました。", "拝見させていただ", "拝見させていただきました"),
    ],
)
def test_whole_words_are_quoted(text: str, matched: str, told: str) -> None:
    assert quoted(text, matched) == told


def test_a_quote_points_at_a_place_and_does_not_repeat_the_sentence() -> None:
    text = "図面" * 30 + "御社" + "一覧" * 30 + "。"
    assert len(quoted(text, "御社")) <= 2 + 2 * 10
    long = "図面の一覧をお作りし、" * 5 + "拝見させていただ"
    assert quoted(f"{long}きます。", long) == long


def test_a_critique_quotes_whole_words_but_a_gap_as_it_stands() -> None:
    text = "〇〇株式会社様\n募集を拝見させていただき、図面を見ます。"
    quotes = {finding.quote for finding in critique(text, reader()).findings}
    assert {"〇〇", "拝見させていただき"} <= quotes
