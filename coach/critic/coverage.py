"""Does the text answer what the customer listed? Three states, and the honest one is ``missing``: not seen.

Presence of a word is no answer, so a requirement that stands only in a question, in a restatement of the case or
beside a gap to be filled is ``mentioned``. What no word of the text points to is ``missing``, to be confirmed by the vendor.
"""

import re
from difflib import SequenceMatcher
from typing import Literal

from coach.critic.answers import kinds_of
from coach.critic.concepts import HALF, concepts_of, figures, meets
from coach.critic.echo import copied
from coach.critic.passages import Held, Passage, passages_of
from coach.critic.reader import Reader
from coach.critic.silent import open_wishes, says_nothing
from coach.text import Document, Sentence, normalise
from coach.values import Value

State = Literal["answered", "mentioned", "missing"]

# A requirement counts as met by a sentence with this share of its words (tuning corpus: one of three telling words is
# enough, a shared one of two is not), and by one telling word, however long it is.
ENOUGH = 0.3
MOST = 1.0
# A figure need not be repeated, but tells where the answer is.
FIGURE = 0.5

# From this many code points on, words shared with the requirement are taken up from it.
OWN_WORDS = 6

# A figure of three digits stands for the wish by itself: nothing else in a case counts 4,000.
_TELLING_FIGURE = re.compile(r"[0-9][0-9.]{2}")

# A label at the head of an answer, code points: a shorter one (納期, 費用) stands for the vendor's own matters.
_SHORTEST_LABEL, _LONGEST_LABEL = 4, 40


class Coverage(Value):
    """One requirement of the case and what the text does with it; ``evidence`` quotes the draft as given."""

    requirement: str
    state: State
    evidence: str = ""


def coverage(document: Document, reader: Reader) -> tuple[Coverage, ...]:
    """Return the state of every requirement that the case lists, in its order."""
    if reader.case is None or not reader.case.requirements:
        return ()
    held = Held(document, reader)
    passages = list(passages_of(document, reader))
    echoed = copied(document, reader)
    unfilled = open_wishes(document, reader)
    return tuple(
        Coverage(requirement=requirement, state="missing")
        if normalise(requirement) in unfilled
        else _state(requirement, passages, held, echoed)
        for requirement in reader.case.requirements
    )


def _state(requirement: str, passages: list[Passage], held: Held, echoed: frozenset[int]) -> Coverage:
    wish = _Wish(requirement, held)
    best: Coverage | None = None
    for passage in passages:
        sentence, own = passage.sentence, passage.own
        touched = wish.is_touched_by(passage)
        told = wish.is_told_by(own)
        if not (touched or told):
            continue
        following = passage.following
        answers = (
            sentence.start not in echoed
            and not passage.announces
            and not says_nothing(own)
            and (told or wish.takes(own + (following.text if following else "")))
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

    def __init__(self, requirement: str, held: Held) -> None:
        self._plain = normalise(requirement)
        self._held = held
        self._own_words = SequenceMatcher(None, "", self._plain, autojunk=False)
        runs = (self._plain[at : at + OWN_WORDS] for at in range(len(self._plain) - OWN_WORDS + 1))
        self._taken_up = tuple(run for run in runs if run in held.document.text)
        self._concepts = concepts_of(requirement, held.reader)
        self._figures = frozenset(figures(self._plain))
        telling = sum(bool(_TELLING_FIGURE.match(figure)) for figure in self._figures)
        whole = sum(concept.weight for concept in self._concepts if not concept.aside)
        self._enough = min(MOST, ENOUGH * (whole + telling or FIGURE * len(self._figures)))
        self._kinds = kinds_of(self._plain)
        self._met: set[int | str] = set()

    @property
    def is_touched(self) -> bool:
        """Whether the sentences so far speak of enough of it together; always where nothing can be looked for."""
        return self._enough == 0 or (bool(self._met) and self._is_enough(self._met))

    def is_touched_by(self, passage: Passage) -> bool:
        """Tell whether a sentence speaks of it: by its words, under its heading or with the sentence behind it."""
        hits = self._hits(passage.sentence)
        self._met |= hits
        if self._is_enough(hits) or self._takes_up(passage.sentence.text):
            return True
        if passage.head and self._is_enough(hits | self._hits(passage.head)):
            return True
        return bool(
            passage.following
            and self._tells(hits)
            and self._tells((behind := self._hits(passage.following)) - hits)
            and self._is_enough(hits | behind)
        )

    def _tells(self, hits: set[int | str]) -> bool:
        return any(isinstance(hit, int) and self._concepts[hit].weight >= HALF for hit in hits)

    def _hits(self, sentence: Sentence) -> set[int | str]:
        told = self._held.of(sentence)
        hits: set[int | str] = {
            index for index, concept in enumerate(self._concepts) if meets(concept, told, sentence.text)
        }
        return hits | (self._figures & set(figures(sentence.text))) if self._figures else hits

    def _takes_up(self, text: str) -> bool:
        return _heads(text, self._plain) or (
            any(run in text for run in self._taken_up) and _repeats(self._own_words, len(self._plain), text)
        )

    def is_told_by(self, text: str) -> bool:
        """Tell whether a sentence answers it in other words."""
        return any(kind.alone and kind.is_answered_by(text) for kind in self._kinds)

    def takes(self, text: str) -> bool:
        """Tell whether what touches it also gives what it wants: for a price, an amount."""
        must = [kind for kind in self._kinds if kind.must]
        return not must or any(kind.is_answered_by(text) for kind in must)

    def _is_enough(self, hits: set[int | str]) -> bool:
        share = sum(self._concepts[hit].weight if isinstance(hit, int) else FIGURE for hit in hits)
        return bool(hits) and (
            share >= self._enough or any(isinstance(hit, str) and _TELLING_FIGURE.match(hit) for hit in hits)
        )


def _heads(sentence: str, requirement: str) -> bool:
    """Tell whether a sentence is headed by words of the requirement: 「利用記録: …」 for 「利用記録のタブレット入力」."""
    label, colon, _ = sentence[:_LONGEST_LABEL].partition(":")
    label = label.strip("「」【】 ")
    return bool(colon) and len(label) >= _SHORTEST_LABEL and label in requirement


def _repeats(wanted: "SequenceMatcher[str]", length: int, sentence: str) -> bool:
    """Tell whether a sentence takes up the requirement's own words, whatever kind of words they are."""
    wanted.set_seq1(sentence)
    return bool(wanted.find_longest_match().size >= max(OWN_WORDS, 0.5 * length))
