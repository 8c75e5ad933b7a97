"""What an expert would ask this customer first, by the trade of the case."""

import re
from collections.abc import Iterable
from functools import cache

from coach.customer.case import Case
from coach.resources import table_beside
from coach.text import normalise
from coach.values import Value

# The matter of a fact stands in its first words, in code points.
_OPENING = 16


class ExpertQuestion(Value):
    """A question that takes a word to answer.

    Patterns of ``told`` in a case make it pointless, those of ``known`` in a fact of the vendor, and so many
    ``listed`` requirements (0: however many).
    """

    ask: str
    told: tuple[str, ...]
    known: tuple[str, ...] = ()
    listed: int = 0


class Category(Value):
    """A trade, the words that recognise it, and its first questions."""

    name: str
    words: tuple[str, ...]
    questions: tuple[ExpertQuestion, ...]


@cache
def categories() -> tuple[Category, ...]:
    """Return the trades of ``categories.toml``; the last one, without a name, serves every case."""
    rows = table_beside(__file__, "categories.toml")["category"]
    return tuple(Category.model_validate(row) for row in rows)


def first_questions(case: Case, facts: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the questions worth asking about this case, the trade's own first.

    None that the case answers, or one of the vendor's ``facts``.
    """
    told = normalise("\n".join((case.title, case.deadline, case.description, *case.requirements))).lower()
    known = normalise("\n".join(facts)).lower()
    return tuple(
        question.ask
        for trade in (*trades_of(case)[:1], categories()[-1])
        for question in trade.questions
        if not (question.listed and len(case.requirements) >= question.listed)
        and not _any(question.told, told)
        and not _any(question.known, known)
    )


def trades_of(case: Case) -> tuple[Category, ...]:
    """Return the trades that a case's category and title name, in the order of the file."""
    named = normalise(f"{case.category} {case.title}").lower()
    return tuple(trade for trade in categories() if any(word.lower() in named for word in trade.words))


def named_trades(facts: Iterable[str]) -> frozenset[str]:
    """Return the names of the trades with whose words any of the vendor's facts opens."""
    openings = [fact[:_OPENING] for fact in facts]
    return frozenset(
        trade.name
        for trade in categories()
        if any(word in opening for word in trade.words for opening in openings)
    )


def _any(patterns: Iterable[str], text: str) -> bool:
    return any(re.search(pattern.lower(), text) for pattern in patterns)


def of_another_trade(fact: str, case: Case) -> bool:
    """Tell whether a vendor's fact opens with a word of a trade that is not the case's, nor a word of the case."""
    told = f"{case.title} {case.category} {case.description} {' '.join(case.requirements)}"
    opening = fact[:_OPENING]
    own = trades_of(case)
    return any(
        word in opening and word not in told
        for trade in categories()
        if trade not in own
        for word in trade.words
    ) and not any(word in opening for trade in own for word in trade.words)
