"""Statements without figures that bind the vendor: offered deliverables, support, roles, wider scope.

Precision comes first: a sentence is reported only where it offers something whose words stand in no line of
the vendor's. What it cannot see (a true word in a false relation) is counted by ``python -m evals.facts``.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from coach.facts.additions import added, things
from coach.facts.apart import Priced, given_away, priced
from coach.facts.attributions import (
    Quality,
    Subset,
    fused,
    of_a_part,
    of_another,
    of_some,
    qualities,
    subsets,
    widens_role,
)
from coach.facts.claims import Claim
from coach.facts.content import Known, is_content, known, normal_form
from coach.facts.denials import Denial, contrary, denials
from coach.facts.extract import extract
from coach.facts.offers import (
    entrusted,
    from_customer,
    is_relieved,
    is_talk,
    named_with,
    offers,
    promises_work,
    relieves,
    spared,
    takes_on,
    takes_on_these,
    tells_how,
)
from coach.facts.phrases import PLACEHOLDER
from coach.facts.pledges import pledged, shorter_contract, shortest_terms
from coach.facts.pool import Source
from coach.facts.provenance import Unsupported
from coach.facts.wording import is_question
from coach.facts.words import deliverables
from coach.text import Document, Sentence, Word, normalise, squeeze, words

# What stands behind the thing that is done, or arranged: 撮影の段取りを組みます.
_OBJECT = re.compile(r"(?:の(?:日程|日取り|段取り|準備|手続き|手はず|計画))?[をも]")
_MORE = re.compile(r"も")
# A clause needs this share of its words without source; below it a rewording is likelier than an invention.
_SHARE = 0.5


@dataclass(frozen=True)
class _Material:
    """What the sources say, looked at once for all sentences."""

    own: Known
    everything: Known
    limited: tuple[str, ...]
    denied: tuple[Denial, ...]
    priced: tuple[Priced, ...]
    subsets: tuple[Subset, ...]
    qualities: tuple[Quality, ...]
    figures: dict[tuple[str, str], frozenset[str]]
    terms: list[str]
    budget: Decimal
    prices: tuple[Decimal, ...]
    asked: tuple[tuple[Word, ...], ...]

    def fits(self, sentence: str) -> bool:
        """Tell whether a sentence only says that the prices of the text lie within the customer's budget."""
        said = re.search(r"収ま(?:り|る|って)", sentence) and not re.search(
            r"提案|構成|プラン|調整", sentence
        )
        return bool(said and self.prices and max(self.prices) <= self.budget)


def unsupported_statements(text: str, sources: Sequence[Source]) -> tuple[Unsupported, ...]:
    """Return the sentences of ``text`` that offer or claim something no vendor's line carries, in order.

    Greetings, questions, requests, proposals to meet and offers in the form of a question are silent. Figures
    are the matter of ``unsupported``. Loads the dictionary.
    """
    document = Document(text)
    told = "\n".join(squeeze(source.text) for source in sources if source.origin != "case")
    claims = extract(document.text)
    material = _material(sources, claims)
    # Figures, names and promises are proved apart; here they carry nothing.
    checked = bytearray(len(document.text))
    for claim in claims:
        checked[claim.start : claim.end] = b"\x01" * (claim.end - claim.start)
    starts = [claim.start for claim in claims]

    def said(sentence: Sentence) -> list[Word]:
        return [
            word
            for word in document.words_in(sentence.start, sentence.end)
            if is_content(word) and not any(checked[word.start : word.end])
        ]

    found: list[Unsupported] = []
    for at, whole in enumerate(document.sentences):
        if squeeze(whole.text).rstrip("。") in told:
            continue
        inside = claims[bisect_left(starts, whole.start) : bisect_left(starts, whole.end)]
        reason, sentence = _misstated(whole, inside, material, document.text), whole
        for offered in offers(whole) if not reason else ():
            if takes_on_these(offered.text):
                listed = [said(one) for one in _listed_before(document.sentences[:at])] or material.asked
                reason = _none_of(listed, material.own)
            reason, sentence = reason or _reason(offered, said(offered), material), offered
            if reason:
                break
        if reason:
            start, end = document.source_span(sentence.start, sentence.end)
            found.append(Unsupported(document.source[start:end], "statement", reason, start, end, "block"))
    return tuple(found)


def _listed_before(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return what いずれも speaks of: the bullets before it, or the one sentence."""
    bullets = list(takewhile(lambda one: one.kind == "bullet", reversed(sentences)))
    return bullets or [one for one in sentences[-1:] if one.kind == "prose"]


def _none_of(listed: Sequence[Sequence[Word]], own: Known) -> str:
    """Return what of the listed things the vendor's lines do not name, as a Japanese sentence, or nothing."""
    for content in listed:
        novel = [word for word in content if not own.has(word)]
        if novel and len(novel) >= _SHARE * len(content) and any(word.pos[0] == "名詞" for word in novel):
            return _of_the_customer(novel)
    return ""


def _of_the_customer(novel: Sequence[Word]) -> str:
    named = "」「".join(dict.fromkeys(word.surface for word in novel))
    return f"「{named}」は発注者の言葉で、応じられるという事実がありません。"


def _material(sources: Sequence[Source], claims: Sequence[Claim]) -> _Material:
    vendors = [source for source in sources if source.origin != "case"]
    own = known(vendors)
    lines = [normalise(source.text) for source in vendors]
    theirs = [
        number
        for source in sources
        if source.origin == "case" and "予算" in source.text
        for claim in extract(source.text)
        if claim.kind == "money"
        for number in claim.numbers
    ]
    said = [number for claim in claims if claim.kind == "money" for number in claim.numbers]
    return _Material(
        own,
        known(sources),
        of_some(lines),
        denials(lines),
        priced(vendors),
        subsets(vendors),
        qualities(vendors),
        _figures(vendors),
        shortest_terms(lines),
        max(theirs, default=Decimal(0)),
        tuple(number for number in said if number not in theirs),
        tuple(_asked(sources)),
    )


def _asked(sources: Sequence[Source]) -> Iterator[tuple[Word, ...]]:
    """Yield the words of each requirement of the case."""
    for source in sources:
        if source.origin == "case" and source.text.startswith("要件:"):
            yield tuple(word for word in words(normalise(source.text)[3:]) if is_content(word))


def _figures(sources: Sequence[Source]) -> dict[tuple[str, str], frozenset[str]]:
    """Return each figure with the lines that hold it."""
    lines: dict[tuple[str, str], set[str]] = {}
    for source in sources:
        for claim in extract(source.text):
            lines.setdefault(claim.figure, set()).add(source.id)
    return {figure: frozenset(ids) for figure, ids in lines.items()}


def _misstated(sentence: Sentence, claims: Sequence[Claim], material: _Material, text: str) -> str:
    """Return what a sentence says otherwise than the lines it is made of, whether it offers anything or not."""
    if sentence.kind not in {"prose", "bullet"} or is_question(sentence.text):
        return ""
    if PLACEHOLDER.search(sentence.text):
        return ""
    said = sentence.text
    work = spared(said)
    if work and not is_relieved(work, material.own.text):
        return f"「{work}」を不要とする内容は、材料にありません。"
    return (
        of_a_part(said, claims, material.subsets)
        or fused(said, claims, material.figures)
        or of_another(said, material.qualities, material.own.text)
        or given_away(said, claims, material.priced)
        or shorter_contract(said, text, material.terms)
    )


def _reason(sentence: Sentence, content: list[Word], material: _Material) -> str:
    own, everything = material.own, material.everything
    if widens_role(sentence.text, content, material.limited):
        return "一部の人に限られる経験や資格を、担当者全体のこととして書いています。"
    if promised := pledged(sentence.text, own.text, fits=material.fits(sentence.text)):
        return promised
    if content and (against := contrary(sentence.text, own.text, material.denied)):
        return against
    thing = added(sentence, content, own, everything)
    if thing:
        return f"「{thing}」を提供するという内容は、材料にありません。"
    if not content or not promises_work(sentence.text):
        return ""
    theirs = from_customer(sentence.text)
    content = [word for word in content if not any(_stands_in(word, sentence, span) for span in theirs)]
    novel = [word for word in content if not own.has(word)]
    strange = [word for word in novel if not everything.has(word)]
    named = "」「".join(dict.fromkeys(word.surface for word in strange or novel))
    compound = next((thing for thing in things(sentence.text) if not everything.names(thing)), "")
    if compound:
        return f"「{compound}」を提供するという内容は、材料にありません。"
    is_how = tells_how(sentence.text)
    if is_how:
        # 研修の様子を扱います offers no 研修.
        content = [word for word in content if _OBJECT.match(sentence.text, word.end - sentence.start)]
        novel, strange = [w for w in novel if w in content], [w for w in strange if w in content]
    if any(normal_form(word) in deliverables() for word in strange):
        return f"「{named}」を提供するという内容は、材料にありません。"
    is_thing_strange = any(word.pos[0] == "名詞" for word in strange)
    if is_thing_strange and relieves(sentence.text):
        return f"「{named}」を不要とする内容は、材料にありません。"
    if is_talk(sentence.text):
        return ""
    nouns = [word for word in content if word.pos[0] == "名詞"]
    is_mostly_strange = bool(strange) and len(strange) >= _SHARE * len(content)
    if (
        not is_how
        and is_thing_strange
        and is_mostly_strange
        and (len(strange) >= 2 or entrusted(sentence.text))
    ):
        return f"「{named}」は材料にありません。"
    if takes_on(sentence.text):
        parts = [
            [word for word in content if _stands_in(word, sentence, span)]
            for span in named_with(sentence.text)
        ]
        if missing := _none_of(parts, own):
            return missing
    # A verb that the vendor's lines have does not make the things theirs.
    is_all_novel = bool(nouns) and all(word in novel for word in nouns)
    # One short word is too little, unless it is one thing more: 飲み物もご用意します.
    is_more = any(_MORE.match(sentence.text, word.end - sentence.start) for word in nouns)
    is_all_novel = is_all_novel and (is_more or sum(len(word.surface) for word in novel) >= 4)
    if len(novel) >= max(1, _SHARE * len(content)) and (
        any(normal_form(word) in deliverables() for word in novel)
        or (is_all_novel and (is_more or takes_on(sentence.text)))
        or entrusted(sentence.text)
    ):
        return _of_the_customer(novel)
    return ""


def _stands_in(word: Word, sentence: Sentence, span: tuple[int, int]) -> bool:
    return span[0] <= word.start - sentence.start < span[1]
