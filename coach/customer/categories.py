"""What an expert would ask this customer first, by the trade of the case."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from coach.customer.case import Case
from coach.text import normalise

# The matter of a fact stands in its first words, in code points.
_OPENING = 16


class ExpertQuestion(NamedTuple):
    """A question that takes a word to answer; ``told`` are words of a case that make it pointless."""

    ask: str
    told: tuple[str, ...]


class Category(NamedTuple):
    """A trade, the words that recognise it, and its first questions."""

    name: str
    words: tuple[str, ...]
    questions: tuple[ExpertQuestion, ...]


@cache
def categories() -> tuple[Category, ...]:
    """Return the trades of ``categories.toml``; the last one, without a name, serves every case."""
    table = tomllib.loads(Path(__file__).with_name("categories.toml").read_text(encoding="utf-8"))
    return tuple(
        Category(
            entry["name"],
            tuple(entry["words"]),
            tuple(ExpertQuestion(row["ask"], tuple(row["told"])) for row in entry["questions"]),
        )
        for entry in table["category"]
    )


def first_questions(case: Case) -> tuple[str, ...]:
    """Return the questions worth asking about this case, the trade's own first, none that the case answers."""
    named = normalise(f"{case.category} {case.title}").lower()
    told = normalise("\n".join((case.title, case.deadline, case.description, *case.requirements))).lower()
    fitting = [c for c in categories() if any(word.lower() in named for word in c.words)][:1] + [
        categories()[-1]
    ]
    return tuple(
        question.ask
        for category in fitting
        for question in category.questions
        if not any(word.lower() in told for word in question.told)
    )


def of_another_trade(fact: str, case: Case) -> bool:
    """Tell whether a vendor's fact opens with a trade's word that the case does not use: it is about other work."""
    told = f"{case.title} {case.category} {case.description} {' '.join(case.requirements)}"
    opening = fact[:_OPENING]
    return any(word in opening and word not in told for trade in categories() for word in trade.words)
