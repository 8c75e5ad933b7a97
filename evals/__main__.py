"""``python -m evals``: the figures that the documents quote, in a Markdown table; ``-v`` lists misses and alarms.

Fails when a figure of the report split falls below the one recorded in ``evals/recorded.toml``.
``--write-noise`` stores the noise of each rule for ``coach rules``.
"""

import argparse
import sys
import tomllib
from pathlib import Path

from coach.critic.faults import faults
from evals.corpus import SPLITS, samples
from evals.critic import Measured, measure, table

RECORDED = Path(__file__).with_name("recorded.toml")
NOISE = Path(__file__).resolve().parents[1] / "coach" / "critic" / "rules" / "noise.toml"


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
    chosen = options.parse_args()
    results = {split: measure(split) for split in SPLITS if samples(split)}
    for split, result in results.items():
        print(table(split, result), end="\n\n")
        if chosen.by_fault:
            print(
                "\n".join(result.by_fault[name].row(name) for name in faults() if name in result.by_fault),
                end="\n\n",
            )
    if chosen.verbose and "tune" in results:
        _details(results["tune"])
    if chosen.write_noise:
        _write_noise(results)
    return _check(results["report"]) if "report" in results else 0


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
    lines = [
        "# Hits on good drafts of the labelled corpus, a good draft; written by `python -m evals --write-noise`."
    ]
    lines += [f"{rule.id} = {hits[rule.id] / good:.3f}" for rule in load_rules()]
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
