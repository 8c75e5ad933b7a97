"""``coach`` alone: case, facts, draft or composition, and again with the improved version; by numbered choices, so that it
works over ssh and in any Windows console."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.console import deliver, load_case, load_profile, note, on_terminal, read_text, terminal_style
from coach.cli.files import write_file
from coach.cli.keeping import limits, own_aliases
from coach.cli.keyboard import Stopped, forget_spare_lines, paste
from coach.cli.mixups import case_files, profile_files
from coach.cli.modelling import Ways
from coach.cli.refusals import reason
from coach.cli.wizard import ask, ask_case, ask_profile, pick
from coach.customer.case import KIND_LABELS, Case, Kind
from coach.customer.case_file import write_case
from coach.errors import CoachError, InputError
from coach.facts.profile import Profile
from coach.facts.profile_file import write_profile
from coach.folding import without_escapes

if TYPE_CHECKING:
    from coach.critic.reader import Reader

_OTHER: dict[Kind, Kind] = {"application": "first_message", "first_message": "application"}


@dataclass(frozen=True)
class Vendor:
    """The vendor's facts and the file they stand in, both empty where there are none."""

    profile: Profile | None = None
    file: str = ""


def guide() -> None:
    """Lead from the case to a text that may be sent. Raises ``InputError`` where nobody can answer."""
    if not on_terminal():
        raise InputError("案内は端末で使います。", "`coach --help` でコマンドの一覧を確かめてください。")
    note("coach: お客様に選ばれる応募内容と初回メッセージに仕上げます。やめるときは Ctrl-C です。")
    try:
        case = _case()
        kind = _kind(case)
        vendor = _vendor()
        while _work(case, kind, vendor):
            kind = _OTHER[kind]
    finally:
        forget_spare_lines()


def _case() -> Case:
    while True:
        found = [path.name for path in case_files(Path.cwd())]
        choices = [*found, "質問に答えて新しく作る", "ファイル名を入力する", "案件のページの文章を貼り付ける"]
        chosen = pick("\n案件をどうしますか。", choices)
        try:
            match chosen - len(found):
                case 0:
                    typed = ask_case(lambda text: _save_new(text, "ここまでの案件", "case"))
                    _save_new(write_case(typed), "案件", "case")
                    return typed
                case 1:
                    if name := ask("案件のファイル名: "):
                        return load_case(name).case
                case 2:
                    return _pasted_case()
                case _:
                    return load_case(found[chosen]).case
        except InputError as error:
            _tell(error)


def _pasted_case() -> Case:
    from coach.customer.reading import read_case

    page = _pasted("案件のページの文章", lambda text: _save_new(text, "ここまでの案件", "case", ".txt"))
    reading = read_case(page, "貼り付けた案件.txt")
    for warning in reading.warnings:
        note(f"※ 案件: {warning}")
    _save_new(write_case(reading.case), "案件", "case")
    return reading.case


def _kind(case: Case) -> Kind:
    from coach.customer.classify import classify
    from coach.report.verdict import show_classification

    verdict = classify(case)
    note("\n" + show_classification(verdict, terminal_style()))
    kinds = (verdict.focus, _OTHER[verdict.focus])
    labels = [f"{KIND_LABELS[kinds[0]]}(このお客様に効く方)", KIND_LABELS[kinds[1]]]
    return kinds[pick("\nどちらの文章に取りかかりますか。", labels, first_by_enter=True)]


def _vendor() -> Vendor:
    while True:
        found = [path.name for path in profile_files(Path.cwd())]
        choices = [*found, "質問に答えて新しく作る", "ファイル名を入力する", "会社の事実なしで進む"]
        chosen = pick("\n会社の事実(実績・料金・納期・体制など)をどうしますか。", choices)
        try:
            match chosen - len(found):
                case 0:
                    profile = ask_profile(lambda text: _save_new(text, "ここまでの会社の事実", "profile"))
                    return Vendor(profile, _save_new(write_profile(profile), "会社の事実", "profile"))
                case 1:
                    if name := ask("会社の事実のファイル名: "):
                        return _read_vendor(name)
                case 2:
                    return Vendor()
                case _:
                    return _read_vendor(found[chosen])
        except InputError as error:
            _tell(error)


def _read_vendor(name: str) -> Vendor:
    reading = load_profile(name)
    return Vendor(reading.profile if reading else None, name)


def _work(case: Case, kind: Kind, vendor: Vendor) -> bool:
    """Work on one text until the user has enough; return whether the other kind comes next."""
    from coach.coaching import reader_of

    reader = reader_of(case, kind, vendor.profile, limits=limits(), aliases=own_aliases())
    text = written = ""
    while not text:
        text, written = _first_version(reader, vendor)
    again = [
        "直した文章を貼り付けて、前の版と比べる",
        "直した文章のファイルを読み、前の版と比べる",
        "上の文章をファイルに保存する",
        f"もう一方の文章({KIND_LABELS[_OTHER[kind]]})に進む",
        "終わる",
    ]
    while (chosen := pick("\n次はどうしますか。", again)) < 3:
        try:
            if chosen == 2:
                _save_new(without_escapes(written), KIND_LABELS[kind], kind, ".txt")
                continue
            new = _pasted_draft("直した文章", reader) if chosen == 0 else _from_file("直した文章")
            written = _judge(new, reader, vendor)
            _compare(text, new, reader)
            text = new
        except InputError as error:
            _tell(error)
    return chosen == 3


def _first_version(reader: "Reader", vendor: Vendor) -> tuple[str, str]:
    """Return the text that is worked on, and what came out of it; both empty where there was none to read."""
    ways = [
        "下書きを貼り付けて、見てもらう",
        "下書きのファイルを見てもらう",
        "案件と会社の事実から、文章を組み立てる",
    ]
    chosen = pick(f"\n{KIND_LABELS[reader.kind]}を、何から始めますか。", ways)
    try:
        if chosen == 2:
            composed = _compose(reader, vendor)
            return composed, composed
        text = _pasted_draft("下書き", reader) if chosen == 0 else _from_file("下書き")
        return text, _judge(text, reader, vendor)
    except InputError as error:
        _tell(error)
        return "", ""


def _judge(text: str, reader: "Reader", vendor: Vendor) -> str:
    """Show the critique; return the text with its corrections."""
    from coach.cli.coached import feedback_result
    from coach.report.terminal import show_feedback

    ways = Ways()
    result, failure = feedback_result(text, reader, "貼り付け", ways, ways.settings(), True, vendor.file)
    deliver(show_feedback(result, terminal_style()), None)
    _tell_failure(failure)
    return result.written or text


def _compose(reader: "Reader", vendor: Vendor) -> str:
    from coach.cli.coached import draft_result
    from coach.report.terminal import show_draft

    ways = Ways()
    result, failure = draft_result(reader, "案内", ways, ways.settings(), True, vendor.file, "")
    deliver(show_draft(result, terminal_style()), None)
    _tell_failure(failure)
    return result.text


def _compare(before: str, after: str, reader: "Reader") -> None:
    from coach.comparing import compare_for
    from coach.report.comparison import show_comparison

    shown = show_comparison(compare_for(before, after, reader), terminal_style(), changes=False)
    deliver(f"\n{shown}", None)


def _pasted_draft(what: str, reader: "Reader") -> str:
    from coach.cli.coached import keep_unfinished

    return _pasted(what, lambda text: keep_unfinished(text, reader, "貼り付け", True))


def _pasted(what: str, unfinished: Callable[[str], object]) -> str:
    """Return a paste; when Ctrl-C ends it, ``unfinished`` gets what had come by then."""
    from coach.documents import decode

    forget_spare_lines()
    try:
        return decode(paste(what).encode(), f"貼り付けた{what}")
    except Stopped as stop:
        unfinished(stop.text)
        raise


def _from_file(what: str) -> str:
    name = ask(f"{what}のファイル名: ")
    if not name:
        raise InputError("ファイル名が入力されませんでした。", "番号から選び直してください。")
    return read_text(name, what)


def _save_new(text: str, what: str, stem: str, ending: str = ".toml") -> str:
    """Write to a new file here what is needed again; return its name, empty where it could not be written."""
    names = (f"{stem}{ending}", *(f"{stem}-{number}{ending}" for number in range(2, 1000)))
    name = next(name for name in names if not os.path.lexists(name))
    try:
        write_file(Path(name), text)
    except OSError as error:
        note(f"※ {what}を {name} に保存できませんでした({reason(error)})。")
        return ""
    note(f"{what}を {name} に保存しました。")
    return name


def _tell(error: CoachError) -> None:
    note(f"{error.message}\n次にすること: {error.hint}")


def _tell_failure(failure: Exception | None) -> None:
    """What stopped the model is told, and the guide goes on with the offline result."""
    if isinstance(failure, CoachError):
        _tell(failure)
    elif failure:
        raise failure
