"""``python -m evals``: the figures that the documents quote, in a Markdown table; ``-v`` lists misses and alarms.

Fails when a figure of the report split falls below the one recorded in ``evals/recorded.toml``.
``--write-noise`` stores the noise of each rule for ``coach rules``. Where textlint is installed with its two Japanese
presets (``--textlint PATH``, ``$TEXTLINT`` or on PATH), its figures on the same drafts stand beside ours.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from coach.critic.faults import faults
from evals import answers, classification, sentences
from evals.corpus import SPLITS, samples
from evals.critic import Measured, measure, table
from evals.rival import Rival, RivalError, locate, run
from evals.rival import measure as against

RECORDED = Path(__file__).with_name("recorded.toml")
NOISE = Path(__file__).resolve().parents[1] / "coach" / "critic" / "noise.toml"
DOCS = Path(__file__).resolve().parents[1] / "docs" / "evaluation.md"

# What stands between these lines of the document is written by ``--write-docs``.
BEGIN, END = "<!-- tables: python -m evals --write-docs -->", "<!-- end of the tables -->"


def main() -> int:
    """Print the figures and return the exit code."""
    options = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    options.add_argument(
        "-v", "--verbose", action="store_true", help="list misses and false alarms of the tune split"
    )
    options.add_argument("--by-fault", action="store_true", help="print a row for every fault")
    options.add_argument(
        "--write-noise", action="store_true", help="store the noise of each rule on good drafts"
    )
    options.add_argument("--write-docs", action="store_true", help="put the tables into docs/evaluation.md")
    options.add_argument("--textlint", default="", metavar="PATH", help="the program to compare with")
    chosen = options.parse_args()
    program = locate(chosen.textlint)
    if chosen.write_docs and not program:
        options.error("--write-docs needs textlint, or its column would be lost (--textlint PATH)")
    results = {split: measure(split) for split in SPLITS if samples(split)}
    rivals = _rivals(program)
    tables = {
        split: "\n\n".join(
            (table(split, result, rivals.get(split)), answers.line(split), sentences.line(split))
        )
        for split, result in results.items()
    }
    tables["classification"] = classification.table()
    print(tables["classification"], end="\n\n")
    for split, result in results.items():
        print(tables[split], end="\n\n")
        if chosen.by_fault:
            print(
                "\n".join(result.by_fault[name].row(name) for name in faults() if name in result.by_fault),
                end="\n\n",
            )
    if chosen.verbose and "tune" in results:
        _details(results["tune"])
    if chosen.write_noise:
        _write_noise(results)
    if chosen.write_docs:
        DOCS.write_text(documented(DOCS.read_text(encoding="utf-8"), tables.values()), encoding="utf-8")
    return _check(results["report"]) if "report" in results else 0


def documented(text: str, tables: Iterable[str]) -> str:
    """Return a document with the tables between its two marks replaced; raises ``ValueError`` without the marks."""
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    return "\n\n".join([head + BEGIN, *tables, END + tail])


def _rivals(program: str) -> dict[str, Rival]:
    """Return what textlint finds, by split; nothing when it is not there or does not run."""
    if not program:
        return {}
    try:
        return {
            split: against(
                samples(split), run(program, {sample.id: sample.text for sample in samples(split)})
            )
            for split in SPLITS
        }
    except RivalError as error:
        print(f"textlint did not run: {error}", file=sys.stderr)
        return {}


def _details(result: Measured) -> None:
    for title, lines in (
        ("missed", result.misses),
        ("false alarms", result.alarms),
        ("score does not rise", result.flat),
    ):
        print(f"## {title}", *sorted(lines), "", sep="\n")


def _write_noise(results: dict[str, Measured]) -> None:
    good = sum(result.good_drafts for result in results.values())
    from coach.critic.rules import load_rules

    hits = sum((result.noise for result in results.values()), start=type(results["tune"].noise)())
    rules = load_rules()
    lines = [
        "# Hits of the rules on good drafts of the labelled corpus, of those that had any; written by",
        "# `python -m evals --write-noise`.",
        f"drafts = {good}",
        f"rules = {len(rules)}",
        "",
        "[hits]",
        *(f"{rule.id} = {hits[rule.id]}" for rule in rules if hits[rule.id]),
    ]
    NOISE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _check(result: Measured) -> int:
    recorded = tomllib.loads(RECORDED.read_text(encoding="utf-8"))
    total, language = result.total, result.groups["language"]
    reached = {
        "recall": total.found / total.planted,
        "language_recall": language.found / language.planted,
        "true_share": 1 - total.false / total.told,
        "silence": 1 - min(result.good_alarms / max(result.good_drafts, 1), 1),
        "pairs": result.rises / max(result.pairs, 1),
    }
    fallen = [name for name, least in recorded.items() if reached[name] < least]
    for name in fallen:
        print(f"{name}: {reached[name]:.3f} is below the recorded {recorded[name]}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
