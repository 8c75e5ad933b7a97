"""Precision and recall of the code's own proof of facts: ``python -m evals.facts`` prints a Markdown table.

The pairs are ``tests/facts/*.toml``: written by hand, by the author of the code, and used to tune it. They show
what is covered; they are no estimate for other texts.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coach.facts.commitments import unsupported_statements
from coach.facts.provenance import Source, Unsupported, unsupported

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "facts"
ORIGINS: dict[str, Literal["case", "profile", "draft", "answer"]] = {
    "C": "case",
    "P": "profile",
    "D": "draft",
    "A": "answer",
}


@dataclass(frozen=True)
class Pair:
    """Source lines, a text written from them, and the words that must be reported."""

    group: str
    sources: tuple[Source, ...]
    text: str
    blocked: tuple[str, ...]
    info: tuple[str, ...]
    known_miss: bool


@dataclass(frozen=True)
class Outcome:
    """What the code reported of a pair: expected and found, found without need, expected and missed."""

    found: tuple[str, ...]
    false: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether everything expected was found and nothing else."""
        return not self.false and not self.missed


def pairs() -> Iterator[Pair]:
    """Yield the pairs of all files, in their order."""
    for path in sorted(PAIRS.glob("*.toml")):
        groups = tomllib.loads(path.read_text(encoding="utf-8"))
        given = groups.pop("given", {})
        for group, rows in groups.items():
            for row in rows:
                told = given[row["from"]] if isinstance(row["from"], str) else row["from"]
                lines = [line.split(": ", 1) for line in told]
                yield Pair(
                    group,
                    tuple(
                        Source(f"{mark}{at}", line, ORIGINS[mark]) for at, (mark, line) in enumerate(lines, 1)
                    ),
                    row["text"],
                    tuple(row.get("unsupported", ())),
                    tuple(row.get("info", ())),
                    row.get("known_miss", False),
                )


def judge(pair: Pair) -> tuple[Outcome, Outcome]:
    """Return what was blocked and what was only pointed out, against what was expected.

    A report is right when it overlaps the expected words.
    """
    reported = (*unsupported(pair.text, pair.sources), *unsupported_statements(pair.text, pair.sources))
    blocked = [item for item in reported if item.severity == "block"]
    info = [item for item in reported if item.severity == "info"]
    return _outcome(pair.text, pair.blocked, blocked), _outcome(pair.text, pair.info, info)


def _outcome(text: str, expected: tuple[str, ...], reported: list[Unsupported]) -> Outcome:
    spans = [(text.index(quote), text.index(quote) + len(quote)) for quote in expected]

    def meets(item: Unsupported, span: tuple[int, int]) -> bool:
        return item.start < span[1] and span[0] < item.end

    found = tuple(q for q, span in zip(expected, spans, strict=True) if any(meets(i, span) for i in reported))
    false = tuple(item.quote for item in reported if not any(meets(item, span) for span in spans))
    return Outcome(found, false, tuple(quote for quote in expected if quote not in found))


def main() -> None:
    """Print precision and recall by group."""
    rows: dict[str, list[int]] = {}
    for pair in pairs():
        outcome, _ = judge(pair)
        row = rows.setdefault(pair.group, [0, 0, 0, 0])
        for at, count in enumerate((1, len(outcome.found), len(outcome.false), len(outcome.missed))):
            row[at] += count
    rows["all"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    print("| group | pairs | found | false | missed | precision | recall |")
    print("|---|---|---|---|---|---|---|")
    for group, (count, found, false, missed) in rows.items():
        print(
            f"| {group} | {count} | {found} | {false} | {missed} | {_share(found, false)} | {_share(found, missed)} |"
        )


def _share(right: int, wrong: int) -> str:
    return f"{right / (right + wrong):.0%}" if right + wrong else "–"


if __name__ == "__main__":
    main()
