"""What a requirement speaks of: its words by how much each tells, what stands for them, and its figures."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from coach import kanji
from coach.critic.reader import Reader
from coach.critic.terms import Terms, alias_groups, is_content, terms_of, vocabulary
from coach.text import Word, normalise, words

# A word that other requirements share or that the whole case is about tells less; least one that only says when
# (「公開後の」), the price, which stands in any text, or an act done to anything (手配). What stands in brackets, half of
# a compound and the verb of a noun tell of a wish without being asked for.
SHARED = 1.5
TITLE = 1.0
WEAK = 0.3
HALF = 0.5

_FIGURE = kanji.compiled(r"(?<![0-9.])([0-9][0-9,]*(?:\.[0-9]+)?)(万|千)?([一-龠つか]?)")
# One thing counted with two words.
_COUNTERS = {"人": "名", "個": "つ", "箇": "か", "ヶ": "か"}
_YEAR = 4
_DIGITS = "一二三四五六七八九"
_SPELLED = kanji.compiled(
    rf"(?<![一-龠])[{_DIGITS}](?=人|名|つ|か所|か月|回|日間|週間|本|枚|案|台|種|社|品|問)"
)
_AFTERNOON = re.compile(r"(?:午後|夕方|夜)の?([1-9]|1[01])(?=時)")

_BRACKETS = re.compile(r"\([^()]*\)")
_STEMMED = kanji.compiled(r"[一-龠]{2,3}")
_COMPOUND = kanji.compiled(r"[一-龠]{4,6}")
_KANJI = kanji.compiled(r"[一-龠]")
_NAMED = kanji.compiled(r"[一-龠々]{2,}|[ァ-ヶー]{3,}")

# Behind a noun these are particles, behind a stem the rest of a verb: 磨き, 知らせ.
_PARTICLES = frozenset("はがをにでのともへや")


def figures(text: str) -> Iterator[str]:
    """Yield each figure with what it counts: 3つ, 2か, 30000部; no year, and no lone digit that counts nothing."""
    folded = _SPELLED.sub(lambda digit: str(_DIGITS.index(digit[0]) + 1), text)
    folded = _AFTERNOON.sub(lambda hour: str(int(hour[1]) + 12), folded)
    for figure, scale, counter in _FIGURE.findall(folded):
        digits = figure.replace(",", "")
        if scale:
            digits = f"{float(digits) * {'万': 10_000, '千': 1_000}[scale]:.0f}"
        is_year = counter == "年" and len(digits) == _YEAR
        if not is_year and (counter or len(digits) > 1):
            yield digits + _COUNTERS.get(counter, counter)


class Concept(NamedTuple):
    """What a requirement speaks of: a word with its synonym and alias groups, or a piece of text that stands for it.

    ``beside`` is the noun that makes a compound of it: 編集データ is not met by 編集. What is ``aside``, in brackets or
    half of a compound, tells of the wish where it stands, and nothing is missing where it does not.
    """

    weight: float = 1.0
    normal: str = ""
    synonyms: frozenset[int] = frozenset()
    aliases: frozenset[int] = frozenset()
    beside: str = ""
    piece: str = ""
    stem: str = ""
    parts: frozenset[str] = frozenset()
    aside: bool = False


def _content(text: str, reader: Reader) -> Terms:
    return terms_of(text, reader.aliases, replies=True)


def concepts_of(requirement: str, reader: Reader) -> list[Concept]:
    """Return the concepts of a requirement; one that other requirements or the title share tells less."""
    case = reader.case
    others = [
        (normalise(other), _content(other, reader), SHARED)
        for other in (case.requirements if case else ())
        if other != requirement
    ]
    if case:
        others.append((normalise(case.title), _content(case.title, reader), TITLE))
    return [
        concept._replace(
            weight=concept.weight
            / (1 + sum(share for text, other, share in others if meets(concept, other, text)))
        )
        for concept in (*_concepts(requirement, reader), *_asides(requirement, reader))
    ]


def _concepts(requirement: str, reader: Reader) -> list[Concept]:
    """Return what a requirement asks for, without what only stands in brackets."""
    folded = normalise(requirement)
    folded = _BRACKETS.sub("", folded) or folded
    tokens = words(folded)
    told = [
        (word, after.surface if after and after.start == word.end else "")
        for word, after in zip(tokens, (*tokens[1:], None), strict=True)
        if is_content(word) or (word.pos[2] == "副詞可能" and word.normal in vocabulary().times)
    ]
    found = [
        Concept(
            weight=_weight(word.normal, behind),
            normal=word.normal.lower(),
            synonyms=frozenset(word.synonyms),
            aliases=_content(word.surface, reader).aliases,
            # An act and its product are two things: 編集 is no 編集データ, while 縦型 and 縦型データ are one.
            beside=behind if word.pos[2] == "サ変可能" and behind in vocabulary().heads else "",
        )
        for word, behind in told
    ]
    alone = {word.surface.lower() for word, _ in told}
    groups = alias_groups(reader.aliases, replies=True)
    plain = folded.lower()
    names: dict[str, set[int]] = {}
    for index in sorted(_content(folded, reader).aliases):
        name = max((word for word in groups[index] if word in plain), key=len)
        if name not in alone:
            names.setdefault(name, set()).add(index)
    for name, indices in sorted(names.items(), key=lambda named: len(named[0])):
        # 定期購入 as one thing counts once, not beside its 購入.
        parts = frozenset(concept.normal for concept in found if concept.normal in name)
        indices.update(*(names[part] for part in parts & names.keys()))
        found = [concept for concept in found if concept.normal not in parts]
        found.append(Concept(_weight(name, ""), name, aliases=frozenset(indices), parts=parts))
    return found if told else [*found, *(Concept(piece=piece) for piece in _pieces(folded, tokens))]


def _asides(requirement: str, reader: Reader) -> Iterator[Concept]:
    """Yield what tells of a requirement besides: what stands in its brackets, the halves of its long compounds (新規,
    開拓), and the verb that a noun is made of: 研磨 is met by 磨き, 崩れ by 崩す.
    """
    folded = normalise(requirement)
    outside = _BRACKETS.sub("", folded)
    for inside in _BRACKETS.findall(folded) if outside else ():
        yield from (concept._replace(aside=True) for concept in _concepts(inside[1:-1], reader))
    for word in words(outside):
        if is_content(word) and _COMPOUND.fullmatch(word.surface):
            for half in (word.surface[:2], word.surface[-2:]):
                if half not in vocabulary().generic and half not in vocabulary().acts:
                    yield Concept(HALF, piece=half, aside=True)
        yield from (Concept(HALF, stem=stem, aside=True) for stem in _stems(word))


def _stems(word: Word) -> Iterator[str]:
    """Yield the characters of a word by which a verb of the same meaning is written."""
    if word.pos[0] == "動詞":
        if _KANJI.match(word.surface) and word.normal not in vocabulary().verbs:
            yield word.surface[0]
    elif is_content(word) and _STEMMED.fullmatch(word.surface):
        yield from (sign for sign in word.surface if sign not in vocabulary().plain)


def _weight(word: str, behind: str) -> float:
    """Return how much a word tells that stands before ``behind``."""
    slight = behind in vocabulary().when or word in vocabulary().prices or word in vocabulary().acts
    return WEAK if slight else 1.0


def _pieces(folded: str, tokens: list[Word]) -> Iterator[str]:
    """Yield what can stand for a requirement without a content word: its names, and the stems of its verbs."""
    yield from (name for name in _NAMED.findall(folded) if name not in vocabulary().generic)
    for word in tokens:
        if word.pos[0] == "動詞":
            yield from _stems(word)


def _is_inflected(stem: str, text: str) -> bool:
    """Tell whether a character is written as a verb in a text: alone before it, kana behind."""
    return any(
        behind not in _PARTICLES and "ぁ" <= behind <= "ん" and not _KANJI.match(before)
        for before, sign, behind in zip(f" {text}", text, text[1:], strict=False)
        if sign == stem
    )


def meets(concept: Concept, held: Terms, text: str) -> bool:
    """Tell whether a folded text, whose content is ``held``, speaks of a concept."""
    if concept.piece:
        return concept.piece in text
    if concept.stem:
        return _is_inflected(concept.stem, text)
    if concept.beside and concept.beside not in text:
        return False
    return (
        concept.normal in held.normals
        or (bool(concept.parts) and concept.parts <= held.normals)
        or bool(concept.synonyms & held.synonyms)
        or bool(concept.aliases & held.aliases)
    )
