"""Does the text answer what the customer listed? Three states, and the honest one is ``missing``: not seen.

Presence of a word is no answer, so a requirement that stands only in a question, in a restatement of the case or
beside a gap to be filled is ``mentioned``. What no word of the text points to is ``missing``, to be confirmed by the vendor.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal, NamedTuple

from coach import kanji
from coach.critic.answers import kinds_of
from coach.critic.echo import copied
from coach.critic.reader import Reader
from coach.critic.silent import is_open, open_wishes, says_nothing
from coach.critic.terms import Terms, is_content, terms, terms_of, vocabulary
from coach.text import Document, Sentence, Word, normalise, words
from coach.values import Value

State = Literal["answered", "mentioned", "missing"]

# A requirement counts as met by a sentence with this share of its words (tuning corpus: one of three telling words is
# enough, a shared one of two is not).
ENOUGH = 0.3
# A word that other requirements share or that the whole case is about tells less; least one that only says when
# (「公開後の」), or the price, which stands in any text. A figure need not be repeated, but tells where it is.
SHARED = 1.5
TITLE = 1.0
WEAK = 0.3
FIGURE = 0.5

# From this many code points on, words shared with the requirement are taken up from it.
OWN_WORDS = 6

_FIGURE = re.compile(r"(?<![0-9.])[0-9][0-9,.]*")
# A figure of three digits stands for the wish by itself: nothing else in a case counts 4,000.
_TELLING_FIGURE = re.compile(r"[0-9][0-9,.]{2}")

# A label at the head of an answer, code points: a shorter one (納期, 費用) stands for the vendor's own matters.
_SHORTEST_LABEL, _LONGEST_LABEL = 4, 40

_BRACKETS = re.compile(r"\([^()]*\)")
_KANJI = kanji.compiled(r"[一-龠]")
_NAMED = kanji.compiled(r"[一-龠々]{2,}|[ァ-ヶー]{3,}")


class Coverage(Value):
    """One requirement of the case and what the text does with it; ``evidence`` quotes the draft as given."""

    requirement: str
    state: State
    evidence: str = ""


def coverage(document: Document, reader: Reader) -> tuple[Coverage, ...]:
    """Return the state of every requirement that the case lists, in its order."""
    if reader.case is None or not reader.case.requirements:
        return ()
    sentences = [
        sentence
        for sentence in document.sentences
        if sentence.kind not in {"address", "signature"} and not is_open(sentence, reader)
    ]
    held = _Held(document, reader)
    echoed = copied(document, reader)
    unfilled = open_wishes(document, reader)
    return tuple(
        Coverage(requirement=requirement, state="missing")
        if normalise(requirement) in unfilled
        else _state(requirement, sentences, held, echoed)
        for requirement in reader.case.requirements
    )


class _Held:
    """The content of each sentence, worked out when first asked for: a long text is rarely read to its end."""

    def __init__(self, document: Document, reader: Reader) -> None:
        self.document, self.reader = document, reader
        self._terms: dict[int, Terms] = {}

    def of(self, sentence: Sentence) -> Terms:
        """Return the content of a sentence."""
        if sentence.start not in self._terms:
            tokens = self.document.words_in(sentence.start, sentence.end)
            self._terms[sentence.start] = terms(tokens, sentence.text, self.reader.aliases)
        return self._terms[sentence.start]


def _state(requirement: str, sentences: list[Sentence], held: _Held, echoed: frozenset[int]) -> Coverage:
    wish = _Wish(requirement, held.reader, held.document.text)
    best: Coverage | None = None
    for sentence, following in zip_longest(sentences, sentences[1:]):
        text = sentence.text
        touched = wish.is_touched_by(text, held.of(sentence))
        told = wish.is_told_by(text)
        if not (touched or told):
            continue
        answers = (
            sentence.start not in echoed
            and not says_nothing(text)
            and (told or wish.takes(text + (following.text if following else "")))
        )
        if best is None or answers:
            quote = held.document.quote(sentence.start, sentence.end)
            best = Coverage(
                requirement=requirement, state="answered" if answers else "mentioned", evidence=quote
            )
            if answers:
                return best
    return best or Coverage(requirement=requirement, state="mentioned" if wish.is_touched else "missing")


class _Wish:
    """A requirement, and how much of it the sentences met so far speak of."""

    def __init__(self, requirement: str, reader: Reader, text: str) -> None:
        self._plain = normalise(requirement)
        self._own_words = SequenceMatcher(None, "", self._plain, autojunk=False)
        runs = (self._plain[at : at + OWN_WORDS] for at in range(len(self._plain) - OWN_WORDS + 1))
        self._taken_up = tuple(run for run in runs if run in text)
        self._concepts = _weighed(requirement, reader)
        self._figures = set(_figures(self._plain))
        telling = sum(bool(_TELLING_FIGURE.match(figure)) for figure in self._figures)
        self._total = sum(concept.weight for concept in self._concepts) + telling or FIGURE * len(
            self._figures
        )
        self._kinds = kinds_of(self._plain)
        self._met: set[int | str] = set()

    @property
    def is_touched(self) -> bool:
        """Whether the sentences so far speak of enough of it together; always where nothing can be looked for."""
        return self._total == 0 or (bool(self._met) and self._share(self._met) >= ENOUGH * self._total)

    def is_touched_by(self, text: str, told: Terms) -> bool:
        """Tell whether a sentence speaks of it: shares enough of its words, is headed by them, or takes them up."""
        hits: set[int | str] = {
            index for index, concept in enumerate(self._concepts) if _meets(concept, told, text)
        }
        numbers = {figure for figure in self._figures if figure in text}
        hits |= numbers
        self._met |= hits
        return (
            (bool(hits) and self._share(hits) >= ENOUGH * self._total)
            or any(map(_TELLING_FIGURE.match, numbers))
            or _heads(text, self._plain)
            or (
                any(run in text for run in self._taken_up)
                and _repeats(self._own_words, len(self._plain), text)
            )
        )

    def is_told_by(self, text: str) -> bool:
        """Tell whether a sentence answers it in other words."""
        return any(kind.alone and kind.is_answered_by(text) for kind in self._kinds)

    def takes(self, text: str) -> bool:
        """Tell whether what touches it also gives what it wants: for a price, an amount."""
        must = [kind for kind in self._kinds if kind.must]
        return not must or any(kind.is_answered_by(text) for kind in must)

    def _share(self, hits: set[int | str]) -> float:
        return sum(self._concepts[hit].weight if isinstance(hit, int) else FIGURE for hit in hits)


def _heads(sentence: str, requirement: str) -> bool:
    """Tell whether a sentence is headed by words of the requirement: 「利用記録: …」 for 「利用記録のタブレット入力」."""
    label, colon, _ = sentence[:_LONGEST_LABEL].partition(":")
    label = label.strip("「」【】 ")
    return bool(colon) and len(label) >= _SHORTEST_LABEL and label in requirement


def _figures(text: str) -> Iterator[str]:
    """Yield each figure with what it counts: 3つ, 2か所, 30,000部; a lone digit that counts nothing stands anywhere."""
    for figure in _FIGURE.finditer(text):
        counted = text[figure.end() : figure.end() + 1]
        if "一" <= counted <= "龠" or counted in {"つ", "か"}:
            yield figure.group() + counted
        elif len(figure.group()) > 1:
            yield figure.group()


def _repeats(wanted: "SequenceMatcher[str]", length: int, sentence: str) -> bool:
    """Tell whether a sentence takes up the requirement's own words, whatever kind of words they are."""
    wanted.set_seq1(sentence)
    return bool(wanted.find_longest_match().size >= max(OWN_WORDS, 0.5 * length))


class _Concept(NamedTuple):
    """What a requirement speaks of: a word with its synonym and alias groups, or a piece of text that stands for it.

    ``beside`` is the noun that makes a compound of it: 編集データ is not met by 編集.
    """

    weight: float = 1.0
    normal: str = ""
    synonyms: frozenset[int] = frozenset()
    aliases: frozenset[int] = frozenset()
    beside: str = ""
    piece: str = ""
    parts: frozenset[str] = frozenset()


def _weighed(requirement: str, reader: Reader) -> list[_Concept]:
    """Return the concepts of a requirement; one that other requirements or the title share tells less."""
    case = reader.case
    others = [
        (normalise(other), terms_of(other), SHARED)
        for other in (case.requirements if case else ())
        if other != requirement
    ]
    if case:
        others.append((normalise(case.title), terms_of(case.title), TITLE))
    return [
        concept._replace(
            weight=concept.weight
            / (1 + sum(share for text, other, share in others if _meets(concept, other, text)))
        )
        for concept in _concepts(requirement, reader)
    ]


def _concepts(requirement: str, reader: Reader) -> list[_Concept]:
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
        _Concept(
            weight=_weight(word.normal, behind),
            normal=word.normal.lower(),
            synonyms=frozenset(word.synonyms),
            aliases=terms_of(word.surface, reader.aliases).aliases,
            # An act and its product are two things: 編集 is no 編集データ, while 縦型 and 縦型データ are one.
            beside=behind if word.pos[2] == "サ変可能" and behind in vocabulary().heads else "",
        )
        for word, behind in told
    ]
    named = frozenset[int]().union(*(concept.aliases for concept in found))
    groups = vocabulary().aliases + reader.aliases
    plain = folded.lower()
    for index in sorted(terms_of(folded, reader.aliases).aliases - named):
        name = max((word for word in groups[index] if word in plain), key=len)
        # 定期購入 as one thing counts once, not beside its 購入.
        parts = frozenset(concept.normal for concept in found if concept.normal in name)
        found = [concept for concept in found if concept.normal not in parts]
        found.append(_Concept(_weight(name, ""), name, aliases=frozenset({index}), parts=parts))
    return found if told else [*found, *(_Concept(piece=piece) for piece in _pieces(folded, tokens))]


def _weight(word: str, behind: str) -> float:
    return WEAK if behind in vocabulary().when or word in vocabulary().prices else 1.0


def _pieces(folded: str, tokens: list[Word]) -> Iterator[str]:
    """Yield what can stand for a requirement without a content word: its names, and the stems of its verbs."""
    yield from (name for name in _NAMED.findall(folded) if name not in vocabulary().generic)
    for word in tokens:
        if word.pos[0] == "動詞" and _KANJI.match(word.surface) and word.normal not in vocabulary().verbs:
            yield word.surface[0]


def _meets(concept: _Concept, held: Terms, text: str) -> bool:
    if concept.piece:
        return concept.piece in text
    if concept.beside and concept.beside not in text:
        return False
    return (
        concept.normal in held.normals
        or (bool(concept.parts) and concept.parts <= held.normals)
        or bool(concept.synonyms & held.synonyms)
        or bool(concept.aliases & held.aliases)
    )
