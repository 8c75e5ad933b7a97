"""What moved the score between two versions: the questions of the checklist whose answer changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.critic.checklist import Check
from coach.critic.points import share
from coach.results import Comparison


@dataclass(frozen=True)
class Move:
    """A question of the checklist whose answer changed; ``points`` of 100, negative where it was lost."""

    question: str
    points: int
    evidence: str


def moves(comparison: Comparison) -> tuple[Move, ...]:
    """Return the checklist questions whose answer changed, losses first, then by weight; their points add up to
    the change of the score.
    """
    earlier = {check.id: check for check in comparison.before.checklist}
    turned = [
        (earlier[check.id], check)
        for check in comparison.after.checklist
        if check.id in earlier and earlier[check.id].met != check.met
    ]
    won = [new for _, new in turned if new.met]
    lost = [old for old, new in turned if not new.met]
    change = (comparison.after.score or 0) - (comparison.before.score or 0)
    total = sum(check.weight for check in comparison.after.checklist) or 1
    gone = round(100 * sum(check.weight for check in lost) / total) if won else -change
    found = [
        *(Move(check.question, -part, check.evidence) for check, part in _shared(gone, lost)),
        *(Move(check.question, part, check.evidence) for check, part in _shared(gone + change, won)),
    ]
    return tuple(sorted(found, key=lambda move: (move.points > 0, -abs(move.points))))


def _shared(total: int, checks: Sequence[Check]) -> Iterator[tuple[Check, int]]:
    return zip(checks, share(total, [check.weight for check in checks]), strict=True)
