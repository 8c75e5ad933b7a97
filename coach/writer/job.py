"""One piece of work for a model, and the prompt made of it: values, the same for a server, a chat window, a test."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from coach.critic.checklist import Check
from coach.critic.finding import Finding
from coach.critic.reader import Reader
from coach.facts.provenance import Source, sources
from coach.writer.exchange import Message
from coach.writer.schemas import Schema

M = TypeVar("M", bound=BaseModel)

Task = Literal["ask", "feedback", "draft", "audit", "repair", "judge"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a model works on.

    ``draft`` is empty where a text is written from nothing; ``sent`` is the application that went before a first
    message; ``findings`` and ``checklist`` are the critic's, of the draft; ``light`` asks for replacements
    instead of a whole text; ``nonce`` marks the lines of material and is not to be guessed by their writers.
    """

    reader: Reader
    draft: str = ""
    sent: str = ""
    findings: tuple[Finding, ...] = ()
    checklist: tuple[Check, ...] = ()
    light: bool = False
    nonce: str

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The numbered lines that the text may rest on."""
        reader = self.reader
        return sources(reader.case, reader.profile, self.draft, reader.answers, sent=self.sent)


@dataclass(frozen=True, kw_only=True)
class Prompt(Generic[M]):
    """What is sent for one task. ``system`` is the same, byte for byte, for every prompt of a task; ``label`` names
    the work in Japanese."""

    system: str
    user: str
    schema: Schema[M]
    label: str

    @property
    def messages(self) -> list[Message]:
        """The two turns of the prompt."""
        return [Message("system", self.system), Message("user", self.user)]


AnyPrompt = Prompt[Any]
