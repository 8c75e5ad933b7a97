"""Lines for a terminal: folded by width without losing a character, coloured only where somebody sees it."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Control characters and escapes of the text itself must not reach the terminal as such.
_CONTROL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b.|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)

# Japanese typesetting: these do not begin a line.
_NOT_FIRST = frozenset(
    "、。，．,.!?！？」』）)】〕］]・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ:：;…~〜%％円"
)
_NUMBER = re.compile(r"[0-9A-Za-z.,]")


class Style(NamedTuple):
    """How to show: ``width`` in terminal cells, colour or not."""

    width: int = 80
    colour: bool = False

    def title(self, text: str) -> str:
        """Return a heading."""
        return self._paint(f"■ {text}", "1")

    def good(self, text: str) -> str:
        """Return a line that gives the all-clear."""
        return self._paint(f"○ {text}", "1;32")

    def fair(self, text: str) -> str:
        """Return a line that neither stops the reader nor gives the all-clear."""
        return self._paint(f"△ {text}", "1;33")

    def bad(self, text: str) -> str:
        """Return a line that stops the reader."""
        return self._paint(f"× {text}", "1;31")

    def rule(self) -> str:
        """Return the line around a text that is meant to be copied."""
        return "-" * min(self.width, 60)

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def cells(text: str) -> int:
    """Return the width of ``text`` in terminal cells."""
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def harmless(text: str) -> str:
    """Return ``text`` with terminal escapes, control and direction characters made visible."""
    return _CONTROL.sub(
        lambda hit: "".join(f"<U+{ord(char):04X}>" for char in hit.group()), text.replace("\r\n", "\n")
    )


def fold_lines(text: str, style: Style, *, indent: int = 0, hang: int = 0) -> Iterator[str]:
    """Yield ``text`` in lines no wider than the style, continued ``hang`` cells further in.

    Numbers are not broken and no line begins with a closing mark, unless the line were too narrow for it.
    """
    for paragraph in harmless(text).split("\n"):
        first = True
        rest = paragraph
        while rest or first:
            margin = indent if first else indent + hang
            room = max(style.width - margin, 10)
            at = _break(rest, room)
            yield " " * margin + rest[:at].rstrip()
            rest, first = rest[at:].lstrip(), False


def _break(text: str, room: int) -> int:
    width = 0
    for at, char in enumerate(text):
        width += _cell(char)
        if width > room:
            return _back(text, at)
    return len(text)


def _back(text: str, at: int) -> int:
    earliest = max(at - 12, 1)
    for cut in range(at, earliest - 1, -1):
        splits_number = _NUMBER.match(text[cut]) and _NUMBER.match(text[cut - 1])
        splits_cluster = _cell(text[cut]) == 0 or text[cut - 1] == "\u200d"
        if text[cut] not in _NOT_FIRST and not splits_number and not splits_cluster:
            return cut
    return at
