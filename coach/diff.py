"""What changed between two versions of a text: sentences are lined up first, words compared inside each pair.

Lining up first keeps a changed sentence from being matched with scraps of its neighbours, and keeps the cost
near linear; every comparison of all with all is bounded.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from coach.text import bigrams, words

Op = Literal["equal", "replace", "insert", "delete"]

# An equal stretch shorter than this (code points) between two changes reads as part of the change.
_ISLAND = 3

# Two sentences are versions of one another when they share this much of their character pairs (Dice), or when
# the shorter one stands almost whole in the longer one. Unrelated polite sentences share about 0.2.
_ALIKE = 0.4
_CONTAINED = 0.6
_TELLING = 6

# Most comparisons of a sentence with a sentence in one text, and of a word with a word in one pair.
_SENTENCE_CELLS = 250_000
_WORD_CELLS = 40_000

_UNIT = re.compile(r"[^。！？!?\r\n]*(?:[。！？!?]+[」』）】)”\"]*)?\s*")
_SPACE = re.compile(r"\r\n|[\r\n]|[^\S\r\n]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Joiners, variation selectors, half-width voicing marks and skin tones belong to the character before them.
_CLINGS = frozenset("\u200d\ufe0e\ufe0fﾞﾟ\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of both versions. ``insert`` has an empty ``before``, ``delete`` an empty ``after``.

    The two sides of ``equal`` read alike: they differ at most in the code of line breaks (CRLF, LF) and in the
    composition of characters (か with a combining mark against が).
    """

    op: Op
    before: str
    after: str


def diff(before: str, after: str) -> tuple[Edit, ...]:
    """Return the changes from ``before`` to ``after`` in reading order; no two neighbours have the same op.

    The ``before`` of all edits joined give ``before`` exactly, the ``after`` of all give ``after``. What moved
    is deleted in one place and inserted whole in the other.
    """
    edits = (edit for left, right in _pairs(_units(before), _units(after)) for edit in _within(left, right))
    return tuple(
        Edit(op, "".join(edit.before for edit in run), "".join(edit.after for edit in run))
        for op, group in groupby(edits, key=lambda edit: edit.op)
        for run in [list(group)]
    )


def change_ratio(edits: Iterable[Edit]) -> float:
    """Return the share, 0 to 1, of the code points of both versions that were deleted or inserted."""
    changed = total = 0
    for edit in edits:
        size = len(edit.before) + len(edit.after)
        total += size
        changed += 0 if edit.op == "equal" else size
    return changed / total if total else 0.0


def _units(text: str) -> list[str]:
    """Cut into sentences, each with the white space behind it, so that nothing is lost."""
    return [unit for unit in _UNIT.findall(text) if unit]


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Yield versions of one sentence together, and what has no counterpart with an empty string."""
    old_keys, new_keys = [_key(unit).strip() for unit in old], [_key(unit).strip() for unit in new]
    widest = max(_SENTENCE_CELLS // max(len(old), len(new), 1), 8)
    from_old = from_new = 0
    for at_old, at_new in [*_fixed(old_keys, new_keys), (len(old), len(new))]:
        gap = old_keys[from_old:at_old], new_keys[from_new:at_new]
        for left, right in _between(*gap, widest):
            yield "".join(old[from_old + i] for i in left), "".join(new[from_new + i] for i in right)
        if at_old < len(old):
            yield old[at_old], new[at_new]
        from_old, from_new = at_old + 1, at_new + 1


def _fixed(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return places that certainly belong together: common beginning and end, and what is unique in both
    versions, as far as it kept its order."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    tail = next((i for i in range(shorter - head) if old[-1 - i] != new[-1 - i]), shorter - head)
    last_old, last_new = len(old) - tail, len(new) - tail
    once = {key for key, count in Counter(new[head:last_new]).items() if count == 1}
    once &= {key for key, count in Counter(old[head:last_old]).items() if count == 1}
    place = {new[j]: j for j in range(head, last_new) if new[j] in once}
    middle = _rising([(i, place[old[i]]) for i in range(head, last_old) if old[i] in once])
    ends = [(last_old + i, last_new + i) for i in range(tail)]
    return [*((i, i) for i in range(head)), *middle, *ends]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs, in order, whose second places rise."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(tops, place)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [place]
        ends[at : at + 1] = [index]
    run: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _between(old: Sequence[str], new: Sequence[str], widest: int) -> Iterator[tuple[range, range]]:
    """Yield which sentences of a gap belong together; unpaired ones of one side come in one piece."""
    pieces = 1
    if len(old) * len(new) > widest * widest:
        pieces = -(-max(len(old), len(new)) // widest)
    at_old = at_new = 0
    for piece in range(1, pieces + 1):
        end_old, end_new = len(old) * piece // pieces, len(new) * piece // pieces
        matched = _alike(old[at_old:end_old], new[at_new:end_new])
        for i, j in [*((at_old + i, at_new + j) for i, j in matched), (end_old, end_new)]:
            if at_old < i:
                yield range(at_old, i), range(0)
            if at_new < j:
                yield range(0), range(at_new, j)
            if i < end_old and j < end_new:
                yield range(i, i + 1), range(j, j + 1)
            at_old, at_new = min(i + 1, end_old), min(j + 1, end_new)


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of versions, in order, that share the most text in all."""
    if not old or not new:
        return []
    left, right = [bigrams(key) for key in old], [bigrams(key) for key in new]
    best = [[0] * (len(new) + 1)]
    weights: list[list[int]] = []
    for i in range(len(old) - 1, -1, -1):
        below, row = best[-1], [0] * (len(new) + 1)
        shared = [_shared(left[i], grams) for grams in right]
        for j in range(len(new) - 1, -1, -1):
            skip = max(below[j], row[j + 1])
            row[j] = max(skip, below[j + 1] + shared[j]) if shared[j] else skip
        best.append(row)
        weights.append(shared)
    best.reverse()
    weights.reverse()
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if weights[i][j] and best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how many character pairs two versions of a sentence share; 0 for different sentences."""
    count = len(one & other)
    smaller, both = min(len(one), len(other)), len(one) + len(other)
    alike = 2 * count >= _ALIKE * both or (smaller >= _TELLING and count >= _CONTAINED * smaller)
    return count if alike else 0


def _within(left: str, right: str) -> Iterator[Edit]:
    """Yield the changes inside one pair, by words."""
    if not left or not right or _key(left) == _key(right):
        yield _edit(left, right)
        return
    stretches = list(_stretches(_tokens(left), _tokens(right)))
    last = len(stretches) - 1
    run_before = run_after = ""
    for index, (equal, before, after) in enumerate(stretches):
        island = 0 < index < last and len(before) < _ISLAND and not before.isspace()
        if equal and not island:
            if run_before or run_after:
                yield _edit(run_before, run_after)
            yield Edit("equal", before, after)
            run_before = run_after = ""
        else:
            run_before += before
            run_after += after
    if run_before or run_after:
        yield _edit(run_before, run_after)


def _edit(before: str, after: str) -> Edit:
    op: Op = "delete" if not after else "insert" if not before else "replace"
    return Edit("equal" if _key(before) == _key(after) else op, before, after)


def _tokens(text: str) -> list[str]:
    """Cut into words and single line breaks; a mark stays with the character that carries it."""
    cuts = {len(text)}
    for word in words(_SURROGATE.sub("\ufffd", text)):
        cuts |= {word.start, word.end}
    for space in _SPACE.finditer(text):
        cuts |= {space.start(), space.end()}
    ends = sorted(cut for cut in cuts if cut and not _is_inside(text, cut))
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _is_inside(text: str, at: int) -> bool:
    if at >= len(text):
        return False
    here, before = text[at], text[at - 1]
    clings = here in _CLINGS or unicodedata.category(here).startswith("M")
    return clings or before == "\u200d" or (before == "\r" and here == "\n")


def _stretches(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Yield equal and changed stretches in turn, as text."""
    old_keys, new_keys = [_key(token) for token in old], [_key(token) for token in new]
    spans: list[tuple[bool, int, int, int, int]] = []
    if len(old) * len(new) <= _WORD_CELLS:
        spans += _matched(old_keys, new_keys, 0, len(old), 0, len(new))
    else:
        from_old = from_new = 0
        for i, j in [*_fixed(old_keys, new_keys), (len(old), len(new))]:
            spans += _matched(old_keys, new_keys, from_old, i, from_new, j)
            if i < len(old):
                spans.append((True, i, i + 1, j, j + 1))
            from_old, from_new = i + 1, j + 1
    for equal, group in groupby(spans, key=lambda span: span[0]):
        run = list(group)
        yield equal, "".join(old[run[0][1] : run[-1][2]]), "".join(new[run[0][3] : run[-1][4]])


def _matched(
    old: list[str], new: list[str], from_old: int, to_old: int, from_new: int, to_new: int
) -> Iterator[tuple[bool, int, int, int, int]]:
    if from_old == to_old and from_new == to_new:
        return
    if (to_old - from_old) * (to_new - from_new) > _WORD_CELLS:
        yield False, from_old, to_old, from_new, to_new
        return
    left, right = old[from_old:to_old], new[from_new:to_new]
    # difflib's default drops frequent words from 200 on.
    for op, i, i_end, j, j_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        yield op == "equal", from_old + i, from_old + i_end, from_new + j, from_new + j_end
