"""The auditor's reading against the code's: quotes must stand, lines must exist and carry what they are cited for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.facts.phrases import PLACEHOLDER
from coach.facts.wording import restrictions, starting_points
from coach.results import SourcedSentence
from coach.text import Document, Word, normalise, squeeze
from coach.writer.proof.overruling import is_plainly_told
from coach.writer.proof.problem import Problem
from coach.writer.proof.sourcing import CARRIES, Lines, Statement
from coach.writer.quotes import Quoted
from coach.writer.schemas import AuditReply, AuditSentence, Unsupported

_ID = re.compile(r"[Tt]?0{0,3}([0-9]{1,4})")
_AROUND = "「」『』\"'“” 　\n\t"
# Words that make a promise smaller.
_HEDGES = re.compile(
    r"初回|先着|限り|限定|のみ|だけ|場合|れば|なら|たら|とき|ただし|原則|目安|予定|見込み|可能性|一部|うち|程度|以外|除|別途|別料金|有料|応相談|まで"
)
_LIMITS = frozenset({"初回", "先着", "限定"})
# The auditor's own choice of lines need not have as many of the words as one that code makes.
_TRUSTED = 0.34
# From this share of words without source on, a sentence for which no line is named is an invention.
_STRANGE = 0.6
# A quote of this many code points that stands in a vendor's line is that line's.
_TELLING = 12


@dataclass(frozen=True)
class Reading:
    """What is left of an audit: its problems, and for each sentence what it is and rests on."""

    problems: tuple[Problem, ...]
    sentences: tuple[SourcedSentence, ...]
    ignored: int


def read(
    document: Document, said: Sequence[Statement], lines: Lines, evidence: Lines, audit: AuditReply | None
) -> Reading:
    """Return the audit as far as it holds; without one, or where it is silent, the code's own reading.

    ``evidence`` are the lines by which an objection of the auditor's may be overruled: ``lines`` less what nobody
    should have claimed. ``ignored`` counts quotes that do not stand in the text and entries for sentences that do not exist.
    """
    entries, unknown = _entries(audit, len(said))
    quoted, absent = _quoted(document, said, evidence, audit)
    problems = list(quoted)
    sentences: list[SourcedSentence] = []
    for at, statement in enumerate(said):
        kind, cited, problem = _judged(statement, entries.get(at), lines)
        sentences.append(SourcedSentence(text=statement.text, kind=kind, sources=cited))
        if problem:
            problems.append(problem)
    return Reading(tuple(problems), tuple(sentences), unknown + absent)


def _entries(audit: AuditReply | None, count: int) -> tuple[dict[int, AuditSentence], int]:
    found: dict[int, AuditSentence] = {}
    unknown = 0
    for entry in audit.sentences if audit else ():
        number = _ID.fullmatch(entry.id.strip())
        at = int(number[1]) - 1 if number else -1
        if 0 <= at < count:
            found.setdefault(at, entry)
        else:
            unknown += 1
    return found, unknown


def _quoted(
    document: Document, said: Sequence[Statement], lines: Lines, audit: AuditReply | None
) -> tuple[list[Problem], int]:
    if not audit or not audit.unsupported:
        return [], 0
    text = Quoted(document.source)
    problems: list[Problem] = []
    absent = 0
    for item in audit.unsupported:
        spans = text.spans(item.quote) or text.spans(item.quote.strip(_AROUND))
        absent += not spans
        for start, end in spans:
            around = [one for one in said if one.start < end and start < one.end]
            if not all(_is_carried(document.source[start:end], one, lines) for one in around):
                problems.append(Problem(document.source[start:end], "audit", _because(item), start, end))
    return problems, absent


def _because(item: Unsupported) -> str:
    why = " ".join(item.why.split()) or "材料のどこにも根拠がありません"
    return f"{why.rstrip('。')}。"


def _is_carried(quote: str, statement: Statement, lines: Lines) -> bool:
    """Whether code can show that a source says what the auditor misses, or that the sentence states nothing."""
    if PLACEHOLDER.search(statement.sentence.text):
        return True
    if statement.kind in {"greeting", "question"} and not statement.claims and not statement.binds:
        return True
    own = {source.id for source in lines.sources if source.origin != "case" or not statement.binds}
    if own & set(lines.literal(statement.text)):
        return True
    if len(squeeze(quote)) >= _TELLING and own & set(lines.literal(quote)):
        return True
    content = [word for word in statement.content if statement.binds or word.surface in normalise(quote)]
    return any(
        _says(statement, content, one, lines) and is_plainly_told(normalise(quote), lines.text(one), content)
        for one in own
    )


def _says(statement: Statement, content: Sequence[Word], id: str, lines: Lines) -> bool:
    """Whether one line has every figure and word of a sentence, and no condition that the sentence leaves out."""
    if any(id not in item.sources for item in statement.claims) or lines.share(content, [id]) < 1:
        return False
    if not statement.binds:
        return True
    kept = set(_HEDGES.findall(statement.sentence.text))
    clauses = lines.clauses(id, content)
    return bool(clauses) and all(set(_HEDGES.findall(clause)) <= kept for clause in clauses)


def _judged(
    statement: Statement, entry: AuditSentence | None, lines: Lines
) -> tuple[str, tuple[str, ...], Problem | None]:
    """Return what a sentence is, the lines it rests on, and what is wrong with them."""
    by_form = statement.kind
    cited = (
        tuple(dict.fromkeys(one.strip() for one in entry.sources if one.strip() in lines.ids))
        if entry
        else ()
    )
    rests = _rests_on(statement, cited, lines)
    kind = entry.kind if entry else ("fact" if rests and by_form == "statement" else by_form)
    if kind != "fact" and statement.binds and statement.content:
        kind = "fact" if rests else "statement"
    if kind == "fact" and not rests and by_form == "statement":
        return "statement", (), _uncited(statement, lines)
    return kind, rests, _condition(statement, rests, lines)


def _condition(statement: Statement, rests: tuple[str, ...], lines: Lines) -> Problem | None:
    """What the lines limit and the sentence does not; of figures, the facts' own proof tells the same."""
    if not statement.binds or statement.claims:
        return None
    said, since = restrictions(statement.sentence.text), starting_points(statement.sentence.text)
    why = ""
    for clause in (clause for one in rests for clause in lines.clauses(one, statement.content)):
        lost = (restrictions(clause) & _LIMITS) - said
        had = starting_points(clause)
        if lost and not said:
            why = f"元の材料にある限定({'・'.join(sorted(lost))})が落ちています。"
        elif since and had and not since & had:
            why = f"元の材料では{'・'.join(sorted(had))}からです。"
        else:
            return None
    if not why:
        return None
    return Problem(statement.text, "condition", why, statement.start, statement.end)


def _rests_on(statement: Statement, cited: tuple[str, ...], lines: Lines) -> tuple[str, ...]:
    """Return the cited lines that carry the sentence, completed or replaced by those that code finds."""
    if statement.kind == "greeting":
        return cited
    figures = [item.sources for item in statement.claims if item.sources]
    kept = tuple(
        one
        for one in cited
        if any(one in held for held in figures) or lines.share(statement.content, [one]) > 0
    )
    missing = [held[0] for held in figures if not set(held) & set(kept)]
    if lines.share(statement.content, (*kept, *missing)) >= (_TRUSTED if kept else CARRIES):
        return tuple(dict.fromkeys((*kept, *missing)))
    found = lines.literal(statement.text) or lines.carrying(statement.content)
    return tuple(dict.fromkeys((*kept, *missing, *found))) if found else ()


def _uncited(statement: Statement, lines: Lines) -> Problem | None:
    """A statement whose words stand nowhere blocks where it binds the vendor; elsewhere it is worth a look."""
    told = lines.own if statement.binds else lines.everything
    strange = [word for word in statement.content if not told.has(word)]
    if len(strange) < 2 or len(strange) < _STRANGE * len(statement.content):
        return None
    if PLACEHOLDER.search(statement.sentence.text):
        return None
    why = "この文の根拠になる行が、案件・会社の事実・下書き・回答のどこにもありません。"
    rests_in_part = any(item.sources for item in statement.claims)
    blocks = statement.binds and not rests_in_part
    return Problem(statement.text, "uncited", why, statement.start, statement.end, blocks)


def repeated(document: Document, sent: str) -> Iterator[Problem]:
    """Yield the sentences that the customer has read already in the application."""
    told = squeeze(sent)
    if not told:
        return
    for sentence in document.sentences:
        said = squeeze(sentence.text)
        if sentence.kind in {"prose", "bullet"} and len(said) >= 20 and said in told:
            start, end = document.source_span(sentence.start, sentence.end)
            why = "先に送った応募内容と同じ文です。"
            yield Problem(document.source[start:end], "repeated", why, start, end, False)
