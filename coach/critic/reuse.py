"""What a draft carries over from texts for other customers: whole sentences, and the one name that must not."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from coach.company import HONORIFIC, LEGAL_FORM, bare_name
from coach.critic.faults import faults
from coach.critic.finding import Finding, Severity
from coach.resources import table_beside
from coach.text import Document, Sentence, bigrams, normalise, squeeze, words

# A shorter sentence (code points without white space) may well be the same by chance.
SHORTEST = 20

# A sentence states one of the vendor's facts when it holds this share of the fact's character pairs, or is made
# of the facts to this share; it is the vendor's to repeat then.
_STATES = 0.6


# 様式, 社会 and 殿堂 are no honorifics.
_HONORIFIC = r"(?:様(?![式子相態])|さま|さん|御中|各位|の皆様|の皆さま|[殿社](?![一-龠]))"


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
    facts = [bigrams(squeeze(fact)) for fact in own_facts]
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
    held = bigrams(said)
    known = frozenset().union(*facts)
    stated = any(len(fact & held) >= _STATES * len(fact) for fact in facts if fact)
    return stated or len(known & held) >= _STATES * len(held)


def _reused(document: Document, sentence: Sentence, origins: list[EarlierText]) -> Finding:
    entry = _wording()["reused_sentence"]
    customers = {text.customer for text in origins}
    named = max(origins, key=lambda text: (bool(text.customer), text.on)).customer
    others = f"(ほか{len(customers) - 1}社)" if len(customers) > 1 else ""
    return _finding(
        document,
        (sentence.start, sentence.end),
        fault="template_phrase",
        severity="info",
        rule="reused_sentence",
        message=entry["message"].format(customer=named or entry["unnamed"], others=others),
        suggestion=entry["suggestion"],
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
    own = bare_name(case_customer)
    allowed = squeeze("\n".join(known)).casefold()
    document = Document(draft)
    told = squeeze(draft).casefold()
    found: dict[tuple[int, int], str] = {}
    for name in sorted(
        {_name(customer) for customer in earlier_customers}, key=lambda name: (-len(name), name)
    ):
        plain = squeeze(name)
        if not plain or plain.casefold() not in told or plain.casefold() in allowed:
            continue
        if _is_own(plain, own) or _nameless().fullmatch(plain):
            continue
        for hit in _mention(name).finditer(document.text):
            start, end = hit.span("name")
            if not any(first < end and start < last for first, last in found):
                found[start, end] = name
    return [_foreign(document, span, found[span], case_customer) for span in sorted(found)]


def _name(customer: str) -> str:
    """Return the company's bare name: without legal form, honorific, department and person."""
    bare = re.sub(rf"{LEGAL_FORM}|{HONORIFIC}", " ", normalise(customer))
    first = re.match(r"\s*([A-Za-z0-9&.'-]+(?: [A-Za-z0-9&.'-]+)*|\S+)", bare)
    return first[1].strip() if first else ""


def _is_own(name: str, own: str) -> bool:
    return bool(own) and (name in own or (len(own) >= 3 and name.startswith(own)))


def _mention(name: str) -> re.Pattern[str]:
    """Return the pattern of a mention: the name on its own, not inside a longer word of the same script."""
    body = r"\s?".join(re.escape(piece) for piece in name.split())
    before, after = _script(name[0]), _script(name[-1])
    begins = rf"(?:(?<=会社)|(?<=法人)|(?<=社団)|(?<=財団)|(?<=[株有同]\))|(?<!{before}))" if before else ""
    ends = rf"(?:(?={_HONORIFIC}|{LEGAL_FORM}|[製側向宛])|(?!{after}))" if after else ""
    if _is_distinct(name):
        return re.compile(rf"{begins}(?P<name>{body}){ends}", re.IGNORECASE)
    marked = rf"{LEGAL_FORM}\s?{body}{ends}|{begins}{body}\s?(?:{LEGAL_FORM}|{_HONORIFIC})"
    return re.compile(rf"(?P<name>{marked})", re.IGNORECASE)


def _script(char: str) -> str:
    """Return the class of the characters that would make a longer word of a name; particles follow hiragana."""
    return next(
        (script for script in ("[一-龠々]", "[ァ-ヶー]", "[A-Za-z0-9]") if re.match(script, char)), ""
    )


def _is_distinct(name: str) -> bool:
    """Tell whether a name can hardly be an ordinary word: two words or more, or a longer one in Latin letters."""
    if name.isascii():
        return len(name) >= 4
    plain = squeeze(name)
    return len(plain) >= 3 and len(words(plain)) >= 2


def _foreign(document: Document, span: tuple[int, int], name: str, customer: str) -> Finding:
    entry = _wording()["foreign_name"]
    own = entry["own"].format(customer=customer) if customer else entry["nobody"]
    return _finding(
        document,
        span,
        fault="wrong_customer",
        severity="error",
        rule="foreign_name",
        message=entry["message"].format(name=name),
        suggestion=entry["suggestion"].format(own=own),
    )


def _finding(
    document: Document,
    span: tuple[int, int],
    *,
    fault: str,
    severity: Severity,
    rule: str,
    message: str,
    suggestion: str,
) -> Finding:
    start, end = document.source_span(*span)
    return Finding(
        rule=rule,
        fault=fault,
        severity=severity,
        start=start,
        end=end,
        quote=document.source[start:end],
        message=message,
        suggestion=suggestion,
        because=faults()[fault].because,
    )


@cache
def _wording() -> Mapping[str, Any]:
    return table_beside(__file__, "reuse.toml")


@cache
def _courtesy() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _wording()["courtesy"]))


@cache
def _nameless() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _wording()["nameless"]))
