"""What a draft carries over from texts for other customers: whole sentences, and the one name that must not."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coach.critic.addressee import core
from coach.critic.faults import faults
from coach.critic.finding import Finding
from coach.text import Document, Sentence, normalise, squeeze, words

# A shorter sentence (code points without white space) is the same by chance: 素材をいただいてから8週間で公開します。
SHORTEST = 20

# A sentence states one of the vendor's facts when it holds this share of the fact's character pairs, or is made
# of the facts to this share; it is the vendor's to repeat then.
_STATES = 0.6


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text written before, for ``customer`` (may be empty); ``on`` is its day, for example 2026-11-20."""

    customer: str
    text: str
    on: str = ""


def reused_sentences(
    draft: str, earlier: Sequence[EarlierText], own_facts: Iterable[str] = ()
) -> list[Finding]:
    """Return the sentences of ``draft`` that stand unchanged in texts for other customers, in reading order.

    Compared folded and without white space, from ``SHORTEST`` code points on. Greetings, headings, addresses,
    signatures and sentences that state one of ``own_facts`` are the vendor's to repeat.
    """
    origins: dict[str, list[EarlierText]] = {}
    for text in earlier:
        for _, said in _telling(Document(text.text)):
            origins.setdefault(said, []).append(text)
    facts = [_pairs(squeeze(fact)) for fact in own_facts]
    document = Document(draft)
    return [
        _reused(document, sentence, origins[said])
        for sentence, said in _telling(document)
        if said in origins and not _is_fact(said, facts)
    ]


def _telling(document: Document) -> Iterator[tuple[Sentence, str]]:
    for sentence in document.sentences:
        if sentence.kind not in {"prose", "bullet"}:
            continue
        said = squeeze(sentence.text)
        if len(said) >= SHORTEST and not _courtesy().search(said):
            yield sentence, said


def _is_fact(said: str, facts: list[frozenset[str]]) -> bool:
    held = _pairs(said)
    known = frozenset().union(*facts)
    stated = any(len(fact & held) >= _STATES * len(fact) for fact in facts if fact)
    return stated or len(known & held) >= _STATES * len(held)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _reused(document: Document, sentence: Sentence, origins: list[EarlierText]) -> Finding:
    entry = _words()["reused_sentence"]
    customers = {text.customer for text in origins}
    others = f"(ほか{len(customers) - 1}社)" if len(customers) > 1 else ""
    named = max(origins, key=lambda text: (bool(text.customer), text.on)).customer or entry["unnamed"]
    return _finding(
        document,
        (sentence.start, sentence.end),
        "template_phrase",
        "info",
        "reused_sentence",
        entry["message"].format(customer=named, others=others),
        entry["suggestion"],
    )


def foreign_names(
    draft: str,
    case_customer: str,
    earlier_customers: Iterable[str],
    known: Iterable[str] = (),
) -> list[Finding]:
    """Return every place of ``draft`` where another customer's name was left in.

    ``known`` are texts whose names may appear: the case, the vendor's facts and company. The case's own customer,
    parts of that name, and departments of it are silent. A name that is one ordinary word (サクラ, 未来) or is
    shorter than three code points counts only with its legal form or an honorific.
    """
    own = core(case_customer)
    allowed = squeeze("\n".join(known)).casefold()
    document = Document(draft)
    sought = {_name(customer) for customer in earlier_customers}
    found: dict[tuple[int, int], str] = {}
    for name in sorted(sought, key=len, reverse=True):
        plain = squeeze(name)
        if not plain or _is_own(plain, own) or plain.casefold() in allowed or _nameless().fullmatch(plain):
            continue
        for hit in _mention(name).finditer(document.text):
            span = hit.span("name")
            if not any(start < span[1] and span[0] < end for start, end in found):
                found[span] = hit["name"]
    return [_foreign(document, span, found[span], case_customer) for span in sorted(found)]


def _name(customer: str) -> str:
    """Return the company's bare name: without legal form, honorific, department and person."""
    bare = re.sub(rf"{_FORMS}|様|御中|さま|殿", " ", normalise(customer))
    first = re.match(r"\s*([A-Za-z0-9&.'-]+(?: [A-Za-z0-9&.'-]+)*|\S+)", bare)
    return first[1].strip() if first else ""


def _is_own(name: str, own: str) -> bool:
    return bool(own) and (name in own or (len(own) >= 3 and name.startswith(own)))


_FORMS = r"(?:(?:株式|有限|合同|合資)会社|(?:一般|公益)(?:社団|財団)法人|社会福祉法人|医療法人(?:社団)?|学校法人|NPO法人|\(株\)|\(有\))"
_HONORIFIC = r"(?:様|さま|さん|御中|殿|各位|の皆様|の皆さま|社様|社)"


def _mention(name: str) -> re.Pattern[str]:
    """Return the pattern of a mention: the name on its own, not inside a longer word of the same script."""
    body = r"\s?".join(re.escape(piece) for piece in name.split())
    before, after = _edge(name[0]), _edge(name[-1])
    alone = rf"(?<!{before})" if before else ""
    ends = rf"(?!{after})" if after and after != _KANJI else rf"(?=\s|[^{_KANJI[1:-1]}]|{_HONORIFIC}|{_FORMS}|製|側|向|宛|\Z)" if after else ""
    sure = rf"{_FORMS}\s?(?P<name>{body})(?!{after or '^'})"
    named = rf"{alone}(?P<name>{body})"
    formal = rf"{_FORMS}\s?{body}|{alone}{body}\s?(?:{_FORMS}|{_HONORIFIC})"
    del sure
    pattern = rf"{named}{ends}" if _is_distinct(name) else rf"(?P<name>{formal})"
    return re.compile(pattern, re.IGNORECASE)
