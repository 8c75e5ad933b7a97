"""The rules that are patterns, read from data.

A rule lives in ``rules/*.toml``. Its pattern sees the folded text of ``coach.text`` (NFKC, one kind of dash
and tilde, か月, LF); its ``ok`` and ``ng`` sentences are executed by the tests. Patterns keep every repetition
bounded, so that matching stays linear in the text.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli
from pydantic import Field, ValidationError, model_validator

from coach.critic.faults import faults
from coach.critic.finding import Severity
from coach.critic.patterns import compiled, is_known
from coach.critic.words import Pattern
from coach.customer.case import Kind
from coach.errors import ConfigError
from coach.resources import table_beside
from coach.text import LineKind
from coach.values import Value


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
