"""The vendor's facts: with case and draft, the only source of what a text may state."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from coach.values import Text, Value


class VendorFact(Value):
    """One true sentence about the vendor, with what limits its use."""

    text: Text
    kind: Text = ""
    as_of: Text = ""
    publishable: Literal["public", "partners", "anonymised", "never"] = "public"
    consent: Literal["yes", "no", "na"] = "na"


def _as_fact(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Profile(Value):
    """Who writes, and what this vendor may state. Absent values are empty."""

    company: Text = ""
    person: Text = ""
    role: Text = ""
    facts: tuple[Annotated[VendorFact, BeforeValidator(_as_fact)], ...] = Field(default=())

    @property
    def statable(self) -> tuple[VendorFact, ...]:
        """The facts that may appear in a text for a customer: never those marked ``never`` or without consent."""
        return tuple(fact for fact in self.facts if fact.publishable != "never" and fact.consent != "no")
