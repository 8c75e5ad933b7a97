"""The two jobs as a command does them: kept before anything is sent, offline first, then with the model where one is used."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from coach.cli.console import note, on_terminal
from coach.cli.keeping import Kept, keep
from coach.cli.modelling import Session, Ways, prompt_by_hand, session, tell_usage
from coach.errors import CoachError, ModelError

if TYPE_CHECKING:
    from coach.critic.checklist import Ask
    from coach.critic.reader import Reader
    from coach.results import Draft, Feedback
    from coach.settings import Settings
    from coach.writer.job import Job

R = TypeVar("R", "Feedback", "Draft")


def keep_unfinished(text: str, reader: "Reader", source: str, history: bool) -> None:
    """Keep a draft of which only this much had been pasted at Ctrl-C, and tell where."""
    with suppress(KeyboardInterrupt), keep(reader, text, source, "feedback", history):
        raise KeyboardInterrupt


def feedback_prompt_by_hand(text: str, reader: "Reader", source: str, ways: Ways, history: bool) -> str:
    """Return the prompt for a chat window: for the rewrite of a draft, or for the audit of the answer brought back."""
    from coach.coaching import feedback_for
    from coach.with_model import job_of

    chosen = ways.settings()
    with keep(reader, text, source, "feedback", history) as kept:
        offline = feedback_for(text, reader, kept.reused(text, reader))
        kept.finish(offline)
    with session(chosen, ways, kept.arrived) as opened:
        return prompt_by_hand(
            job_of(text, reader, offline, light=ways.light), opened.desk, bool(ways.replies)
        )


def draft_prompt_by_hand(reader: "Reader", ways: Ways, sent: str) -> str:
    """Return the prompt for a chat window: for a text from nothing, or for the audit of the answer brought back."""
    from coach.with_model import draft_job

    with session(ways.settings(), ways, lambda _: None) as opened:
        return prompt_by_hand(draft_job(reader, sent=sent), opened.desk, bool(ways.replies))


def feedback_result(
    text: str, reader: "Reader", source: str, ways: Ways, chosen: "Settings", history: bool, profile: str
) -> "tuple[Feedback, Exception | None]":
    """Return the critique of a draft, and why it is the offline one where a model should have been used."""
    from coach.coaching import feedback_for

    with keep(reader, text, source, "feedback", history) as kept:
        extra = kept.reused(text, reader)
        offline = feedback_for(text, reader, extra)
        if not (ways.replies or chosen.uses_model):
            return offline.model_copy(update={"id": kept.finish(offline)}), None
        _tell_before(offline)

        def with_model(opened: Session) -> "tuple[Feedback, CoachError | None]":
            from coach.with_model import feedback_with_model, job_of

            job = job_of(text, reader, offline, light=ways.light)
            answers = _answers(job, offline.questions, opened, ways, profile)
            told = replace(reader, answers=(*reader.answers, *answers))
            base = feedback_for(text, told, extra) if answers else offline
            result, done = feedback_with_model(opened.desk, text, told, base, light=ways.light)
            return result, done.failure

        return _by_model(kept, offline, chosen, ways, with_model)


def draft_result(
    reader: "Reader", source: str, ways: Ways, chosen: "Settings", history: bool, profile: str, sent: str
) -> "tuple[Draft, Exception | None]":
    """Return a text for this customer, and why it is the offline one where a model should have been used."""
    from coach.coaching import draft_for

    with keep(reader, "", source, "draft", history) as kept:
        if not (ways.replies or chosen.uses_model):
            answers = _offline_answers(draft_for(reader).questions, ways, profile)
            result = draft_for(replace(reader, answers=(*reader.answers, *answers)))
            return result.model_copy(update={"id": kept.finish(result)}), None
        offline = draft_for(reader)

        def with_model(opened: Session) -> "tuple[Draft, CoachError | None]":
            from coach.with_model import draft_job, draft_with_model

            answers = _answers(draft_job(reader, sent=sent), offline.questions, opened, ways, profile)
            told = replace(reader, answers=(*reader.answers, *answers))
            result, done = draft_with_model(opened.desk, told, sent=sent)
            return result, done.failure

        return _by_model(kept, offline, chosen, ways, with_model)


def _by_model(
    kept: Kept,
    offline: R,
    chosen: "Settings",
    ways: Ways,
    work: Callable[[Session], tuple[R, CoachError | None]],
) -> tuple[R, Exception | None]:
    """Do the work with a model; when that fails the offline result stands, and what had arrived is kept: even
    where the failure is a defect of our own.
    """
    arrived: list[str] = []

    def keep_words(words: str) -> None:
        arrived.append(words)
        kept.arrived(words)

    try:
        with session(chosen, ways, keep_words) as opened:
            try:
                result, failure = work(opened)
            finally:
                tell_usage(opened.usage(), opened.model)
            result = result.model_copy(
                update={"model": opened.model or None, "usage": opened.usage(), "id": kept.id}
            )
    except KeyboardInterrupt:
        _tell_arrived(kept, arrived)
        raise
    except Exception as error:
        kept.fail(error.message if isinstance(error, CoachError) else type(error).__name__)
        note("※ モデルの文章を出せなかったため、モデルを使わない結果を表示します。")
        _tell_arrived(kept, arrived)
        return offline.model_copy(update={"id": kept.id}), error
    kept.finish(result)
    return result, failure


def _tell_arrived(kept: Kept, arrived: list[str]) -> None:
    """Say where the model's words are: they may have arrived whole before a later request failed."""
    if kept.id is not None and any(words.strip() for words in arrived):
        note(f"届いていた文章は履歴 #{kept.id} に残しました(coach history show {kept.id})。")


def _tell_before(offline: "Feedback") -> None:
    """Show what stands already while the model works."""
    from coach.customer.classify import tendency

    verdict = offline.classification
    note(f"読む人: {tendency(verdict)}")
    note(f"いまの下書き: 点数 {offline.score}/100、指摘{len(offline.findings)}件")
    for finding in offline.findings[:3]:
        note(f"・{finding.message}")


def _answers(
    job: "Job", offline: "Iterable[Ask]", opened: Session, ways: Ways, profile: str
) -> tuple[str, ...]:
    """Ask the vendor what the model would like to know first; without its questions, what the critic would."""
    if not ways.asks or ways.by_hand or not on_terminal():
        return ()
    from coach.rewriting import vendor_questions
    from coach.writer.planted import may_be_shown
    from coach.writer.prompts import instructions

    told = instructions(opened.desk.templates, "ask")
    try:
        asked = vendor_questions(job, opened.desk)
        questions = [
            (one.question, one.settles)
            for one in asked
            if may_be_shown(f"{one.question}\n{one.settles}", job.sources, told)
        ]
    except ModelError as error:
        note(f"※ 質問を作れませんでした。{error.message}")
        questions = []
    return _told(questions or _of_critic(offline), profile)


def _offline_answers(offline: "Iterable[Ask]", ways: Ways, profile: str) -> tuple[str, ...]:
    if not ways.asks or not on_terminal():
        return ()
    return _told(_of_critic(offline), profile)


def _of_critic(asks: "Iterable[Ask]") -> list[tuple[str, str]]:
    return [(ask.question, "") for ask in asks if not ask.known]


def _told(questions: list[tuple[str, str]], profile: str) -> tuple[str, ...]:
    from coach.cli.asking import ask_vendor, offer_to_keep

    answers = ask_vendor(questions)
    offer_to_keep(answers, profile)
    return answers
