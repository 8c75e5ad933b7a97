"""``python -m evals.anchors``: write ``coach/critic/anchors.jsonl``, what ``coach.critic.patterns`` goes by.

For each pattern of the rules and features: its alternatives, those of its long groups too, and for each lists of
literals of which every match holds one, all on one line. A test recomputes this file.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from coach.critic.features import features
from coach.critic.patterns import AHEAD, APART, BEHIND, key
from coach.critic.rules import Rule, load_rules
from evals.literals import anchors

FILE = Path(__file__).resolve().parents[1] / "coach" / "critic" / "anchors.jsonl"

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
