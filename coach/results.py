"""What the three jobs return: the contract of the JSON output. Keys are added freely and never renamed."""

from typing import Literal

from pydantic import ConfigDict, Field

from coach.critic.checklist import Ask, Check
from coach.critic.coverage import Coverage
from coach.critic.critique import Gate
from coach.critic.finding import Finding
from coach.customer.case import Kind
from coach.customer.classify import Classification
from coach.values import Value

SCHEMA_VERSION = 1

Engine = Literal["offline", "llm"]


class _Value(Value):
    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True, defer_build=True)


class Change(_Value):
    """One replacement in the text, with its reason; ``after`` is empty where words were taken out.

    ``rule`` is the id of the rule that it follows; empty where a model made it.
    """

    before: str
    after: str
    reason: str
    rule: str = ""


class SourcedSentence(_Value):
    """A sentence of a written text and the source lines it rests on (C1, P2 …), or what it is instead."""

    text: str
    kind: str = Field(alias="class")
    sources: tuple[str, ...] = ()


class UnsupportedStatement(_Value):
    """Words of a written text that stand in no source."""

    quote: str
    kind: str
    why: str


class DroppedFact(_Value):
    """What the draft stated and the rewrite lost."""

    quote: str
    kind: str


class Usage(_Value):
    """What the model's work took. ``seconds`` is wall time."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    request_ids: tuple[str, ...] = ()


class Rewrite(_Value):
    """The improved text. ``change_ratio`` is the share of code points that changed, 0 to 1."""

    text: str
    edits: tuple[Change, ...] = ()
    sentences: tuple[SourcedSentence, ...] = ()
    blanks: tuple[str, ...] = ()
    unsupported: tuple[UnsupportedStatement, ...] = ()
    dropped: tuple[DroppedFact, ...] = ()
    change_ratio: float = 0.0


class After(_Value):
    """What the critic says of the improved text, by the same checklist."""

    score: int | None
    findings: tuple[Finding, ...]
    gate: Gate


class Feedback(_Value):
    """The critique of a draft and its improved text."""

    schema_version: int = SCHEMA_VERSION
    kind: Kind
    engine: Engine
    classification: Classification
    score: int | None
    checklist: tuple[Check, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Ask, ...]
    coverage: tuple[Coverage, ...] = ()
    gate: Gate
    rewrite: Rewrite | None = None
    after: After | None = None
    model: str | None = None
    prompt_version: str | None = None
    usage: Usage | None = None
    warnings: tuple[str, ...] = ()
    id: int | None = None

    @property
    def written(self) -> str:
        """The improved text; empty where none was written."""
        return self.rewrite.text if self.rewrite else ""

    @property
    def final(self) -> "After | Feedback":
        """What is said of the text that comes out: the improved one, else the draft."""
        return self.after or self


class Draft(_Value):
    """A text composed for a customer, with what the critic says of it.

    ``unused`` are the vendor's facts that the offline text does not state, the nearest to the case first; nobody
    tells them of a model's text.
    """

    schema_version: int = SCHEMA_VERSION
    kind: Kind
    engine: Engine
    classification: Classification
    text: str
    sentences: tuple[SourcedSentence, ...] = ()
    questions: tuple[Ask, ...] = ()
    blanks: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    unsupported: tuple[UnsupportedStatement, ...] = ()
    score: int | None
    checklist: tuple[Check, ...]
    findings: tuple[Finding, ...]
    gate: Gate
    model: str | None = None
    prompt_version: str | None = None
    usage: Usage | None = None
    warnings: tuple[str, ...] = ()
    id: int | None = None

    @property
    def written(self) -> str:
        """The composed text."""
        return self.text

    @property
    def final(self) -> "Draft":
        """What is said of the text that comes out."""
        return self


class Version(_Value):
    """One side of a comparison; no score without a case."""

    score: int | None
    findings: tuple[Finding, ...]
    gate: Gate
    checklist: tuple[Check, ...] = ()
    length: int


class DiffPart(_Value):
    """A stretch of the comparison; the parts' ``before`` joined give the old text, ``after`` the new one."""

    op: Literal["equal", "replace", "insert", "delete"]
    before: str
    after: str


class FactChanges(_Value):
    """What became of the facts stated, each in the words of the text."""

    kept: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()


class Order(_Value):
    """One reading by the imagined customer: who stood first, who was chosen, and why."""

    first: Literal["before", "after"]
    winner: Literal["before", "after", "tie"]
    reasons: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()


class Verdict(_Value):
    """The imagined customer's choice: a winner only where both orders agree."""

    winner: Literal["before", "after", "tie"]
    reasons: tuple[str, ...] = ()
    orders: tuple[Order, ...] = ()


class Comparison(_Value):
    """Two versions of one text, side by side."""

    schema_version: int = SCHEMA_VERSION
    kind: Kind
    classification: Classification | None
    before: Version
    after: Version
    resolved: tuple[Finding, ...]
    introduced: tuple[Finding, ...]
    persisting: tuple[Finding, ...]
    facts: FactChanges
    diff: tuple[DiffPart, ...]
    change_ratio: float
    conclusion: str
    verdict: Verdict | None = None
    model: str | None = None
    usage: Usage | None = None
    warnings: tuple[str, ...] = ()

    @property
    def identical(self) -> bool:
        """Whether the two versions read alike."""
        return all(part.op == "equal" for part in self.diff)
