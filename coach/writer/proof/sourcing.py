"""What each sentence is, and the source lines it rests on, as far as code can tell."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from coach.facts.content import Known, is_content, known, normal_form
from coach.facts.offers import binding
from coach.facts.pool import Source
from coach.facts.provenance import Support, support
from coach.facts.wording import is_meeting_proposal, is_question
from coach.facts.words import same_things
from coach.text import Document, Sentence, Word, normalise, squeeze, words

# A line carries a sentence when it has this share of what the sentence says.
CARRIES = 0.6
# Fewer code points than this stand in any letter.
_LITERAL = 10
# More lines than these are not looked through word by word.
_MOST_LINES = 400
_MOST_CITED = 4
# What stands behind this many code points of one line is no condition of its beginning.
_LONGEST_LINE = 600
# A sentence of more words than these is judged by its beginning.
_MOST_WORDS = 60

_GREETING = re.compile(
    r"ありがとう|お礼|御礼|はじめまして|初めまして|と申します|よろしく|何卒|お世話に|失礼(?:いた|し)|ご検討(?:ください|いただ|のほど)|幸いです|お待ち(?:して|申し)|お気軽に|楽しみに|恐れ入り|拝啓|敬具|ご縁"
)
_PROPOSAL = re.compile(
    r"(?:いかが(?:でしょう|です)|ませんか|ご提案(?:し|いた|です)|お(?:勧|すす)め(?:し|いた|です)|よろしければ|よければ|ご希望でしたら|も一案|案もあり|ご相談(?:ください|させ))"
)


class Lines:
    """The source lines, and which of them say what a sentence says. Loads the dictionary."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = tuple(sources)
        self.ids = frozenset(source.id for source in sources)
        self._at = {source.id: at for at, source in enumerate(self.sources)}
        squeezed = [squeeze(source.text).rstrip("。") for source in self.sources]
        self._told = "\n".join(squeezed)
        self._clauses: dict[str, list[str]] = {}
        self._whole: dict[str, list[str]] = {}
        for source, line in zip(self.sources, squeezed, strict=True):
            self._whole.setdefault(line, []).append(source.id)
        self._starts = list(accumulate((len(line) + 1 for line in squeezed), initial=0))

    @cached_property
    def everything(self) -> Known:
        """The words of all lines."""
        return known(self.sources)

    @cached_property
    def own(self) -> Known:
        """The words of the vendor's lines."""
        return known([source for source in self.sources if source.origin != "case"])

    def text(self, id: str) -> str:
        """Return a line, folded."""
        return normalise(self.sources[self._at[id]].text)

    def literal(self, sentence: str) -> tuple[str, ...]:
        """Return the first lines in which a sentence stands as it is; a short one has to be all of the line."""
        said = squeeze(sentence).rstrip("。")
        if len(said) < _LITERAL:
            return tuple(self._whole.get(said, ())[:_MOST_CITED])
        found: list[str] = []
        at = self._told.find(said)
        while at >= 0 and len(found) < _MOST_CITED:
            line = bisect_right(self._starts, at) - 1
            found.append(self.sources[line].id)
            at = self._told.find(said, self._starts[line + 1] - 1)
        return tuple(found)

    def carrying(self, content: Sequence[Word]) -> tuple[str, ...]:
        """Return the lines that together have enough of these words, the richest first; empty if there are none."""
        wanted = {normal_form(word): word for word in content[:_MOST_WORDS]}
        if not wanted:
            return ()
        cited: list[str] = []
        left = set(wanted)
        for _ in range(_MOST_CITED):
            counts = Counter(at for normal in left for at in self._places(wanted[normal]))
            if not counts:
                break
            best = max(counts, key=lambda at: (counts[at], -at))
            if counts[best] < 2 and len(left) > 1 and cited:
                break
            cited.append(self.sources[best].id)
            left = {normal for normal in left if best not in self._places(wanted[normal])}
            if not left:
                break
        covered = 1 - len(left) / len(wanted)
        return tuple(cited) if covered >= CARRIES else ()

    def share(self, content: Sequence[Word], ids: Iterable[str]) -> float:
        """Return which share of the words stands in the named lines, 0 to 1; 1 where there are no words."""
        wanted = {normal_form(word): word for word in content}
        named = {self._at[one] for one in ids if one in self._at}
        held = sum(bool(named & self._places(word)) for word in wanted.values())
        return held / len(wanted) if wanted else 1.0

    def clauses(self, id: str, content: Sequence[Word]) -> list[str]:
        """Return the clauses of a vendor's line, folded, that hold at least half of the words that the line has."""
        source = self.sources[self._at[id]]
        if source.origin == "case":
            return []
        held = [word for word in content if self._at[id] in self._places(word)]
        forms = [
            {word.surface, normal_form(word), *same_things().get(normal_form(word), ())} for word in held
        ]
        if source.id not in self._clauses:
            self._clauses[source.id] = re.split(r"[。、()]", normalise(source.text[:_LONGEST_LINE]))
        return [
            clause
            for clause in self._clauses[source.id]
            if held and sum(any(form in clause for form in one) for one in forms) * 2 >= len(held)
        ]

    def _places(self, word: Word) -> frozenset[int]:
        forms = {normal_form(word), *same_things().get(normal_form(word), ())}
        found: set[int] = set()
        for form in forms:
            found.update(self._index.get(form, ()))
        for group in word.synonyms:
            found.update(self._groups.get(group, ()))
        if not found:
            found.update(at for at, text in enumerate(self._texts) if word.surface in text)
        return frozenset(found)

    @cached_property
    def _texts(self) -> list[str]:
        return [normalise(source.text) for source in self.sources[:_MOST_LINES]]

    @cached_property
    def _index(self) -> dict[str, set[int]]:
        index: dict[str, set[int]] = {}
        for at, word in self._tokens:
            index.setdefault(normal_form(word), set()).add(at)
        return index

    @cached_property
    def _groups(self) -> dict[int, set[int]]:
        groups: dict[int, set[int]] = {}
        for at, word in self._tokens:
            for group in word.synonyms:
                groups.setdefault(group, set()).add(at)
        return groups

    @cached_property
    def _tokens(self) -> list[tuple[int, Word]]:
        return [(at, word) for at, text in enumerate(self._texts) for word in words(text)]


@dataclass(frozen=True)
class Statement:
    """A sentence of the written text with what it says: its content words and its claims with their lines."""

    sentence: Sentence
    start: int
    end: int
    text: str
    content: tuple[Word, ...]
    claims: tuple[Support, ...]

    @property
    def is_question(self) -> bool:
        """Whether it asks."""
        return is_question(self.sentence.text)

    @property
    def binds(self) -> bool:
        """Whether it offers or claims something for the vendor."""
        return binding(self.sentence) is not None

    @property
    def kind(self) -> str:
        """What it is by its form: greeting, question, proposal, or statement."""
        if self.sentence.kind in {"address", "signature"}:
            return "greeting"
        if self.sentence.kind == "heading" and not self.claims:
            return "greeting"
        if self.is_question:
            return "question"
        if is_meeting_proposal(self.sentence.text) or _PROPOSAL.search(self.sentence.text):
            return "proposal"
        if _GREETING.search(self.sentence.text) and not self.claims:
            return "greeting"
        return "statement"


def statements(document: Document, sources: Sequence[Source]) -> tuple[Statement, ...]:
    """Return the sentences of the text, in order, with what they say."""
    supports = support(document.source, sources)
    at = 0
    found: list[Statement] = []
    for sentence in document.sentences:
        start, end = document.source_span(sentence.start, sentence.end)
        while at < len(supports) and supports[at].claim.end <= start:
            at += 1
        upto = at
        while upto < len(supports) and supports[upto].claim.start < end:
            upto += 1
        claims = supports[at:upto]
        taken = {place for item in claims for place in range(item.claim.start, item.claim.end)}
        content = tuple(
            word
            for word in document.words_in(sentence.start, sentence.end)
            if is_content(word) and document.source_span(word.start, word.end)[0] not in taken
        )
        found.append(Statement(sentence, start, end, document.source[start:end], content, claims))
    return tuple(found)
