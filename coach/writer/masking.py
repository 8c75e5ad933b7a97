"""Names and contacts stay at home: placeholders travel in their place, and the words come back exactly."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from coach.critic.addressee import core
from coach.critic.reader import Reader
from coach.facts.contacts import ContactKind, contacts
from coach.facts.phrases import persons
from coach.text import Document, fold, normalise, words

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

# Nobody's letter names more people; the limit keeps a hostile text quick.
_MOST_NAMES = 200
_LONGEST_FAMILY = 5
_KANJI = "[一-龠々〆ヶ]"
_GIVEN = "[一-龠々ぁ-んァ-ヶー]{1,5}"
_IN_CHARGE = re.compile(
    rf"(?:(?:ご|営業|主)?担当者?|代表(?:取締役|者)?(?:社長)?|責任者|窓口|氏名|お?名前|店長|部長|課長|係長|社長)[ ]?(?:[:/|]|は|の|が)?[ ]{{0,2}}"
    rf"(?P<name>{_KANJI}{{1,4}}[ ]{_GIVEN}(?![一-龠々ァ-ヶー])|{_KANJI}{{2,4}}(?=と申し|です|でござい|が(?:担当|対応|お)|より|[ \t]*(?:$|\n)))"
    rf"|(?<!{_KANJI})(?P<before>{_KANJI}{{1,4}}[ ]{_GIVEN}?)(?=が(?:担当|対応|窓口))"
)
_ADDRESSED = re.compile(
    rf"(?P<name>(?:[一-龠々ァ-ヶー]{{1,12}}[ ]){{0,3}}(?:{_KANJI}{{1,4}}|[ァ-ヶー]{{2,8}})[ ]?{_GIVEN}?)[ ]?(?:様|さま|殿)$"
)
_SIGNED = re.compile(rf"{_KANJI}{{1,3}}[ ]{_GIVEN}")
_NOT_A_NAME = re.compile(
    r".*(?:会社|法人|協会|組合|事務所|長|局|担当|様|者|部|課|室|係|員|業|社|数|中|名|費|料|品|先|時|日|月|年|円|一同|制作|営業|総務|人事|経理|窓口|当方|私|兼|専任|専属|複数|全員|未定|不在|変更|確認|対応|連絡|共通)$"
)
_BEFORE_TITLE = r"(?=[ ]?(?:様|さま|さん|氏|殿|先生|です|と申し|宛|社長|部長|課長|係長|代表|店長))"
_COMPANY_FORM = re.compile(r"株式会社|有限会社|合同会社|法人|協会|組合|事務所|[(]株[)]|[(]有[)]")


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
        patterns = tuple(dict.fromkeys(_name_patterns(reader, known, names)))
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

    def missing(self, text: str) -> tuple[str, ...]:
        """Return what is left of placeholders in a restored text: unknown, mangled or cut."""
        return residues(text) if self.active else ()

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
        starts: list[int] = []
        taken: list[_Found] = []
        for begin, stop, label in spans:
            start, end = folded.source_span(begin, stop)
            at = bisect_right(starts, start)
            free = (at == 0 or taken[at - 1].end <= start) and (at == len(taken) or end <= starts[at])
            if start < end and free:
                starts.insert(at, start)
                taken.insert(at, _Found(start, end, label))
        return taken


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


def _name_patterns(reader: Reader, texts: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """Yield one pattern a name, the listed first, then the longest, so that no name hides the rest of another."""
    listed = [name for name in map(normalise, map(str.strip, names)) if name]
    yield from (_spaced(name) for name in sorted(set(listed), key=lambda name: (-len(name), name)))
    companies = [reader.case.customer] if reader.case else []
    people: list[str] = []
    if reader.profile:
        companies.append(reader.profile.company)
        people.append(normalise(reader.profile.person))
    for company in companies:
        yield from _company(normalise(company))
    for text in texts:
        people += _people(text)
    distinct = [name for name in dict.fromkeys(people) if _is_name(name)][:_MOST_NAMES]
    found = dict(pair for person in distinct for pair in _person(person))
    yield from (found[name] for name in sorted(found, key=lambda name: (-len(name), name)))


def _is_name(name: str) -> bool:
    return bool(name) and not _NOT_A_NAME.match(name) and not _COMPANY_FORM.search(name)


def _company(named: str) -> Iterator[str]:
    """Yield the name without its legal form, from a line that may go on with a department and a person."""
    parts = [part for part in re.split(r"[ \n、,/]+", named) if part]
    for at, part in enumerate(parts):
        name = core(part)
        is_company = bool(_COMPANY_FORM.search(part)) or (at == 0 and not part.endswith(("様", "さん", "氏")))
        after_form = at > 0 and not core(parts[at - 1])
        if len(name) >= 2 and (is_company or after_form):
            yield _bounded(name, kanji=len(name) == 2)


def _people(text: str) -> Iterator[str]:
    document = Document(text)
    for phrase in persons(document.text):
        yield _without_department(document.text[phrase.start : phrase.end])
    for match in _IN_CHARGE.finditer(document.text):
        yield match["name"] or match["before"]
    for line in document.lines:
        said = document.text[line.start : line.end].strip()
        if line.kind == "signature" and _SIGNED.fullmatch(said):
            yield said
        elif line.kind == "address" and (addressed := _ADDRESSED.search(said)):
            yield _without_department(addressed["name"])


def _without_department(name: str) -> str:
    """総務部 山本: what stands before the last blanks may be where somebody works."""
    while " " in name:
        first, rest = name.split(" ", 1)
        if not (_NOT_A_NAME.match(first) or _COMPANY_FORM.search(first) or len(first) > _LONGEST_FAMILY):
            break
        name = rest
    return name


def _person(name: str) -> Iterator[tuple[str, str]]:
    """Yield name and pattern: of the whole name with or without a blank, then of the family name alone."""
    family, _, given = name.partition(" ")
    if not given:
        family = _family(name)
        given = name[len(family) :]
    whole = family + given
    if given:
        yield whole, _bounded(whole, kanji=len(whole) < 3)
    if len(family) > 1:
        yield family, _bounded(family, kanji=True)
    else:
        yield family, rf"(?<!{_KANJI}){re.escape(family)}{_BEFORE_TITLE}"


def _family(name: str) -> str:
    """Return the family name of a name that is written without a blank, or all of it."""
    if len(name) < 3 or not re.fullmatch(r"[一-龠々]+[一-龠々ぁ-んァ-ヶー]*", name):
        return name
    first = words(name)[0]
    return first.surface if "姓" in first.pos and len(first.surface) < len(name) else name


def _bounded(name: str, *, kanji: bool) -> str:
    """A name is a word of its own: no letter of its own script goes on beside it; kanji only where it is short."""
    before = after = ""
    if re.match(r"[ァ-ヶー]", name):
        before = r"(?<![ァ-ヶー])"
    elif re.match(r"[A-Za-z0-9]", name):
        before = r"(?<![A-Za-z0-9])"
    elif kanji:
        before = rf"(?<!{_KANJI})"
    if re.search(r"[ァ-ヶー]$", name):
        after = r"(?![ァ-ヶー])"
    elif re.search(r"[A-Za-z0-9]$", name):
        after = r"(?![A-Za-z0-9])"
    elif kanji:
        after = rf"(?:(?!{_KANJI})|(?=様|氏|殿|宛|両|先生|社長|部長|課長|係長|代表|店長|御中|個人|自身))"
    return before + _spaced(name) + after


def _spaced(name: str) -> str:
    """The name as people write it: with a blank anywhere, or none."""
    return r"[ ]?".join(re.escape(char) for char in name if char != " ")
