"""What a model's text is held to: its facts, promises and names against the sources, and against the auditor's word.

    proof = prove(text, job, audit, instructions=prompt.system)
    proof.problems, proof.sentences, proof.dropped
    marked(proof)

The code's own reading decides; the audit adds what it cannot see, as far as its quotes stand in the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from coach.critic.critique import critique
from coach.critic.faults import faults
from coach.facts.commitments import unsupported_statements
from coach.facts.phrases import PLACEHOLDER
from coach.facts.provenance import unsupported
from coach.facts.wording import pairs
from coach.gaps import MARK
from coach.results import DroppedFact, SourcedSentence
from coach.text import Document, normalise, squeeze
from coach.writer.job import Job
from coach.writer.masking import residues
from coach.writer.material import clean
from coach.writer.proof.audit import read, repeated
from coach.writer.proof.locked import locked
from coach.writer.proof.lost import lost, missed
from coach.writer.proof.marking import marked_text
from coach.writer.proof.overruling import evidence
from coach.writer.proof.problem import Problem, merged
from coach.writer.proof.sourcing import Lines, statements
from coach.writer.proof.strangers import foreign_language, leaks, strange_contacts
from coach.writer.schemas import AuditReply

# So many lines at either end hold the names of a letter.
_ENDS = 8

__all__ = ["Problem", "Proof", "marked", "problems_for_repair", "prove", "worth_putting_back"]


@dataclass(frozen=True)
class Proof:
    """A text with what was found against it. ``text`` is the text as proved, without invisible characters.

    ``problems`` stand in the order of the text, one a place; ``sentences`` tell of each sentence what it is and
    which lines it rests on; ``dropped`` is what the draft stated and the text lost without good reason, ``missed``
    what of it this reader looks for; ``ignored`` counts what the auditor said of words that do not stand in the text.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    sentences: tuple[SourcedSentence, ...] = ()
    dropped: tuple[DroppedFact, ...] = ()
    missed: tuple[str, ...] = ()
    ignored: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing keeps the text from being sent."""
        return not any(problem.blocks for problem in self.problems)


def prove(text: str, job: Job, audit: AuditReply | None = None, *, instructions: str = "") -> Proof:
    """Return the proof of a written text against the sources of its job.

    ``audit`` is the model's sceptical reading of the same text; ``instructions`` are the words of the prompts that
    must not come back. Loads the dictionary; takes time linear in the length of the text.
    """
    text = clean(text, job.nonce).text
    document = Document(text)
    said = statements(document, job.sources)
    lines = Lines(job.sources)
    reading = read(document, said, lines, Lines(evidence(job)) if audit else lines, audit)
    # What is marked already was objected to before; its words are nobody's claim any more.
    marks = [match.span() for match in MARK.finditer(text)]
    found = [
        problem
        for problem in (*_by_code(document, job, instructions), *reading.problems)
        if not any(start < problem.end and problem.start < end for start, end in marks)
        and not (problem.is_absence and _is_marked(problem, text))
    ]
    gone = lost(job, text)
    return Proof(
        text,
        merged((*found, *_blanks(document, job)), text),
        reading.sentences,
        tuple(DroppedFact(quote=item.quote, kind=item.label) for item in gone),
        tuple(missed(job, gone)),
        reading.ignored,
    )


def marked(proof: Proof) -> str:
    """Return the text with every blocking problem marked 【要確認: …】; marking twice adds nothing.

    Words that nobody should read (a planted URL, leaked instructions, another language) do not stand in the mark.
    """
    return marked_text(proof.text, proof.problems)


def problems_for_repair(proof: Proof) -> list[tuple[str, str]]:
    """Return what a repair has to mend: the words and, in one Japanese sentence, why. Missing things have no words."""
    return [
        (problem.quote, problem.why)
        for problem in proof.problems
        if problem.blocks or problem.kind in {"fault", "condition"}
    ]


def worth_putting_back(proof: Proof) -> list[str]:
    """Return the facts that the draft had and this reader looks for, each with the draft's sentence, in Japanese."""
    return list(proof.missed)


def _by_code(document: Document, job: Job, instructions: str) -> Iterator[Problem]:
    text = document.source
    for item in (*unsupported(text, job.sources), *unsupported_statements(text, job.sources)):
        yield Problem(item.quote, item.kind, item.why, item.start, item.end, item.severity == "block")
    yield from strange_contacts(document, job.sources)
    yield from leaks(document, instructions, job.sources)
    yield from foreign_language(document, job.sources)
    yield from locked(document, job)
    yield from _new_faults(text, job)
    yield from repeated(document, job.sent)
    at = 0
    for residue in residues(text):
        at = text.index(residue, at)
        why = "伏せた名前や連絡先の印が、元に戻らず残っています。"
        yield Problem(residue, "mask", why, at, at + len(residue), True, "伏せた名前か連絡先")
        at += len(residue)


def _is_marked(problem: Problem, text: str) -> bool:
    """Whether a missing name is marked already, or what stands in its place is."""
    lines = text.split("\n")
    beside = lines[:_ENDS] if problem.start == 0 else lines[-_ENDS:]
    return any(MARK.search(line) for line in beside)


def _new_faults(text: str, job: Job) -> Iterator[Problem]:
    """Yield the critic's errors that the draft did not have."""
    before = {(finding.fault, squeeze(finding.quote)) for finding in job.findings}
    for finding in critique(text, job.reader).findings:
        if finding.severity != "error" or (finding.fault, squeeze(finding.quote)) in before:
            continue
        if finding.fault == "placeholder_left" and PLACEHOLDER.search(normalise(finding.quote)):
            continue
        blocks = faults()[finding.fault].blocks and not finding.is_absence
        yield Problem(finding.quote, "fault", finding.message, finding.start, finding.end, blocks)


def _blanks(document: Document, job: Job) -> Iterator[Problem]:
    """Yield the gaps; one for the very fact that the customer asked for is the honest last resort."""
    case = job.reader.case
    asked = (
        pairs(normalise("\n".join((*case.requirements, case.budget, case.deadline)))) if case else frozenset()
    )
    for match in PLACEHOLDER.finditer(document.text):
        start, end = document.source_span(*match.span())
        is_asked = "要記入" in match.group() and bool(asked & pairs(match.group().replace("要記入", "")))
        why = "空欄が残っています。" if "要確認" not in match.group() else "確かめが済んでいません。"
        yield Problem(document.source[start:end], "blank", why, start, end, not is_asked)
