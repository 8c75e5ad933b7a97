"""The lines that a text may rest on, and their claims found by value."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from coach.facts.claims import Claim
from coach.facts.extract import extract
from coach.facts.phrases import DENIED
from coach.text import normalise

Origin = Literal["case", "profile", "draft", "sent", "answer"]

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
    claims: dict[tuple[str, str, str], list[tuple[Source, Claim]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        index: dict[tuple[str, str, str], list[tuple[Source, Claim]]] = defaultdict(list)
        for source in self.sources:
            for claim in extract(source.text):
                for key in _keys(claim):
                    index[key].append((source, claim))
                if claim.kind in _COUNTED:
                    index["bare", "", claim.value].append((source, claim))
        self.claims.update(index)

    @cached_property
    def dates(self) -> list[tuple[Source, Claim]]:
        """The dates of all sources."""
        return [
            (source, claim)
            for source in self.sources
            for claim in extract(source.text)
            if claim.kind == "date"
        ]

    @cached_property
    def lines(self) -> list[tuple[Claim, ...]]:
        """The claims line by line."""
        return [extract(source.text) for source in self.sources]

    @cached_property
    def texts(self) -> list[tuple[Source, str]]:
        """The sources as names are compared: without blanks, hyphens and case."""
        return [(source, joined(source.text)) for source in self.sources]

    def holders(self, claim: Claim) -> Iterator[tuple[Source, Claim | None]]:
        """Yield each source with the same value and unit, and the claim there (None where a name stands in its text)."""
        if claim.kind in _NAMED or claim.kind in {"superlative", "credential"}:
            wanted = joined(claim.quote if claim.kind not in {"name", "credential"} else claim.value)
            aliases = {wanted, joined(claim.quote)}
            denied = claim.kind == "credential" and claim.value.startswith(DENIED)
            yield from self.claims.get((claim.kind, "", claim.value), ())
            if not denied:
                for source, text in self.texts:
                    if any(_stands(alias, text) for alias in aliases):
                        yield source, None
        elif claim.kind == "date":
            for source, known in self.dates:
                if _same_day(claim, known):
                    yield source, known
        else:
            for key in _keys(claim):
                yield from self.claims.get(key, ())
            # A number without unit may be the same count; two different units never are.
            if claim.kind == "number":
                yield from self.claims.get(("bare", "", claim.value), ())
            elif claim.kind in _COUNTED:
                yield from self.claims.get(("number", "", claim.value), ())


def joined(text: str) -> str:
    """Return ``text`` as names are compared."""
    return re.sub(r"[\s・_-]", "", normalise(text)).lower()


def _stands(name: str, text: str) -> bool:
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
        if not (name[0].isascii() and before.isascii() and before.isalpha()) and not (
            name[-1].isascii() and after.isascii() and after.isalnum()
        ):
            return True
        at = text.find(name, at + 1)
    return False


def _keys(claim: Claim) -> Iterator[tuple[str, str, str]]:
    yield claim.kind, claim.unit, claim.value
    if len(claim.numbers) == 2:
        for end in claim.value.split("~"):
            yield f"{claim.kind}-end", claim.unit, end
    elif claim.numbers:
        yield f"{claim.kind}-end", claim.unit, claim.value


def _same_day(claim: Claim, known: Claim) -> bool:
    given, had = claim.value.split("-"), known.value.split("-")
    return all(
        not part or part == other or (index == 0 and not other)
        for index, (part, other) in enumerate(zip(given, had, strict=True))
    )
