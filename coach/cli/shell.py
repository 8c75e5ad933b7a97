"""What stands around every command: encodings, exit codes, and an error as one sentence and the next step."""

import contextlib
import errno
import gc
import io
import os
import sys
from typing import NoReturn

from coach import __version__
from coach.errors import CoachError

_DEBUG = "--debug"
_INTERRUPTED = 130


def command() -> NoReturn:
    """Run ``main`` as a process of its own, which ends at once with the exit code.

    Taking thousands of patterns and words apart one by one gives nothing back that the system does not take anyway.
    """
    try:
        main()
    except SystemExit as left:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(left.code if isinstance(left.code, int) else 1)


def main() -> NoReturn:
    """Run the command line and leave with its exit code; a traceback is shown only with ``--debug``."""
    # One short job a process: collecting cycles costs a fifth of the time and frees nothing that matters.
    gc.disable()
    # Looking for pydantic plug-ins reads the metadata of every installed package; there are none here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    _open_closed()
    _speak_utf8()
    debug = _DEBUG in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != _DEBUG]
    if arguments == ["--version"]:
        # Before typer is loaded: scripts ask for this often.
        print(f"coach {__version__}")
        sys.exit(0)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _tell("中断しました。", "")
        code = _INTERRUPTED
    except CoachError as error:
        code = _report(error, debug)
    except OSError as error:
        code = _report_os(error, debug)
    except Exception as error:
        code = _report_defect(error, debug)
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    from coach.cli.app import app
    from coach.cli.usage import explain, usage_errors

    try:
        code = app(args=arguments, prog_name="coach", standalone_mode=False)
    except usage_errors() as error:
        _tell(*explain(error))
        return 2
    if code == _INTERRUPTED:
        # Typer takes the interruption for itself.
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _open_closed() -> None:
    """Put something in the place of a stream that the caller closed (``>&-``), for Python has None there and the next
    file that is opened would take its number: nothing comes in, messages go nowhere, a result cannot be written.
    """
    for name, mode, access in (
        ("stdin", "r", os.O_RDONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, access), mode, encoding="utf-8"))  # noqa: SIM115


def _speak_utf8() -> None:
    """Whatever the console's code page is: a redirected stdout on Windows would otherwise be cp932. Bytes of the
    keyboard that are no characters come in as halves, which are told where they are read.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")


def _report(error: CoachError, debug: bool) -> int:
    if debug:
        _show_where()
    _tell(error.message, error.hint)
    return error.exit_code


def _report_os(error: OSError, debug: bool) -> int:
    if debug:
        _show_where()
    from coach.cli.refusals import reason

    name = f"({error.filename})" if error.filename else ""
    if error.errno == errno.EBADF:
        _tell(
            "結果を出す先(標準出力)が閉じられています。",
            "-o でファイルを指定するか、出力先を開いて実行してください。",
        )
    elif error.errno == errno.ENOSPC:
        _tell(f"書き込み先の空き容量がありません{name}。", "空きを作るか、-o で別の場所を指定してください。")
    else:
        _tell(f"ファイルを扱えませんでした{name}: {reason(error)}。", "場所と権限を確かめてください。")
    return 2


def _report_defect(error: Exception, debug: bool) -> int:
    if debug:
        _show_where()
    _tell(
        f"予期しない不具合が起きました({type(error).__name__})。",
        "--debug を付けて実行し、表示された内容を添えて開発元にお知らせください。",
    )
    return 2


def _tell(message: str, hint: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError):
        print(message, file=sys.stderr)
        if hint:
            print(f"次にすること: {hint}", file=sys.stderr)


def _show_where() -> None:
    """Print the traceback of the error in hand; the module of that name would be loaded by every command."""
    kind, error, place = sys.exc_info()
    if kind and error:
        sys.__excepthook__(kind, error, place)
