"""What may be said: every pair of ``pairs.toml`` and ``statements.toml``, and the sources themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.customer.case import Case
from coach.facts.commitments import unsupported_statements
from coach.facts.profile import Profile, VendorFact
from coach.facts.provenance import Source, dropped, sources, support, unsupported
from evals.facts import Pair, judge, pairs

PAIRS = list(pairs())


def test_there_are_pairs_enough() -> None:
    assert len(PAIRS) >= 160


@pytest.mark.parametrize("pair", [p for p in PAIRS if not p.known_miss], ids=lambda p: f"{p.group}: {p.text}")
def test_what_stands_in_no_source_is_reported_and_nothing_else(pair: Pair) -> None:
    blocked, info = judge(pair)
    assert (blocked.missed, blocked.false) == ((), ())
    assert (info.missed, info.false) == ((), ())


@pytest.mark.parametrize("pair", [p for p in PAIRS if p.known_miss], ids=lambda p: f"{p.group}: {p.text}")
def test_a_known_miss_is_still_missed(pair: Pair) -> None:
    blocked, info = judge(pair)
    assert not (blocked.right and info.right), "no longer missed: take known_miss away"


def test_sources_are_numbered_by_origin() -> None:
    case = Case(
        title="受電の委託",
        budget="月40万円",
        requirements=("土曜日の受電",),
        description="電話は月450件です。急ぎます。",
    )
    profile = Profile(company="株式会社例題コンタクト", facts=(VendorFact(text="月額税込22万円"),))
    lines = sources(
        case, profile, "はじめまして。\n\n費用は22万円です。", ("12月8日が空いている",), sent="応募します。"
    )
    assert [(line.id, line.text) for line in lines] == [
        ("C1", "案件名: 受電の委託"),
        ("C2", "予算: 月40万円"),
        ("C3", "要件: 土曜日の受電"),
        ("C4", "電話は月450件です。"),
        ("C5", "急ぎます。"),
        ("P1", "会社名: 株式会社例題コンタクト"),
        ("P2", "月額税込22万円"),
        ("D1", "はじめまして。"),
        ("D2", "費用は22万円です。"),
        ("S1", "応募します。"),
        ("A1", "12月8日が空いている"),
    ]


def test_facts_that_may_not_be_told_are_no_source() -> None:
    profile = Profile(
        facts=(
            VendorFact(text="31社を担当", publishable="never"),
            VendorFact(text="12社を担当", consent="no"),
            VendorFact(text="7社を担当"),
        )
    )
    assert [line.text for line in sources(None, profile, None)] == ["7社を担当"]


def test_support_names_the_lines_a_claim_rests_on() -> None:
    lines = (Source("P1", "月額税込22万円", "profile"), Source("D1", "月額22万円(税込)です", "draft"))
    found = support("費用は月額税込22万円、撮影は5万円です。", lines)
    assert [(item.claim.quote, item.sources) for item in found] == [("22万円", ("P1", "D1")), ("5万円", ())]


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("費用は22万円です。", "費用はご相談です。", [("22万円", "料金")]),
        ("費用は22万円です。", "費用は220,000円です。", []),
        ("31社の実績があります。", "実績があります。", [("31社", "実績")]),
        ("初回相談は無料です。", "初回のご相談も承ります。", [("無料", "無料の提供")]),
        ("Pマークを取得しています。", "個人情報を守ります。", [("Pマーク", "資格・認証")]),
        ("Pマークを取得しています。", "プライバシーマークを取得しています。", []),
        ("12月8日が空いています。", "ご都合をお知らせください。", [("12月8日", "日付")]),
        ("返信は2時間以内です。", "返信します。", [("2時間", "返信の目安")]),
        ("返信は翌営業日までです。", "返信します。", [("翌営業日", "返信の目安")]),
        ("3名で伺います。", "伺います。", []),
        ("ページ数は20ページでしょうか。", "ページ数をお知らせください。", []),
    ],
)
def test_what_a_rewrite_lost_is_listed(before: str, after: str, lost: list[tuple[str, str]]) -> None:
    assert [(item.quote, item.label) for item in dropped(before, after)] == lost


def test_the_same_number_shown_twice_is_lost_once() -> None:
    assert len(dropped("費用は22万円です。総額は22万円です。", "ご相談です。")) == 1


_LINES = [line.text for pair in PAIRS for line in pair.sources if line.origin != "case"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_LINES), min_size=1, max_size=4, unique=True))
def test_a_text_rests_on_itself(lines: list[str]) -> None:
    text = "\n".join(lines)
    own = sources(None, None, text)
    assert [item for item in unsupported(text, own) if item.severity == "block"] == []
    assert unsupported_statements(text, own) == ()
    assert dropped(text, text) == ()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_against_any_source_gives_exact_places(text: str, line: str) -> None:
    own = sources(None, None, line)
    for item in (*unsupported(text, own), *unsupported_statements(text, own)):
        assert text[item.start : item.end] == item.quote
        assert item.why.endswith("。")


def test_a_long_text_is_proved_to_its_end() -> None:
    text = "月額22万円です。" * 5_000 + "撮影は5万円です。"
    found = unsupported(text, (Source("P1", "月額22万円", "profile"),))
    assert [item.quote for item in found] == ["5万円"]
