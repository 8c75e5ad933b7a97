"""Who reads the text, as the critic needs to know it: the case, the verdict, and why this reader minds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from coach import kanji
from coach.critic.faults import faults
from coach.critic.features import features_of
from coach.critic.terms import terms_of
from coach.customer.case import ITEMS, Case, CustomerType, Item, Kind
from coach.customer.categories import first_questions, named_trades, of_another_trade, trades_of
from coach.customer.classify import Classification, classify
from coach.facts.profile import Profile
from coach.text import shortened

# Up to this many code points of a case's title are repeated in a suggestion.
_SUBJECT = 30

# A page marks cases with 【急募】; a letter does not repeat it.
_MARK = re.compile(r"^(?:【[^】]{1,12}】|[■□◆◇●○★☆・\s])+")

# Nor how loudly it calls.
_SHOUT = re.compile(r"[!！?？♪★☆\s\U0001F300-\U0001FAFF]+$")

# 「2026/11/20 更新」 at the head of a page.
_DATED = re.compile(r"[0-9]{4}[/年.-][0-9]{1,2}[/月.-]?(?:[0-9]{1,2}日?)?\s*(?:更新|掲載|公開|作成)?$")

# 「記帳から任せたい」 is about 記帳.
_WISH = kanji.compiled(
    r"(?:を|から|も|は|が|に)(?:任せ|頼み|知り|減らし|増やし|依頼し|お願いし|見直し|[一-龠]{2}し)?(?:てほしい|てもらいたい|たい|ほしい|欲しい)$"
)

# The matter of a fact stands in its first words, in code points.
_OPENING = 16

# The price of a whole work, or a record, says what a vendor's trade is.
_ALL_OF_IT = re.compile(r"(?:一式|基本|標準).*円")

# What a vendor may say of itself whatever the trade: when to talk, what is certified.
_OF_ANY_TRADE = frozenset({"slots", "credential"})


class Limits(NamedTuple):
    """Lengths in code points above and below which a text is reported (faults.toml: too_long, too_short)."""

    longest: Mapping[Kind, int] = {"application": 1400, "first_message": 1000}
    shortest: Mapping[Kind, int] = {"application": 200, "first_message": 120}


@dataclass(frozen=True)
class Reader:
    """The customer in front of the text. Without a case only language and form can be judged."""

    kind: Kind
    case: Case | None = None
    profile: Profile | None = None
    answers: tuple[str, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    limits: Limits = Limits()

    @cached_property
    def classification(self) -> Classification | None:
        """The verdict on the customer; none without a case."""
        return classify(self.case) if self.case else None

    @cached_property
    def options(self) -> dict[Item, str]:
        """The recognised option of each item; empty where the customer's answer abstains."""
        signals = self.classification.signals if self.classification else ()
        chosen = {signal.item: signal.option or "" for signal in signals}
        return {item: chosen.get(item, "") for item in ITEMS}

    @property
    def type(self) -> CustomerType:
        """The customer type, or ``unknown`` without a case."""
        return self.classification.type if self.classification else "unknown"

    @property
    def conditions(self) -> dict[str, str]:
        """What the ``when`` of a question of a checklist, or of a word of guidance, may depend on."""
        return {
            "kind": self.kind,
            "type": self.type,
            **{str(item): option for item, option in self.options.items()},
        }

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """What this vendor may state: the profile's statable facts, then the answers of this run."""
        known = tuple(fact.text for fact in self.profile.statable) if self.profile else ()
        return known + self.answers

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What the vendor calls each fact (料金, 納期 …), for the facts that have such a name."""
        return {fact.text: fact.kind for fact in self.profile.statable if fact.kind} if self.profile else {}

    @cached_property
    def fitting_facts(self) -> tuple[str, ...]:
        """The facts to use for this case: those about another trade left out.

        Of a vendor who names other trades only, those alone are used that share a word with the case.
        """
        case = self.case
        if case is None:
            return self.facts
        fitting = tuple(fact for fact in self.facts if not of_another_trade(fact, case))
        if not self._is_of_another_trade(case):
            return fitting
        about = terms_of(case.words)
        return tuple(
            fact
            for fact in fitting
            if fact in self.answers
            or _OF_ANY_TRADE & features_of(fact)
            or about.normals & terms_of(fact).normals
        )

    def _is_of_another_trade(self, case: Case) -> bool:
        named = named_trades(
            fact for fact in self.facts if _ALL_OF_IT.search(fact) or "record" in features_of(fact)
        )
        wanted = {trade.name for trade in trades_of(case)}
        if not named or not wanted or wanted & named_trades(self.facts):
            return False
        openings = "\n".join(fact[:_OPENING] for fact in self.facts)
        return not terms_of(case.title).normals & terms_of(openings).normals

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """What an expert would ask this customer first, that neither the case nor the vendor's facts answer."""
        return first_questions(self.case, self.facts) if self.case else ()

    @property
    def title(self) -> str:
        """What the case is called: its title without the page's marks, else its category or first sentence."""
        case = self.case
        if case is None:
            return "この案件"
        lines = (_MARK.sub("", line).strip() for line in case.description.splitlines())
        first = next((line.split("。")[0] for line in lines if line and not _DATED.match(line)), "")
        called = _MARK.sub("", case.title).strip() or case.title or case.category or first
        return _SHOUT.sub("", called) or "この案件"

    @property
    def subject(self) -> str:
        """The case inside a suggestion: its title in quotes, or この案件 where that would fill the sentence."""
        return f"「{self.title}」" if len(self.title) <= _SUBJECT and self.case else "この案件"

    @property
    def first_wish(self) -> str:
        """What a suggestion names as an example: what the first wish of the case is about, else its subject."""
        wishes = self.case.requirements if self.case else ()
        return _WISH.sub("", next(iter(wishes), "")) or shortened(self.title, _SUBJECT)

    def because(self, fault: str, item: Item | None = None) -> str:
        """Return why this reader minds: the article's thought for the item, else the type's, else the general reason."""
        if self.classification is not None and item is not None:
            for signal in self.classification.signals:
                if signal.item == item and signal.vote is not None and signal.psychology:
                    return f"「{signal.label}」が「{signal.value}」のお客様を、記事はこう見ています:「{signal.psychology.rstrip('。')}」"
        return faults()[fault].because
