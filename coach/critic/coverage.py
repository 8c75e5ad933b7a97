"""Does the text answer what the customer listed? Three states, and the honest one is ``missing``: not seen.

Presence of a word is no answer, so a requirement that stands only in a question, in a restatement of the case or
beside a gap to be filled is ``mentioned``. What no word of the text points to is ``missing``, to be confirmed by the vendor.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from pydantic import BaseModel, ConfigDict

from coach.critic.echo import copied
from coach.critic.reader import Reader
from coach.critic.silent import BLANK, is_open, open_wishes
from coach.critic.terms import Terms, is_content, terms, terms_of, vocabulary
from coach.text import Document, Sentence, normalise, words

State = Literal["answered", "mentioned", "missing"]

# A requirement counts as met by a sentence with this share of its words, each weighed by how much it tells the
# requirement from the others (tuning corpus: one of three telling words is enough, a shared one of two is not).
ENOUGH = 0.3
SHARED = 1.5

# From this many code points on, words shared with the requirement are taken up from it.
OWN_WORDS = 6

_FIGURE = re.compile(r"(?<![0-9.])[0-9][0-9,.]*")

_RESTATES = re.compile(
    r"^(?:議題|アジェンダ)(?:は|:)|(?:承知|拝見|拝読|とのこと|伺いまし|伺っており|と理解|ご要望|ご希望|お考えとの|お悩み|拝察|ご負担)(?!に(?:対|つ)|の[^。]{1,14}(?:は|に))"
)
_ASKS = re.compile(r"(?:でしょうか|ますか|ですか|ませんか)[。?]?$|\?$")


class Coverage(BaseModel):
    """One requirement of the case and what the text does with it; ``evidence`` quotes the draft as given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    document, reader = held.document, held.reader
    plain = normalise(requirement)
    own_words = SequenceMatcher(None, "", plain, autojunk=False)
    runs = (plain[at : at + OWN_WORDS] for at in range(len(plain) - OWN_WORDS + 1))
    taken_up = tuple(run for run in runs if run in document.text)
    wanted = _weighed(requirement, reader)
    figures = set(_figures(plain))
    total = sum(weight for _, weight in wanted) + len(figures)
    together: set[int | str] = set()
    best: Coverage | None = None
    for sentence in sentences:
        told = held.of(sentence)
        hits = {index for index, (concept, _) in enumerate(wanted) if _meets(concept, told)}
        met = sum(wanted[index][1] for index in hits)
        numbers = {figure for figure in figures if figure in sentence.text}
        together |= hits | numbers
        enough = (hits or numbers) and met + len(numbers) >= ENOUGH * total
        if not (
            enough
            or (
                any(run in sentence.text for run in taken_up)
                and _repeats(own_words, len(plain), sentence.text)
            )
        ):
            continue
        answers = sentence.start not in echoed and not (
            _RESTATES.search(sentence.text) or _ASKS.search(sentence.text) or BLANK.search(sentence.text)
        )
        if best is None or answers:
            quote = document.quote(sentence.start, sentence.end)
            best = Coverage(
                requirement=requirement, state="answered" if answers else "mentioned", evidence=quote
            )
            if answers:
                return best
    if best:
        return best
    reached = sum(wanted[key][1] if isinstance(key, int) else 1 for key in together)
    state: State = "mentioned" if total == 0 or (together and reached >= ENOUGH * total) else "missing"
    return Coverage(requirement=requirement, state=state)


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


Concept = tuple[str, frozenset[int], frozenset[int]]


def _weighed(requirement: str, reader: Reader) -> list[tuple[Concept, float]]:
    """Return the concepts of a requirement; one that other requirements share tells less."""
    others = [
        terms_of(other) for other in (reader.case.requirements if reader.case else ()) if other != requirement
    ]
    return [
        (concept, 1 / (1 + SHARED * sum(_meets(concept, other) for other in others)))
        for concept in _concepts(requirement, reader)
    ]


def _concepts(requirement: str, reader: Reader) -> list[Concept]:
    """Return what a requirement asks for: each content word with its synonym and alias groups."""
    folded = normalise(requirement)
    found: list[Concept] = []
    for word in words(folded):
        if is_content(word):
            aliases = terms_of(word.surface, reader.aliases).aliases
            found.append((word.normal.lower(), frozenset(word.synonyms), aliases))
    named = frozenset().union(*(aliases for _, _, aliases in found))
    groups = vocabulary().aliases + reader.aliases
    others = terms_of(folded, reader.aliases).aliases - named
    return found + [(groups[index][0], frozenset(), frozenset({index})) for index in sorted(others)]


def _meets(concept: Concept, held: Terms) -> bool:
    normal, synonyms, aliases = concept
    return normal in held.normals or bool(synonyms & held.synonyms) or bool(aliases & held.aliases)
