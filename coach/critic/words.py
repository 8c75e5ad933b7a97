"""Patterns as they stand in data: {our_company} in one stands for the list of that name in ``words.toml``.

A pattern or list may stand as an array of its alternatives, each with a comment above it.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from coach.resources import table_beside

_NAMED = re.compile(r"\{([a-z_]+)\}")


def spelled(pattern: str) -> str:
    """Return ``pattern`` with the lists that it names written out. Raises ``ValueError`` for an unknown name."""
    return _NAMED.sub(_listed, pattern) if "{" in pattern else pattern


def _joined(alternatives: Any) -> Any:
    return "|".join(alternatives) if isinstance(alternatives, list) else alternatives


Pattern = Annotated[str, BeforeValidator(_joined), AfterValidator(spelled)]


def _listed(name: re.Match[str]) -> str:
    if name[1] not in _words():
        raise ValueError(f"{name[0]} という語のリストはありません")
    return _words()[name[1]]


@cache
def _words() -> Mapping[str, str]:
    words: dict[str, str] = {}
    table = table_beside(__file__, "words.toml")
    for name, pattern in table.items():
        words[name] = _NAMED.sub(lambda found: words[found.group(1)], _joined(pattern))
    return words
