"""One fault with its exact place, why this reader minds, and what to do."""

from typing import Literal, get_args

from coach.values import Value

# From the gravest down.
Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class Finding(Value):
    """A fault in the draft. ``start`` and ``end`` are code points of the draft as given.

    ``text[start:end] == quote``; an absence (something the reader needs and the text lacks) has
    ``start == end == 0`` and an empty quote. ``about`` is the wish of the case that nothing answers, as the
    case words it; empty for any other fault.
    """

    rule: str
    fault: str
    severity: Severity
    start: int = 0
    end: int = 0
    quote: str = ""
    message: str
    suggestion: str
    because: str = ""
    about: str = ""
    origin: Literal["rule", "llm"] = "rule"

    @property
    def is_absence(self) -> bool:
        """Whether the finding is about something that is not there."""
        return not self.quote
