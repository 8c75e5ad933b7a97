"""What passes through the door to a model: messages out, a reply back, and what is told while waiting."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from coach.writer.schemas import Schema

Role = Literal["system", "user", "assistant"]

# How the form of a reply is asked for, from the strictest down.
Rung = Literal["json_schema", "json_object", "text"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a prompt."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer that arrived whole. ``text`` is what the model wrote without its thoughts.

    ``seconds`` is wall time with all attempts and waits; ``model`` is what the server says it ran.
    """

    text: str
    rung: Rung
    model: str = ""
    request_id: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something to tell while a model works.

    ``sending`` a request leaves · ``delta`` ``text`` has arrived · ``restart`` what had arrived is void, a new
    attempt begins · ``waiting`` nothing happens for ``seconds``, or since ``seconds`` · ``warning`` the user should
    know. ``message`` is a Japanese sentence, empty for ``delta`` and ``restart``.
    """

    kind: Literal["sending", "delta", "restart", "waiting", "warning"]
    label: str = ""
    message: str = ""
    text: str = ""
    seconds: float = 0.0


class Interrupted(KeyboardInterrupt):
    """Raised when the user stops a request; ``partial`` is what had arrived."""

    def __init__(self, partial: str) -> None:
        super().__init__()
        self.partial = partial


class Asks(Protocol):
    """Whoever answers prompts: the client, or a stand-in with recorded replies."""

    def ask(self, messages: list[Message], schema: Schema[Any], *, label: str) -> Reply:
        """Return the reply to a prompt. Raises ``ModelError`` with whatever text had arrived."""
        ...

    def distrust(self) -> None:
        """Ask for the form more plainly from now on: the last reply did not keep to it."""
        ...
