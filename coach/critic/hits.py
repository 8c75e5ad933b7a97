"""Where the rules that are patterns stand in a draft, which of their hits are told, and what they say."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from coach.critic.faults import faults
from coach.critic.finding import SEVERITIES, Finding
from coach.critic.patterns import compiled, finditer
from coach.critic.rules import Rule, load_rules
from coach.customer.case import Kind
from coach.text import Document, Sentence

# Somebody else's words.
QUOTED = re.compile(r"「[^「」\n]{1,200}」|『[^『』\n]{1,200}』")


class Hit(NamedTuple):
    """One match of a rule, as a span of the folded text, with the sentence around it."""

    rule: Rule
    start: int
    end: int
    sentence: Sentence | None
    match: re.Match[str]
    places: int = 1


def matches(document: Document, kind: Kind) -> list[Finding]:
    """Return what the rules find in a text of this kind, in the order of the text.

    At most one finding a sentence and fault; of hits of one group of faults of which one lies inside the other
    (one cause) the more severe, then the longer, stands. A stock phrase inside a claim goes with the claim.
    """
    return [_finding(document, hit, kind) for hit in _told_once(list(all_hits(load_rules(), document)))]


def all_hits(rules: Iterable[Rule], document: Document) -> Iterator[Hit]:
    quoted = [found.span() for found in QUOTED.finditer(document.text)]
    for rule in rules:
        hits = list(_hits(rule, document, quoted))
        if rule.min_in_sentence > 1:
            hits = list(_joined(hits))
        if len(hits) >= rule.min_count:
            yield from hits


def _hits(rule: Rule, document: Document, quoted: list[tuple[int, int]]) -> Iterator[Hit]:
    excused: dict[int, bool] = {}
    for match in finditer(rule.pattern, document.text):
        start, end = match.span()
        if start == end:
            continue
        sentence = document.sentence_at(start) or document.sentence_at(end - 1)
        if sentence:
            if sentence.kind in rule.skip:
                continue
            if sentence.start not in excused:
                excused[sentence.start] = _is_excused(rule, document.text, sentence)
            if excused[sentence.start]:
                continue
        if ("quoted" in rule.skip or _group(rule) == "language") and _inside(quoted, start, end):
            continue
        yield Hit(rule, start, end, sentence, match)


def _is_excused(rule: Rule, text: str, sentence: Sentence) -> bool:
    def says(pattern: str) -> bool:
        return compiled(pattern).search(text, sentence.start, sentence.end) is not None

    return bool((rule.needs and not says(rule.needs)) or (rule.unless and says(rule.unless)))


def _joined(hits: Iterable[Hit]) -> Iterator[Hit]:
    for _, group in groupby(hits, key=lambda hit: hit.sentence and hit.sentence.start):
        found = list(group)
        if len(found) >= found[0].rule.min_in_sentence:
            yield found[0]._replace(end=found[-1].end)


def _inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(spans, (start, end)) - 1
    return index >= 0 and spans[index][0] <= start and end <= spans[index][1]


def _told_once(hits: list[Hit]) -> Iterator[Hit]:
    """Yield the hits that stand; of a rule that is told once the first of them, with the number of all its places."""
    places = Counter(hit.rule.id for hit in hits)
    told: set[str] = set()
    for hit in _settled(hits):
        if not hit.rule.once:
            yield hit
        elif hit.rule.id not in told:
            told.add(hit.rule.id)
            yield hit._replace(places=places[hit.rule.id])


def _settled(hits: Iterable[Hit]) -> list[Hit]:
    """Keep one hit a sentence and fault, and one a cause: a hit inside another of its group goes when that one is
    mended, and so does the stock phrase that a claim is made of (必ずご満足いただけます), while two that only overlap
    are mended apart (作らさせて, させていただ).
    """
    by_sentence: dict[int, list[Hit]] = {}
    for hit in hits:
        by_sentence.setdefault(hit.sentence.start if hit.sentence else -1 - hit.start, []).append(hit)
    kept: list[Hit] = []
    for rivals in by_sentence.values():
        standing: dict[str, Hit] = {}
        for hit in sorted(rivals, key=_precedence):
            if hit.rule.fault not in standing and not any(
                _same_cause(hit, other) for other in standing.values()
            ):
                standing[hit.rule.fault] = hit
        kept.extend(standing.values())
    return sorted(kept, key=lambda hit: (hit.start, hit.end, hit.rule.id))


def _precedence(hit: Hit) -> tuple[int, bool, int, int]:
    # Listed words say more precisely what is wrong than several grand ones together.
    general = hit.rule.once or hit.rule.min_in_sentence > 1
    return SEVERITIES.index(hit.rule.severity), general, hit.start - hit.end, hit.start


def _same_cause(hit: Hit, standing: Hit) -> bool:
    group, graver = _group(hit.rule), _group(standing.rule)
    around = standing.start <= hit.start and hit.end <= standing.end
    if group == graver:
        return around or (hit.start <= standing.start and standing.end <= hit.end)
    return around and (group, graver) == ("genericness", "claims")


def _group(rule: Rule) -> str:
    return faults()[rule.fault].group


def _finding(document: Document, hit: Hit, kind: Kind) -> Finding:
    start, end = document.source_span(hit.start, hit.end)
    return Finding(
        rule=hit.rule.id,
        fault=hit.rule.fault,
        severity=hit.rule.severity,
        start=start,
        end=end,
        quote=document.quote(hit.start, hit.end),
        message=hit.rule.why if hit.places == 1 else f"{hit.rule.why}全部で{hit.places}か所あります。",
        suggestion=_suggestion(hit, kind),
        because=faults()[hit.rule.fault].because,
    )


def _suggestion(hit: Hit, kind: Kind) -> str:
    for said, written in hit.rule.instead:
        if said in hit.match.group():
            return f"「{written}」のような書き言葉に替えてください。"
    return hit.rule.better_for.get(kind, hit.rule.better)
