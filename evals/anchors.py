"""``python -m evals.anchors``: write ``coach/critic/anchors.jsonl``, what ``coach.critic.patterns`` goes by.

For each pattern of the rules and features: its alternatives, those of its long groups too, and for each lists of
literals of which every match holds one, all on one line. A test recomputes this file.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from coach.critic.features import features
from coach.critic.patterns import AHEAD, APART, BEHIND, key
from coach.critic.rules import Rule, load_rules

FILE = Path(__file__).resolve().parents[1] / "coach" / "critic" / "anchors.jsonl"

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

_TOKEN = re.compile(r"\\[1-9][0-9]?|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!])|.", re.DOTALL)
# A group named again by its number.
_NAMED = re.compile(r"\\[1-9][0-9]?")
_REPEATED = re.compile(r"(?:[?*+]|\{[0-9]*,?[0-9]*\})[?+]?|")

# A shorter group (code points) is compiled as fast as it is looked through.
SHORTEST = 20


def alternatives(pattern: str) -> list[str]:
    """Return the parts of ``pattern`` between its outermost ``|``, each numbering its groups from one.

    A pattern with flags, or with a part that names the group of another, is one part.
    """
    if _has_flags(pattern):
        return [pattern]
    parts = []
    before = 0
    for part in _between_bars(pattern):
        if any(int(named[1:]) <= before for named in _named(part)):
            return [pattern]
        parts.append(_renumbered(part, before))
        before += _TOKEN.findall(part).count("(")
    return parts


def _between_bars(pattern: str) -> list[str]:
    parts = [""]
    depth = 0
    for token in _TOKEN.findall(pattern):
        depth += token.startswith("(") - (token == ")")
        if token == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _named(pattern: str) -> list[str]:
    return [token for token in _TOKEN.findall(pattern) if _NAMED.fullmatch(token)]


def _renumbered(pattern: str, before: int) -> str:
    return "".join(
        f"\\{int(token[1:]) - before}" if _NAMED.fullmatch(token) else token
        for token in _TOKEN.findall(pattern)
    )


def _has_flags(pattern: str) -> bool:
    return re.compile(pattern).flags != re.compile("").flags


def _is_apart(inner: str) -> bool:
    """Tell whether what stands in a group can be left out without renumbering or missing another group."""
    return "(" not in _TOKEN.findall(inner) and not _named(inner)


def told(alternative: str) -> Any:
    """Return an alternative as ``coach.critic.patterns`` reads it."""
    if alternative and re.escape(alternative) == alternative:
        return alternative
    is_one = _has_flags(alternative) or len(_between_bars(alternative)) > 1
    pieces = [alternative] if is_one else _pieces(alternative)
    return [[*map(sorted, anchors(alternative))], *pieces]


def _pieces(alternative: str) -> list[Any]:
    pieces: list[Any] = [""]
    at = 0
    while token := _TOKEN.match(alternative, at):
        end = token.end()
        if token.group().startswith("("):
            end = _closed(alternative, token.start())
            inner = alternative[token.end() : end - 1]
            if token.group() in {"(?:", AHEAD} and _is_cut(inner):
                repeated = _REPEATED.match(alternative, end)
                assert repeated
                kind = AHEAD if token.group() == AHEAD else repeated.group()
                pieces += [[kind, *map(told, alternatives(inner))], ""]
                at = repeated.end()
                continue
        pieces[-1] += alternative[at:end]
        at = end
    return [piece for piece in pieces if piece]


def _is_cut(inner: str) -> bool:
    return len(inner) >= SHORTEST and _is_apart(inner) and len(alternatives(inner)) > 1


def _closed(pattern: str, at: int) -> int:
    """Return the place behind the bracket that closes the one at ``at``."""
    depth = 0
    for token in _TOKEN.finditer(pattern, at):
        depth += token.group().startswith("(") - (token.group() == ")")
        if depth == 0:
            return token.end()
    raise ValueError(pattern)


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


def text() -> str:
    """Return the contents of the file for the shipped rules and features."""
    patterns = {rule.pattern: _names_groups(rule) for rule in load_rules()}
    patterns |= dict.fromkeys((p for feature in features().values() for p in feature.searched), False)
    table = {
        key(pattern): [*map(told, [pattern] if whole else alternatives(pattern))]
        for pattern, whole in patterns.items()
    }
    rows = {_spelled(group): number for number, group in enumerate(_share(table.values()), 1)}
    kept = {name: [packed(part, rows) for part in parts] for name, parts in table.items()}
    return "\n".join((_spelled(kept), *rows)) + "\n"


def _names_groups(rule: Rule) -> bool:
    """Tell whether a correction names groups of the pattern: by the numbers that they have in the whole."""
    return bool(_named(rule.fix or ""))


def packed(alternative: str | list[Any], rows: dict[str, int]) -> str:
    """Return an alternative as it is kept: the literals of its first list, and the row of the rest, put into ``rows``."""
    if isinstance(alternative, str):
        return alternative
    (first, *rest), pieces = alternative[0] or [()], alternative[1:]
    row = rows.setdefault(_spelled([rest, *pieces]), len(rows) + 1)
    return f"{APART.join(first)}{BEHIND}{row}"


def _share(patterns: Iterable[list[Any]]) -> list[list[Any]]:
    """Put a number, from one, in place of alternatives that stand in several groups; return them in that order."""
    groups = [(piece, _spelled(piece[1:])) for parts in patterns for piece in _groups(parts)]
    times = Counter(spelled for _, spelled in groups)
    numbers: dict[str, int] = {}
    shared: list[list[Any]] = []
    for piece, spelled in groups:
        if times[spelled] == 1:
            continue
        if spelled not in numbers:
            shared.append(piece[1:])
            numbers[spelled] = len(shared)
        piece[1:] = [numbers[spelled]]
    return shared


def _groups(parts: list[Any]) -> Iterator[list[Any]]:
    """Yield the groups inside alternatives, the innermost first."""
    for alternative in parts:
        for piece in alternative[1:] if isinstance(alternative, list) else ():
            if isinstance(piece, list):
                yield from _groups(piece[1:])
                yield piece


def _spelled(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
