"""A text under proof: its claims, each with the sentence around it and the sources that hold it."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace

from coach.facts.addends import Figure, Reckoning, reckoning
from coach.facts.apart import Priced
from coach.facts.claims import Claim
from coach.facts.extract import extract
from coach.facts.matching import Place, Problem, problems
from coach.facts.pool import Pool, Source
from coach.facts.taxes import Taxes
from coach.text import normalise

_SENTENCE = re.compile(r"[^。!?!?\n\r]+[。!?!?]*")
# So many things are counted at a glance.
MOST_COUNTED = 5
# A figure that is said more often than this is not said once rightly.
_MOST_ALIKE = 10
# So many figures before and behind another may be of its sum.
_NEAR = 12
_TOTAL_LINE = re.compile(r"[ \t]*[・•◆■●○-]?[ \t]*(?:合計|総額|小計|計|総計)")
_TOTALLING = re.compile(
    r"(?:間|分)?[でのは、]{0,2}(?:(?:初年度|初年|年間|合わせて|あわせて|合計|総額|計|全部で)[はでが、]{0,2})?(?:税込|税別)?(?:みで?)?、?"
)
# A price is taken for so many days or months.
_MOST_LASTING = {"日": 31, "月": 36}


class Written:
    """A text under proof: its claims, each with the sentence around it."""

    def __init__(self, text: str) -> None:
        self.claims = extract(text)
        self._spans = [match.span() for match in _SENTENCE.finditer(text)]
        self._starts = [start for start, _ in self._spans]
        self._text = text
        self._taxes = Taxes(text if self.claims else "")
        self._held: dict[tuple[Claim, Place], list[tuple[Source, list[Problem]]]] = {}
        self._index()

    def _index(self) -> None:
        self.shown = frozenset(claim.figure for claim in self.claims)
        self._alike: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in self.claims:
            self._alike[claim.kind, *claim.figure].append(claim)

    def without(self, claims: Iterable[Claim]) -> "Written":
        """Return the text as it reads without some of its claims."""
        less = copy(self)
        gone = set(claims)
        less.claims = tuple(claim for claim in self.claims if claim not in gone)
        less._index()
        return less

    def place(self, claim: Claim) -> tuple[Place, int]:
        """Return the sentence around a claim and the claim's place in it, both folded."""
        start, end = self._spans[bisect_right(self._starts, claim.start) - 1]
        end = max(end, claim.end)
        # A run without any stop is no sentence; what stands near is enough to judge by.
        start, end = max(start, claim.start - 300), min(end, claim.end + 300)
        at = len(normalise(self._text[start : claim.start]))
        return Place(normalise(self._text[start:end]), at, self._taxes.at(claim.start)), at

    def ahead(self, claim: Claim) -> list[Claim]:
        """Return the amounts a little before a claim."""
        at = bisect_left(self.claims, claim.start, key=lambda one: one.start)
        return [one for one in self.claims[max(0, at - _NEAR) : at] if one.kind == "money"]

    def reckoning(self, claim: Claim, prices: Sequence[Priced]) -> Reckoning | None:
        """Return whether an amount is what its sentence works out; of a total in a list, what the list does."""
        at = bisect_left(self.claims, claim.start, key=lambda one: one.start)
        near = self.claims[max(0, at - _NEAR) : at + _NEAR]
        index = bisect_right(self._starts, claim.start) - 1
        start, end = self._spans[index]
        if _TOTAL_LINE.match(self._text, start):
            start = self._text.rfind("\n\n", 0, start) + 1
        start, end = max(start, claim.start - 300), min(end, claim.end + 300)
        figures = [
            Figure(
                one,
                len(normalise(self._text[start : one.start])),
                len(normalise(self._text[start : one.end])),
            )
            for one in near
            if start <= one.start and one.end <= end
        ]
        following = ""
        if index + 1 < len(self._spans):
            behind = self._spans[index + 1]
            following = normalise(self._text[behind[0] : min(behind[1], behind[0] + 300)])
        return reckoning(
            next(figure for figure in figures if figure.claim is claim),
            normalise(self._text[start:end]),
            figures,
            prices,
            elsewhere=[
                one
                for one in near
                if one.kind == "money" and not start <= one.start < end and len(one.numbers) == 1
            ],
            before=[
                one for one in near if one.kind == "money" and one.end <= start and len(one.numbers) == 1
            ],
            following=following,
        )

    def counts_for(self, claim: Claim, total: Claim) -> bool:
        """Tell whether a small count only counts what an amount behind it is the total of: 2本で106.7万円."""
        if not claim.numbers:
            return False
        counts = claim.kind == "count" and 1 <= claim.numbers[0] <= MOST_COUNTED
        lasts = claim.kind == "period" and claim.numbers[0] <= _MOST_LASTING.get(claim.unit, 0)
        if total.kind != "money" or not (counts or lasts):
            return False
        return bool(_TOTALLING.fullmatch(normalise(self._text[claim.end : total.start])))

    def is_supported(self, claim: Claim, pool: Pool) -> bool:
        """Tell whether a source carries a claim as it is said."""
        return any(not listed for _, listed in self.held(claim, pool))

    def is_told_beside(self, claim: Claim, pool: Pool) -> bool:
        """Tell whether the sentence says the same figure once as a source has it: 6か月からで、6か月の合計は…."""
        others = self._alike[claim.kind, *claim.figure]
        if not 1 < len(others) <= _MOST_ALIKE:
            return False
        sentence = self.place(claim)[0].sentence
        return any(
            other is not claim
            and self.place(other)[0].sentence == sentence
            and self.is_supported(other, pool)
            for other in others
        )

    def held(self, claim: Claim, pool: Pool) -> list[tuple[Source, list[Problem]]]:
        """Return the sources that hold a claim, each with what it says differently; the same words are judged once."""
        place, _ = self.place(claim)
        key = replace(claim, start=0, end=0), place
        if key not in self._held:
            self._held[key] = [
                (source, list(problems(claim, source, known, place))) for source, known in pool.holders(claim)
            ]
        return self._held[key]
