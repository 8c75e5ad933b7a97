"""Text in comparable form, with the way back: NFKC, one kind of dash and tilde, か月, LF, nothing invisible."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Zero-width, bidirectional and tag characters: they carry no meaning in a business letter and hide words.
INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)

# NFKC leaves these apart although people type them for one another (30〜50万円, 30～50万円, 30-50万円).
_LOOKALIKES = str.maketrans(
    {"〜": "~", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "\u2043": "-", "\u00a0": " "}
)

# Characters that folding leaves as they are; a run of them is copied in one step.
_PLAIN = re.compile(
    r"[\n\x20-\x7e\u3001-\u3019\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u3400-\u9fff\u2460-\u24ff]+"
)

# How people write the counter of months; a カ or ケ behind katakana is the end of another word (アメリカ月間).
MONTHS = "[かカヵヶケ箇]月"
_MONTHS = re.compile("[ヵヶ箇]月|(?<![ァ-ヺー])[カケ]月")

# Escape sequences and control characters: a terminal would obey them, a letter has none.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)

_BREAKS = frozenset("\n\r\u2028\u2029\x85")


class Folded(NamedTuple):
    """A text in comparable form: NFKC, one kind of dash and tilde, months as か月, LF, nothing invisible.

    Circled digits stay (① would become 1 and melt into the figure behind it).
    ``starts[i]`` and ``ends[i]`` are the code points of the source that became ``text[i]``.
    """

    text: str
    starts: list[int]
    ends: list[int]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open span in the source of ``text[start:end]``."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]


def without_escapes(text: str) -> str:
    """Return ``text`` without what a terminal would obey; line ends and tabs stay."""
    return _ESCAPES.sub("", text)


def fold(source: str) -> Folded:
    """Return ``source`` in comparable form, with the way back to it."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, plain in _clusters(source):
        if plain:
            pieces.append(source[start:end])
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            continue
        folded = _fold_cluster(source[start:end])
        pieces.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([end] * len(folded))
    return Folded(_MONTHS.sub("か月", "".join(pieces)), starts, ends)


def normalise(source: str) -> str:
    """Return only the text of ``fold``, for comparing two strings."""
    return fold(source).text


def squeeze(source: str) -> str:
    """Return ``source`` folded and without any white space: the form in which quotes are compared."""
    return re.sub(r"\s+", "", normalise(source))


def _clusters(source: str) -> Iterator[tuple[int, int, bool]]:
    """Yield spans to fold as one: runs that stay as they are, else a character with its marks."""
    at, size = 0, len(source)
    while at < size:
        if run := _PLAIN.match(source, at):
            end = run.end()
            # A mark behind the run belongs to the run's last character.
            if end < size and _is_mark(source[end]):
                end -= 1
            if end > at:
                yield at, end, True
                at = end
                continue
        end = at + 1
        if source[at : at + 2] == "\r\n":
            end += 1
        while source[at] not in _BREAKS and end < size and _is_mark(source[end]):
            end += 1
        yield at, end, False
        at = end


def _is_mark(char: str) -> bool:
    """Whether a character belongs to the one before it: also an invisible one, which may hide a mark behind it."""
    return char in "ﾞﾟ" or unicodedata.combining(char) != 0 or INVISIBLE.match(char) is not None


def _fold_cluster(cluster: str) -> str:
    if cluster[0] in _BREAKS:
        return "\n"
    if "\u2460" <= cluster[0] <= "\u24ff":
        return cluster
    visible = INVISIBLE.sub("", cluster)
    return unicodedata.normalize("NFKC", visible.translate(_LOOKALIKES)).translate(_LOOKALIKES)


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters, by which texts are compared; of one character that itself."""
    return frozenset(text[at : at + 2] for at in range(max(len(text) - 1, 1)))


def shortened(text: str, longest: int) -> str:
    """Return ``text``, beyond ``longest`` code points cut there and marked with …."""
    return text if len(text) <= longest else f"{text[:longest]}…"
