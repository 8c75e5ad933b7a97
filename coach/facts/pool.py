"""The lines that a text may rest on, and their claims found by value."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Literal

from coach import kanji
from coach.facts.claims import Claim
from coach.facts.extract import extract
from coach.facts.phrases import DENIED
from coach.facts.wording import pairs
from coach.text import normalise

Origin = Literal["case", "profile", "draft", "sent", "answer"]

Key = tuple[str, str, str]
Held = tuple["Source", Claim]

# A value that stands in more places than these is told apart by none of them; the limits keep a hostile text quick.
_MOST_HOLDERS = 30
_MOST_PLACES = 200

_KANJI = kanji.compiled(r"[一-龠々]")
_COUNTED = frozenset({"count", "money"})
_NAMED = frozenset({"company", "person", "name"})


@dataclass(frozen=True)
class Source:
    """One line that a text may rest on: C1… of the case, P1… of the profile, D1… of the draft, S1… of the
    application sent before, A1… of the answers."""

    id: str
    text: str
    origin: Origin


@dataclass(frozen=True)
class Pool:
    """The claims of all sources, found by value."""

    sources: tuple[Source, ...]
    claims: dict[Key, list[Held]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        index: dict[Key, list[Held]] = defaultdict(list)
        for source in self.sources:
            for claim in extract(source.text):
                for key in _keys(claim):
                    _add(index[key], source, claim)
                if claim.kind in _COUNTED:
                    _add(index["bare", "", claim.value], source, claim)
                if claim.kind == "date":
                    for key in _day_keys(claim.value):
                        _add(index[key], source, claim)
        self.claims.update(index)

    @cached_property
    def lines(self) -> list[tuple[Claim, ...]]:
        """The claims line by line."""
        return [extract(source.text) for source in self.sources]

    @cached_property
    def topics(self) -> list[frozenset[str]]:
        """What each line is about, as pairs of characters."""
        return [pairs(normalise(source.text)) for source in self.sources]

    def dates_of(self, event: str) -> list[Claim]:
        """Return the dates of the lines that speak of an event: of 公開 that of 公開日: 6月15日."""
        first = _KANJI.match(event)
        verb = re.compile(rf"{first.group()}[ぁ-ん]") if first else None
        return [
            claim
            for source, claims in zip(self.sources, self.lines, strict=True)
            for claim in claims
            if claim.kind == "date" and _speaks_of(source.text, claim, event, verb)
        ][:_MOST_PLACES]

    @cached_property
    def _largest(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for claim in (claim for line in self.lines for claim in line):
            if claim.kind in {"count", "period"} and claim.numbers:
                found[claim.unit] = max(found.get(claim.unit, 0), int(claim.numbers[-1]))
        return found

    def largest(self, unit: str) -> int:
        """Return the largest number of a unit in the sources, 0 where there is none."""
        return self._largest.get(unit, 0)

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """The sources as names are compared, one a line, and where each begins."""
        texts = [joined(source.text) for source in self.sources]
        starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        return "\n".join(texts), starts

    def naming(self, name: str) -> Iterator[Source]:
        """Yield the first sources in which a name stands as a word of its own."""
        text, starts = self._joined
        at = text.find(name) if name else -1
        for _ in range(_MOST_PLACES):
            if at < 0:
                return
            if _stands_at(name, text, at):
                index = bisect_right(starts, at) - 1
                yield self.sources[index]
                at = text.find(name, starts[index + 1] - 1)
            else:
                at = text.find(name, at + 1)

    def _denies(self, source: Source, value: str) -> bool:
        return any(one.value == DENIED + value for one in extract(source.text))

    def _counted_as(self, claim: Claim) -> Iterator[Held]:
        """Yield where the same number counts what the unit names: 3施設 of 介護施設3か所."""
        if claim.kind == "count" and len(claim.unit) > 1:
            for source, known in self.claims.get(("bare", "", claim.value), ()):
                if known.kind == "count" and known.unit != claim.unit and claim.unit in known.head:
                    yield source, known

    def holders(self, claim: Claim) -> Iterator[tuple[Source, Claim | None]]:
        """Yield each source with the same value and unit, and the claim there (None where a name stands in its text)."""
        if claim.kind in _NAMED or claim.kind in {"superlative", "credential"}:
            wanted = joined(claim.quote if claim.kind not in {"name", "credential"} else claim.value)
            denied = claim.kind == "credential" and claim.value.startswith(DENIED)
            yield from self.claims.get((claim.kind, "", claim.value), ())
            if not denied:
                for alias in dict.fromkeys((wanted, joined(claim.quote))):
                    for source in self.naming(alias):
                        # プライバシーマークは未取得 names it and says the contrary.
                        if claim.kind != "credential" or not self._denies(source, claim.value):
                            yield source, None
        elif claim.kind == "date":
            yield from self.claims.get(("day", "", claim.value), ())
            if not claim.value.startswith("-"):
                yield from self.claims.get(("any-year", "", claim.value.partition("-")[2]), ())
        else:
            for key in _keys(claim):
                yield from self.claims.get(key, ())
            # A number without unit may be the same count; two different units never are.
            if claim.kind == "number":
                yield from self.claims.get(("bare", "", claim.value), ())
            elif claim.kind in _COUNTED:
                yield from self.claims.get(("number", "", claim.value), ())
                yield from self._counted_as(claim)
            # The address of a site stands for its pages.
            elif claim.kind == "url":
                yield from ((source, None) for source in self.naming(joined(claim.value) + "/"))


def _speaks_of(line: str, claim: Claim, event: str, verb: re.Pattern[str] | None) -> bool:
    """Whether the clause around a date, or the label of its line, names an event, if only by a verb: 移る of 移転."""
    clause = claim.head + normalise(line[: max(0, line.find(":"))])
    rest = clause.replace(normalise(claim.quote), "")
    return event in rest or bool(verb and verb.search(rest))


def _add(held: list[Held], source: Source, claim: Claim) -> None:
    """The same value said again in the same words supports nothing more; after many places none is telling."""
    last = held[-1] if held else None
    said_again = last and last[0] is source and (last[1].bound, last[1].head) == (claim.bound, claim.head)
    if len(held) < _MOST_HOLDERS and not said_again:
        held.append((source, claim))


def joined(text: str) -> str:
    """Return ``text`` as names are compared."""
    return re.sub(r"[\s・_-]", "", normalise(text)).lower()


def _stands_at(name: str, text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + len(name) : at + len(name) + 1]
    return not (name[0].isascii() and before.isascii() and before.isalpha()) and not (
        name[-1].isascii() and after.isascii() and after.isalnum()
    )


def _keys(claim: Claim) -> Iterator[tuple[str, str, str]]:
    yield claim.kind, claim.unit, claim.value
    if len(claim.numbers) == 2:
        for end in claim.value.split("~"):
            yield f"{claim.kind}-end", claim.unit, end
    elif claim.numbers:
        yield f"{claim.kind}-end", claim.unit, claim.value


def _day_keys(value: str) -> Iterator[Key]:
    """Yield the dates that a source's date supports: with as many parts or fewer, and any year where it names none."""
    year, month, day = value.split("-")
    for said_year in dict.fromkeys(("", year)):
        for said_month in dict.fromkeys(("", month)):
            for said_day in dict.fromkeys(("", day)):
                yield "day", "", f"{said_year}-{said_month}-{said_day}"
                if not year:
                    yield "any-year", "", f"{said_month}-{said_day}"
