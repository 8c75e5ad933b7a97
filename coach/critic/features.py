"""What a draft holds that a reader looks for: a price, a schedule, a record, a question, a next step …

The knowledge is ``features.toml``; a vendor's facts are sorted by the same patterns, so that the critic can
say which fact would fill which gap.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from pydantic import Field

from coach.critic.patterns import compiled, finditer
from coach.critic.words import Pattern
from coach.resources import table_beside
from coach.text import Document, Line, Sentence, normalise
from coach.values import Value

# So many steps with their times tell a plan; two are a beginning and an end.
STEPS = 3
# What may stand between two steps of one plan, in one paragraph, and behind the last: no act that is past.
_GOES_ON = re.compile(r"(?:(?!まし[たて]|でした|\n\s*\n)[\s\S]){3,90}")
_PAST = re.compile(r"[^。\n]{0,60}(?:まし[たて]|でした)")

# The first sentence below a heading begins within so many code points: line breaks, an indent, a list mark.
_NEAR = 8


class Feature(Value):
    """One thing to look for: any of ``patterns``, in a sentence without ``exception``.

    A heading announces a matter, and only what stands below it says anything; unless ``headings`` is set.
    ``beneath`` are sentences and headings that announce a list, each line of which is such a passage; ``titles`` are
    headings whose first sentence beneath, in a list or not, is one. ``steps`` are how a step of a plan begins: three of
    them in one paragraph, none told as past, are a passage. ``kinds`` are what a vendor calls facts of this sort in a
    profile.
    """

    id: str
    label: str
    patterns: tuple[Pattern, ...]
    exception: Pattern = Field(default="", alias="except")
    headings: bool = False
    beneath: tuple[Pattern, ...] = ()
    titles: tuple[Pattern, ...] = ()
    steps: tuple[Pattern, ...] = ()
    kinds: tuple[str, ...] = ()
    yes: tuple[str, ...]
    no: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """All patterns as one."""
        return "|".join(self.patterns)

    @property
    def announcement(self) -> str:
        """All patterns of what announces a list as one; empty when nothing does."""
        return "|".join(self.beneath)

    @property
    def searched(self) -> tuple[str, ...]:
        """All that a text is searched for, each kind of pattern as one."""
        kinds = (self.patterns, self.beneath, self.titles, self.steps)
        return tuple("|".join(patterns) for patterns in kinds if patterns)


class Passage(NamedTuple):
    """Where a feature stands: a span of the folded text and the sentence around it."""

    start: int
    end: int
    sentence: tuple[int, int]


@cache
def features() -> Mapping[str, Feature]:
    """Return all features by id, in the order of the file."""
    table = table_beside(__file__, "features.toml")
    return {entry["id"]: Feature.model_validate(entry) for entry in table["feature"]}


def holds(feature_id: str, sentence: str) -> bool:
    """Tell whether a single sentence or vendor's fact shows the feature."""
    return bool(find(feature_id, Document(sentence)))


def find(
    feature_id: str, document: Document, discounted: Collection[int] = (), said: str | None = None
) -> list[Passage]:
    """Return the passages with the feature, in order, at most one a sentence.

    ``discounted`` holds the starts of sentences that count for nothing: echoes of the case, statements
    that rest on no source. ``said`` is the folded text with single places overwritten that count for nothing.
    """
    feature = features()[feature_id]
    text = document.text if said is None else said
    found: dict[int, Passage] = {}
    for hit in finditer(feature.pattern, text):
        sentence = document.sentence_at(hit.start()) or document.sentence_at(hit.end() - 1)
        if sentence is None or sentence.start in found or sentence.start in discounted:
            continue
        if sentence.kind == "heading" and not feature.headings:
            continue
        if feature.exception and compiled(feature.exception).search(text[sentence.start : sentence.end]):
            continue
        found[sentence.start] = Passage(
            start=hit.start(), end=min(hit.end(), sentence.end), sentence=(sentence.start, sentence.end)
        )
    for announced, passages in _lists(feature, document, text):
        if announced not in discounted and passages:
            found.pop(announced, None)
            found |= {passage.start: passage for passage in passages if passage.start not in discounted}
    for sentence in (*_entitled(feature, document, text), *_plans(feature, document, text)):
        if sentence.start not in discounted:
            found.setdefault(
                sentence.start, Passage(sentence.start, sentence.end, (sentence.start, sentence.end))
            )
    return sorted(found.values())


def _entitled(feature: Feature, document: Document, text: str) -> Iterator[Sentence]:
    """Yield the first sentence below each heading that is a title of the feature."""
    for hit in finditer("|".join(feature.titles), text) if feature.titles else ():
        following = document.sentences_in(hit.end(), hit.end() + _NEAR)[:1]
        yield from (sentence for sentence in following if sentence.kind in {"prose", "bullet"})


def _plans(feature: Feature, document: Document, text: str) -> Iterator[Sentence]:
    """Yield the sentence in which a plan of three steps begins."""
    run: list[re.Match[str]] = []
    for head in finditer("|".join(feature.steps), text) if feature.steps else ():
        if run and not _GOES_ON.fullmatch(text, run[-1].end(), head.start()):
            run = []
        run.append(head)
        if len(run) >= STEPS and not _PAST.match(text, head.end()):
            sentence = document.sentence_at(run[0].start())
            if sentence is not None:
                yield sentence


def _lists(feature: Feature, document: Document, text: str) -> Iterator[tuple[int, list[Passage]]]:
    """Yield the start of each sentence that announces a list, with a passage for each line of the list."""
    listed = 0
    for hit in finditer(feature.announcement, text) if feature.announcement else ():
        sentence = document.sentence_at(hit.start()) or document.sentence_at(hit.end() - 1)
        if sentence is None or sentence.start < listed or sentence.kind in {"address", "signature"}:
            continue
        if feature.exception and compiled(feature.exception).search(text[sentence.start : sentence.end]):
            continue
        beneath = [document.sentences_in(line.start, line.end)[:1] for line in _beneath(sentence, document)]
        passages = [Passage(s.start, s.end, (s.start, s.end)) for first in beneath for s in first]
        listed = passages[-1].end if passages else listed
        yield sentence.start, passages


def _beneath(sentence: Sentence, document: Document) -> Iterator[Line]:
    """Yield the lines of the list below a sentence that ends its line."""
    lines = document.lines
    at = bisect_left(lines, sentence.end, key=lambda line: line.end)
    if document.sentences_in(sentence.end, lines[at].end):
        return
    at += 1
    if at < len(lines) and lines[at].kind == "blank":
        at += 1
    while at < len(lines) and lines[at].kind == "bullet":
        yield lines[at]
        at += 1


def features_of(fact: str) -> frozenset[str]:
    """Return the ids of the features that a vendor's fact could bring into a text."""
    document = Document(normalise(fact))
    return frozenset(feature_id for feature_id in features() if find(feature_id, document))
