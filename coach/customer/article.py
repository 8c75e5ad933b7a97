"""The article's tables as values: which option votes for which type, and what its chooser thinks."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from coach.customer.case import Item, Kind
from coach.resources import table_beside
from coach.values import Value

Vote = Literal["many", "few"]


class Option(Value):
    """One answer that the article places: its wordings on the platform, its vote, the article's thought."""

    id: str
    wordings: tuple[str, ...]
    vote: Vote
    thought: str


class ItemTable(Value):
    """The article's table for one of the four items."""

    label: str
    place: str
    options: tuple[Option, ...]

    def option(self, option_id: str) -> Option:
        """Return the option with this id. Raises ``KeyError`` when the table has none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


class TypeTable(Value):
    """One of the two summary tables."""

    title: str
    place: str
    psychology: str
    focus: Kind


class Article(Value):
    """All tables of the article."""

    items: Mapping[Item, ItemTable]
    types: Mapping[Vote, TypeTable]


@cache
def article() -> Article:
    """Return the article's tables, read once from ``article.toml``."""
    return Article.model_validate(table_beside(__file__, "article.toml"))
