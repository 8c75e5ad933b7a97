"""Counts of what was found and what was found wrongly."""

from dataclasses import dataclass

# A finding meets a label within this many code points: where exactly a fault begins is a matter of taste.
NEAR = 20


@dataclass
class Tally:
    """What was found of what was there, and what was found that was not."""

    found: int = 0
    planted: int = 0
    false: int = 0
    told: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Return the sum of both counts."""
        return Tally(
            self.found + other.found,
            self.planted + other.planted,
            self.false + other.false,
            self.told + other.told,
        )

    @property
    def recall(self) -> str:
        """The share found of what was there, for a table."""
        return f"{100 * self.found / self.planted:.0f} %" if self.planted else "-"

    @property
    def false_share(self) -> str:
        """The share of findings that are false, for a table."""
        return f"{100 * self.false / self.told:.0f} %" if self.told else "-"

    def row(self, name: str) -> str:
        """Return a row of a Markdown table."""
        return (
            f"| {name} | {self.planted} | {self.found} | {self.recall} | {self.told} | {self.false} "
            f"| {self.false_share} |"
        )
