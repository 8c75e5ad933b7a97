"""The figure that the vendor's lines have for a matter of which a text tells another one."""

import re
from collections.abc import Iterable
from functools import lru_cache

from coach.facts.claims import Claim
from coach.facts.matching import Place, Problem
from coach.facts.pool import Pool, Source
from coach.facts.wording import pairs
from coach.text import normalise

# Fewer pairs of characters than this say too little to tell what a figure is about.
_TOLD = 2
# More figures of one line than these are no line.
_MOST = 40


def _topics_with(claim: Claim, source: Source) -> frozenset[str]:
    """Return what a line is about; of running text, what the sentences with the claim are."""
    return _topics(normalise(claim.quote) if source.origin in {"draft", "sent"} else "", source.text)


@lru_cache(maxsize=1024)
def _topics(quote: str, line: str) -> frozenset[str]:
    folded = normalise(line)
    sentences = [one for one in folded.split("。") if quote in one] if quote else []
    return pairs("。".join(sentences) or folded)


def rival(
    claim: Claim,
    pool: Pool,
    shown: frozenset[tuple[str, str]],
    place: Place,
    carriers: Iterable[Source] = (),
) -> Problem | None:
    """Return the figure that the vendor's line about this very matter has instead, for one found only elsewhere.

    ``shown`` are the figures of the text: what it tells as well is not replaced. ``carriers`` are lines with the
    figure: none of them may be about the matter.
    """
    if claim.kind not in {"period", "count", "percent"}:
        return None
    # What the figure is about stands before it or in its own clause.
    clause = place.sentence[: place.at] + re.split(r"[、。]", place.sentence[place.at :])[0]
    said = pairs(clause.replace(normalise(claim.quote), " "))
    if any(said & _topics_with(claim, source) for source in carriers):
        return None
    for source, claims, topic in zip(pool.sources, pool.lines, pool.topics, strict=True):
        if source.origin == "case" or len(said & topic) < _TOLD:
            continue
        for other in claims[:_MOST]:
            alike = other.kind == claim.kind and (claim.kind == "period" or other.unit == claim.unit)
            begins = source.text.rfind("。", 0, other.start) + 1
            ends = source.text.find("。", other.end)
            if not alike or other.figure in shown:
                continue
            about = pairs(normalise(source.text[begins : ends if ends >= 0 else None]))
            if len(said & about) >= _TOLD:
                return Problem(f"元の材料では「{other.quote}」です。", "block")
    return None
