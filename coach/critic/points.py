"""The score of a checklist, and the points of its questions: whole numbers that add up with it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.critic.checklist import Check


def score(checks: Iterable["Check"]) -> int:
    """Return the weighted share of met questions, 0 to 100."""
    answered = list(checks)
    total = sum(check.weight for check in answered)
    return round(100 * sum(check.weight for check in answered if check.met) / total) if total else 0


def points(checks: Iterable["Check"]) -> dict[str, int]:
    """Return what each question counts, by its id: those that are met add up to the score, all of them to 100."""
    answered = list(checks)
    met = [check for check in answered if check.met]
    unmet = [check for check in answered if not check.met]
    reached = score(answered)
    told: dict[str, int] = {}
    for group, total in ((met, reached), (unmet, 100 - reached)):
        shared = share(total, [check.weight for check in group])
        told |= {check.id: part for check, part in zip(group, shared, strict=True)}
    return told


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Return ``total`` shared out by weight in whole numbers that add up to it; what rounding leaves goes to the
    largest remainders (Hare's quota), the earlier of two equal ones.
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
