"""The result as one HTML file: no script, no outside request; on a screen, a phone or printed on A4.

Every text of the user passes ``phrased``: escaped, with control and direction characters made visible.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from coach import __version__
from coach.comparing import outcome
from coach.critic.finding import SEVERITIES, Finding
from coach.critic.points import points
from coach.customer.case import KIND_LABELS
from coach.customer.classify import tendency
from coach.diff import diff
from coach.folding import MONTHS
from coach.report.columns import rows
from coach.report.comparison import FACTS, GROUPS, VERDICT_TITLE, verdict_lines, version_words
from coach.report.layout import harmless
from coach.report.tasks import facts_to_tell, vendor_questions
from coach.report.verdict import focus_note
from coach.report.wording import (
    FACTS_TITLE,
    QUESTIONS_TITLE,
    fault_label,
    gate_light,
    gate_words,
    mended_title,
)
from coach.results import Comparison, DiffPart, Feedback

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_COVERAGE = {
    "answered": "○ 答えています",
    "mentioned": "△ 触れています",
    "missing": "× 見当たりません(要確認)",
}

# A number with its unit is not broken; a longer run is no figure and may be.
_NUMBER = re.compile(
    r"(?<![0-9０-９A-Za-z+])[0-9０-９](?:[0-9０-９,.，．:/~〜-]{0,14}[0-9０-９])?(?![0-9０-９])[万億千百]{0,2}"
    rf"(?:円|%|％|件|社|名|人|年|{MONTHS}|月|日|週間|時間|営業日|分|点|字|ページ|本|台|回|倍|つ)?"
)
_PHRASE_END = re.compile(r"(?<=[、。!?！？])(?=[^、。!?！？」』）)\s])")
# What the terminal need not fear, but a browser would obey.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u2028\u2029\ufeff]")


class Segment(NamedTuple):
    """A stretch of the text as given; ``severity`` is empty where no finding covers it. ``begins`` and ``ends``
    number the findings (from 1) that begin or end here."""

    text: str
    severity: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]


def feedback_html(result: Feedback, draft: str) -> str:
    """Return the critique of ``draft`` (the text exactly as it was judged) as one self-contained page."""
    parts: Iterable[DiffPart] = ()
    if result.rewrite:
        parts = _parts(draft, result.rewrite.text)
    cut = segments(draft, result.findings)
    return _render(
        "feedback.html.j2",
        result=result,
        asked=(
            ("questions", QUESTIONS_TITLE, [(ask.question, ask.gain) for ask in vendor_questions(result)]),
            ("facts", FACTS_TITLE, facts_to_tell(result)),
        ),
        kind=KIND_LABELS[result.kind],
        segments=cut,
        anchors=_anchors(cut, len(result.findings)),
        rows=rows(parts),
    )


def comparison_html(result: Comparison) -> str:
    """Return the comparison as one self-contained page."""
    text = "".join(part.after for part in result.diff)
    findings = result.after.findings
    earlier = {check.id: check for check in result.before.checklist}
    cut = segments(text, findings)
    return _render(
        "comparison.html.j2",
        result=result,
        kind=KIND_LABELS[result.kind],
        outcome=outcome(result),
        verdict_title=VERDICT_TITLE,
        verdict=list(verdict_lines(result.verdict)) if result.verdict else [],
        checks=[(earlier[check.id], check) for check in result.after.checklist if check.id in earlier],
        groups=GROUPS,
        fact_groups=FACTS,
        numbers={finding: number for number, finding in enumerate(findings, 1)},
        segments=cut,
        anchors=_anchors(cut, len(findings)),
        rows=rows(result.diff),
    )


def segments(text: str, findings: Sequence[Finding]) -> tuple[Segment, ...]:
    """Return ``text`` cut where findings begin and end; the segments' texts joined give it again."""
    begins: dict[int, tuple[int, ...]] = {}
    ends: dict[int, tuple[int, ...]] = {}
    for number, finding in enumerate(findings, 1):
        if finding.end > finding.start:
            begins[finding.start] = (*begins.get(finding.start, ()), number)
            ends[finding.end] = (*ends.get(finding.end, ()), number)
    found = []
    over: set[int] = set()
    for start, end in pairwise(sorted({0, len(text), *begins, *ends})):
        over.update(begins.get(start, ()))
        levels = {findings[number - 1].severity for number in over}
        worst = next((level for level in SEVERITIES if level in levels), "")
        found.append(Segment(text[start:end], worst, begins.get(start, ()), ends.get(end, ())))
        over.difference_update(ends.get(end, ()))
    return tuple(found)


def phrased(text: object) -> "Markup":
    """Return any text as HTML: escaped, nothing hidden in it, lines broken at phrases, numbers kept whole."""
    from markupsafe import Markup, escape

    shown = _DIRECTION.sub(lambda hit: f"<U+{ord(hit.group()):04X}>", harmless(str(text)))
    pieces, at = [], 0
    for number in _NUMBER.finditer(shown):
        pieces += [_breakable(shown[at : number.start()]), Markup('<span class="n">'), escape(number.group())]
        pieces.append(Markup("</span>"))
        at = number.end()
    return Markup("").join([*pieces, _breakable(shown[at:])])


def _breakable(text: str) -> "Markup":
    from markupsafe import Markup, escape

    return Markup("<wbr>").join(escape(phrase) for phrase in _PHRASE_END.split(text))


def _anchors(cut: Iterable[Segment], count: int) -> dict[int, int]:
    """Return for each finding the number in the id of the mark where it begins; 0 where it has no place."""
    places = {number: segment.begins[0] for segment in cut for number in segment.begins}
    return {number: places.get(number, 0) for number in range(1, count + 1)}


def _parts(before: str, after: str) -> Iterable[DiffPart]:
    return [DiffPart(op=edit.op, before=edit.before, after=edit.after) for edit in diff(before, after)]


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    house = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    house.filters["jp"] = phrased
    known: dict[str, Callable[..., Any]] = {
        "tendency": tendency,
        "focus_note": focus_note,
        "points": points,
        "label": fault_label,
        "gate_words": gate_words,
        "mended_title": mended_title,
        "version_words": version_words,
        "gate_light": gate_light,
    }
    house.globals.update(known, coverage=_COVERAGE, version=__version__)
    return house
