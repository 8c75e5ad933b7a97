"""``coach`` alone: case, draft, result, by numbered choices; works over ssh and in any Windows console."""

from pathlib import Path

from coach.cli.console import (
    deliver,
    load_case,
    load_profile,
    note,
    on_terminal,
    read_text,
    terminal_style,
    write_file,
)
from coach.cli.keeping import limits, own_aliases
from coach.cli.modelling import Ways
from coach.cli.wizard import ask, ask_case, choose
from coach.customer.case import KIND_LABELS, Case, Kind
from coach.customer.case_file import write_case
from coach.errors import InputError

_CASES = ("*.toml", "*.json")
_PROFILE = "profile.toml"


def guide() -> None:
    """Lead from the case to the result. Raises ``InputError`` where nobody can answer."""
    if not on_terminal():
        raise InputError("案内は端末で使います。", "`coach --help` でコマンドの一覧を確かめてください。")
    note("coach: お客様に選ばれる応募内容と初回メッセージに仕上げます。やめるときは Ctrl-C です。\n")
    case = _case()
    _show(case)


def _case() -> Case:
    found = [
        str(path)
        for pattern in _CASES
        for path in sorted(Path.cwd().glob(pattern))
        if "profile" not in path.name
    ]
    chosen = choose(
        "案件をどうしますか。",
        [*found, "質問に答えて新しく作る", "ファイル名を入力する", "ページの文章を貼り付ける"],
    )
    if chosen is not None and chosen < len(found):
        return load_case(found[chosen]).case
    match (chosen or len(found)) - len(found):
        case 0:
            return _saved(ask_case())
        case 1:
            return load_case(ask("案件のファイル名: ")).case
    from coach.customer.reading import read_case

    reading = read_case(read_text("", "案件のページの文章"), "貼り付けた案件")
    for warning in reading.warnings:
        note(f"※ 案件: {warning}")
    return reading.case


def _show(case: Case) -> None:
    from coach.cli.coached import feedback_result
    from coach.coaching import reader_of
    from coach.customer.classify import classify
    from coach.report.terminal import show_feedback
    from coach.report.verdict import show_classification

    style = terminal_style()
    verdict = classify(case)
    note(show_classification(verdict, style) + "\n")
    kinds: list[Kind] = [
        verdict.focus,
        "application" if verdict.focus == "first_message" else "first_message",
    ]
    labels = [f"{KIND_LABELS[kinds[0]]}(このお客様に効く方)", KIND_LABELS[kinds[1]]]
    kind = kinds[choose("どちらの文章を見ますか。", labels) or 0]
    profile = load_profile(_PROFILE) if Path(_PROFILE).exists() else None
    if profile:
        note(f"{_PROFILE} を会社の事実として使います。")
    text = read_text("", "下書き")
    reader = reader_of(
        case, kind, profile.profile if profile else None, limits=limits(), aliases=own_aliases()
    )
    ways = Ways()
    named = _PROFILE if profile else ""
    result, failure = feedback_result(text, reader, "貼り付け", ways, ways.settings(), True, named)
    deliver(show_feedback(result, style), None)
    if failure:
        raise failure


def _saved(case: Case) -> Case:
    """Write a case that was just typed to a new file here: it is needed again for the next text."""
    names = ("case.toml", *(f"case-{number}.toml" for number in range(2, 100)))
    path = next(Path(name) for name in names if not Path(name).exists())
    try:
        write_file(path, write_case(case))
        note(f"入力した案件を {path} に保存しました。")
    except OSError as error:
        note(f"※ 案件を {path} に保存できませんでした({error.strerror or error})。")
    return case
