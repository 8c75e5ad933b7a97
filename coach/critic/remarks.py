"""Findings of the structure checks: the words of ``structure.toml`` filled for this reader and this place."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from coach.critic.finding import Finding, Severity
from coach.critic.fitting import best_fact
from coach.critic.reader import Reader
from coach.customer.case import Item
from coach.text import Document


class Remark(BaseModel):
    """What is said about one kind of fault in the structure of a text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Severity
    message: str
    suggestion: str
    with_fact: str = ""
    feature: tuple[str, ...] = ()


# Two checks report under one fault of the catalogue.
_FAULTS = {"mixed_address": "grammar"}


@cache
def remarks() -> Mapping[str, Remark]:
    """Return the remarks by the id of their check, which is the fault unless two checks share one."""
    table = tomllib.loads(Path(__file__).with_name("structure.toml").read_text(encoding="utf-8"))
    return {check: Remark.model_validate(entry) for check, entry in table.items()}


def absence(
    check: str,
    reader: Reader,
    document: Document,
    *,
    item: Item | None = None,
    fact: str = "",
    words: str = "",
    count: int = 0,
    limit: int = 0,
) -> Finding:
    """Return the finding for something that this reader needs and the text lacks."""
    fact = fact or unused_fact(check, reader, document)
    return _finding(check, reader, item, fact, words, count=count, limit=limit)


def remark(
    check: str,
    reader: Reader,
    document: Document,
    span: tuple[int, int],
    *,
    item: Item | None = None,
    fact: str = "",
    words: str = "",
    count: int = 0,
    limit: int = 0,
) -> Finding:
    """Return the finding for a place, given as a span of the folded text."""
    start, end = document.source_span(*span)
    found = _finding(check, reader, item, fact, words, count=count, limit=limit)
    return found.model_copy(update={"start": start, "end": end, "quote": document.source[start:end]})


def unused_fact(check: str, reader: Reader, document: Document) -> str:
    """Return the vendor's fact that would fill the gap best and is not in the text yet, else an empty string."""
    return best_fact(remarks()[check].feature, reader, document)


def _finding(
    check: str, reader: Reader, item: Item | None, fact: str, words: str, *, count: int = 0, limit: int = 0
) -> Finding:
    entry = remarks()[check]
    fault = _FAULTS.get(check, check)
    values = {"subject": reader.subject, "fact": fact, "words": words, "count": count, "limit": limit}
    template = entry.with_fact if fact and entry.with_fact else entry.suggestion
    return Finding(
        rule=check,
        fault=fault,
        severity=entry.severity,
        message=entry.message.format(**values),
        suggestion=template.format(**values),
        because=reader.because(fault, item),
    )
