"""Patterns, of which only that is compiled what a text can match.

Compiling every pattern would take longer than all the rest of one critique. ``anchors.jsonl``, written by
``python -m evals.anchors``, cuts the known patterns at their ``|`` and names for every alternative what each of its
matches holds on one line. A pattern that does not stand there is compiled whole, so that an outdated file costs
time and never a hit.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zlib import adler32, crc32

from coach import kanji

# A longer text (code points) is not looked at line by line: there compiling is the smaller part of the work.
_LONG = 20_000

# Words that must stand in the text; or lists of literals, of each of which one must stand on a line, and then the
# pieces: a piece is pattern text, or a group as its repetition (or AHEAD) and its alternatives, or as that and the
# row of alternatives that several groups share.
_Alternative = str | list[Any]
# What stands in place of a repetition where a group is only looked ahead for.
AHEAD = "(?="
# An alternative of a whole pattern is kept as text: the literals of its first list, and the row of the rest, which
# most texts do not call for.
APART, BEHIND = "\x1f", "\t"


class _Lines(dict[str, int]):
    """On which lines of a text a literal stands, as bits; looked up when first asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        # What can match of the alternatives that several groups share, by their number.
        self.shared: dict[int, str] = {}
        lines = text.split("\n") if len(text) <= _LONG else [text]
        self._lines = [(1 << index, line) for index, line in enumerate(lines)]
        # Most literals stand nowhere, which their first two characters tell sooner than the text.
        self._heads = {"", *text, *map(str.__add__, text, text[1:])}

    def __missing__(self, literal: str) -> int:
        self[literal] = found = 0
        if self._heads.issuperset(map(str.__add__, literal, literal[1:])) and literal in self._text:
            self[literal] = found = sum(bit for bit, line in self._lines if literal in line)
        return found

    def holding(self, anchors: list[list[str]], shared: int = -1) -> int:
        """Return which of the lines ``shared`` (as bits) hold a literal of every list."""
        heads = self._heads
        for literals in anchors:
            found = 0
            for literal in literals:
                if literal[:2] in heads:
                    found |= self[literal]
            shared &= found
            if not shared:
                break
        return shared


@lru_cache(maxsize=2)
def _lines(text: str) -> _Lines:
    return _Lines(text)


@cache
def _rows() -> list[bytes]:
    """Return the table in front, then what is read of an alternative only when its first literals stand in a text."""
    return Path(__file__).with_name("anchors.jsonl").read_bytes().split(b"\n")


@cache
def _table() -> Mapping[str, list[str]]:
    """Return the alternatives of each pattern by its key, as they are kept."""
    table: Mapping[str, list[str]] = json.loads(_rows()[0])
    return table


def key(pattern: str) -> str:
    """Return the key of a pattern in ``anchors.jsonl``."""
    spelled = pattern.encode()
    return f"{crc32(spelled):08x}{adler32(spelled):08x}"


@cache
def _alternatives(pattern: str) -> list[str] | None:
    return _table().get(key(pattern))


def is_known(pattern: str) -> bool:
    """Tell whether the pattern was compiled before, when ``anchors.jsonl`` was written."""
    return key(pattern) in _table()


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the whole pattern, compiled so that ``^`` and ``$`` stand for the ends of lines."""
    return kanji.compiled(pattern, re.MULTILINE)


def finditer(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Yield what ``compiled(pattern).finditer(text)`` would, having compiled only what can match."""
    kept = _alternatives(pattern)
    if kept is None:
        return compiled(pattern).finditer(text)
    lines = _lines(text)
    fitting = [_unpacked(part, lines) for part in kept]
    parts = [compiled(part) for part in fitting if part is not None]
    if len(parts) <= 1:
        return parts[0].finditer(text) if parts else iter(())
    return _merged(parts, text)


def _unpacked(kept: str, lines: _Lines) -> str | None:
    """Return an alternative as ``_fitting`` does."""
    first, behind, row = kept.partition(BEHIND)
    if not behind:
        return _fitting(kept, lines)
    shared = lines.holding([first.split(APART)]) if first else -1
    return _fitting(json.loads(_rows()[int(row)]), lines, shared) if shared else None


def _fitting(alternative: _Alternative, lines: _Lines, shared: int = -1) -> str | None:
    """Return the alternative without those branches that cannot match, or None where nothing is left of it.

    ``shared``: the lines, as bits, on which its first literals were found when they are kept apart.
    """
    if isinstance(alternative, str):
        return alternative if lines[alternative] else None
    anchors, *pieces = alternative
    if not lines.holding(anchors, shared):
        return None
    kept = ""
    for piece in pieces:
        if isinstance(piece, str):
            kept += piece
            continue
        repeated, *branches = piece
        left = _shared(branches[0], lines) if isinstance(branches[0], int) else _joined(branches, lines)
        if left:
            kept += f"{AHEAD}{left})" if repeated == AHEAD else f"(?:{left}){repeated}"
        elif not repeated.startswith(("?", "*", "{0")):
            return None
    return kept


def _joined(branches: list[_Alternative], lines: _Lines) -> str:
    """Return what of the branches can match, as one pattern; empty when none can."""
    return "|".join(
        branch for branch in (_fitting(branch, lines) for branch in branches) if branch is not None
    )


def _shared(number: int, lines: _Lines) -> str:
    if number not in lines.shared:
        lines.shared[number] = _joined(json.loads(_rows()[number]), lines)
    return lines.shared[number]


def _merged(parts: list[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """Yield the leftmost match, of several the earlier part's, and go on behind it, as one pattern would."""
    ahead = [part.search(text) for part in parts]
    while first := min(filter(None, ahead), key=re.Match.start, default=None):
        yield first
        at = max(first.end(), first.start() + 1)
        ahead = [
            part.search(text, at) if found and found.start() < at else found
            for part, found in zip(parts, ahead, strict=True)
        ]
