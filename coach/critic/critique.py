"""The whole critique of one draft for one reader: findings, checklist, score, gate and questions."""

from collections.abc import Iterable
from typing import NamedTuple

from coach.critic.addressee import check_addressee
from coach.critic.careful import is_careful
from coach.critic.checklist import Ask, Check, asks, checklist
from coach.critic.conflicts import check_conflicts, check_dates
from coach.critic.coverage import Coverage, coverage
from coach.critic.faults import GROUPS, faults
from coach.critic.finding import SEVERITIES, Finding
from coach.critic.hits import matches
from coach.critic.holding import Holding
from coach.critic.layout import check_layout
from coach.critic.needs import check_needs
from coach.critic.points import score
from coach.critic.quoting import in_whole_words
from coach.critic.reader import Reader
from coach.critic.remarks import remarks
from coach.critic.substance import check_substance
from coach.critic.uncounted import explained
from coach.text import Document
from coach.values import Value


class Blocker(Value):
    """Why a text must not be sent, whatever its score."""

    fault: str
    quote: str
    message: str


class Gate(Value):
    """Whether a text may be sent."""

    sendable: bool
    blockers: tuple[Blocker, ...] = ()


class Critique(NamedTuple):
    """What the critic has to say about one draft. Findings stand in the order of their effect on this reader."""

    findings: tuple[Finding, ...]
    gate: Gate
    checklist: tuple[Check, ...] = ()
    score: int | None = None
    questions: tuple[Ask, ...] = ()
    coverage: tuple[Coverage, ...] = ()


def critique(draft: str, reader: Reader, extra: Iterable[Finding] = ()) -> Critique:
    """Return the critique of ``draft`` as this reader would give it.

    Without a case only language, claims and form are judged, and there is no score. ``extra`` are findings of
    checks that need more than the text and its reader (sentences sent to others before).
    """
    document = Document(draft)
    found = [
        *matches(document, reader.kind),
        *check_layout(document, reader),
        *check_dates(document, reader),
        *extra,
    ]
    if reader.case is None:
        ordered = arrange(found, document)
        return Critique(findings=ordered, gate=gate(ordered))
    holding = Holding(document, reader)
    covered = coverage(document, reader)
    found += [*check_addressee(document, reader), *check_substance(holding, covered), *check_needs(holding)]
    found += check_conflicts(holding)
    minded = arrange((finding for finding in found if _minds(finding, holding)), document)
    ordered = tuple(in_whole_words(finding, document) for finding in minded)
    careful = is_careful(holding, ordered, covered)
    if careful:
        ordered = tuple(finding for finding in ordered if finding.fault != "requirement_unanswered")
    checks = checklist(holding, ordered, () if careful else covered)
    return Critique(
        findings=ordered,
        checklist=checks,
        score=score(checks),
        gate=gate(ordered),
        questions=explained(asks(checks, holding, covered, ordered), holding),
        coverage=covered,
    )


def _minds(finding: Finding, holding: Holding) -> bool:
    """A price held back matters where the customer gave a budget or asked, and the text names none elsewhere."""
    if finding.fault != "vague_price":
        return True
    if holding.has("price"):
        # This check has looked at the other prices; a rule sees one sentence.
        return finding.rule in remarks()
    case = holding.case
    asked = " ".join((case.budget, case.description, *case.requirements))
    return bool(case.budget) or any(
        word in asked for word in ("見積", "費用", "金額", "料金", "予算", "概算")
    )


def arrange(findings: Iterable[Finding], document: Document) -> tuple[Finding, ...]:
    """Return the findings by their effect, at most one for a sentence and fault, one for one cause."""
    kept: dict[tuple[str, int | str], Finding] = {}
    for finding in sorted(findings, key=effect):
        kept.setdefault((finding.fault, _place(finding, document)), finding)
    placed = {finding.fault for finding in kept.values() if not finding.is_absence}
    return tuple(
        finding
        for finding in kept.values()
        if not (finding.is_absence and finding.fault in placed and finding.fault != "requirement_unanswered")
    )


def _place(finding: Finding, document: Document) -> int | str:
    """What counts as one place: the sentence, or for something missing what exactly is missing."""
    return finding.message if finding.is_absence else document.sentence_index(finding.start)


def effect(finding: Finding) -> tuple[bool, int, int, bool, int]:
    """Sort key: what blocks sending, then the graver, and of the same severity what costs the reply most."""
    fault = faults()[finding.fault]
    blocks = fault.blocks and finding.severity == "error"
    group, severity = GROUPS.index(fault.group), SEVERITIES.index(finding.severity)
    return not blocks, severity, group, not finding.is_absence, finding.start


def gate(findings: Iterable[Finding]) -> Gate:
    """Return whether a text with these findings may be sent."""
    blockers = tuple(
        Blocker(fault=finding.fault, quote=finding.quote, message=finding.message)
        for finding in findings
        if finding.severity == "error" and faults()[finding.fault].blocks
    )
    return Gate(sendable=not blockers, blockers=blockers)
