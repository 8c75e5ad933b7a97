"""What somebody types or pastes at the terminal: lines, whole texts, and what was pasted where a line was asked."""

import os
import re
import select
import sys

from coach.cli.console import note
from coach.errors import InputError

# A paste arrives in pieces; after so many seconds of silence it has ended.
_SILENCE = 0.05

# A terminal that has gone away always looks as if something were waiting.
_MOST_PIECES = 200

_KEYS = "Ctrl-Z、Enter" if os.name == "nt" else "Ctrl-D"
_HALVES = re.compile("[\ud800-\udfff]")

_BROKEN = "※ 文字として読めない部分があったため、除きました。"
_SPARE = "※ 質問の前に貼り付けられていた行は、使わずに捨てました。"


class Stopped(KeyboardInterrupt):
    """Raised for Ctrl-C in the middle of a paste: what had been pasted by then is in ``text``."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def line(prompt: str) -> str | None:
    """Return one line that is typed, without white space around it; None at the end of the input."""
    print(prompt, end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline()
    if not typed.endswith("\n"):
        print(file=sys.stderr)
    return _characters(typed).strip() if typed else None


def paste(what: str) -> str:
    """Return everything that is typed or pasted up to the end of the input, line ends as ``\\n``.

    ``what`` names it in Japanese. Raises ``Stopped`` for Ctrl-C behind the first line.
    """
    if sys.stdin.isatty():
        note(
            f"{what}を貼り付けてください。空行があっても構いません。終わったら、改行してから {_KEYS} を押します。"
        )
    lines: list[str] = []
    try:
        while (typed := sys.stdin.readline()).endswith("\n"):
            lines.append(typed)
    except KeyboardInterrupt as stop:
        if not "".join(lines).strip():
            raise
        raise Stopped(_pasted(lines)) from stop
    return _pasted([*lines, typed])


def _pasted(lines: list[str]) -> str:
    return _characters("".join(lines).replace("\r\n", "\n").replace("\r", "\n"))


def _characters(typed: str) -> str:
    """Return what was typed without halves of characters, which a paste cut in two leaves and nothing can keep."""
    whole = _HALVES.sub("", typed)
    if whole != typed:
        note(_BROKEN)
    return whole


def forget_spare_lines() -> None:
    """Drop what a longer paste left over: it must answer no later question, and not run in the shell afterwards."""
    if sys.stdin.isatty() and _dropped():
        note(_SPARE)


def ended() -> InputError:
    """Return the error for input that ended where an answer was needed."""
    return InputError("入力が終わったため、ここで止めました。", "もう一度実行して、番号で答えてください。")


if os.name == "nt":

    def _dropped() -> bool:
        import msvcrt

        found = False
        while msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
            msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
            found = True
        return found

else:

    def _dropped() -> bool:
        import termios

        found = False
        for _ in range(_MOST_PIECES):
            waits = bool(select.select([sys.stdin], [], [], _SILENCE)[0])
            # A last line without its end does not show, and is dropped all the same.
            termios.tcflush(sys.stdin, termios.TCIFLUSH)
            if not waits:
                break
            found = True
        return found
