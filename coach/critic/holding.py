"""One reading of a draft: every feature with its passages, what counts for nothing, and which facts are used."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from coach.critic.echo import copied, echoes
from coach.critic.features import Passage, features, find
from coach.critic.reader import Reader
from coach.critic.silent import said
from coach.critic.terms import is_content
from coach.customer.case import Case
from coach.text import Document, normalise, words

if TYPE_CHECKING:
    from coach.facts.provenance import Unsupported

# What must stand in case or profile before it earns a point.
_PROVABLE = frozenset({"money", "percent", "count", "rank", "credential", "superlative"})

# What proves nothing when nobody can bear it out; of anything else (another way, a condition, what to prepare) the
# figures may be worked out.
_EVIDENCE = frozenset({"price", "record", "credential", "tenure", "team"})

# A fact counts as used when the text has this share of its content words and all of its figures' words near;
# lower values call facts used that share only the name of the trade.
_USED = 0.6


class Holding:
    """What a draft holds for the reader of a case. Sentences that only repeat the case hold nothing, nor do gaps."""

    def __init__(self, document: Document, reader: Reader) -> None:
        self.document, self.reader = document, reader

    @cached_property
    def case(self) -> Case:
        """The case that the draft is about: without one nothing is asked of a text that it could hold."""
        assert self.reader.case is not None
        return self.reader.case

    @cached_property
    def echoed(self) -> frozenset[int]:
        """Starts of the sentences that only repeat the case."""
        return echoes(self.document, self.reader)

    @cached_property
    def copied(self) -> frozenset[int]:
        """Starts of the sentences that stand in the case as they are, short ones too."""
        return copied(self.document, self.reader)

    @cached_property
    def said(self) -> str:
        """The folded text with overwritten what says nothing: gaps, and the wish that heads its answer."""
        return said(self.document, self.reader)

    @cached_property
    def unfounded(self) -> Mapping[int, "Unsupported"]:
        """What neither case nor profile bears out, the first of each sentence by where that starts; none without a profile.

        Dates and times are the vendor's to propose, and never count as unfounded.
        """
        reader = self.reader
        if reader.profile is None or not reader.profile.facts:
            return {}
        # Only here: without a profile the extraction of facts need not be loaded.
        from coach.facts.provenance import sources, unsupported

        known = sources(reader.case, reader.profile, None, reader.answers)
        first: dict[int, Unsupported] = {}
        for item in unsupported(self.document.text, known):
            sentence = self.document.sentence_at(item.start)
            if sentence and item.severity == "block" and item.kind in _PROVABLE:
                first.setdefault(sentence.start, item)
        return first

    @cached_property
    def passages(self) -> Mapping[str, list[Passage]]:
        """The passages of every feature, by its id."""
        return {feature: find(feature, self.document, self.copied, self.said) for feature in features()}

    def has(self, *wanted: str) -> bool:
        """Tell whether the draft shows any of the features."""
        return any(self.passages[feature] for feature in wanted)

    def proves(self, *wanted: str) -> bool:
        """Tell whether the draft shows any of the features, evidence in a sentence that case and profile bear out."""
        return any(
            feature not in _EVIDENCE or passage.sentence[0] not in self.unfounded
            for feature in wanted
            for passage in self.passages[feature]
        )

    def quote(self, feature: str) -> str:
        """Return the first sentence that shows the feature, as given; empty when none does."""
        for passage in self.passages[feature]:
            return self.document.quote(*passage.sentence)
        return ""

    @cached_property
    def used_facts(self) -> tuple[str, ...]:
        """The vendor's facts that the text already states."""
        held = {word.normal for word in self.document.words}
        return tuple(fact for fact in self.reader.facts if _is_used(fact, held))


def _is_used(fact: str, held: set[str]) -> bool:
    tokens = [word for word in words(normalise(fact)) if is_content(word) or word.pos[1] == "数詞"]
    figures = {word.normal for word in tokens if word.pos[1] == "数詞"}
    content = {word.normal for word in tokens} - figures
    if figures and not figures & held:
        return False
    wanted = content | figures
    return bool(wanted) and len(wanted & held) >= _USED * len(wanted)
