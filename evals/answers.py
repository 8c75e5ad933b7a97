"""How well the critic tells whether a text answers what the case lists: ``tests/corpus/answers``."""

import tomllib
from collections.abc import Iterator

from coach.coaching import reader_of
from coach.critic.coverage import coverage
from coach.customer.case import Case
from coach.text import Document
from evals.corpus import ROOT


def line(split: str) -> str:
    """Return a sentence with the figures of a split."""
    judged = list(_judged(split))
    lacking = [found for answered, found in judged if not answered]
    given = [found for answered, found in judged if answered]
    return (
        f"Requirements apart, in texts that say things in their own words: of {len(lacking)} without an answer "
        f"{len(lacking) - sum(lacking)} are named; of {len(given)} with one {len(given) - sum(given)} are named all the same."
    )


def _judged(split: str) -> Iterator[tuple[bool, bool]]:
    """Yield for each requirement whether a person and whether the critic sees an answer."""
    table = tomllib.loads((ROOT / "answers" / f"{split}.toml").read_text(encoding="utf-8"))
    for entry in table["case"]:
        case = Case(title=entry["title"], requirements=tuple(entry["requirements"]))
        reader = reader_of(case, "application", None)
        for text in entry["text"]:
            states = (item.state == "answered" for item in coverage(Document(text["body"]), reader))
            yield from zip(text["answered"], states, strict=True)
