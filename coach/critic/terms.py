"""What a text is about: content words in normal form, with the market's aliases."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

from coach.resources import table_beside
from coach.text import Word, normalise, words
from coach.values import Value

_SHORT_KATAKANA = re.compile(r"[ァ-ヶー]{1,2}")

AliasGroups = tuple[tuple[str, ...], ...]


def _in_small_letters(groups: AliasGroups) -> AliasGroups:
    return tuple(tuple(map(str.lower, group)) for group in groups)


class Vocabulary(Value):
    """Words that say nothing about one case, groups of words for one thing, and how the words of a wish count."""

    generic: frozenset[str]
    aliases: Annotated[AliasGroups, AfterValidator(_in_small_letters)]
    replies: Annotated[AliasGroups, AfterValidator(_in_small_letters)]
    verbs: frozenset[str]
    heads: frozenset[str]
    when: frozenset[str]
    times: frozenset[str]
    prices: frozenset[str]
    acts: frozenset[str]
    plain: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the shipped vocabulary (``vocabulary.toml``), whose words stand folded there."""
    return Vocabulary.model_validate(table_beside(__file__, "vocabulary.toml"))


def is_content(word: Word) -> bool:
    """Tell whether a word can carry the subject of a case: nouns and names, longer than a kana or digit."""
    if word.pos[0] != "名詞" or word.pos[1] in {"数詞", "非自立"}:
        return False
    if word.pos[2] in {"助数詞", "副詞可能"} or word.normal in vocabulary().generic:
        return False
    return len(word.surface) > 1 or ("一" <= word.surface <= "龠" and word.pos[1] == "固有名詞")


class Terms(NamedTuple):
    """The content of a text: normal forms, synonym groups of the dictionary, alias groups."""

    normals: frozenset[str]
    synonyms: frozenset[int]
    aliases: frozenset[int]


def terms(tokens: Iterable[Word], text: str, extra: AliasGroups = (), replies: bool = False) -> Terms:
    """Return the content of a folded ``text``, whose words are ``tokens``; ``extra`` are the user's alias groups.

    With ``replies`` its alias groups are also those of the words in which vendors answer what customers ask for.
    """
    content = [word for word in tokens if is_content(word)]
    return Terms(
        normals=frozenset(word.normal.lower() for word in content),
        synonyms=frozenset(group for word in content for group in word.synonyms),
        aliases=_groups_in(text.lower(), extra, replies),
    )


def alias_groups(extra: AliasGroups, replies: bool = False) -> AliasGroups:
    """Return the groups to which the indices in ``Terms.aliases`` point."""
    return vocabulary().aliases + extra + (vocabulary().replies if replies else ())


@cache
def _alias_words(extra: AliasGroups, replies: bool) -> dict[str, list[tuple[str, frozenset[int]]]]:
    """Return every alias word with the indices of its groups, by its first character."""
    groups: dict[str, set[int]] = {}
    for index, group in enumerate(alias_groups(extra, replies)):
        for word in group:
            groups.setdefault(word, set()).add(index)
    words_by_head: dict[str, list[tuple[str, frozenset[int]]]] = {}
    for word, found in groups.items():
        words_by_head.setdefault(word[0], []).append((word, frozenset(found)))
    return words_by_head


def _groups_in(text: str, extra: AliasGroups, replies: bool) -> frozenset[int]:
    known = _alias_words(extra, replies)
    candidates = (entry for head in set(text) & known.keys() for entry in known[head])
    return frozenset().union(*(groups for word, groups in candidates if word in text and _stands(word, text)))


def _stands(word: str, text: str) -> bool:
    """Tell whether a word stands in a text for itself: not inside another of its kind, HP in HPA or ラフ in グラフ."""
    if _SHORT_KATAKANA.fullmatch(word):
        return re.search(rf"(?<![ァ-ヶー]){word}(?![ァ-ヶー])", text) is not None
    if not word.isascii():
        return True
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text) is not None


@lru_cache(maxsize=256)
def terms_of(text: str, extra: AliasGroups = (), replies: bool = False) -> Terms:
    """Return the content of a text that has not been cut into words yet."""
    folded = normalise(text)
    return terms(words(folded), folded, extra, replies)
