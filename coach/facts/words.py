"""The words by which statements of fact are recognised, read from ``vocabulary.toml``."""

from functools import cache
from typing import Any

from coach.resources import table_beside


@cache
def _table() -> dict[str, Any]:
    return table_beside(__file__, "vocabulary.toml")


@cache
def counters() -> dict[str, str]:
    """Return counter -> the unit under which it is compared (名 and 人 are one unit)."""
    return dict(_table()["counters"])


def credentials() -> dict[str, str]:
    """Return pattern -> canonical name of a credential; an empty name means the words as they stand."""
    return dict(_table()["credentials"])


def professions() -> frozenset[str]:
    """Return the canonical names of licensed trades."""
    return frozenset(_table()["professions"]["names"])


def superlatives() -> tuple[str, ...]:
    """Return the patterns of superlatives."""
    return tuple(_table()["superlatives"]["patterns"])


def promises() -> dict[str, str]:
    """Return pattern -> canonical promise."""
    return dict(_table()["promises"])


@cache
def plain_latin() -> frozenset[str]:
    """Return the Latin words, in lower case, that name no product."""
    return frozenset(_table()["names"]["stop"].split())


@cache
def products() -> dict[str, str]:
    """Return katakana names of products and makers -> the form under which they are compared."""
    return dict(_table()["products"])


@cache
def deliverables() -> frozenset[str]:
    """Return the normal forms of things and services that a vendor promises."""
    return frozenset(_table()["statements"]["deliverables"])


@cache
def everyday() -> frozenset[str]:
    """Return the normal forms that any business letter has and that carry no statement."""
    return frozenset(_table()["statements"]["generic"])


@cache
def same_things() -> dict[str, frozenset[str]]:
    """Return word -> the words for the same thing, where the dictionary knows no bond."""
    groups = _table()["statements"]["aliases"]
    return {
        word: frozenset().union(*(g for g in map(frozenset, groups) if word in g))
        for group in groups
        for word in group
    }


@cache
def everyday_pairs() -> frozenset[str]:
    """Return pairs of characters that two sentences share without being about one thing."""
    return frozenset(_table()["statements"]["pairs"].split())
