"""Whether each case of the corpus goes to the kind of customer that a person reads off the article's tables."""

import tomllib
from collections import Counter
from typing import get_args

from coach.customer.case import CustomerType
from coach.customer.classify import classify
from coach.customer.reading import read_case
from evals.corpus import ROOT

TYPES: tuple[str, ...] = get_args(CustomerType)


def table() -> str:
    """Return a Markdown table: a row for each type that a person gave, a column for each that ``coach`` gives."""
    given = tomllib.loads((ROOT / "classified.toml").read_text(encoding="utf-8"))
    told = {label: Counter(_told(case) for case in given[label]) for label in TYPES}
    rows = [f"| {label} | {' | '.join(str(told[label][name]) for name in TYPES)} |" for label in TYPES]
    head = [
        "### Which kind of customer",
        "",
        f"| by hand | {' | '.join(TYPES)} |",
        "|---" * (len(TYPES) + 1) + "|",
    ]
    return "\n".join([*head, *rows])


def _told(case: str) -> str:
    path = ROOT / "cases" / f"{case}.toml"
    return classify(read_case(path.read_text(encoding="utf-8"), path.name).case).type
