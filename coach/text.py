"""Text as the critic sees it: folded for matching, cut into lines, sentences and words, always traceable.

Every position that leaves this module through ``Document.source_span`` counts code points of the text
exactly as the user gave it, so ``source[start:end]`` is what the user wrote, whatever stood there: ㈱, 𠮷,
emoji, half-width kana, CRLF.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from coach.company import HONORIFIC, ORGANISATION
from coach.dictionary import tokenizer
from coach.folding import Folded, bigrams, fold, normalise, shortened, squeeze

__all__ = [
    "Document",
    "Folded",
    "Line",
    "LineKind",
    "Sentence",
    "Word",
    "bigrams",
    "fold",
    "normalise",
    "shortened",
    "squeeze",
    "words",
]

LineKind = Literal["blank", "heading", "bullet", "address", "signature", "prose"]


class Line(NamedTuple):
    """One line of the folded text, ``text[start:end]`` without its line break."""

    start: int
    end: int
    kind: LineKind


class Sentence(NamedTuple):
    """A stretch of the folded text up to 。!? or the line's end; list marks and indents left out."""

    start: int
    end: int
    text: str
    kind: LineKind


class Word(NamedTuple):
    """A word as SudachiPy cuts it (mode C), placed in the text that was given."""

    surface: str
    normal: str
    pos: tuple[str, ...]
    start: int
    end: int
    synonyms: tuple[int, ...] = ()


_HEADING = re.compile(r"\s*(?:[■□◆◇●▼▽★☆▶◎]|【[^】\n]{1,40}】\s*$|《|≪|<<|#{1,6} |[-=~*_]{3,}\s*$)")
_BULLET = re.compile(
    r"\s*(?:[・･•◦▪‣*○]|-\s|-(?=[^\x00-\x7f])|[0-9]{1,2}[.)、](?![0-9])|\([0-9]{1,2}\)|[\u2460-\u2473]|[ア-ン]\)|※|→)\s*"
)
_ADDRESS = re.compile(rf".{{1,60}}(?:{HONORIFIC})[、,]?\s*$")
_CONTACT = re.compile(
    rf"{ORGANISATION}|TEL|Tel|電話|FAX|Mail|E-?mail|メール|https?://|〒|@|[0-9]{{2,4}}-[0-9]{{2,4}}-[0-9]{{3,4}}"
)
_IN_ADDRESS = re.compile(r"[!-~][!?]+[」』)】”\"]*[A-Za-z0-9=&/_%]")
_STOP = re.compile(r"[。!?]+[」』)】”\"]*")
_OPEN = dict(zip("「『(【[", "」』)】]", strict=True))
_BRACKET = re.compile(r"[「『(【\[」』)】\]]")


class Document:
    """A draft, folded and cut. Positions inside are of the folded text; ``source_span`` leads back."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._folded = fold(source)
        self.text = self._folded.text

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the text as given, in code points."""
        return self._folded.source_span(start, end)

    def quote(self, start: int, end: int) -> str:
        """Return the words as given that stand at ``text[start:end]``."""
        first, last = self.source_span(start, end)
        return self.source[first:last]

    @cached_property
    def squeezed(self) -> str:
        """The text without any white space, for looking up whether words stand in it."""
        return squeeze(self.text)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines in order, each with the part it plays in a letter."""
        return list(_lines(self.text))

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences in order; headings, list items and address lines count as sentences of that kind."""
        return [sentence for line in self.lines for sentence in _sentences(self.text, line)]

    @cached_property
    def prose(self) -> list[Sentence]:
        """The sentences of running text only."""
        return [sentence for sentence in self.sentences if sentence.kind == "prose"]

    @cached_property
    def words(self) -> list[Word]:
        """All words with their places in ``text``. Loads the dictionary at the first use."""
        return words(self.text)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, position: int) -> Sentence | None:
        """Return the sentence around ``text[position]``, or None between sentences."""
        index = bisect_right(self._sentence_starts, position) - 1
        if index < 0 or position >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def sentences_in(self, start: int, end: int) -> list[Sentence]:
        """Return the sentences that begin inside ``text[start:end]``."""
        low = bisect_left(self._sentence_starts, start)
        high = bisect_left(self._sentence_starts, end)
        return self.sentences[low:high]

    @cached_property
    def _source_starts(self) -> list[int]:
        return [self.source_span(sentence.start, sentence.end)[0] for sentence in self.sentences]

    def sentence_index(self, source_position: int) -> int:
        """Return the index of the last sentence that begins at or before a place in the text as given."""
        return bisect_right(self._source_starts, source_position) - 1

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    def words_in(self, start: int, end: int) -> list[Word]:
        """Return the words that begin inside ``text[start:end]``."""
        low = bisect_right(self._word_starts, start - 1)
        high = bisect_right(self._word_starts, end - 1)
        return self.words[low:high]


def _lines(text: str) -> Iterator[Line]:
    spans: list[tuple[int, int]] = []
    start = 0
    for raw in text.split("\n"):
        spans.append((start, start + len(raw)))
        start += len(raw) + 1
    signature_from = _signature_start(text, spans)
    addressed = _address_end(text, spans)
    for index, (start, end) in enumerate(spans):
        line = text[start:end]
        kind: LineKind = (
            "address" if index < addressed and line.strip() else _line_kind(line, index, signature_from)
        )
        yield Line(start, end, kind)


def _address_end(text: str, spans: list[tuple[int, int]]) -> int:
    """Return how many lines at the head name the addressee: company, department, then the name with 様 or 御中."""
    for index, (start, end) in enumerate(spans[:4]):
        line = text[start:end]
        if _ADDRESS.fullmatch(line):
            return index + 1
        if len(line) > 40 or re.search(r"[。!?]", line):
            return 0
    return 0


def _line_kind(line: str, index: int, signature_from: int) -> LineKind:
    if not line.strip():
        return "blank"
    if index >= signature_from:
        return "signature"
    if _HEADING.match(line):
        return "heading"
    if _BULLET.match(line):
        return "bullet"
    if _ADDRESS.fullmatch(line):
        return "address"
    return "prose"


def _signature_start(text: str, spans: list[tuple[int, int]]) -> int:
    """Return the index of the first line of the closing signature, or the number of lines."""
    first = len(spans)
    contact = False
    for index in range(len(spans) - 1, max(len(spans) - 12, 0) - 1, -1):
        line = text[slice(*spans[index])].strip()
        if not line:
            if contact:
                break
            continue
        if len(line) > 60 or re.search(r"[。!?、]|です|ます", line):
            break
        contact = contact or bool(_CONTACT.search(line))
        first = index
    # A text that is nothing but such lines is no signature.
    return first if contact and first > 0 else len(spans)


def _sentences(text: str, line: Line) -> Iterator[Sentence]:
    if line.kind == "blank":
        return
    start, end = line.start, line.end
    if line.kind == "bullet" and (mark := _BULLET.match(text, start, end)):
        start = mark.end()
    for begin, stop in _cuts(text, start, end):
        while begin < stop and text[begin].isspace():
            begin += 1
        while stop > begin and text[stop - 1].isspace():
            stop -= 1
        if begin < stop:
            yield Sentence(begin, stop, text[begin:stop], line.kind)


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one line behind 。!? outside brackets; a ? inside an address of the web is no end."""
    closers = _bracketed(text, start, end)
    begin = start
    for stop in _STOP.finditer(text, start, end):
        at = stop.start()
        inside = bisect_right(closers, (at, end)) - 1
        if inside >= 0 and closers[inside][0] < at < closers[inside][1]:
            continue
        if text[at] in "!?" and _IN_ADDRESS.match(text, max(at - 1, start), end):
            continue
        yield begin, stop.end()
        begin = stop.end()
    if begin < end:
        yield begin, end


def _bracketed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost bracketed spans of a line; a bracket that never closes opens nothing."""
    spans: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for bracket in _BRACKET.finditer(text, start, end):
        char, at = bracket.group(), bracket.start()
        if char in _OPEN:
            stack.append((_OPEN[char], at))
        elif stack and any(closer == char for closer, _ in stack[-3:]):
            while stack[-1][0] != char:
                stack.pop()
            _, opened = stack.pop()
            while spans and spans[-1][0] > opened:
                spans.pop()
            spans.append((opened, at))
    return spans


# SudachiPy takes 49,149 bytes a call; a code point is at most four.
_CHUNK = 12_000


def words(text: str) -> list[Word]:
    """Return the words of ``text`` with their places in it, in code points.

    Loads SudachiPy and its core dictionary (about 0.1 s) at the first call of the process.
    """
    found: list[Word] = []
    for start, end in _chunks(text):
        for token in tokenizer().tokenize(text[start:end].replace("\n", " ")):
            surface = token.surface()
            if not surface.isspace():
                found.append(
                    Word(
                        surface,
                        token.normalized_form(),
                        token.part_of_speech(),
                        start + token.begin(),
                        start + token.end(),
                        tuple(token.synonym_group_ids()),
                    )
                )
    return found


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut at sentence ends where there are any, so that no word is torn."""
    start = 0
    for stop in re.finditer(r"[。!?\n]+|\Z", text):
        while stop.end() - start > _CHUNK:
            yield start, start + _CHUNK
            start += _CHUNK
        if stop.end() > start:
            yield start, stop.end()
            start = stop.end()
