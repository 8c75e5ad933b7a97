"""The jobs with a model: its text in place of the offline one, held to the same critic and to the proof."""

import secrets
from collections.abc import Iterator
from dataclasses import replace

from coach.coaching import beside_blanks
from coach.critic.checklist import Ask
from coach.critic.critique import critique
from coach.critic.reader import Reader
from coach.diff import change_ratio, diff
from coach.gaps import MARK
from coach.results import After, Change, Draft, Feedback, Rewrite, SourcedSentence, UnsupportedStatement
from coach.rewriting import Desk, Rewritten, rewrite, told_for
from coach.text import Document
from coach.writer.job import Job
from coach.writer.mending import blanks
from coach.writer.planted import is_planted
from coach.writer.proof import Problem, Proof
from coach.writer.proof.marking import marked_text
from coach.writer.steps import LIGHT_CHANGES_AT_MOST

_NO_SOURCE = "材料のどこにも根拠がありません。"


def job_of(draft: str, reader: Reader, offline: Feedback, *, light: bool = False, nonce: str = "") -> Job:
    """Return the work on a draft, with what the critic found in it. Without a ``nonce`` a fresh one is drawn."""
    return Job(
        reader=reader,
        draft=draft,
        findings=offline.findings,
        checklist=offline.checklist,
        light=light,
        nonce=nonce or secrets.token_hex(4),
    )


def draft_job(reader: Reader, *, sent: str = "", nonce: str = "") -> Job:
    """Return the work on a text from nothing. Without a ``nonce`` a fresh one is drawn."""
    return Job(reader=reader, sent=sent, nonce=nonce or secrets.token_hex(4))


def feedback_with_model(
    desk: Desk, draft: str, reader: Reader, offline: Feedback, *, light: bool = False, nonce: str = ""
) -> tuple[Feedback, Rewritten]:
    """Return the critique of ``draft`` with the text that a model wrote for this reader, proved.

    ``offline`` is the critic's own result, which the model is shown; both scores are the critic's. Raises
    ``ModelError`` when no proved text comes.
    """
    job = job_of(draft, reader, offline, light=light, nonce=nonce)
    done = rewrite(job, desk)
    again = critique(done.text, reader)
    ratio = round(change_ratio(diff(draft, done.text)), 3)
    result = offline.model_copy(
        update={
            "engine": "llm",
            "prompt_version": desk.templates.version,
            "findings": done.written.findings,
            "questions": _with_model_questions(offline.questions, done),
            "rewrite": Rewrite(
                text=done.text,
                edits=tuple(_changes(done)),
                sentences=tuple(_sentences(done.proof)),
                blanks=blanks(done.text),
                unsupported=_unsupported(done, job, desk),
                dropped=done.proof.dropped,
                change_ratio=ratio,
            ),
            "after": After(score=again.score, findings=again.findings, gate=again.gate),
            "warnings": (*offline.warnings, *_warnings(done, desk), *_kept_little(ratio, light)),
        }
    )
    return result, done


def draft_with_model(
    desk: Desk, reader: Reader, *, sent: str = "", nonce: str = ""
) -> tuple[Draft, Rewritten]:
    """Return a text that a model wrote for this reader, proved; ``sent`` is the application that went before it.

    Raises ``ModelError`` when no proved text comes.
    """
    assert reader.classification is not None
    job = draft_job(reader, sent=sent, nonce=nonce)
    done = rewrite(job, desk)
    seen = critique(done.text, reader)
    marks = blanks(done.text)
    result = Draft(
        kind=reader.kind,
        engine="llm",
        prompt_version=desk.templates.version,
        classification=reader.classification,
        text=done.text,
        sentences=tuple(_sentences(done.proof)),
        questions=seen.questions,
        blanks=marks,
        unsupported=_unsupported(done, job, desk),
        score=seen.score,
        checklist=seen.checklist,
        findings=beside_blanks(seen, done.text, marks),
        gate=seen.gate,
        warnings=_warnings(done, desk),
    )
    return result, done


def _with_model_questions(asked: tuple[Ask, ...], done: Rewritten) -> tuple[Ask, ...]:
    """What only the vendor can answer stands before what its own facts answer already."""
    return (
        *(ask for ask in asked if not ask.known),
        *(Ask(id="llm", question=question, gain=0) for question in done.written.questions),
        *(ask for ask in asked if ask.known),
    )


def _sentences(proof: Proof) -> Iterator[SourcedSentence]:
    """Yield the sentences as they stand in the text that comes out: what is not proved is marked here too."""
    document = Document(proof.text)
    for place, told in zip(document.sentences, proof.sentences, strict=True):
        start, end = document.source_span(place.start, place.end)
        inside = [
            _within(problem, start, end, proof.text)
            for problem in proof.problems
            if problem.blocks and problem.start < end and start < problem.end
        ]
        yield told.model_copy(update={"text": marked_text(proof.text[start:end], inside)}) if inside else told


def _within(problem: Problem, start: int, end: int, text: str) -> Problem:
    first, last = max(problem.start, start), min(problem.end, end)
    return replace(problem, start=first - start, end=last - start, quote=text[first:last])


def _changes(done: Rewritten) -> Iterator[Change]:
    """Yield the replacements that stand in the text that comes out: not those that were mended or marked since."""
    unmarked = MARK.sub("", done.text)
    yield from (change for change in done.written.changes if change.after in unmarked)


def _unsupported(done: Rewritten, job: Job, desk: Desk) -> tuple[UnsupportedStatement, ...]:
    told = told_for(job, desk.templates)
    # What nobody should read in the text, a planted address or leaked instructions, is not listed beside it either.
    return tuple(
        UnsupportedStatement(
            quote=problem.mark if problem.quote and problem.mark else problem.quote,
            kind=problem.kind,
            # The auditor's own words; the others are ours.
            why=_NO_SOURCE
            if problem.kind == "audit" and is_planted(problem.why, job.sources, told)
            else problem.why,
        )
        for problem in done.proof.problems
        if problem.blocks
    )


def _warnings(done: Rewritten, desk: Desk) -> tuple[str, ...]:
    told = list(done.written.warnings)
    told += [
        f"書き直した文章の「{problem.quote}」: {problem.why}" if problem.quote else problem.why
        for problem in done.proof.problems
        if not problem.blocks
    ]
    if not desk.audits:
        told.append(
            "照合はプログラムの確認だけです(モデルによる裏づけの確認はしていません)。数字のない約束は、ご自分の目でも確かめてください。"
        )
    if ignored := done.proof.ignored:
        told.append(f"モデルの照合のうち{ignored}件は、文章にない言葉や文についてのものなので、除きました。")
    if done.failure:
        what = "消えた事実を戻す直し" if done.proof.holds else "根拠のない箇所の直し"
        told.append(f"{what}は頼めませんでした。{done.failure.message}")
    return tuple(told)


def _kept_little(ratio: float, light: bool) -> tuple[str, ...]:
    if not light or ratio <= LIGHT_CHANGES_AT_MOST:
        return ()
    return (f"元の文章の{ratio:.0%}が変わりました。書き手の言葉が残っているか確かめてください。",)
