"""One place of a written text that its proof objects to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

# Where two kinds meet in one place, the first of these says what it is; kinds of claims stand behind ``locked``.
_GRAVEST = ("leak", "mask", "contact", "language", "blank", "locked")
_MILDEST = ("condition", "statement", "audit", "uncited", "fault", "repeated")


@dataclass(frozen=True, slots=True)
class Problem:
    """Words that must not, or should not, be sent. ``start`` and ``end`` are code points: ``text[start:end] == quote``.

    ``kind`` is a kind of claim (money, date …), or ``statement`` (a promise without source), ``audit`` (the
    auditor's word for it), ``uncited`` (stated, but no line is named or found), ``condition``, ``leak``,
    ``contact``, ``language``, ``locked`` (addressee, signature, names), ``fault``, ``blank``, ``mask``,
    ``repeated``. ``why`` is a Japanese sentence. Something missing has an empty quote where it should stand. ``mark`` is what
    stands in the mark instead of words that nobody should read.
    """

    quote: str
    kind: str
    why: str
    start: int = 0
    end: int = 0
    blocks: bool = True
    mark: str = ""

    @property
    def is_absence(self) -> bool:
        """Whether the problem is something that is not there."""
        return self.start == self.end

    @property
    def rank(self) -> tuple[bool, int]:
        """Sort key: what blocks first, then what is gravest."""
        if self.kind in _GRAVEST:
            return not self.blocks, _GRAVEST.index(self.kind)
        if self.kind in _MILDEST:
            return not self.blocks, len(_GRAVEST) + 1 + _MILDEST.index(self.kind)
        return not self.blocks, len(_GRAVEST)


def merged(problems: Iterable[Problem], text: str) -> tuple[Problem, ...]:
    """Return the problems in the order of the text, one a place.

    Of two that overlap the graver gives kind and reason; the place covers both where both block.
    """
    found = list(problems)
    absent = dict.fromkeys(problem for problem in found if problem.is_absence)
    placed: list[Problem] = []
    for problem in sorted(
        (one for one in found if not one.is_absence), key=lambda one: (one.start, -one.end)
    ):
        if placed and problem.start < placed[-1].end:
            placed[-1] = _joined(placed[-1], problem, text)
        else:
            placed.append(problem)
    return tuple(sorted((*absent, *placed), key=lambda one: (one.start, one.end)))


def _joined(left: Problem, right: Problem, text: str) -> Problem:
    graver = min(left, right, key=lambda one: one.rank)
    if left.blocks != right.blocks:
        return graver
    start, end = min(left.start, right.start), max(left.end, right.end)
    return replace(graver, start=start, end=end, quote=text[start:end])
