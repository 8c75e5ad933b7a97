"""Names and contacts stay at home: placeholders travel in their place, and the words come back exactly."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from coach.critic.reader import Reader
from coach.facts.contacts import ContactKind, contacts
from coach.spans import Taken
from coach.text import fold
from coach.writer.naming import name_patterns

T = TypeVar("T")

_LABELS: dict[ContactKind, str] = {
    "mail": "MAIL",
    "phone": "TEL",
    "postal": "ZIP",
    "url": "URL",
    "handle": "ID",
}
_NAME = "NAME"
_KINDS = "|".join((*_LABELS.values(), _NAME))

_PLACEHOLDER = re.compile(rf"\[\[(?:{_KINDS})_[0-9]{{1,5}}\]\]")
_RESIDUE = re.compile(
    rf"[\[【〔「(]{{0,2}}[ ]?(?<![A-Za-z])(?:{_KINDS})[ ]?[_-][ ]?[0-9]{{1,5}}[ ]?[\]】〕」)]{{0,2}}"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """Words of the source to hide: ``source[start:end]``, and what they are."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Mask:
    """Which words leave under which placeholder. ``hidden`` maps words, exactly as they were written, to placeholders."""

    names: tuple[str, ...] = ()
    hidden: Mapping[str, str] = field(default_factory=dict)
    active: bool = True

    @classmethod
    def none(cls) -> "Mask":
        """Return the mask that hides nothing."""
        return cls(active=False)

    @classmethod
    def of(cls, reader: Reader, texts: Iterable[str] = (), names: Iterable[str] = ()) -> "Mask":
        """Return the mask for a customer, a vendor and these texts; the same for the same input, in any process.

        Hidden are mail addresses, phone numbers, postal codes, handles, URLs with a query, the names of customer,
        company and person in case and profile, people named with 様 or after 担当, and ``names`` as listed by the
        user. Family names of one character are hidden only before a title. Loads the dictionary.
        """
        known = (*_reader_texts(reader), *texts)
        patterns = tuple(dict.fromkeys(name_patterns(reader, known, names)))
        mask = cls(patterns)
        table: dict[str, str] = {}
        counts: dict[str, int] = {}
        # A text may hold such words already; they are nobody's placeholder.
        used = {match.group() for text in known for match in _PLACEHOLDER.finditer(text)}
        for text in known:
            for found in mask._found(text):
                said = text[found.start : found.end]
                if said not in table:
                    table[said] = _next(found.label, counts, used)
        return cls(patterns, table)

    def hide(self, text: str) -> str:
        """Return ``text`` with placeholders for the words of the texts that this mask was made of.

        Words that stand in none of them stay: their placeholder could not be turned back.
        """
        if not self.active:
            return text
        pieces: list[str] = []
        done = 0
        for found in self._found(text):
            if placeholder := self.hidden.get(text[found.start : found.end]):
                pieces += (text[done : found.start], placeholder)
                done = found.end
        return "".join((*pieces, text[done:]))

    def restore(self, value: T) -> T:
        """Return ``value`` with the words back: a text, or texts in lists, tuples, tables and replies of a model."""
        return cast(T, self._restored(value))

    @cached_property
    def _words(self) -> dict[str, str]:
        return {placeholder: said for said, placeholder in self.hidden.items()}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return re.compile("|".join(self.names)) if self.names else None

    def _restored(self, value: Any) -> Any:
        if not self.active:
            return value
        match value:
            case str():
                return _PLACEHOLDER.sub(self._word, value)
            case list():
                return [self._restored(one) for one in value]
            case tuple():
                return tuple(self._restored(one) for one in value)
            case dict():
                return {key: self._restored(one) for key, one in value.items()}
            case BaseModel():
                return value.model_copy(
                    update={name: self._restored(getattr(value, name)) for name in type(value).model_fields}
                )
        return value

    def _word(self, match: re.Match[str]) -> str:
        return self._words.get(match.group(), match.group())

    def _found(self, text: str) -> list[_Found]:
        """Return what to hide in ``text``, in order and without overlap."""
        folded = fold(text)
        spans = [
            (contact.start, contact.end, _LABELS[contact.kind])
            for contact in contacts(folded.text)
            if contact.kind != "url" or "?" in contact.value
        ]
        if self._pattern:
            spans += [(*match.span(), _NAME) for match in self._pattern.finditer(folded.text)]
        taken = Taken()
        found: list[_Found] = []
        for begin, stop, label in spans:
            start, end = folded.source_span(begin, stop)
            if start < end and taken.take(start, end):
                found.append(_Found(start, end, label))
        return sorted(found, key=lambda one: one.start)


def residues(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` that look like a placeholder, mangled or whole, in order."""
    folded = fold(text)
    spans = (folded.source_span(*match.span()) for match in _RESIDUE.finditer(folded.text))
    return tuple(text[start:end] for start, end in spans)


def _next(label: str, counts: dict[str, int], used: set[str]) -> str:
    while True:
        counts[label] = counts.get(label, 0) + 1
        if (placeholder := f"[[{label}_{counts[label]}]]") not in used:
            return placeholder


def _reader_texts(reader: Reader) -> Iterator[str]:
    case, profile = reader.case, reader.profile
    if case:
        yield from (case.customer, case.title, case.description, *case.requirements)
        yield from (case.budget, case.deadline)
    if profile:
        yield from (profile.company, profile.person, *(fact.text for fact in profile.facts))
    yield from reader.answers
