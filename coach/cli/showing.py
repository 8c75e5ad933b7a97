"""How a result is shown, and what makes the command fail: the same for every command that judges a text."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.cli.console import note
from coach.errors import InputError

if TYPE_CHECKING:
    from coach.cli.options import Showing
    from coach.critic.critique import Gate

# What shows no result of coaching: the catalogue of rules, the state of the settings.
LISTED: tuple[str, ...] = ("text", "json")


@dataclass(frozen=True)
class Show:
    """What the user asked for. Raises ``InputError`` for a format that ``-x`` excludes."""

    format: str = "text"
    output: str = ""
    text_only: bool = False
    fail_under: int = 0
    strict: bool = False
    history: bool = True
    sources: bool = False

    def __post_init__(self) -> None:
        if self.text_only and self.format != "text":
            raise InputError(
                f"-x と --format {self.format} は一緒に使えません。-x は本文だけを出します。",
                "どちらか一方を外してください。",
            )

    @property
    def on_screen(self) -> bool:
        """Whether what is shown says itself who reads and which text counts."""
        return self.format != "json" and not self.text_only

    def exit_code(self, whose: str, score: int | None, gate: "Gate") -> int:
        """Return 1 when a text does not reach what was asked for, else 0; ``whose`` names the text in Japanese."""
        if self.fail_under and (score or 0) < self.fail_under:
            note(f"{whose}の点数が {score} で、--fail-under {self.fail_under} に届きません。")
            return 1
        if self.strict and not gate.sendable:
            note(f"{whose}は、まだ送れません(--strict)。")
            return 1
        return 0


def show_of(chosen: "Showing", format: str) -> Show:
    """Return what these options ask for. Raises ``InputError``."""
    return Show(
        format=format,
        output=chosen["output"],
        text_only=chosen["text_only"],
        fail_under=chosen["fail_under"],
        strict=chosen["strict"],
        history=not chosen["no_history"],
        sources=chosen["sources"],
    )


def check_format(name: str, known: tuple[str, ...]) -> None:
    """Raise ``InputError`` for a format that the command does not have."""
    if name not in known:
        raise InputError(f"--format {name} は使えません。", f"{'・'.join(known)} から選んでください。")
