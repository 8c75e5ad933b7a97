"""Whether a claim stands in a source, and what the source says differently."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from coach.facts.claims import Bound, Claim
from coach.facts.extract import extract
from coach.facts.phrases import DENIED
from coach.facts.wording import is_own_offer, is_own_record, names_event, pairs, restrictions, starting_points
from coach.facts.words import professions
from coach.text import normalise

Origin = Literal["case", "profile", "draft", "answer"]
Severity = Literal["block", "info"]

_COUNTED = frozenset({"count", "money"})
_NAMED = frozenset({"company", "person", "name"})


@dataclass(frozen=True)
class Source:
    """One line that a text may rest on: C1… of the case, P1… of the profile, D1… of the draft, A1… of the answers."""

    id: str
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Problem:
    """What a source says differently, as a Japanese sentence."""

    why: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text a claim stands: its sentence, folded, and what the text says once for all prices."""

    sentence: str
    tax: str = ""


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


def problems(claim: Claim, source: Source, known: Claim | None, place: Place) -> Iterator[Problem]:
    """Yield what keeps ``known`` in ``source`` from supporting ``claim``."""
    if source.origin == "case":
        yield from _borrowed(claim, place.sentence)
    if known is None:
        return
    if known.kind != claim.kind and "number" not in {known.kind, claim.kind}:
        return
    yield from _bounds(claim, known)
    if claim.kind == "money":
        yield from _terms(claim, known, source.text, place)
    if claim.kind == "period":
        yield from _start(claim, known, place.sentence)
    if claim.kind in {"money", "percent", "free"} or claim.value in {"値引き", "返金", "保証"}:
        yield from _restricted(claim, known, place.sentence)
    if claim.kind == "date":
        yield from _weekday(claim, known)
    if claim.kind in {"money", "percent", "count", "period", "date", "free", "promise"}:
        yield from _subject(claim, source.text, place.sentence)


def _borrowed(claim: Claim, sentence: str) -> Iterator[Problem]:
    if claim.kind == "credential" and claim.value in professions():
        return
    if claim.kind in {
        "count",
        "percent",
        "period",
        "credential",
        "rank",
        "promise",
        "free",
    } and is_own_record(sentence):
        yield Problem("発注者の案件にある内容を、自社の実績や資格として書いています。", "block")
    if claim.kind == "money" and is_own_offer(sentence):
        yield Problem("発注者が示した金額を、自社の料金として書いています。", "block")


# Fewer pairs of characters than this say too little to tell what a figure is about.
_TOLD = 2
# More of these is the stronger promise; of prices and periods, less.
_MORE = frozenset({"count", "percent", "number"})


def _bounds(claim: Claim, known: Claim) -> Iterator[Problem]:
    if len(known.numbers) == 2 and len(claim.numbers) == 1:
        yield Problem(f"元の材料では「{known.quote}」と幅があります。", "block")
        return
    if len(claim.numbers) == 2 and len(known.numbers) == 1:
        yield Problem(f"元の材料では「{known.quote}」で、幅はありません。", "block")
        return
    if claim.bound == known.bound:
        return
    stronger = _is_stronger(claim.kind, claim.bound, known.bound)
    if stronger is None:
        return
    yield Problem(
        f"元の材料の「{known.quote}」とは、以上・以内・から・約などの条件が違います。",
        "block" if stronger else "info",
    )


def _is_stronger(kind: str, said: Bound, known: Bound) -> bool | None:
    """Whether the change promises more than the source does; None where it says less and is no change to report."""
    if {said, known} == {"lower", "upper"}:
        return True
    if kind == "date":
        return None
    if said == "about":
        return None if not known else False
    if known == "about":
        return said != ""
    if not known:
        if kind in _MORE:
            return said == "lower"
        return kind == "money" and said == "upper"
    if kind in _MORE:
        return known == "upper"
    return known == "lower"


def _terms(claim: Claim, known: Claim, line: str, place: Place) -> Iterator[Problem]:
    taxes = {"税込", "税別"}
    said = claim.conditions & taxes or ({place.tax} - {""})
    had = known.conditions & taxes or ({overall_tax(line)} - {""})
    if said != had:
        if not said:
            yield Problem(
                f"元の材料の「{next(iter(had))}」が落ちています。", "block" if had == {"税別"} else "info"
            )
        elif had:
            yield Problem(f"元の材料では{next(iter(had))}の金額です。", "block")
        else:
            yield Problem(f"「{next(iter(said))}」は元の材料にありません。", "block")
    said, had = claim.conditions - taxes, known.conditions - taxes
    if said != had:
        if not said:
            if not re.search(r"月額|月々|毎月|年額|年間|1時間|日額", place.sentence):
                yield Problem(f"元の材料の「{'・'.join(sorted(had))}」が落ちています。", "info")
        else:
            name = "・".join(sorted(had)) or "その区切りのない"
            yield Problem(
                f"元の材料では{name}金額です。" if not had else f"元の材料では{name}です。", "block"
            )


def overall_tax(text: str) -> str:
    """Return the tax that a text states once for all its prices, or nothing."""
    found = re.search(
        r"(?:いずれも|すべて|全て|表示|記載|金額は|価格は|料金は)[^。\n0-9]{0,8}(税込|税別|税抜)", text
    )
    return {"税抜": "税別"}.get(found[1], found[1]) if found else ""


def _start(claim: Claim, known: Claim, sentence: str) -> Iterator[Problem]:
    had, said = starting_points(known.head), starting_points(claim.head)
    if not had:
        return
    if said and not had & said:
        yield Problem(f"数え始めが違います(元の材料では{'・'.join(sorted(had))}から)。", "block")
    elif not any(names_event(sentence, event) for event in had):
        yield Problem(f"いつから数えるか({'・'.join(sorted(had))}から)が落ちています。", "info")


def _restricted(claim: Claim, known: Claim, sentence: str) -> Iterator[Problem]:
    lost = restrictions(known.head) - restrictions(sentence)
    if claim.kind == "money":
        lost &= {"初回", "先着"}
    if lost:
        yield Problem(f"元の材料にある限定({'・'.join(sorted(lost))})が落ちています。", "block")


def _weekday(claim: Claim, known: Claim) -> Iterator[Problem]:
    if not claim.unit or claim.unit == known.unit:
        return
    if known.unit:
        yield Problem(f"曜日が違います(元の材料では「{known.quote}」)。", "block")
        return
    year, month, day = (claim.value.split("-")[i] or known.value.split("-")[i] for i in range(3))
    if not (year.isdigit() and month.isdigit() and day.isdigit()):
        yield Problem("曜日は元の材料にありません。", "info")
        return
    try:
        right = "月火水木金土日"[date(int(year), int(month), int(day)).weekday()]
    except ValueError:
        right = ""
    if right != claim.unit:
        yield Problem("その日の曜日ではありません。", "block")


def _subject(claim: Claim, line: str, sentence: str) -> Iterator[Problem]:
    own = normalise(claim.quote)
    if not pairs(claim.head.replace(own, " ")):
        return
    said = pairs(sentence.replace(own, " "))
    had = pairs(normalise(line))
    if claim.kind in {"free", "promise"}:
        said, had = said - pairs(own), had - pairs(own)
    if len(said) >= _TOLD and had and not said & had:
        severity: Severity = "block" if claim.kind in {"free", "promise"} else "info"
        yield Problem("元の材料では別の事柄について書かれています。", severity)


def best(found: Iterable[list[Problem]]) -> list[Problem]:
    """Return the mildest of several lists of problems: one source without any supports the claim."""
    return min(found, key=lambda listed: sum(1 if p.severity == "info" else 10 for p in listed))
