"""What a model is told about this reader beside the article's words: needs, lengths, the faults it may report."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from coach.critic.reader import Reader
from coach.customer.case import ITEMS, CustomerType, Item, Kind
from coach.resources import table_beside
from coach.values import Value

GUIDANCE_FILE = Path(__file__).with_name("guidance.toml")


class _Kind(Value):
    length: int
    opening: str
    first_to_go: str


class _Faults(Value):
    ids: tuple[str, ...]
    when: Mapping[str, str] = {}


class _Guidance(Value):
    kinds: Mapping[Kind, _Kind]
    types: Mapping[CustomerType, Mapping[Kind, str]]
    options: Mapping[Item, Mapping[str, Mapping[Kind, str]]]
    faults: tuple[_Faults, ...]


@cache
def _guidance() -> _Guidance:
    return _Guidance.model_validate(table_beside(__file__, "guidance.toml"))


def needs_of(reader: Reader) -> tuple[str, ...]:
    """Return what this reader needs from this kind of text, in Japanese: by type, then by each option chosen."""
    table, kind = _guidance(), reader.kind
    chosen = [(item, reader.options[item]) for item in ITEMS if reader.options[item]]
    return (
        table.types[reader.type][kind],
        *(table.options[item][option][kind] for item, option in chosen),
    )


def opening_of(reader: Reader) -> str:
    """Return how a letter of this kind begins, in Japanese."""
    return _guidance().kinds[reader.kind].opening


def first_to_go_of(reader: Reader) -> str:
    """Return what a text of this kind gives up first where its length does not hold everything, in Japanese."""
    return _guidance().kinds[reader.kind].first_to_go


def length_of(reader: Reader) -> int:
    """Return the length to aim for in characters: the guide of this kind, or the user's own limit where it is less."""
    return min(_guidance().kinds[reader.kind].length, reader.limits.longest[reader.kind])


def faults_for(reader: Reader) -> tuple[str, ...]:
    """Return the ids of the faults that a model may report in a text for this reader, each once."""
    return tuple(
        dict.fromkeys(
            fault
            for row in _guidance().faults
            if all(reader.conditions.get(key) == value for key, value in row.when.items())
            for fault in row.ids
        )
    )
