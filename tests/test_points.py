"""The points that are shown add up with the score that is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coach
from coach.critic.checklist import Check
from coach.critic.critique import Gate
from coach.critic.points import points, score, share
from coach.report.moves import moves
from coach.results import Comparison, FactChanges, Version

CHECKS = st.lists(st.tuples(st.integers(1, 25), st.booleans()), min_size=1, max_size=18).map(
    lambda pairs: [
        Check(id=str(number), question=f"{number}か", weight=weight, met=met)
        for number, (weight, met) in enumerate(pairs)
    ]
)


@given(CHECKS)
def test_met_points_add_up_to_the_score_and_all_to_a_hundred(checks: list[Check]) -> None:
    told = points(checks)
    assert sum(told[check.id] for check in checks if check.met) == score(checks)
    assert sum(told.values()) == 100
    whole = sum(check.weight for check in checks)
    assert all(abs(told[check.id] - 100 * check.weight / whole) < 2 for check in checks)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (0, [], []),
        (10, [], []),
        (10, [1], [10]),
        (10, [1, 1, 1], [4, 3, 3]),
        (91, [16, 12, 9], [39, 30, 22]),
        (100, [2, 1], [67, 33]),
    ],
)
def test_a_total_is_shared_out_by_weight(total: int, weights: list[int], parts: list[int]) -> None:
    # Without anybody to share with nothing is shared.
    assert share(total, weights) == parts


@given(CHECKS, st.data())
def test_moves_add_up_to_the_change_of_the_score(checks: list[Check], data: st.DataObject) -> None:
    turned = [check.model_copy(update={"met": data.draw(st.booleans())}) for check in checks]
    before, after = (
        Version(score=score(side), findings=(), gate=Gate(sendable=True), checklist=tuple(side), length=1)
        for side in (checks, turned)
    )
    told = moves(
        Comparison(
            kind="application", classification=None, before=before, after=after, resolved=(), introduced=(),
            persisting=(), facts=FactChanges(), diff=(), change_ratio=0.0, conclusion="",
        )
    )  # fmt: skip
    assert sum(move.points for move in told) == (after.score or 0) - (before.score or 0)
    assert len(told) == sum(old.met != new.met for old, new in zip(checks, turned, strict=True))


def test_a_question_names_the_points_that_are_shown_for_it() -> None:
    seen = coach.feedback("はじめまして。", coach.Case(title="工場の採用動画", requirements=("3分の動画",)))
    shown = points(seen.checklist)
    assert seen.questions
    assert {ask.id: ask.gain for ask in seen.questions} == {ask.id: shown[ask.id] for ask in seen.questions}
