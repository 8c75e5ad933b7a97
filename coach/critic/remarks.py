"""Findings of the structure checks: the words of ``structure.toml`` filled for this reader and this place."""

from collections.abc import Mapping
from functools import cache
from typing import TypedDict, Unpack

from coach.critic.finding import Finding, Severity
from coach.critic.fitting import best_fact
from coach.critic.reader import Reader
from coach.customer.case import Item
from coach.resources import table_beside
from coach.text import Document
from coach.values import Value


class Remark(Value):
    """What is said about one kind of fault in the structure of a text."""

    severity: Severity
    message: str
    suggestion: str
    with_fact: str = ""
    feature: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """The suggestion with the name of what will stand in each of its places, for a catalogue."""
        return self.suggestion.format(**_NAMES)


_NAMES = {
    "subject": "「(案件名)」",
    "fact": "(会社の事実)",
    "words": "(案件の言葉)",
    "count": "○",
    "limit": "○",
}

# Checks that report under a fault of the catalogue which has another name.
_FAULTS = {"mixed_address": "grammar", "price_put_off": "vague_price"}


@cache
def remarks() -> Mapping[str, Remark]:
    """Return the remarks by the id of their check, which is the fault unless two checks share one."""
    table = table_beside(__file__, "structure.toml")
    return {check: Remark.model_validate(entry) for check, entry in table.items()}


class Said(TypedDict, total=False):
    """What fills the words of a remark; ``item`` is the customer's answer that tells why it matters, ``about`` the
    wish that it is about."""

    item: Item | None
    about: str
    fact: str
    words: str
    count: int
    limit: int


def absence(check: str, reader: Reader, document: Document, **said: Unpack[Said]) -> Finding:
    """Return the finding for something that this reader needs and the text lacks."""
    said["fact"] = said.get("fact") or unused_fact(check, reader, document)
    return _finding(check, reader, said)


def remark(
    check: str, reader: Reader, document: Document, span: tuple[int, int], **said: Unpack[Said]
) -> Finding:
    """Return the finding for a place, given as a span of the folded text."""
    start, end = document.source_span(*span)
    place = {"start": start, "end": end, "quote": document.source[start:end]}
    return _finding(check, reader, said).model_copy(update=place)


def unused_fact(check: str, reader: Reader, document: Document) -> str:
    """Return the vendor's fact that would fill the gap best and is not in the text yet, else an empty string."""
    return best_fact(remarks()[check].feature, reader, document)


def _finding(check: str, reader: Reader, said: Said) -> Finding:
    entry = remarks()[check]
    fault = _FAULTS.get(check, check)
    values = {"subject": reader.subject, "fact": "", "words": "", "count": 0, "limit": 0, **said}
    template = entry.with_fact if values["fact"] and entry.with_fact else entry.suggestion
    return Finding(
        rule=check,
        fault=fault,
        severity=entry.severity,
        message=entry.message.format(**values),
        suggestion=template.format(**values),
        because=reader.because(fault, said.get("item")),
        about=said.get("about", ""),
    )
