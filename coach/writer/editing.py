"""Replacements that a model proposes, applied by code: what they do not name cannot change."""

from collections.abc import Iterable
from dataclasses import dataclass

from coach.results import Change
from coach.spans import Taken, with_break
from coach.writer.quotes import Quoted
from coach.writer.schemas import Edit

_ABSENT = "置き換える言葉が元の文章に見当たりません。"
_AMBIGUOUS = "置き換える言葉が元の文章に2か所以上あり、場所を決められません。"
_IDLE = "置き換えても文章が変わりません。"
_OVERLAPS = "ほかの直しと場所が重なっています。"
_EMPTIES = "直すと文章が空になります。"


@dataclass(frozen=True, slots=True)
class Edited:
    """A text after its edits. ``applied`` stand in the order of the text, ``rejected`` with the reason in Japanese."""

    text: str
    applied: tuple[Change, ...] = ()
    rejected: tuple[tuple[Edit, str], ...] = ()


def apply_edits(text: str, edits: Iterable[Edit]) -> Edited:
    """Return ``text`` with every edit applied whose words stand in it exactly once, the first of two that overlap.

    Words are looked for as they are, then folded (NFKC) and without white space. A line of which nothing is left
    goes with its line break. An edit that changes nothing, or edits that would leave nothing, are rejected.
    """
    quoted = Quoted(text)
    taken = Taken()
    fitting: list[tuple[int, int, Edit]] = []
    rejected: list[tuple[Edit, str]] = []
    for edit in edits:
        place = _place(quoted, edit.find)
        if isinstance(place, str):
            rejected.append((edit, place))
            continue
        if text[slice(*place)] == edit.replace:
            rejected.append((edit, _IDLE))
            continue
        start, end = with_break(text, *place) if not edit.replace.strip() else place
        if taken.take(start, end):
            fitting.append((start, end, edit))
        else:
            rejected.append((edit, _OVERLAPS))
    fitting.sort(key=lambda found: found[0])
    result = _replaced(text, fitting)
    if fitting and not result.strip():
        return Edited(text, (), (*rejected, *((edit, _EMPTIES) for _, _, edit in fitting)))
    applied = tuple(
        Change(before=edit.find, after=edit.replace, reason=edit.reason) for _, _, edit in fitting
    )
    return Edited(result, applied, tuple(rejected))


def _replaced(text: str, edits: list[tuple[int, int, Edit]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, edit in edits:
        pieces += (text[done:start], edit.replace)
        done = end
    return "".join((*pieces, text[done:]))


def _place(quoted: Quoted, words: str) -> tuple[int, int] | str:
    """Return the only span of ``words``, or why there is none."""
    spans = quoted.spans(words)
    if not spans:
        return _ABSENT
    return spans[0] if len(spans) == 1 and quoted.text.find(words, spans[0][0] + 1) < 0 else _AMBIGUOUS
