"""What a rewrite must leave as it is: who is addressed, who signs, and how the two are named."""

import re
from collections.abc import Iterable, Iterator

from coach import kanji
from coach.company import ORGANISATION, bare_name
from coach.critic.reader import Reader
from coach.facts.contacts import contacts
from coach.facts.pool import joined
from coach.text import Document, Line, normalise, squeeze
from coach.writer.job import Job
from coach.writer.proof.problem import Problem

# A letter names its reader in the first lines, its writer in the last ones.
_HEAD, _FOOT = 6, 8
_HONORIFICS = re.compile(r"様|御中|さま|殿|先生|[、,\s]")
_NOBODY = re.compile(
    r"ご?担当者?|各位|皆|関係者|ご?責任者|採用|発注|窓口|お客|代表者?|社長|[部課室係]$|ご?依頼主|方$"
)
_COMPANY = re.compile(ORGANISATION)
_SIGNED = kanji.compiled(
    r"(?:[一-龠々ァ-ヶー]{2,12}[ ]){0,2}(?P<name>[一-龠々]{1,3}[ ][一-龠々ぁ-んァ-ヶー]{1,4})"
)
_WRONG = frozenset({"wrong_customer", "placeholder_left", "title_error"})


def locked(document: Document, job: Job) -> Iterator[Problem]:
    """Yield what the text changed or lost of addressee and signature, and who stands there from nowhere."""
    draft = Document(job.draft)
    known = "\n".join(joined(source.text) for source in job.sources)
    yield from _addressee(document, draft, job, known)
    yield from _signature(document, draft, job.reader, known)


def _addressee(document: Document, draft: Document, job: Job, known: str) -> Iterator[Problem]:
    said = _address_lines(document)
    head = squeeze("".join(document.text[line.start : line.end] for line in document.lines[:_HEAD]))
    for name in _expected(draft, job):
        if name not in head:
            why = f"宛名の「{name}」が下書きと変わっています。"
            yield from (_placed(document, line, why) for line in said)
            if not said:
                yield _absent(why, f"宛名の「{name}」", 0)
            return
    for line in said:
        for token in _HONORIFICS.split(document.text[line.start : line.end]):
            name = joined(token)
            if (
                name
                and not _NOBODY.search(token)
                and name not in known
                and joined(bare_name(token)) not in known
            ):
                yield _placed(document, line, f"宛名の「{token}」は、案件にも下書きにもありません。")


def _expected(draft: Document, job: Job) -> list[str]:
    """Return the names that the draft addresses; those of the case where the draft addresses somebody else."""
    lines = _address_lines(draft)
    if not lines:
        return []
    start, end = draft.source_span(lines[0].start, lines[-1].end)
    if any(
        finding.fault in _WRONG and start <= finding.start < end for finding in job.findings if finding.quote
    ):
        named = normalise(job.reader.case.customer) if job.reader.case else ""
        return named.split()[:1] if _COMPANY.search(named) else []
    tokens = [
        token
        for line in lines
        for token in _HONORIFICS.split(draft.text[line.start : line.end])
        if token and not _NOBODY.search(token)
    ]
    return [squeeze(token) for token in tokens]


def _address_lines(document: Document) -> list[Line]:
    return [line for line in document.lines[:_HEAD] if line.kind == "address"]


def _signature(document: Document, draft: Document, reader: Reader, known: str) -> Iterator[Problem]:
    whole = joined(document.text)
    for name in dict.fromkeys(_signers(draft, reader)):
        if joined(name) not in whole:
            why = f"下書きにある名前「{name}」がなくなっているか、変わっています。"
            yield _absent(why, f"名乗りか署名の「{name}」", len(document.source))
    values = {contact.value for contact in contacts(document.text)}
    for line in draft.lines:
        if line.kind != "signature":
            continue
        signed = draft.text[line.start : line.end]
        for contact in contacts(signed):
            if contact.value not in values and contact.kind != "postal":
                said = signed[contact.start : contact.end]
                yield _absent(
                    f"署名の「{said}」がなくなっています。", f"署名の「{said}」", len(document.source)
                )
    for line in [line for line in document.lines if line.kind != "blank"][-_FOOT:]:
        signed = document.text[line.start : line.end].strip()
        if (match := _SIGNED.fullmatch(signed)) and not _is_known(signed, match["name"], known):
            yield _placed(
                document, line, f"署名の「{match['name']}」は、会社の事実にも下書きにもありません。"
            )


def _is_known(signed: str, name: str, known: str) -> bool:
    """Whether a signature stands in the sources: as it is, or role by role and name by name."""
    return joined(name) in known or all(joined(part) in known for part in signed.split())


def _signers(draft: Document, reader: Reader) -> Iterable[str]:
    """Yield the names of the vendor that the draft holds, with the company's legal form where it has it."""
    whole = joined(draft.text)
    profile = reader.profile
    for name in (profile.company, profile.person) if profile else ():
        if name and joined(name) in whole:
            yield name
        elif name and len(bare_name(name)) > 1 and joined(bare_name(name)) in whole:
            yield bare_name(name)
    for line in draft.lines:
        signed = draft.text[line.start : line.end].strip()
        if line.kind == "signature" and (match := _SIGNED.fullmatch(signed)):
            yield match["name"]
        elif line.kind == "signature" and _COMPANY.search(signed) and len(signed) <= 30:
            yield next((part for part in signed.split() if _COMPANY.search(part)), signed)


def _placed(document: Document, line: Line, why: str) -> Problem:
    start, end = document.source_span(line.start, line.end)
    return Problem(document.source[start:end], "locked", why, start, end)


def _absent(why: str, mark: str, at: int) -> Problem:
    return Problem("", "locked", why, at, at, True, mark)
