"""What a text is about: content words in normal form, with the market's aliases."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach.text import Word, normalise, words

AliasGroups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Vocabulary:
    """Words that say nothing about one case, and groups of words for one thing."""

    generic: frozenset[str]
    aliases: AliasGroups


@cache
def vocabulary() -> Vocabulary:
    """Return the shipped vocabulary (``vocabulary.toml``)."""
    table = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))
    aliases = tuple(tuple(normalise(word).lower() for word in group) for group in table["aliases"])
    return Vocabulary(frozenset(table["generic"]), aliases)


def is_content(word: Word) -> bool:
    """Tell whether a word can carry the subject of a case: nouns and names, longer than a kana or digit."""
    if word.pos[0] != "名詞" or word.pos[1] in {"数詞", "非自立"}:
        return False
    if word.pos[2] in {"助数詞", "副詞可能"} or word.normal in vocabulary().generic:
        return False
    return (
        len(word.surface) > 1
        or re.fullmatch(r"[一-龠]", word.surface) is not None
        and word.pos[1] == "固有名詞"
    )


@dataclass(frozen=True)
class Terms:
    """The content of a text: normal forms, synonym groups of the dictionary, alias groups, figures."""

    normals: frozenset[str]
    synonyms: frozenset[int]
    aliases: frozenset[int]


def terms(tokens: Iterable[Word], text: str, extra: AliasGroups = ()) -> Terms:
    """Return the content of a folded ``text``, whose words are ``tokens``; ``extra`` are the user's alias groups."""
    content = [word for word in tokens if is_content(word)]
    return Terms(
        normals=frozenset(word.normal.lower() for word in content),
        synonyms=frozenset(group for word in content for group in word.synonyms),
        aliases=_alias_groups(text.lower(), extra),
    )


@cache
def _alias_finder(extra: AliasGroups) -> tuple[re.Pattern[str], dict[str, frozenset[int]]]:
    """Return one pattern for all alias words and the groups of each; Latin ones stand alone (HP is not in HPA)."""
    groups: dict[str, set[int]] = {}
    for index, group in enumerate(vocabulary().aliases + extra):
        for word in group:
            groups.setdefault(word, set()).add(index)
    patterns = [
        rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word)
        for word in sorted(groups, key=len, reverse=True)
    ]
    return re.compile("|".join(patterns)), {word: frozenset(found) for word, found in groups.items()}


def _alias_groups(text: str, extra: AliasGroups) -> frozenset[int]:
    pattern, groups = _alias_finder(extra)
    found: set[int] = set()
    at = 0
    # One step on behind each hit: a shorter word may begin inside a longer one (採用ページ in 新規採用ページ).
    while hit := pattern.search(text, at):
        for end in range(hit.start() + 1, hit.end() + 1):
            found |= groups.get(text[hit.start() : end], frozenset())
        at = hit.start() + 1
    return frozenset(found)


def terms_of(text: str, extra: AliasGroups = ()) -> Terms:
    """Return the content of a text that has not been cut into words yet."""
    folded = normalise(text)
    return terms(words(folded), folded, extra)
