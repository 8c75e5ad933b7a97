"""Who reads the text, as the critic needs to know it: the case, the verdict, and why this reader minds."""

from dataclasses import dataclass, field
from functools import cached_property

from coach.critic.faults import faults
from coach.customer.case import ITEMS, Case, CustomerType, Item, Kind
from coach.customer.categories import of_another_trade
from coach.customer.classify import Classification
from coach.facts.profile import Profile

# Up to this many code points of a case's title are repeated in a suggestion.
_SUBJECT = 30


@dataclass(frozen=True)
class Limits:
    """Lengths in code points above and below which a text is reported (faults.toml: too_long, too_short)."""

    longest: dict[Kind, int] = field(default_factory=lambda: {"application": 1400, "first_message": 1000})
    shortest: dict[Kind, int] = field(default_factory=lambda: {"application": 200, "first_message": 120})


@dataclass(frozen=True)
class Reader:
    """The customer in front of the text. Without a case only language and form can be judged."""

    kind: Kind
    case: Case | None = None
    classification: Classification | None = None
    profile: Profile | None = None
    answers: tuple[str, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    limits: Limits = field(default_factory=Limits)

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
        """What the ``when`` of a rule may depend on."""
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
    def fitting_facts(self) -> tuple[str, ...]:
        """The facts to suggest for this case: those about another trade left out."""
        case = self.case
        return tuple(fact for fact in self.facts if case is None or not of_another_trade(fact, case))

    @property
    def subject(self) -> str:
        """The case in a few words, for use inside a suggestion."""
        if self.case is None:
            return "この案件"
        words = self.case.title or self.case.category or self.case.description.split("。")[0]
        return words if len(words) <= _SUBJECT else words[:_SUBJECT] + "…"

    def because(self, fault: str, item: Item | None = None) -> str:
        """Return why this reader minds: the article's thought for the item, else the type's, else the general reason."""
        if self.classification is not None and item is not None:
            for signal in self.classification.signals:
                if signal.item == item and signal.vote is not None and signal.psychology:
                    return f"「{signal.label}」が「{signal.value}」のお客様は、{signal.psychology}"
        return faults()[fault].because
