"""Folding, lines, sentences and words, always with the way back to the text as given."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.text import Document, fold, normalise, words

FOLDED = [
    ("３０〜５０万円", "30~50万円"),
    ("30～50万円", "30~50万円"),
    ("㈱テック", "(株)テック"),
    ("ﾎｰﾑﾍﾟｰｼﾞ", "ホームページ"),
    ("か\u3099", "が"),
    ("①②", "①②"),
    ("2026−11–25", "2026-11-25"),
    ("見\u200bえない\u202e字", "見えない字"),
    ("一行\r\n二行\r三行", "一行\n二行\n三行"),
    ("Ｎｏ．１", "No.1"),
    ("3ヶ月、３ヵ月、3カ月、三ｶ月、3ケ月、3箇月、3か月", "3か月、3か月、3か月、三か月、3か月、3か月、3か月"),
    # What only ends in the same signs, and what counts anything else, stays.
    ("アメリカ月間、アフリカ月次、3ヶ所の箇所", "アメリカ月間、アフリカ月次、3ヶ所の箇所"),
]


@pytest.mark.parametrize(("given_text", "folded"), FOLDED)
def test_fold(given_text: str, folded: str) -> None:
    assert normalise(given_text) == folded


SENTENCES = [
    ("一つ目です。二つ目です！三つ目ですか？", ["一つ目です。", "二つ目です!", "三つ目ですか?"]),
    ("「はい。そうです。」と答えました。次です。", ["「はい。そうです。」と答えました。", "次です。"]),
    ("費用です(税別。送料込み)。次です。", ["費用です(税別。送料込み)。", "次です。"]),
    (
        "詳しくは https://example.com/a?b=c をご覧ください。",
        ["詳しくは https://example.com/a?b=c をご覧ください。"],
    ),
    ("・一つ\n2) 二つ\n③三つ", ["一つ", "二つ", "三つ"]),
    ("閉じない「かっこです。次です。", ["閉じない「かっこです。", "次です。"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in Document(text).sentences] == expected


LINES = [
    ("株式会社見本精機様", "address"),
    ("■ 費用", "heading"),
    ("【日程】", "heading"),
    ("・撮影1日", "bullet"),
    ("1. はじめに", "bullet"),
    ("", "blank"),
    ("図面を拝見しました。", "prose"),
    ("1.5倍になりました。", "prose"),
]


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_line_kinds(line: str, kind: str) -> None:
    assert Document(line).lines[0].kind == kind


@pytest.mark.parametrize(
    "closing",
    [
        "株式会社例示\n見本 太郎\nTEL 03-0000-0000",
        "㈱例示\n見本 太郎",
        "見本 太郎\n例示協同組合",
        "例示合資会社\n見本 太郎",
    ],
)
def test_a_closing_block_with_a_company_or_a_contact_is_the_signature(closing: str) -> None:
    kinds = [line.kind for line in Document(f"図面を拝見しました。\n\n{closing}").lines]
    assert kinds == ["prose", "blank", *["signature"] * len(closing.splitlines())]


JAPANESE = st.text(
    alphabet=st.sampled_from("あかアｶﾞ漢字𠮷㈱①、。！？「」（）\r\n \u3000ー〜～3０万円か\u3099\u200b🎉A/?="),
    max_size=80,
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), JAPANESE))
def test_every_span_leads_back_to_the_source(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))
    document = Document(text)
    for sentence in document.sentences:
        start, end = document.source_span(sentence.start, sentence.end)
        assert sentence.text in normalise(text[start:end])
        assert document.sentence_at(sentence.start) == sentence


@settings(max_examples=100, deadline=None)
@example("か\u200bﾞ")
@example("\r\u200b")
@example("\u200bﾞ")
@given(JAPANESE)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@settings(max_examples=50, deadline=None)
@given(JAPANESE)
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end].replace("\n", " ") == word.surface


def test_a_long_text_without_any_stop_is_cut_into_words() -> None:
    assert sum(len(word.surface) for word in words("あ" * 50_000)) == 50_000
