"""Reading what the user has and writing what they get: files, standard input, a paste, a terminal."""

import os
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.files import write_file
from coach.cli.refusals import reason
from coach.errors import InputError

if TYPE_CHECKING:
    from coach.customer.reading import CaseReading
    from coach.facts.profile_file import ProfileReading
    from coach.report.layout import Style

STDIN = "-"

# A file as named on the command line, and what it holds, in Japanese.
Named = tuple[str, str]

_NO_CASE = (
    "※ 案件として指定された {source} は、{seems}のように見えます。"
    "-c には、お客様の案件(案件ページの文章か案件ファイル)を指定してください。"
)


def note(message: str) -> None:
    """Tell something on stderr, beside the result."""
    print(message, file=sys.stderr)


def on_terminal() -> bool:
    """Whether somebody sits at the keyboard and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def read_text(source: str, what: str) -> str:
    """Return the text of a file, of standard input for ``-``, or of a paste for an empty ``source``.

    Raises ``InputError`` for whatever cannot be read, ``Stopped`` for a paste that Ctrl-C ends; ``what`` names it in
    Japanese.
    """
    from coach.documents import decode

    if not source and not sys.stdin.isatty():
        source = STDIN
    if not source:
        from coach.cli.keyboard import paste

        return decode(paste(what).encode(), f"貼り付けた{what}")
    if source == STDIN:
        return decode(sys.stdin.buffer.read(), f"標準入力の{what}")
    return decode(_bytes(source, what), source)


def all_there(named: Iterable[Named]) -> None:
    """Raise ``InputError`` for the first file that does not exist, before any of them is read."""
    for source, what in named:
        if source and source != STDIN:
            _check(source, what)


def spared(output: str, named: Iterable[Named]) -> None:
    """Raise ``InputError`` when the result would be written over one of the files that it is made from."""
    for source, what in named:
        if output and source and _same_file(output, source):
            raise InputError(
                f"-o の {output} は、{what}として指定されたファイルです。上書きはしません。",
                "-o に別の名前を指定してください。",
            )


def told_apart(*named: Named) -> None:
    """Raise ``InputError`` where one file is named for two things: a text cannot prove itself."""
    for (one, this), (other, that) in combinations(named, 2):
        if one and other and (_same_file(one, other) or one == other != STDIN):
            raise InputError(
                f"{this}と{that}に、同じ {other} が指定されています。",
                "それぞれに別のファイルを指定してください。",
            )


def _same_file(one: str, other: str) -> bool:
    try:
        return os.path.isfile(one) and os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def _check(source: str, what: str) -> Path:
    path = Path(source)
    if path.is_dir():
        raise InputError(f"{source} はフォルダです。", f"{what}のファイルを指定してください。")
    if not os.path.exists(source):
        raise InputError(
            f"{what}のファイル {source} が見つかりません。",
            "ファイル名と、今いるフォルダを確かめてください。",
        )
    return path


def _bytes(source: str, what: str) -> bytes:
    try:
        return _check(source, what).read_bytes()
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "名前に使えない文字があります"
        raise InputError(
            f"{what}のファイル {source} を読めません({why})。", "ファイルの権限と名前を確かめてください。"
        ) from error


def only_one_stdin(*sources: str) -> None:
    """Raise ``InputError`` when standard input is named twice: it can be read once."""
    if sum(source == STDIN for source in sources) > 1:
        raise InputError(
            "標準入力(-)が2か所で指定されています。",
            "どちらか一方はファイルに保存して、ファイル名で指定してください。",
        )


def load_case(source: str) -> "CaseReading":
    """Return the case of a file or standard input; what could not be placed is told on stderr."""
    from coach.cli.mixups import seems_else
    from coach.customer.reading import read_case

    text = read_text(source, "案件")
    reading = read_case(text, source if source != STDIN else "案件")
    if seems := seems_else(text, reading.case):
        note(_NO_CASE.format(source=source, seems=seems))
    for warning in reading.warnings:
        note(f"※ 案件: {warning}")
    return reading


def load_profile(source: str | None) -> "ProfileReading | None":
    """Return the profile of a file, or None when none is given."""
    if not source:
        return None
    from coach.facts.profile_file import read_profile

    reading = read_profile(read_text(source, "会社の事実"), source if source != STDIN else "会社の事実")
    for warning in reading.warnings:
        note(f"※ 会社の事実: {warning}")
    return reading


def terminal_style() -> "Style":
    """Return how to show things on stdout: its width, and colour only for a terminal that wants it."""
    import shutil

    from coach.report.layout import Style

    width = min(max(shutil.get_terminal_size().columns, 40), 100)
    dumb = os.environ.get("TERM") == "dumb"
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and not dumb
    return Style(width=width, colour=colour)


def deliver(text: str, output: str | None) -> None:
    """Print a result, or write it to ``output``; a result that cannot be written is printed, not lost."""
    text = text if text.endswith("\n") else text + "\n"
    if not output:
        _print(text)
        return
    try:
        write_file(Path(output), text)
    except OSError as error:
        sys.stdout.write(text)
        raise InputError(
            f"{output} に書き込めません({reason(error)})。結果は画面に出しました。",
            "-o に別の場所を指定してください。",
        ) from error
    note(f"{output} に書き込みました。")


def _print(text: str) -> None:
    """Write to stdout; a reader that has gone away (``| head``) is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Later writes and the flush at exit must not fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
