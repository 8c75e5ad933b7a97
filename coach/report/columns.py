"""Two versions side by side: rows that line up wherever both texts end a line that they share."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from coach.report.layout import Style, cells, fold_lines, harmless
from coach.results import DiffPart

# Zero-width characters (category Cf) that mark where a change begins and ends while the text is folded.
_ON, _OFF = "\u2061", "\u2062"
_GAP = " │ "


class Piece(NamedTuple):
    """A stretch of one line, changed or not."""

    text: str
    changed: bool


class Row(NamedTuple):
    """A line of each version; one side is empty where the other one has more lines."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in the row differs."""
        return any(piece.changed for piece in (*self.left, *self.right))


def rows(parts: Iterable[DiffPart]) -> tuple[Row, ...]:
    """Return the two versions line by line; line breaks themselves are left out."""
    found: list[Row] = []
    left: list[list[Piece]] = [[]]
    right: list[list[Piece]] = [[]]
    for part in parts:
        if part.op != "equal":
            _extend(left, part.before, True)
            _extend(right, part.after, True)
            continue
        if not left[-1] and not right[-1]:
            # Whole lines went or came; what follows stands side by side again.
            found += _paired(left[:-1], right[:-1])
            left, right = [[]], [[]]
        befores, afters = _lines(part.before), _lines(part.after)
        for index, (before, after) in enumerate(zip_longest(befores, afters, fillvalue="")):
            if index:
                found += _paired(left, right)
                left, right = [[]], [[]]
            _extend(left, before, False)
            _extend(right, after, False)
    return (*found, *_paired(left, right))


def marked(parts: Iterable[DiffPart]) -> str:
    """Return both versions as one text, what went in ``[-…-]`` and what came in ``{+…+}``."""
    told = []
    for part in parts:
        if part.op == "equal":
            told.append(part.after)
            continue
        told.append(f"[-{part.before}-]" if part.before else "")
        told.append(f"{{+{part.after}+}}" if part.after else "")
    return "".join(told).replace("\r\n", "\n").replace("\r", "\n")


def side_by_side(parts: Iterable[DiffPart], style: Style) -> Iterator[str]:
    """Yield the two versions in two columns, folded and never cut.

    Changes are coloured where the style has colour, and marked ``[-…-]`` and ``{+…+}`` where it has none.
    """
    width = (style.width - cells(_GAP)) // 2
    narrow = Style(width=width, colour=style.colour)
    yield _joined(["前の版"], ["新しい版"], width)[0]
    yield "─" * width + "─┼─" + "─" * width
    for row in rows(parts):
        left, right = (
            _column(row.left, narrow, "[-", "-]", "31"),
            _column(row.right, narrow, "{+", "+}", "32"),
        )
        yield from _joined(left, right, width)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _extend(lines: list[list[Piece]], text: str, changed: bool) -> None:
    for index, line in enumerate(_lines(text)):
        if index:
            lines.append([])
        if line:
            lines[-1].append(Piece(line, changed))


def _paired(left: Sequence[Sequence[Piece]], right: Sequence[Sequence[Piece]]) -> Iterator[Row]:
    for one, other in zip_longest(left, right, fillvalue=()):
        yield Row(tuple(one), tuple(other))


def _column(pieces: Iterable[Piece], style: Style, opening: str, closing: str, code: str) -> list[str]:
    shown = "".join(_piece(piece, style, opening, closing) for piece in pieces)
    painted, inside = [], False
    for line in fold_lines(shown, style):
        begins = inside
        last_on, last_off = line.rfind(_ON), line.rfind(_OFF)
        inside = last_on > last_off if last_on != last_off else inside
        colour, plain = f"\x1b[{code}m", "\x1b[0m"
        body = line.replace(_ON, colour).replace(_OFF, plain)
        painted.append((colour if begins else "") + body + (plain if inside else ""))
    return painted


def _piece(piece: Piece, style: Style, opening: str, closing: str) -> str:
    text = piece.text
    for char in (_ON, _OFF):
        text = text.replace(char, f"<U+{ord(char):04X}>")
    if not piece.changed:
        return text
    # A control character must be made visible before our own marks stand around it.
    return f"{_ON}{harmless(text)}{_OFF}" if style.colour else f"{opening}{text}{closing}"


def _joined(left: Sequence[str], right: Sequence[str], width: int) -> list[str]:
    return [
        f"{one}{' ' * (width - cells(_bare(one)))}{_GAP}{other}".rstrip()
        for one, other in zip_longest(left, right, fillvalue="")
    ]


def _bare(line: str) -> str:
    return line.replace("\x1b[31m", "").replace("\x1b[32m", "").replace("\x1b[0m", "")
