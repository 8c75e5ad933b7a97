"""The labelled texts of ``tests/corpus``: drafts with their customer, vendor and every fault that applies."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coach.coaching import reader_of
from coach.critic.reader import Reader
from coach.customer.case import Kind
from coach.customer.reading import read_case
from coach.facts.profile_file import read_profile

ROOT = Path(__file__).resolve().parents[1] / "tests" / "corpus"
SPLITS = ("tune", "report")


@dataclass(frozen=True)
class Label:
    """A fault that a person saw: at a quote, or (no quote) as something missing."""

    fault: str
    quote: str
    item: str
    debatable: bool


@dataclass(frozen=True)
class Sample:
    """One labelled draft."""

    id: str
    split: str
    kind: Kind
    good: bool
    improves: str
    text: str
    labels: tuple[Label, ...]
    reader: Reader


@cache
def samples(split: str) -> tuple[Sample, ...]:
    """Return the drafts of a split, by id."""
    return tuple(_sample(path, split) for path in sorted((ROOT / split).glob("*.toml")))


def _sample(path: Path, split: str) -> Sample:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Sample(
        id=path.stem,
        split=split,
        kind=table["kind"],
        good=table.get("good", False),
        improves=table.get("improves", ""),
        text=table["draft"],
        labels=tuple(_label(entry) for entry in table.get("labels", [])),
        reader=_reader(table["case"], table["profile"], table["kind"]),
    )


def _label(entry: dict[str, Any]) -> Label:
    return Label(entry["fault"], entry.get("quote", ""), entry.get("item", ""), entry.get("debatable", False))


@cache
def _reader(case: str, profile: str, kind: Kind) -> Reader:
    case_path, profile_path = ROOT / "cases" / f"{case}.toml", ROOT / "profiles" / f"{profile}.toml"
    known = read_case(case_path.read_text(encoding="utf-8"), case_path.name).case
    vendor = read_profile(profile_path.read_text(encoding="utf-8"), profile_path.name).profile
    return reader_of(known, kind, vendor)
