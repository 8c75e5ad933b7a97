"""The rules that are patterns: read from data, matched against a draft, applied where one answer is right.

A rule lives in ``rules/*.toml``. Its pattern sees the folded text of ``coach.text`` (NFKC, one kind of dash
and tilde, か月, LF); its ``ok`` and ``ng`` sentences are executed by the tests. Patterns keep every repetition
bounded, so that matching stays linear in the text.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import tomli
from pydantic import Field, ValidationError, model_validator

from coach.critic.faults import faults
from coach.critic.finding import SEVERITIES, Finding, Severity
from coach.critic.patterns import compiled, finditer, is_known
from coach.critic.words import Pattern
from coach.customer.case import Kind
from coach.errors import ConfigError
from coach.resources import table_beside
from coach.text import Document, LineKind, Sentence
from coach.values import Value

# Somebody else's words.
QUOTED = re.compile(r"「[^「」\n]{1,200}」|『[^『』\n]{1,200}』")


class Rule(Value):
    """One pattern with its reason (``why``), what to do (``better``) and examples, all in Japanese.

    ``doubled``: lists of words that mean the same, in place of ``pattern``: two of a list with ``between`` between
    them and ``behind`` behind them.
    ``min_count``: reported only when the text has that many hits.
    ``min_in_sentence``: reported only where one sentence has that many, and then once, from the first to the last.
    ``once``: reported at its first place only, which tells how many there are; any other rule there goes first.
    ``skip``: hits in these kinds of line, or inside 「」 (``quoted``), do not count.
    ``needs``: only hits in a sentence where this pattern is found as well count, wherever in it.
    ``unless``: hits in a sentence where this pattern is found do not count (a negation, a base, a figure).
    ``fix``: what replaces the whole hit; ``fixes``: pairs (pattern searched in the hit, replacement), the
    first that is found applies; only where exactly one answer is right.
    ``removable``: the sentence can go when it holds little else.
    ``better_for``: what to do instead of ``better`` in a text of that kind.
    ``instead``: pairs (words of the hit, what is written for them), for a rule of many words; where the first that
    stands in the hit says what to write, it is said instead of ``better``.
    ``noise``: hits a good draft in the last evaluation, on ``noise_drafts`` good drafts; None where not measured.
    """

    id: str
    fault: str
    severity: Severity
    pattern: Pattern
    why: str
    better: str
    better_for: Mapping[Kind, str] = Field(default_factory=dict)
    instead: tuple[tuple[str, str], ...] = ()
    ok: Annotated[tuple[str, ...], Field(min_length=2)]
    ng: Annotated[tuple[str, ...], Field(min_length=2)]
    min_count: int = 1
    min_in_sentence: int = 1
    once: bool = False
    skip: tuple[LineKind | Literal["quoted"], ...] = ()
    needs: Pattern = ""
    unless: Pattern = ""
    fix: str | None = None
    fixes: tuple[tuple[Pattern, str], ...] = ()
    removable: bool = False
    noise: float | None = None
    noise_drafts: int = 0

    @model_validator(mode="before")
    @classmethod
    def _written_out(cls, row: dict[str, Any]) -> dict[str, Any]:
        """Return the row with the pattern that ``doubled`` stands for."""
        if "doubled" not in row:
            return row
        rest = dict(row)
        same, between, behind = rest.pop("doubled"), rest.pop("between", ""), rest.pop("behind", "")
        return {**rest, "pattern": "|".join(f"(?:{one}){between}(?:{one}){behind}" for one in same)}

    @property
    def mends(self) -> bool:
        """Whether the rule can change the text by itself."""
        return self.fix is not None or bool(self.fixes) or self.removable


class Noise(Value):
    """What ``python -m evals --write-noise`` measured: the hits of the rules that had any on so many good drafts of the
    labelled corpus, when there were so many ``rules``.
    """

    drafts: int
    rules: int
    hits: Mapping[str, int]


class Hit(NamedTuple):
    """One match of a rule, as a span of the folded text, with the sentence around it."""

    rule: Rule
    start: int
    end: int
    sentence: Sentence | None
    match: re.Match[str]
    places: int = 1


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the shipped rules in the order of their files, with their noise. Raises ``ConfigError`` as
    ``read_rules`` does.
    """
    rules = read_rules(Path(__file__).with_name("rules"))
    return with_noise(rules, Noise.model_validate(table_beside(__file__, "noise.toml")))


def read_rules(folder: Path) -> tuple[Rule, ...]:
    """Return the rules of all ``*.toml`` in ``folder``.

    Patterns that ``coach.critic.patterns`` knows are compiled at their first use; all others here.

    Raises ``ConfigError`` naming file and rule for anything that is no usable rule.
    """
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.toml")):
        rows = _table(path).get("rule", [])
        if not isinstance(rows, list):
            raise ConfigError(
                f"ルールファイル {path.name} の rule が表の並びではありません。",
                "規則は一つずつ [[rule]] で始めてください。",
            )
        for number, row in enumerate(rows, 1):
            rule = _rule(path, number, row)
            if rule.id in rules:
                raise ConfigError(
                    f"ルールファイル {path.name} の規則 {rule.id} は、すでに同じIDで定義されています。",
                    "どちらかのIDを変えてください。",
                )
            rules[rule.id] = rule
    return tuple(rules.values())


def with_noise(rules: Iterable[Rule], measured: Noise) -> tuple[Rule, ...]:
    """Return the rules with what was measured. A rule without a hit was silent, unless there are more or fewer rules
    than were measured: then nobody knows.
    """
    listed = tuple(rules)
    told = {rule.id for rule in listed} if len(listed) == measured.rules else measured.hits.keys()
    return tuple(
        rule.model_copy(
            update={
                "noise": measured.hits.get(rule.id, 0) / measured.drafts,
                "noise_drafts": measured.drafts,
            }
        )
        if rule.id in told
        else rule
        for rule in listed
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise ConfigError(
            f"ルールファイル {path.name} を読み込めません({error})。",
            "TOMLの書き方と文字コード(UTF-8)を確かめてください。",
        ) from error


def _rule(path: Path, number: int, row: object) -> Rule:
    name = row.get("id", f"{number}番目") if isinstance(row, dict) else f"{number}番目"
    try:
        rule = Rule.model_validate(row)
        if not is_known(rule.pattern):
            for pattern in (rule.pattern, rule.needs, rule.unless, *(found for found, _ in rule.fixes)):
                compiled(pattern)
        if rule.fault not in faults():
            raise ValueError(f"fault: {rule.fault} という種類はありません")
    except (ValidationError, ValueError, re.error) as error:
        detail = (
            "、".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            if isinstance(error, ValidationError)
            else str(error)
        )
        raise ConfigError(
            f"ルールファイル {path.name} の規則 {name} に誤りがあります({detail})。",
            "その規則の該当する項目を直してください。",
        ) from error
    return rule


def matches(document: Document, kind: Kind) -> list[Finding]:
    """Return what the rules find in a text of this kind, in the order of the text.

    At most one finding a sentence and fault; of hits of one group of faults of which one lies inside the other
    (one cause) the more severe, then the longer, stands.
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
        if ("quoted" in rule.skip or _is_of_language(rule)) and _inside(quoted, start, end):
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
    mended, while two that only overlap are mended apart (作らさせて, させていただ).
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


def _same_cause(one: Hit, other: Hit) -> bool:
    inner, outer = sorted((one, other), key=lambda hit: hit.end - hit.start)
    inside = outer.start <= inner.start and inner.end <= outer.end
    return inside and faults()[one.rule.fault].group == faults()[other.rule.fault].group


def _is_of_language(rule: Rule) -> bool:
    return faults()[rule.fault].group == "language"


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
