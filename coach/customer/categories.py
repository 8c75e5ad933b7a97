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

# What a fact is about stands first: 「什器はシステム部材なら3年保管できる」 is about 什器.
_TOPIC = re.compile(r"[一-龠々ァ-ヶー]{2,}")


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
    """A trade, the words that recognise it, longer words with one of these inside that do not, its first questions.

    One of any matter (代行) gives way to the trade of that matter.
    """

    name: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    of_any_matter: bool = False
    questions: tuple[ExpertQuestion, ...]

    def words_in(self, text: str) -> list[str]:
        """Return the words of the trade that stand in a text, in small letters."""
        text = text.lower()
        for longer in self.unless:
            text = text.replace(longer.lower(), "\n")
        return [word for word in map(str.lower, self.words) if word in text]


@cache
def categories() -> tuple[Category, ...]:
    """Return the trades of ``categories.toml``; the last one, without a name, serves every case."""
    rows = table_beside(__file__, "categories.toml")["category"]
    return tuple(Category.model_validate(row) for row in rows)


def first_questions(case: Case, facts: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the questions worth asking about this case, the trade's own first.

    None that the case answers, or one of the vendor's ``facts``.
    """
    told = normalise(f"{case.words}\n{case.deadline}").lower()
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
    """Return the trades that a case's category names, then those of its title, each what is named last first.

    「採用ページ用の動画」 is a video, 「会計事務所のホームページ」 a website.
    """
    found: dict[str, Category] = {}
    for part in (normalise(case.category).lower(), normalise(case.title).lower()):
        named = [(trade, words) for trade in categories() if (words := trade.words_in(part))]
        named.sort(
            key=lambda pair: (
                pair[0].of_any_matter,
                -max(part.rfind(word) + len(word) for word in pair[1]),
            )
        )
        found |= {trade.name: trade for trade, _ in named if trade.name not in found}
    return tuple(found.values())


def named_trades(facts: Iterable[str]) -> frozenset[str]:
    """Return the names of the trades with whose words any of the vendor's facts opens."""
    openings = [fact[:_OPENING] for fact in facts]
    return frozenset(
        trade.name for trade in categories() if any(trade.words_in(opening) for opening in openings)
    )


def _any(patterns: Iterable[str], text: str) -> bool:
    return any(re.search(pattern.lower(), text) for pattern in patterns)


def of_another_trade(fact: str, case: Case) -> bool:
    """Tell whether a vendor's fact opens with a word of a trade that is not the case's, nor a word of the case.

    What is about a thing that the case names is not.
    """
    told = f"{case.category}\n{case.words}".lower()
    opening = fact[:_OPENING]
    topic = _TOPIC.match(opening)
    if topic and topic.group().lower() in told:
        return False
    own = trades_of(case)
    return any(
        word not in told for trade in categories() if trade not in own for word in trade.words_in(opening)
    ) and not any(trade.words_in(opening) for trade in own)
