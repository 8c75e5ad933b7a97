"""What a model's reply to a job is worth: its text, and those of its findings whose words stand in the draft."""

from collections.abc import Iterable
from dataclasses import dataclass

from coach.critic.critique import arrange
from coach.critic.faults import faults
from coach.critic.finding import Finding
from coach.results import Change
from coach.text import Document
from coach.writer.editing import apply_edits
from coach.writer.job import AnyPrompt, Job
from coach.writer.planted import may_be_shown
from coach.writer.prompts import Templates, draft_prompt, feedback_prompt
from coach.writer.quotes import Quoted
from coach.writer.schemas import MOST_QUESTIONS, DraftReply, Edit, FeedbackReply, LightReply, ModelFinding

# More than a person acts on.
_MOST_FINDINGS = 5

# A light edit that changes more than this share of the text did not keep the author's text.
LIGHT_CHANGES_AT_MOST = 0.35


@dataclass(frozen=True, kw_only=True)
class Written:
    """What the model wrote for a job.

    ``findings`` are the critic's and the model's together, in the order of their effect; ``changes`` the
    replacements that were applied (light edits only); ``questions`` what the model would ask the vendor;
    ``warnings`` Japanese sentences about what was left out.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    questions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def writing_prompt(job: Job, templates: Templates) -> AnyPrompt:
    """Return the first prompt of a job: a text from nothing where there is no draft, else critique and rewrite."""
    return feedback_prompt(job, templates) if job.draft else draft_prompt(job, templates)


def written(job: Job, reply: DraftReply | FeedbackReply | LightReply, instructions: str = "") -> Written:
    """Return what a reply is worth: no quote, no finding; no unique place, no edit.

    ``instructions`` are the words of the prompts, which come back in no remark.
    """
    if isinstance(reply, DraftReply):
        return Written(text=_ended(reply.text), findings=job.findings)
    verified, unverified = _verified(reply.findings, job, instructions)
    warnings = (
        [f"モデルの指摘{unverified}件は、引用が下書きにないか、材料にないことを含むため除きました。"]
        if unverified
        else []
    )
    changes: tuple[Change, ...] = ()
    if isinstance(reply, LightReply):
        edited = apply_edits(job.draft, reply.edits)
        text = edited.text
        changes = tuple(_reasoned(change, job, instructions) for change in edited.applied)
        warnings += [_rejected(edit, why, job, instructions) for edit, why in edited.rejected]
    else:
        text = _ended(reply.text)
    return Written(
        text=text,
        findings=arrange([*job.findings, *verified], Document(job.draft)),
        changes=changes,
        questions=shown(reply.questions, job, instructions)[:MOST_QUESTIONS],
        warnings=tuple(warnings),
    )


def shown(remarks: Iterable[str], job: Job, instructions: str = "") -> tuple[str, ...]:
    """Return those of a model's remarks to the vendor that may be shown."""
    return tuple(
        remark.strip()
        for remark in remarks
        if remark.strip() and may_be_shown(remark, job.sources, instructions)
    )


def _reasoned(change: Change, job: Job, instructions: str) -> Change:
    reason = change.reason if may_be_shown(change.reason, job.sources, instructions) else ""
    return change.model_copy(update={"reason": reason})


def _rejected(edit: Edit, why: str, job: Job, instructions: str) -> str:
    """Words that stand nowhere are the model's own, and shown only as its remarks are."""
    named = f"「{edit.find[:30]}」" if may_be_shown(edit.find, job.sources, instructions) else "の1つ"
    return f"直し{named}は使いませんでした。{why}"


def _ended(text: str) -> str:
    return text.strip() + "\n"


def _verified(findings: Iterable[ModelFinding], job: Job, instructions: str) -> tuple[list[Finding], int]:
    """Return the findings of a known kind whose quote stands in the draft, and how many were left out."""
    quoted = Quoted(job.draft)
    kept: list[Finding] = []
    left_out = 0
    for finding in findings:
        spans = quoted.spans(finding.quote.strip())
        said = f"{finding.problem}\n{finding.suggestion}"
        if not spans or finding.fault not in faults() or not may_be_shown(said, job.sources, instructions):
            left_out += 1
        elif len(kept) < _MOST_FINDINGS:
            kept.append(_finding(finding, spans[0], job))
    return kept, left_out


def _finding(finding: ModelFinding, span: tuple[int, int], job: Job) -> Finding:
    start, end = span
    return Finding(
        rule="llm",
        fault=finding.fault,
        # Only a rule that anybody can read may stop a text.
        severity="warning",
        start=start,
        end=end,
        quote=job.draft[start:end],
        message=finding.problem.strip() or faults()[finding.fault].label,
        suggestion=finding.suggestion.strip(),
        because=job.reader.because(finding.fault),
        origin="llm",
    )
