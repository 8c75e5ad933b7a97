"""What every match of a pattern holds: sets of literals of which one each stands in it, all on one line."""

from collections.abc import Iterable
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# More literals than these are no cheaper to look for than the pattern is to compile.
MOST = 60
# So many combinations of neighbours are still told one by one.
PRODUCT = 16
# A third list still spares compiling; a fourth hardly any.
LISTS = 3

_NEWLINE = ord("\n")
_WITH_NEWLINE = {sre.CATEGORY_SPACE, sre.CATEGORY_NOT_WORD, sre.CATEGORY_NOT_DIGIT}

Literals = frozenset[str]

# What stands for no text at all: a look-ahead, or an item that may be missing.
_NOTHING: Literals = frozenset({""})


def anchors(pattern: str) -> list[Literals]:
    """Return sets of literals of which every match of ``pattern`` holds one each, on one line; the rarest first."""
    parsed = _parser.parse(pattern)
    if parsed.state.flags & sre.SRE_FLAG_IGNORECASE:
        return []
    found = [
        literals for literals in _sequence(parsed) if len(literals) <= MOST and "\n" not in "".join(literals)
    ]
    telling = [literals for literals in found if not any(map(_is_everywhere, literals))] or found[:1]
    return telling[: 1 if _crosses_lines(parsed) else LISTS]


def _is_everywhere(literal: str) -> bool:
    return len(literal) == 1 and "ぁ" <= literal <= "ん"


def _sequence(items: Iterable[Any]) -> list[Literals]:
    """Return the sets of all that must occur one after the other."""
    found: set[Literals] = set()
    run = _NOTHING
    for kind, value in items:
        exact = _exact(kind, value)
        if exact and len(run) * len(exact) <= PRODUCT:
            run = _joined(run, exact)
            continue
        found.add(run)
        found.update(_item(kind, value))
        run = exact or _NOTHING
    found.add(run)
    shortest = {
        frozenset(word for word in words if not any(o in word for o in words - {word})) for words in found
    }
    return sorted(shortest - {_NOTHING}, key=lambda words: (-min(map(len, words)), len(words), sorted(words)))


def _item(kind: Any, value: Any) -> list[Literals]:
    if kind is sre.SUBPATTERN:
        return _sequence(value[3])
    if kind is sre.BRANCH:
        branches = [_sequence(branch) for branch in value[1]]
        if not all(branches):
            return []
        # The best of every branch, then the second best: whichever branch matches, one of its own is among them.
        return [
            frozenset().union(*(branch[min(rank, len(branch) - 1)] for branch in branches))
            for rank in range(max(map(len, branches)))
        ]
    if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT} and value[0] >= 1:
        return _sequence(value[2])
    return []


def _exact(kind: Any, value: Any) -> Literals:
    """Return all that an item of a pattern can match; empty where that is not said in ``MOST`` literals."""
    found: Literals = frozenset()
    if kind is sre.LITERAL:
        found = frozenset({chr(value)})
    elif kind in {sre.AT, sre.ASSERT, sre.ASSERT_NOT}:
        found = _NOTHING
    elif kind is sre.SUBPATTERN:
        found = _exact_sequence(value[3])
    elif kind is sre.BRANCH:
        branches = [_exact_sequence(branch) for branch in value[1]]
        found = frozenset().union(*branches) if all(branches) else found
    elif kind in {sre.MAX_REPEAT, sre.MIN_REPEAT} and value[1] == 1:
        once = _exact_sequence(value[2])
        found = once | _NOTHING if once and value[0] == 0 else once
    elif kind is sre.IN and all(part is sre.LITERAL for part, _ in value):
        found = frozenset(chr(code) for _, code in value)
    return found if len(found) <= MOST else frozenset()


def _exact_sequence(items: Iterable[Any]) -> Literals:
    run = _NOTHING
    for kind, value in items:
        exact = _exact(kind, value)
        if not exact or len(run) * len(exact) > PRODUCT:
            return frozenset()
        run = _joined(run, exact)
    return run


def _joined(heads: Literals, tails: Literals) -> Literals:
    return frozenset(head + tail for head in heads for tail in tails)


def _crosses_lines(items: Iterable[Any]) -> bool:
    """Tell whether a match can hold a line break, so that two of its literals can stand on two lines."""
    return any(_takes_newline(kind, value) for kind, value in items)


def _takes_newline(kind: Any, value: Any) -> bool:
    if kind is sre.LITERAL:
        return bool(value == _NEWLINE)
    if kind is sre.NOT_LITERAL:
        return bool(value != _NEWLINE)
    if kind is sre.IN:
        return any(_is_newline(*part) for part in value) != (value[0][0] is sre.NEGATE)
    if kind is sre.SUBPATTERN:
        return _crosses_lines(value[3])
    if kind is sre.BRANCH:
        return any(map(_crosses_lines, value[1]))
    if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
        return _crosses_lines(value[2])
    # Looking ahead or behind takes nothing, and its literals are not among the anchors.
    return kind not in {sre.ANY, sre.AT, sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF}


def _is_newline(kind: Any, value: Any) -> bool:
    if kind is sre.RANGE:
        return bool(value[0] <= _NEWLINE <= value[1])
    return value in _WITH_NEWLINE if kind is sre.CATEGORY else kind is sre.LITERAL and value == _NEWLINE
