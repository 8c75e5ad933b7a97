"""What the templates are given: the customer in words that are ours, everything typed by people as marked lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coach.critic.checklist import Question, questions_for
from coach.critic.faults import faults, is_claim
from coach.critic.finding import Finding
from coach.critic.reader import Reader
from coach.customer.article import article
from coach.customer.classify import Classification, Signal, tendency
from coach.facts.pool import Origin, Source
from coach.text import Document
from coach.writer.guidance import faults_for
from coach.writer.job import Job
from coach.writer.material import clean

# More findings than these hide the ones that cost the reply.
_MOST_FINDINGS = 15

# A quote is told with the clause around it, for a rule may point at half a word; what would be longer than this
# many code points is told by its first clauses.
_MOST_QUOTED = 80
_CLAUSE_ENDS = "、。!?！？…\n"
_BESIDE = " \u3000\t\r・■"

_BREAKS = re.compile(r"[ \t]*[\n\t]\s*")

_GROUPS: tuple[tuple[Origin, str], ...] = (
    ("case", "案件(C)"),
    ("profile", "会社の事実(P)"),
    ("answer", "書き手の答え(A)"),
    ("sent", "先に送った応募内容(S)"),
    ("draft", "下書き(D)"),
)


@dataclass(frozen=True)
class Told:
    """One of the four items: its label, the option chosen in the article's words, and what its chooser thinks."""

    label: str
    answer: str
    thought: str


@dataclass(frozen=True)
class Customer:
    """Who reads, without a word that the customer typed."""

    verdict: tuple[str, ...]
    signals: tuple[Told, ...]
    dissent: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Marked lines of one origin under a heading."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """A question that this reader asks of the text; ``missing`` where code looked for the answer in the draft and
    found none. What only a reader can judge is never said to be missing, nor anything to be there.
    """

    question: str
    missing: bool


@dataclass(frozen=True)
class NamedFault:
    """A fault that the model may report."""

    id: str
    label: str


def mark(lines: Iterable[tuple[str, str]], nonce: str) -> tuple[str, ...]:
    """Return each (id, text) as one line ``‹nonce›id│text``: what is inside is material and can imitate no mark."""
    return tuple(f"‹{nonce}›{name}│{_one_line(text, nonce)}" for name, text in lines)


def _one_line(text: str, nonce: str) -> str:
    return _BREAKS.sub(" ", clean(text, nonce).text).strip()


def numbered(text: str, nonce: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences of a written text as marked lines, and their ids T1, T2 …, as the proof numbers them."""
    document = Document(text)
    found = [
        (f"T{number}", document.quote(sentence.start, sentence.end))
        for number, sentence in enumerate(document.sentences, 1)
    ]
    return mark(found, nonce), tuple(name for name, _ in found)


def laid_out(text: str, name: str, nonce: str) -> tuple[str, ...]:
    """Return a text line by line as marked lines, its blank lines kept: how it is laid out is part of it."""
    lines = clean(text, nonce).text.strip().split("\n")
    return mark(((f"{name}{number}", line) for number, line in enumerate(lines, 1)), nonce)


def customer(reader: Reader) -> Customer:
    """Return who reads. The reader has a case."""
    assert reader.classification is not None
    verdict = reader.classification
    return Customer(
        verdict=_verdict(verdict),
        signals=tuple(_told(signal) for signal in verdict.signals),
        dissent=tuple(_wording(signal) for signal in verdict.dissent),
    )


def _verdict(verdict: Classification) -> tuple[str, ...]:
    """The votes, and what they mean where it is not one of the article's types: those are told to every prompt."""
    votes = () if verdict.type == "unknown" else (tendency(verdict),)
    return votes if verdict.type in article().types else (*votes, verdict.psychology)


def _told(signal: Signal) -> Told:
    if signal.vote is None:
        answer = (
            "決まった選択肢にない回答(票に数えない。言葉は案件(C)の行にある)"
            if signal.value
            else "回答なし(票に数えない)"
        )
        return Told(signal.label, answer, "")
    side = "①" if signal.vote == "many" else "②"
    return Told(signal.label, f"{_wording(signal)}({side}に1票)", signal.psychology)


def _wording(signal: Signal) -> str:
    """Return the article's words for the option, never the customer's."""
    return article().items[signal.item].option(signal.option or "").wordings[0]


def points(job: Job) -> tuple[Point, ...]:
    """Return this reader's questions, heaviest first; with a draft, those whose answer is not in it are told apart."""
    unmet = {check.id for check in job.checklist if not check.met}
    return tuple(
        Point(question.question, question.id in unmet and _is_looked_for(question))
        for question, _ in questions_for(job.reader)
    )


def _is_looked_for(question: Question) -> bool:
    return bool(question.all or question.any) and not question.free_of


def named_faults(reader: Reader) -> tuple[NamedFault, ...]:
    """Return the faults that a model may report for this reader, each with its name."""
    return tuple(NamedFault(fault, faults()[fault].label) for fault in faults_for(reader))


def doubtful(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings whose words are no source for what a text states."""
    return [finding for finding in findings if is_claim(finding)]


def evidence(findings: Sequence[Finding], draft: str, nonce: str) -> tuple[str, ...]:
    """Return what the code found in ``draft`` as marked lines, in its order; what is only worth a look is left out."""
    told = [finding for finding in findings if finding.severity != "info"][:_MOST_FINDINGS]
    return mark(
        (
            (
                f"F{number}",
                f"{_quoted(finding, draft)} {finding.message}" if finding.quote else finding.message,
            )
            for number, finding in enumerate(told, 1)
        ),
        nonce,
    )


def _quoted(finding: Finding, draft: str) -> str:
    """Return the whole clauses of the draft in which the quote stands, in 「」, and which part of them is meant.

    What is long ends between two clauses, for half a name or number would leave unmasked.
    """
    quote, start, end = finding.quote, finding.start, finding.end
    if draft[start:end] != quote:
        return f"「{quote}」"
    first = max(draft.rfind(mark, 0, start) for mark in _CLAUSE_ENDS) + 1
    last = end if quote[-1] in _CLAUSE_ENDS else _clause_end(draft, end)
    words = draft[first:last].strip(_BESIDE)
    if len(words) <= _MOST_QUOTED:
        return f"「{words}」の「{quote}」" if 2 * len(quote) < len(words) else f"「{words}」"
    cut = max(draft.rfind(mark, start + 1, first + _MOST_QUOTED) for mark in _CLAUSE_ENDS)
    return f"「{draft[first:cut].strip(_BESIDE)}…」" if cut > start else f"「{quote}」"


def _clause_end(draft: str, at: int) -> int:
    found = [place for mark in _CLAUSE_ENDS if (place := draft.find(mark, at)) >= 0]
    return min(found, default=len(draft))


def material(sources: Sequence[Source], nonce: str) -> tuple[Group, ...]:
    """Return the source lines as marked lines, grouped by where they come from; no empty groups."""
    groups = (
        (title, [(source.id, source.text) for source in sources if source.origin == origin])
        for origin, title in _GROUPS
    )
    return tuple(Group(title, mark(lines, nonce)) for title, lines in groups if lines)
