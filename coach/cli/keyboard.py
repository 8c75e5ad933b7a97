"""What somebody types or pastes at the terminal: lines, whole texts, and what was pasted where a line was asked."""

import os
import select
import sys

from coach.cli.console import note
from coach.errors import InputError

# A paste arrives in pieces; after so many seconds of silence it has ended.
_SILENCE = 0.05

# A terminal that has gone away always looks as if something were waiting.
_MOST_PIECES = 200

_KEYS = "Ctrl-Z、Enter" if os.name == "nt" else "Ctrl-D"
_SPARE = "※ 質問の前に貼り付けられていた行は、使わずに捨てました。"


def line(prompt: str) -> str | None:
    """Return one line that is typed, without white space around it; None at the end of the input."""
    print(prompt, end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline()
    if not typed.endswith("\n"):
        print(file=sys.stderr)
    return typed.strip() if typed else None


def paste(what: str) -> str:
    """Return everything that is typed or pasted up to the end of the input, line ends as ``\\n``.

    ``what`` names it in Japanese. Raises ``InputError`` for text that is not Unicode.
    """
    from coach.documents import whole

    if sys.stdin.isatty():
        note(
            f"{what}を貼り付けてください。空行があっても構いません。終わったら、改行してから {_KEYS} を押します。"
        )
    return whole(sys.stdin.read(), what).replace("\r\n", "\n").replace("\r", "\n")


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
