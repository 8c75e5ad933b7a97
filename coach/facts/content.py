"""The words of a sentence that say something, and whether lines have them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach import kanji
from coach.facts.extract import extract
from coach.facts.pool import Source
from coach.facts.words import everyday, same_things
from coach.text import Word, normalise, words

_KANJI = kanji.compiled(r"[一-龠々]+")
# What a time of day may be called, up to which hour.
_PARTS_OF_DAY = (
    (10, ("朝", "早朝", "午前")),
    (12, ("朝", "午前")),
    (17, ("午後",)),
    (24, ("夕方", "夜", "夜間")),
)


@dataclass(frozen=True)
class Known:
    """The words of some source lines: normal forms, synonym groups, and the text itself."""

    normals: frozenset[str]
    synonyms: frozenset[int]
    text: str

    def has(self, word: Word) -> bool:
        """Tell whether the lines have a word, in another form or as another word for the same thing."""
        normal = normal_form(word)
        if normal in self.normals or word.surface in self.text or normal in self.text:
            return True
        if any(group in self.synonyms for group in word.synonyms):
            return True
        # 打ち手 has the verb 打つ.
        if word.pos[0] == "動詞" and (stem := _KANJI.match(normal)) and stem.group() in self.text:
            return True
        return any(other in self.normals or other in self.text for other in same_things().get(normal, ()))

    def names(self, thing: str) -> bool:
        """Tell whether the lines name a thing in any of its words."""
        stem = re.sub(r"[ぁ-ん]$", "", thing)
        return any(
            other in self.text or other in self.normals for other in {stem, *same_things().get(thing, ())}
        )


def known(lines: Sequence[Source]) -> Known:
    """Return the words of source lines. Loads the dictionary."""
    text = "\n".join(normalise(source.text) for source in lines)
    tokens = words(text)
    return Known(
        frozenset((*(normal_form(word) for word in tokens), *_parts_of_day(lines))),
        frozenset(group for word in tokens for group in word.synonyms),
        text,
    )


def _parts_of_day(lines: Sequence[Source]) -> Iterator[str]:
    """Yield what the times of day in the lines may be called: 朝 of 6時から8時."""
    for claim in (claim for line in lines for claim in extract(line.text) if claim.kind == "time"):
        yield from next((names for upto, names in _PARTS_OF_DAY if int(claim.value[:2]) < upto), ())


def is_content(word: Word) -> bool:
    """Tell whether a word says something that not every business letter says."""
    if word.pos[0] == "名詞":
        plain = word.pos[1] not in {"数詞", "非自立"} and word.pos[2] not in {"助数詞", "助数詞可能"}
        return (
            plain and normal_form(word) not in everyday() and (len(word.surface) > 1 or word.surface >= "一")
        )
    return word.pos[0] == "動詞" and word.pos[1] == "一般" and normal_form(word) not in everyday()


def normal_form(word: Word) -> str:
    """Return the dictionary's form of a word without the polite prefix."""
    return word.normal.removeprefix("御").removeprefix("ご")
