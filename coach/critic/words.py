"""Patterns as they stand in data: {our_company} in one stands for the list of that name in ``words.toml``."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

from coach.resources import table_beside

_NAMED = re.compile(r"\{([a-z_]+)\}")


def spelled(pattern: str) -> str:
    """Return ``pattern`` with the lists that it names written out. Raises ``ValueError`` for an unknown name."""
    return _NAMED.sub(_listed, pattern) if "{" in pattern else pattern


Pattern = Annotated[str, AfterValidator(spelled)]


def _listed(name: re.Match[str]) -> str:
    if name[1] not in _words():
        raise ValueError(f"{name[0]} という語のリストはありません")
    return _words()[name[1]]


@cache
def _words() -> Mapping[str, str]:
    words: dict[str, str] = {}
    table = table_beside(__file__, "words.toml")
    for name, pattern in table.items():
        words[name] = _NAMED.sub(lambda found: words[found.group(1)], pattern)
    return words
