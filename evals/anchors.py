"""``python -m evals.anchors``: write for each rule the literals of which every match holds at least one.

Compiling all patterns is a quarter of the time of one critique. A draft without any of a rule's anchors cannot
match it, so its pattern need not be compiled. A test recomputes this file.
"""

from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from coach.critic.rules import load_rules

FILE = Path(__file__).resolve().parents[1] / "coach" / "critic" / "rules" / "anchors.toml"

# More literals than these are no cheaper to look for than the pattern is to compile.
MOST = 60


def anchors(pattern: str) -> frozenset[str]:
    """Return literals of which every match of ``pattern`` holds one; empty when none can be told."""
    parsed = _parser.parse(pattern)
    if parsed.state.flags & sre.SRE_FLAG_IGNORECASE:
        return frozenset()
    found = _sequence(list(parsed))
    return found if found and len(found) <= MOST else frozenset()


def _sequence(items: list[Any]) -> frozenset[str]:
    """Of all that must occur one after the other, the choice with the longest shortest literal is best."""
    candidates: list[frozenset[str]] = []
    run = ""
    for kind, value in [*items, (None, None)]:
        if kind is sre.LITERAL:
            run += chr(value)
            continue
        if run:
            candidates.append(frozenset({run}))
            run = ""
        if kind is not None:
            candidates.append(_item(kind, value))
    return max((c for c in candidates if c), key=lambda c: (min(map(len, c)), -len(c)), default=frozenset())


def _item(kind: Any, value: Any) -> frozenset[str]:
    if kind is sre.SUBPATTERN:
        return _sequence(list(value[3]))
    if kind is sre.BRANCH:
        branches = [_sequence(list(branch)) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT} and value[0] >= 1:
        return _sequence(list(value[2]))
    if kind is sre.IN and all(part is sre.LITERAL for part, _ in value):
        return frozenset(chr(code) for _, code in value)
    return frozenset()


def text() -> str:
    """Return the contents of the file for the shipped rules."""
    lines = ["# Literals of which every match of a rule holds one; written by `python -m evals.anchors`."]
    for rule in load_rules():
        if found := sorted(anchors(rule.pattern)):
            lines.append(f"{rule.id} = {found!r}".replace("'", '"'))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
