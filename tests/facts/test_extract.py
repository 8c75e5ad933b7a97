"""What counts as a statement of fact, and in which comparable form."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.facts.extract import extract


def read(text: str) -> list[tuple[str, str, str, str]]:
    return [(claim.kind, claim.value, claim.unit, claim.bound) for claim in extract(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "bound"),
    [
        ("10,000円", "money", "10000", "円", ""),
        ("1万円", "money", "10000", "円", ""),
        ("１万円", "money", "10000", "円", ""),
        ("1億2,000万円", "money", "120000000", "円", ""),
        ("百二十万円", "money", "1200000", "円", ""),
        ("10万円から", "money", "100000", "円", "lower"),
        ("30〜50万円", "money", "300000~500000", "円", ""),
        ("5,000〜1万円", "money", "5000~10000", "円", ""),
        ("93.4%", "percent", "93.4", "%", ""),
        ("5割", "percent", "50", "%", ""),
        ("1.5倍", "percent", "150", "%", ""),
        ("3〜5名", "count", "3~5", "人", ""),
        ("3名から5名", "count", "3~5", "人", ""),
        ("50社以上", "count", "50", "社", "lower"),
        ("25ページまで", "count", "25", "ページ", "upper"),
        ("約300件", "count", "300", "件", "about"),
        ("数十社", "count", "数十社", "", ""),
        ("10営業日以内", "period", "10", "営業日", "upper"),
        ("2週間", "period", "14", "日", ""),
        ("三ヶ月", "period", "3", "月", ""),
        ("1か月半", "period", "1.5", "月", ""),
        ("最短5営業日", "period", "5", "営業日", "lower"),
        ("60分", "period", "60", "分", ""),
        ("1時間半", "period", "90", "分", ""),
        ("半年", "period", "6", "月", ""),
        ("令和8年12月15日(火)", "date", "2026-12-15", "火", ""),
        ("12/15", "date", "-12-15", "", ""),
        ("2026年9月まで", "date", "2026-9-", "", "upper"),
        ("12月上旬", "date", "-12-上旬", "", ""),
        ("午後2時", "time", "14:00", "", ""),
        ("10時半", "time", "10:30", "", ""),
        ("3回目", "rank", "3", "回目", ""),
        ("第2位", "rank", "2", "位", ""),
        ("無償", "free", "無料", "", ""),
        ("費用はかかりません", "free", "無料", "", ""),
        ("株式会社ためし化粧品", "company", "株式会社ためし化粧品", "", ""),
        ("三浦直子と申します", "person", "三浦直子", "", ""),
        ("Shopify", "name", "shopify", "", ""),
        ("キントーン", "name", "kintone", "", ""),
        ("ISO 27001", "credential", "iso27001", "", ""),
        ("プライバシーマーク", "credential", "Pマーク", "", ""),
        ("https://example.com/a/", "url", "example.com/a", "", ""),
        ("info@example.com", "mail", "info@example.com", "", ""),
        ("03-1234-5678", "phone", "0312345678", "", ""),
        ("業界最安", "superlative", "業界最安", "", ""),
        ("保証します", "promise", "保証", "", ""),
        ("保証はいたしかねます", "promise", "!保証", "", ""),
        ("何度でも", "promise", "無制限", "", ""),
    ],
)
def test_one_fact_has_one_form(text: str, kind: str, value: str, unit: str, bound: str) -> None:
    assert read(text) == [(kind, value, unit, bound)]


@pytest.mark.parametrize(
    "text",
    [
        "一度お話を",
        "十分な準備",
        "一括で",
        "一人ひとりに",
        "千葉と三菱と六本木",
        "二人三脚で百戦錬磨、万全に",
        "1. はじめに",
        "・(1) 概要",
        "①概要",
        "■2. 費用",
        "〇〇円",
        "〇〇株式会社",
        "【要記入: 標準の日数(例: 30日)】",
        "【要確認: 50社の実績】",
        "{会社名}様",
        "3点お伺いします",
        "WebのSEOとLP、PDF",
        "お客様、皆様、ご担当者様",
        "株式会社ためし化粧品 御中",
        "森下 健吾様",
        "必ずご確認ください",
        "必ずしも",
        "デザインとサポートのスケジュール",
        "倍率",
        "",
    ],
)
def test_what_is_no_fact(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("12月8日から10日間", ["date", "period"]),
        ("14:00から\n25ページまで", ["time", "count"]),
        ("月2回、1回60分", ["count", "count", "period"]),
        ("デザイン案2案と資料8点、提案3件", ["count", "count", "count"]),
        ("1番目の案1と案2", ["rank"]),
        ("30 名で対応", ["count"]),
        ("2026年12月15日に5営業日で", ["date", "period"]),
    ],
)
def test_neighbours_are_kept_apart(text: str, kinds: list[str]) -> None:
    assert [claim.kind for claim in extract(text)] == kinds


def test_slots_in_one_line_share_their_month() -> None:
    claims = [c for c in extract("12月8日(火)10時、10日(木)14時が空いています。") if c.kind == "date"]
    assert [(claim.value, claim.unit) for claim in claims] == [("-12-8", "火"), ("-12-10", "木")]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("月額税込22万円", {"月額", "税込"}),
        ("22万円(税抜)", {"税別"}),
        ("年額22万円(税別)", {"年額", "税別"}),
        ("22万円", set()),
    ],
)
def test_a_price_carries_its_conditions(text: str, conditions: set[str]) -> None:
    (claim,) = extract(text)
    assert claim.conditions == conditions


# Pieces that meet in letters, so that hypothesis reaches the seams between the readings.
_PIECES = st.sampled_from(
    re.findall(
        r"\S+",
        "1 12 3,000 1.5 〇〇 万 億 千 百二十 円 % 割 倍 社 名 日 か月 ヶ月 年 月 時 分 営業日 以上 から 〜 - ~ / : ( ) 約 最短 "
        "税込 税別 無料 保証 株式会社 様 と申します ISO No. 第 位 12月8日 (火) 令和8年 午後2時 https://example.com a@b.jp 03- "
        "㈱ ｶﾞ ㎡ 𠮷 ① 。 、 【要記入: お見積もり は ません Shopify 半 数十 月額 なし 費用はかかり",
    )
    + ["\r\n", "\n", "\u200b", " "]
)
_TEXTS = st.one_of(st.lists(_PIECES, max_size=25).map("".join), st.text(max_size=80))


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
@example("様株式会社")
def test_every_claim_quotes_the_text_as_given(text: str) -> None:
    claims = extract(text)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote != ""
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_price_is_the_same_in_every_notation(yen: int) -> None:
    oku, rest = divmod(yen, 10**8)
    man, small = divmod(rest, 10**4)
    mixed = (f"{oku}億" if oku else "") + (f"{man:,}万" if man else "") + (f"{small:,}" if small else "")
    forms = {
        f"{yen}円",
        f"{yen:,}円",
        f"{mixed}円",
        f"{yen:,}円".translate(str.maketrans("0123456789,", "0123456789,")),
    }
    assert {tuple(read(form)) for form in forms} == {(("money", str(yen), "円", ""),)}


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1万",
        "一",
        "円",
        "3〜",
        "株式会社",
        "様",
        "A",
        "a.",
        "a@",
        "【",
        "〇",
        "保証は",
        "無料",
        "12/",
        "税込",
    ],
)
def test_a_long_run_is_read_to_its_end(piece: str) -> None:
    text = piece * (50_000 // len(piece)) + "。費用は7円です。"
    assert extract(text)[-1].quote == "7円"
