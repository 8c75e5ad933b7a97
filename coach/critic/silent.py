"""What stands in a text and says nothing yet: gaps to be filled, and the customer's wish at the head of its answer."""

import re
from functools import lru_cache
from typing import NamedTuple

from coach.critic.reader import Reader
from coach.text import Document, Sentence, normalise

# A gap that somebody has to fill, or a statement that somebody has to confirm.
BLANK = re.compile(r"【(?:要記入|要確認|記入|未記入|未定|確認中)[^】\n]{0,500}】")

# A shortened wish still heads its answer when it keeps this share of it; 「納期:」 alone is a label of the vendor's.
_KEPT = 0.6

# Code points of a line in which its head can end.
_LONGEST = 300

_COLON = re.compile(r"[」』]?\s*(?::|→)\s*")
_WORD = re.compile(r"\w")
_OVERWRITTEN = "＿"


class Head(NamedTuple):
    """The start of a sentence, ``length`` code points, that names a wish of the case as it stands folded."""

    length: int
    wish: str


_NO_HEAD = Head(0, "")


def head(sentence: Sentence, reader: Reader) -> Head:
    """Return the wish of the case with which a sentence begins, going on to answer it; of length 0 where none does."""
    if reader.case is None or (":" not in sentence.text and "→" not in sentence.text):
        return _NO_HEAD
    wishes = _wishes(reader.case.requirements)
    quoted = 1 if sentence.text[:1] in {"「", "『"} else 0
    for colon in _COLON.finditer(sentence.text, 0, _LONGEST):
        named = sentence.text[quoted : colon.start()].strip()
        for wish in wishes if named else ():
            if named in wish and len(named) >= _KEPT * len(wish):
                return Head(colon.end(), wish)
    return _NO_HEAD


@lru_cache(maxsize=8)
def _wishes(requirements: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(normalise(wish) for wish in requirements if wish)


def is_open(sentence: Sentence, reader: Reader) -> bool:
    """Tell whether a sentence only announces what still has to be filled in."""
    if "【" not in sentence.text or not BLANK.search(sentence.text):
        return False
    return not _WORD.search(BLANK.sub("", sentence.text[head(sentence, reader).length :]))


def open_wishes(document: Document, reader: Reader) -> frozenset[str]:
    """Return the wishes, folded, behind which a gap stands where the answer should be."""
    return frozenset(head(s, reader).wish for s in document.sentences if is_open(s, reader)) - {""}


def said(document: Document, reader: Reader) -> str:
    """Return the folded text, gaps and heads overwritten: of the same length, the same text where there are none."""
    text = BLANK.sub(lambda gap: _OVERWRITTEN * len(gap.group()), document.text)
    pieces: list[str] = []
    at = 0
    for sentence in document.sentences:
        length = head(sentence, reader).length
        if length:
            pieces += [text[at : sentence.start], _OVERWRITTEN * length]
            at = sentence.start + length
    return "".join([*pieces, text[at:]]) if pieces else text
