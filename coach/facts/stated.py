"""What a text tells that a reader would count as a fact: figures, dates, names and addresses, not the words around them."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from coach import kanji
from coach.facts.claims import Claim, ClaimKind
from coach.facts.extract import extract
from coach.text import normalise

# What nobody can check, and who writes, is no fact of the offer.
_NO_FACTS: frozenset[ClaimKind] = frozenset({"superlative", "promise", "person"})
_FIRST = re.compile(r"[NＮnｎ][oｏ]|ナンバー")

# A company that only greets, signs or is addressed.
_ONLY_NAMED = kanji.compiled(
    r"[^、。]{0,30}?(?:様|御中|ご担当者?様?|と申します|です|でございます|の[一-龠々ァ-ヶー]{1,12}|[一-龠々ァ-ヶー])?[ ]*"
)
# Whether the clause around a figure states something: 「3月末に間に合います」, not 「月25万円に収めるには」.
_STATES = re.compile(r"(?:ます|ません|です|した|せん|可能|可|無料)[^ぁ-ん]*$|:[ ]*[^ ]")
# What the customer is asked or asked to do; dates offered in a question are facts.
_ASKS = re.compile(
    r"(?:教えて|知らせて?|聞かせ)[^。\n]{0,16}$|(?:です|ます|でしょう)か[。?]?$|(?:ください|下さい)[。!]?$"
)
_CONFIRMS = re.compile(r"よね[。?]?$")
_STOPS = re.compile(r"[。!?！？\n]")


def facts_in(text: str, case: str = "", vendor: str = "") -> tuple[Claim, ...]:
    """Return the claims of a text that are facts, in its order.

    What only takes up a figure of the ``case`` that is none of the ``vendor``'s states nothing new, nor does a
    question without a date to choose.
    """
    claims = extract(text)
    told, own = _figures(extract(case)), _figures(extract(vendor))
    clauses: dict[str, list[Claim]] = {}
    for claim in claims:
        clauses.setdefault(claim.head, []).append(claim)
    # A clause all of whose figures the case has, and one of them nobody but the case.
    repeating = {
        head
        for head, inside in clauses.items()
        if not _STATES.search(head) and (here := _figures(inside)) <= told and here - own
    }
    return tuple(
        claim
        for sentence in _by_sentence(text, claims)
        if not _is_asked(text, sentence)
        for claim in sentence
        if claim.head not in repeating and not _names_only(claim)
    )


def _figures(claims: Iterable[Claim]) -> set[Decimal | str]:
    return {figure for claim in claims for figure in (claim.numbers or (claim.value,))}


def _names_only(claim: Claim) -> bool:
    """Tell whether a claim only praises, promises or says who writes to whom."""
    if claim.kind == "company":
        return _ONLY_NAMED.fullmatch(claim.head.strip()) is not None
    return claim.kind in _NO_FACTS or (claim.kind == "rank" and _FIRST.search(claim.quote) is not None)


def _by_sentence(text: str, claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Yield the claims of each sentence that has any."""
    ends = [stop.end() for stop in _STOPS.finditer(text)]
    found: list[Claim] = []
    at = 0
    for claim in claims:
        while at < len(ends) and ends[at] <= claim.start:
            at += 1
            if found:
                yield found
                found = []
        found.append(claim)
    if found:
        yield found


def _is_asked(text: str, sentence: list[Claim]) -> bool:
    """Tell whether the customer is asked something in which no day to choose stands."""
    stop = _STOPS.search(text, sentence[-1].end)
    rest = normalise(text[sentence[0].start : stop.end() if stop else len(text)]).strip()
    offers = any(claim.kind == "time" or (claim.kind == "date" and claim.unit) for claim in sentence)
    return bool(_CONFIRMS.search(rest) or (not offers and _ASKS.search(rest)))
