"""The sentences of a text that can answer something, each with what it is read together with."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from coach.critic.reader import Reader
from coach.critic.silent import behind_the_repeat, introduces, is_open
from coach.critic.terms import Terms, terms
from coach.text import Document, Sentence

# Within so many sentences the vendor says who writes.
_OPENING = 5

# The longest line without a stop that stands over others, code points.
_LONGEST_HEAD = 40

# What a price leaves out: 「(LAN配線を含み、家具と原状回復は別)」 speaks of no wish for it.
_LEFT_OUT = re.compile(r"(?<=[、(])[^、。()]{1,20}は(?:別|別途|含まず|対象外)(?=\))")

# A heading that says something itself: behind a mark, or as a statement.
_ANSWERING_HEAD = re.compile(r"(?:[:→]|\.\.\.|…)\s*[^\s】]{2}|(?:ます|です|ません|可能|円|込み?)[】」。)]*$")


class Passage(NamedTuple):
    """A sentence with what it is read together with: the line that heads it, and the sentence behind it.

    ``own`` is what the sentence says for the vendor, behind what only repeats the customer.
    """

    sentence: Sentence
    own: str
    head: Sentence | None
    following: Sentence | None
    announces: bool


def passages_of(document: Document, reader: Reader) -> Iterator[Passage]:
    """Yield the sentences that can answer something, in order."""
    told = [
        sentence
        for sentence in document.sentences
        if sentence.kind not in {"address", "signature"} and not is_open(sentence, reader)
    ]
    told = [sentence for at, sentence in enumerate(told) if at >= _OPENING or not introduces(sentence.text)]
    heads = _heads_of(document, told)
    heading = set(heads.values())
    for sentence, after in zip_longest(told, told[1:]):
        beside = after if after and not document.text[sentence.end : after.start].count("\n\n") else None
        yield Passage(
            sentence,
            sentence.text[behind_the_repeat(sentence.text) :],
            heads.get(sentence),
            beside if beside not in heading else None,
            announces=sentence in heading and not _ANSWERING_HEAD.search(sentence.text),
        )


def _heads_of(document: Document, told: list[Sentence]) -> dict[Sentence, Sentence]:
    """Return for each sentence of a section the line that heads it; a blank line ends the section."""
    found: dict[Sentence, Sentence] = {}
    head: Sentence | None = None
    for sentence, before, after in zip(told, (None, *told), (*told[1:], None), strict=False):
        if before and head and before is not head and "\n\n" in document.text[before.end : sentence.start]:
            head = None
        if after and _is_head(sentence, before, after, document.text):
            head = sentence
        elif head:
            found[sentence] = head
    return found


def _is_head(sentence: Sentence, before: Sentence | None, after: Sentence, text: str) -> bool:
    """Tell whether a line stands over others: a heading, a list item above running text, a short line without a stop."""
    if "\n" not in text[sentence.end : after.start] or (
        before and "\n" not in text[before.end : sentence.start]
    ):
        return False
    if sentence.kind == "heading":
        return after.kind != "heading"
    if sentence.kind == "bullet":
        return after.kind == "prose" and "\n\n" not in text[sentence.end : after.start]
    return len(sentence.text) <= _LONGEST_HEAD and sentence.text[-1] not in "。!、"


class Held:
    """The content of each sentence, worked out when first asked for: a long text is rarely read to its end."""

    def __init__(self, document: Document, reader: Reader) -> None:
        self.document, self.reader = document, reader
        self._terms: dict[int, Terms] = {}

    def of(self, sentence: Sentence) -> Terms:
        """Return the content of a sentence."""
        if sentence.start not in self._terms:
            left_out = [match.span() for match in _LEFT_OUT.finditer(sentence.text)]
            tokens = [
                word
                for word in self.document.words_in(sentence.start, sentence.end)
                if not any(start <= word.start - sentence.start < end for start, end in left_out)
            ]
            text = _LEFT_OUT.sub("", sentence.text)
            self._terms[sentence.start] = terms(tokens, text, self.reader.aliases, replies=True)
        return self._terms[sentence.start]
