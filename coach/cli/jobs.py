"""Each command in one function: read, call coaching, show, and say with the exit code what was asked."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coach.cli.console import (
    Named,
    all_there,
    deliver,
    load_case,
    load_profile,
    note,
    only_one_stdin,
    read_text,
    spared,
    terminal_style,
    told_apart,
)
from coach.cli.keeping import limits, own_aliases
from coach.cli.mixups import refuse_case_as_draft
from coach.cli.modelling import Ways
from coach.cli.showing import Show, check_format
from coach.errors import InputError
from coach.folding import without_escapes
from coach.report.formats import formats, render
from coach.resources import shipped

if TYPE_CHECKING:
    from coach.critic.reader import Reader
    from coach.customer.case import Kind
    from coach.results import Draft, Feedback

NEXT_BY_HAND = (
    "次にすること: 上の文章をチャットに貼り付け、返ってきた回答をファイルに保存し、"
    "同じコマンドの --show-prompt を --reply 回答.txt に替えて実行してください。"
)


def check_kind(name: str) -> "Kind | None":
    """Return the kind of text, None for an empty name. Raises ``InputError`` for any other word."""
    names: dict[str, Kind] = {
        "application": "application", "応募内容": "application", "応募": "application",
        "first_message": "first_message", "初回メッセージ": "first_message", "メッセージ": "first_message",
    }  # fmt: skip
    if not name:
        return None
    plain = name.strip().lower().replace("-", "_")
    if plain not in names:
        raise InputError(
            f"-k {name} は使えません。",
            "application(応募内容)か first_message(初回メッセージ)を指定してください。",
        )
    return names[plain]


def run_classify(case: str, format: str, output: str) -> None:
    """Show who reads."""
    from coach.customer.classify import classify

    check_format(format, formats("Classification"))
    spared(output, [(case, "案件")])
    deliver(render(classify(load_case(case).case), format, terminal_style()), output)


def run_feedback(
    draft: str, case: str, kind: str, profile: str, facts: tuple[str, ...], show: Show, ways: Ways
) -> int:
    """Critique a draft; return the exit code. Raises what stopped the model, after the offline result was shown."""
    from coach.cli.coached import feedback_prompt_by_hand, feedback_result
    from coach.report.verdict import focus_note

    check_format(show.format, formats("Feedback"))
    named = [(draft, "下書き"), (case, "案件"), (profile, "会社の事実")]
    ways = _ready(named, ways, show.output)
    of_kind, chosen = check_kind(kind), ways.settings()
    reader = reader_from(case, of_kind, profile, facts)
    source = draft or "貼り付け"
    text = _draft_to_keep(draft, reader, source, show.history)
    assert reader.case is not None
    refuse_case_as_draft(text, source, reader.case)
    if ways.shows_prompt:
        deliver(feedback_prompt_by_hand(text, reader, source, ways, show.history), show.output)
        note(NEXT_BY_HAND)
        return 0
    result, failure = feedback_result(text, reader, source, ways, chosen, show.history, profile)
    if not show.on_screen and result.kind != result.classification.focus:
        note(f"※ {focus_note(result.classification, result.kind)}")
    deliver(_shown(result, show, text), show.output)
    if failure:
        raise failure
    return _exit_code(result, show)


def run_draft(
    case: str, kind: str, profile: str, facts: tuple[str, ...], show: Show, ways: Ways, sent: str
) -> int:
    """Compose a text; return the exit code. Raises what stopped the model, after the offline result was shown."""
    from coach.cli.coached import draft_prompt_by_hand, draft_result

    check_format(show.format, formats("Draft"))
    named = [(case, "案件"), (profile, "会社の事実"), (sent, "先に送った応募内容")]
    ways = _ready(named, ways, show.output)
    of_kind, chosen = check_kind(kind) or "first_message", ways.settings()
    reader = reader_from(case, of_kind, profile, facts)
    before = read_text(sent, "先に送った応募内容") if sent else ""
    if ways.shows_prompt:
        deliver(draft_prompt_by_hand(reader, ways, before), show.output)
        note(NEXT_BY_HAND)
        return 0
    result, failure = draft_result(reader, case, ways, chosen, show.history, profile, before)
    if before and result.engine == "offline":
        note("※ --after は、モデルを使うときにだけ生かされます。")
    if not kind:
        note("※ 初回メッセージを作りました。応募内容は -k application を付けると作れます。")
    if not show.on_screen:
        _tell_beside(result)
    deliver(_shown(result, show), show.output)
    if failure:
        raise failure
    return _exit_code(result, show)


def run_demo() -> None:
    """Show the main job on the shipped samples: a poor application critiqued and mended, then a first message."""
    from coach.coaching import draft_for, feedback_for
    from coach.report.terminal import show_draft, show_feedback

    samples = shipped("samples")
    style = terminal_style()
    case, profile = str(samples / "cases" / "web-renewal.toml"), str(samples / "profile.toml")
    poor = samples / "drafts" / "web-renewal-application-poor.txt"
    deliver("付属の見本(架空の会社と案件)でお見せします。通信はしません。\n", None)
    deliver(f"1. 応募内容の下書き: {poor.name}\n\n{poor.read_text(encoding='utf-8')}", None)
    critiqued = feedback_for(poor.read_text(encoding="utf-8"), reader_from(case, "application", profile, ()))
    deliver(show_feedback(critiqued, style), None)
    deliver("\n2. 同じお客様への初回メッセージを、会社の事実から組み立てます。\n", None)
    deliver(show_draft(draft_for(reader_from(case, "first_message", profile, ())), style), None)
    deliver(
        "\n次は、あなたの案件で: coach case new で案件を作り、coach feedback 下書き.txt -c case.toml を実行してください。",
        None,
    )


def reader_from(case: str, kind: "Kind | None", profile: str, facts: tuple[str, ...]) -> "Reader":
    """Return the customer of a case file as the reader, with what the vendor's file and ``facts`` say, in the user's
    own limits and words. Without a case nobody is known to read.
    """
    from coach.coaching import reader_of
    from coach.customer.classify import answer_notes

    known = load_profile(profile)
    reader = reader_of(
        load_case(case).case if case else None,
        kind,
        known.profile if known else None,
        facts,
        limits=limits(),
        aliases=own_aliases(),
    )
    for told in answer_notes(reader.classification.signals) if reader.classification else ():
        note(f"※ 案件: {told}")
    return reader


def _tell_beside(result: "Draft") -> None:
    """Tell what a text alone does not: which of the two matters, and what is to be added to the files."""
    from coach.report.verdict import focus_note

    if result.kind != result.classification.focus:
        note(f"※ {focus_note(result.classification, result.kind)}")
    for warning in result.warnings:
        note(f"※ {warning}")


def _draft_to_keep(draft: str, reader: "Reader", source: str, history: bool) -> str:
    """Return the draft; one that Ctrl-C ends while it is pasted is kept as far as it had come."""
    from coach.cli.coached import keep_unfinished
    from coach.cli.keyboard import Stopped

    try:
        return read_text(draft, "下書き")
    except Stopped as stop:
        keep_unfinished(stop.text, reader, source, history)
        raise


def _ready(named: Iterable[Named], ways: Ways, output: str) -> Ways:
    """Return ``ways`` with the answers read. Raises ``InputError`` before anything is told about any of the files."""
    sources = [*named, *((reply, "回答") for reply in ways.replies)]
    only_one_stdin(*(source for source, _ in sources))
    told_apart(*sources)
    all_there(sources)
    spared(output, sources)
    return ways.with_replies()


def _shown(result: "Feedback | Draft", show: Show, draft: str = "") -> str:
    if show.text_only:
        return without_escapes(result.written or draft)
    return render(result, show.format, terminal_style(), sources=show.sources, draft=draft)


def _exit_code(result: "Feedback | Draft", show: Show) -> int:
    """Judge the text that comes out."""
    final = result.final
    whose = "この文章" if final is result else f"直した文章(元の下書きは {result.score})"
    return show.exit_code(whose, final.score, final.gate)
