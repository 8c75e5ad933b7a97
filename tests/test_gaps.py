"""One idea of a gap: whatever is written into one, the critic, the readers of facts and the proof see it whole."""

import pytest

from coach import Case, draft
from coach.critic.critique import critique
from coach.critic.reader import Reader
from coach.facts.extract import extract
from coach.gaps import GAP, LONGEST, MARK, blank, mark

WORDS = ["金額", "税込【50万円】まで", "{社名}様", "あ" * 2 * LONGEST, "50万円、" * 100]


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
@pytest.mark.parametrize("gap", [blank, mark])
def test_what_stands_in_a_gap_is_no_claim_and_stops_the_text(gap: object, words: str) -> None:
    assert callable(gap)
    marked = gap(words)
    assert GAP.fullmatch(marked)
    assert extract(f"費用は{marked}です。") == ()
    seen = critique(f"費用は{marked}です。", Reader(kind="application"))
    assert [blocker.fault for blocker in seen.gate.blockers] == ["placeholder_left"]


@pytest.mark.parametrize(
    ("text", "is_gap", "is_mark"),
    [
        ("【要記入: 金額】", True, False),
        ("【要確認: 金額】", True, True),
        ("【要確認：金額】", True, True),
        ("【未定】", True, False),
        ("【料金: 要記入】", True, False),
        ("【日程は確認中】", True, False),
        ("【ご記入いただくもの】", False, False),
        ("【費用】", False, False),
        ("【要記入: 一行目\n二行目】", False, False),
    ],
)
def test_a_gap_is_told_from_a_heading(text: str, is_gap: bool, is_mark: bool) -> None:
    assert (bool(GAP.fullmatch(text)), bool(MARK.fullmatch(text))) == (is_gap, is_mark)


@pytest.mark.parametrize(
    ("budget", "quoted"),
    [
        ("150万円以内", "150万円以内"),
        ("150万円以内【税込】\n応相談", "150万円以内〔税込〕 応相談"),
        ("初年度は50万円、2年目からは30万円で、" * 10, "初年度は50万円"),
    ],
)
def test_the_customers_words_end_no_blank(budget: str, quoted: str) -> None:
    composed = draft(Case(title="サイトの刷新", budget=budget), "application")
    (asked,) = [gap for gap in composed.blanks if "ご予算" in gap]
    assert quoted in asked and asked.endswith("に対する概算と、含むもの】")
    assert not [claim for claim in extract(composed.text) if claim.kind == "money"]
