"""The article's tables as values: which option votes for which type, and what its chooser thinks."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import tomli
from pydantic import BaseModel, ConfigDict

from coach.customer.case import Item, Kind

Vote = Literal["many", "few"]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Row):
    """One answer that the article places: its wordings on the platform, its vote, the article's thought."""

    id: str
    wordings: tuple[str, ...]
    vote: Vote
    thought: str


class ItemTable(_Row):
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


class TypeTable(_Row):
    """One of the two summary tables."""

    title: str
    place: str
    psychology: str
    focus: Kind


class Article(_Row):
    """All tables of the article."""

    items: Mapping[Item, ItemTable]
    types: Mapping[Vote, TypeTable]


@cache
def article() -> Article:
    """Return the article's tables, read once from ``article.toml``."""
    return Article.model_validate(
        tomli.loads(Path(__file__).with_name("article.toml").read_text(encoding="utf-8"))
    )
