"""A vendor's fact as a letter says it: 「作れる」 becomes 「作れます」; what has no safe polite form stays as it is."""

import re
from functools import lru_cache

from coach.text import Word, words

# What ends a statement: 。, the end, or a closing note in brackets.
_ENDS = re.compile(
    r"(?=。)|(?=\([^()]{1,80}\)(?:。|$))|(?=（[^（）]{1,80}）(?:。|$))|(?<=[^\s。])(?=[)）](?:。|$))|$"
)

# 「導入は3か月。うち2か月は並行計算」: a time it takes that another statement follows is a statement, too.
_TAKES = re.compile(r"(?<=は)((?:約|およそ|最短)?[0-9]{1,3}(?:営業日|日|週間|[か-ヶカ-ヵ箇]月))。(?=.)")

# The last kana of a verb's stem before ます, by the row of its conjugation.
_I_ROW = dict(zip("カガサタナバマラワ", "きぎしちにびみりい", strict=True))
_ONE_STEP = ("上一段", "下一段", "助動詞-レル", "助動詞-ラレル")
# At the end of a statement the dictionary takes some verbs for the form before a noun, which is spelled the same.
_FINAL = ("終止形", "連体形")


@lru_cache(maxsize=512)
def polite(fact: str) -> str:
    """Return a fact with its plain endings made polite, without its last full stop. Loads the dictionary."""
    fact = fact.rstrip("。 ")
    pieces: list[str] = []
    at = 0
    for end in _ENDS.finditer(fact):
        if end.start() > at:
            pieces.append(_polite_end(fact[at : end.start()]))
            at = end.start()
    return _TAKES.sub(r"\1です。", "".join(pieces))


def _polite_end(piece: str) -> str:
    tokens = words(piece)
    if not tokens or tokens[-1].end != len(piece):
        return piece
    last = tokens[-1]
    before = tokens[-2] if tokens[1:] else None
    if not _form(last).startswith(_FINAL):
        return piece
    match _type(last):
        case "助動詞-タ":
            return _past(piece, tokens)
        case "助動詞-ナイ" if before and (stem := _negative_stem(before)):
            return piece[: before.start] + stem + "ません"
        case "助動詞-ダ":
            return piece[: last.start] + "です"
        case "形容詞" if last.surface == "ない":
            return (
                piece[: last.start] + "ありません"
                if before and before.surface in {"は", "が", "も"}
                else piece
            )
        case "形容詞":
            return piece + "です"
    if last.surface == "ある" and before and _type(before) == "助動詞-ダ":
        return piece[: before.start] + "です"
    stem = _stem(last)
    return piece[: last.start] + stem + "ます" if stem else piece


def _past(piece: str, tokens: list[Word]) -> str:
    before = tokens[-2] if tokens[1:] else None
    if before is None:
        return piece
    if _type(before) == "助動詞-ダ":
        return piece[: before.start] + "でした"
    if before.surface == "なかっ":
        verb = tokens[-3] if tokens[2:] else None
        if _type(before) == "助動詞-ナイ" and verb and (stem := _negative_stem(verb)):
            return piece[: verb.start] + stem + "ませんでした"
        spoken_of = verb is not None and verb.surface in {"は", "が", "も"}
        return piece[: before.start] + "ありませんでした" if spoken_of else piece
    if _type(before) == "形容詞":
        return piece + "です"
    stem = _connective_stem(before)
    return piece[: before.start] + stem + "ました" if stem else piece


def _stem(verb: Word) -> str:
    """Return what stands before ます for a verb in its plain present; empty for what is no such verb."""
    kind, surface = _type(verb), verb.surface
    if kind.startswith(_ONE_STEP) and surface.endswith("る"):
        return surface[:-1]
    if kind == "サ行変格" and surface.endswith("する"):
        return surface[:-2] + "し"
    if kind == "カ行変格":
        return "来" if surface == "来る" else "き" if surface == "くる" else ""
    return surface[:-1] + _row(kind) if _row(kind) else ""


def _connective_stem(verb: Word) -> str:
    """Return what stands before ました for a verb that stands before た."""
    kind, surface = _type(verb), verb.surface
    if surface.endswith("行っ"):
        # 行く has no place among a vendor's facts.
        return surface[:-1] + "い"
    if kind.startswith(_ONE_STEP) or kind == "サ行変格":
        return surface
    if _form(verb).endswith(("促音便", "イ音便", "撥音便")):
        return surface[:-1] + _row(kind) if _row(kind) else ""
    return surface if _row(kind) else ""


def _negative_stem(verb: Word) -> str:
    """Return what stands before ません for a verb that stands before ない."""
    kind, surface = _type(verb), verb.surface
    if kind.startswith(_ONE_STEP) or (kind == "サ行変格" and surface.endswith("し")):
        return surface
    return surface[:-1] + _row(kind) if _row(kind) else ""


def _row(kind: str) -> str:
    return _I_ROW.get(kind[3:4], "") if kind.startswith("五段-") else ""


def _type(word: Word) -> str:
    return word.pos[4]


def _form(word: Word) -> str:
    return word.pos[5]
