"""``coach compare``: two versions of one text side by side."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from coach.cli.console import (
    all_there,
    deliver,
    note,
    only_one_stdin,
    read_text,
    spared,
    terminal_style,
    told_apart,
)
from coach.cli.jobs import check_kind, reader_from
from coach.cli.keeping import limits, own_aliases
from coach.cli.modelling import Ways, session, tell_usage
from coach.cli.showing import Show, check_format
from coach.errors import CoachError, InputError
from coach.report.formats import formats, render

if TYPE_CHECKING:
    from coach.critic.reader import Reader
    from coach.results import Comparison
    from coach.settings import Settings

# In fewer cells two columns of Japanese are too narrow to read.
_TWO_COLUMNS = 70


def run_compare(
    before: str,
    after: str,
    case: str,
    kind: str,
    profile: str,
    facts: tuple[str, ...],
    show: Show,
    judge: "Ways | None" = None,
) -> int:
    """Compare two versions; return the exit code, which judges the new one. ``judge`` says how the imagined
    customer's reading is asked for; what stops it is raised after the comparison was shown.
    """
    from coach.comparing import compare_for

    check_format(show.format, formats("Comparison"))
    if judge and not case:
        raise InputError(
            "--judge は、案件がないと使えません。お客様の目で読み比べるためです。",
            "-c に案件のファイルを指定してください。",
        )
    chosen_model = judge.settings() if judge else None
    if show.fail_under and not case:
        raise InputError(
            "--fail-under は、案件がないと使えません。点数は案件に合わせて付けるためです。",
            "-c に案件のファイルを指定してください。",
        )
    only_one_stdin(before, after, case, profile)
    versions = [(before, "前の版"), (after, "新しい版")]
    files = [(source, what) for source, what in versions if not _is_kept(source)]
    files += [(case, "案件"), (profile, "会社の事実")]
    all_there(files)
    for version in versions:
        told_apart(version, (case, "案件"), (profile, "会社の事実"))
    spared(show.output, files)
    reader = reader_from(case, check_kind(kind), profile, facts)
    old, new = (_version(source, what) for source, what in versions)
    result = compare_for(old, new, reader)
    failure = None
    if judge and chosen_model:
        result, failure = _judged(result, (old, new), reader, judge, chosen_model)
    deliver(_shown(result, show.format), show.output)
    if failure:
        raise failure
    return show.exit_code("新しい版", result.after.score, result.after.gate)


def _judged(
    result: "Comparison", versions: tuple[str, str], reader: "Reader", ways: Ways, chosen: "Settings"
) -> "tuple[Comparison, CoachError | None]":
    """Return the comparison with the imagined customer's choice, or as it was and what stopped the reading."""
    from coach.judging import judged

    model = chosen.judge_model or chosen.model
    try:
        with session(replace(chosen, model=model), ways, lambda _: None) as opened:
            try:
                verdict = judged(*versions, reader, opened.desk)
            finally:
                tell_usage(opened.usage(), opened.model)
            found = {"verdict": verdict, "model": opened.model, "usage": opened.usage()}
    except CoachError as error:
        note("※ 仮想の読者による読み比べはできなかったため、それを除いた結果を表示します。")
        return result, error
    return result.model_copy(update=found), None


def run_compare_kept(names: tuple[str, ...], format: str, output: str) -> None:
    """Compare two entries of the history for the customer of the newer one; without names, the two newest versions
    of the text worked on last. Raises ``InputError`` for one name alone or for more than two.
    """
    from coach.cli.keeping import database
    from coach.cli.past import number
    from coach.coaching import reader_of
    from coach.comparing import compare_for
    from coach.customer.reading import read_case
    from coach.history import History

    check_format(format, formats("Comparison"))
    if len(names) not in {0, 2}:
        raise InputError(
            "比べる番号は2つ指定してください。", "番号を付けなければ、最後に扱った文章の新しい2つを比べます。"
        )
    with History(database()) as history:
        old, new = [history.get(number(name)) for name in names] if names else history.latest_pair()
    case = read_case(new.case_text, "case.toml").case
    reader = reader_of(case, new.kind, limits=limits(), aliases=own_aliases())
    deliver(_shown(compare_for(old.wording, new.wording, reader), format), output)


def _shown(result: "Comparison", format: str) -> str:
    style = terminal_style()
    columns = style.width >= _TWO_COLUMNS and os.environ.get("TERM") != "dumb"
    return render(result, format, style, columns=columns)


def _is_kept(source: str) -> bool:
    """Whether a version is named by its number in the history."""
    return source.startswith("#")


def _version(source: str, what: str) -> str:
    """Return the text of a file, of standard input, or of an entry of the history (``#12``) as it was typed."""
    if not _is_kept(source):
        return read_text(source, what)
    from coach.cli.keeping import database
    from coach.cli.past import number
    from coach.history import History

    with History(database()) as history:
        entry = history.get(number(source))
    return entry.wording
