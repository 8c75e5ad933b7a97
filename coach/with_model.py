"""The jobs with a model: its text in place of the offline one, held to the same critic and to the proof."""

import secrets

from coach.coaching import beside_blanks
from coach.critic.checklist import Ask
from coach.critic.critique import critique
from coach.critic.reader import Reader
from coach.diff import change_ratio, diff
from coach.results import After, Draft, Feedback, Rewrite, UnsupportedStatement
from coach.rewriting import Desk, Rewritten, rewrite
from coach.writer.job import Job
from coach.writer.offline import blanks
from coach.writer.steps import LIGHT_CHANGES_AT_MOST


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
            "findings": done.written.findings,
            "questions": _with_model_questions(offline.questions, done),
            "rewrite": Rewrite(
                text=done.text,
                edits=done.written.changes,
                sentences=done.proof.sentences,
                blanks=blanks(done.text),
                unsupported=_unsupported(done),
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
    done = rewrite(draft_job(reader, sent=sent, nonce=nonce), desk)
    seen = critique(done.text, reader)
    marks = blanks(done.text)
    result = Draft(
        kind=reader.kind,
        engine="llm",
        classification=reader.classification,
        text=done.text,
        sentences=done.proof.sentences,
        questions=seen.questions,
        blanks=marks,
        unsupported=_unsupported(done),
        score=seen.score,
        checklist=seen.checklist,
        findings=beside_blanks(seen, marks),
        gate=seen.gate,
        warnings=_warnings(done, desk),
    )
    return result, done


def _with_model_questions(asked: tuple[Ask, ...], done: Rewritten) -> tuple[Ask, ...]:
    return (
        *asked,
        *(Ask(id="llm", question=question, gain=0) for question in done.written.questions),
    )


def _unsupported(done: Rewritten) -> tuple[UnsupportedStatement, ...]:
    return tuple(
        UnsupportedStatement(quote=problem.quote, kind=problem.kind, why=problem.why)
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
    if done.failure:
        told.append(f"根拠のない箇所の直しは頼めませんでした。{done.failure.message}")
    return tuple(told)


def _kept_little(ratio: float, light: bool) -> tuple[str, ...]:
    if not light or ratio <= LIGHT_CHANGES_AT_MOST:
        return ()
    return (f"元の文章の{ratio:.0%}が変わりました。書き手の言葉が残っているか確かめてください。",)
