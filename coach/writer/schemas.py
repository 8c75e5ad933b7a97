"""What a model is asked to return, and the strict schema of it.

Only what every server can hold to is sent: all fields required, no others, no lengths, no references. Limits
that a schema cannot say are checked here, after the reply has arrived. Free text stands before verdicts, for a
model writes from left to right and should have thought before it decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, Field

from coach.values import Value

M = TypeVar("M", bound=BaseModel)

# Nobody answers more before a text is written.
MOST_QUESTIONS = 3

# What strict servers and small grammars understand alike.
_KEYWORDS = ("type", "description", "enum", "items", "anyOf", "properties")


def _written(text: str) -> str:
    if not text.strip():
        raise ValueError("空です")
    return text


Body = Annotated[str, AfterValidator(_written)]


class AskedQuestion(Value):
    """A question to the vendor before anything is written."""

    question: Body = Field(description="営業担当者が一言で答えられる質問")
    settles: str = Field(description="答えがあると、発注者のどの不安に答えられるか")


class AskReply(Value):
    """The questions worth asking, most valuable first; those beyond the third are left out."""

    questions: Annotated[list[AskedQuestion], AfterValidator(lambda asked: asked[:MOST_QUESTIONS])] = Field(
        description="大切な順に3つまで"
    )


class ModelFinding(Value):
    """A fault that the model sees. ``quote`` stands in the draft, or the finding does not count."""

    quote: str = Field(description="下書きの言葉をそのまま抜き出したもの")
    fault: str = Field(description="指摘の種類のid")
    problem: str = Field(description="この発注者にとって何が困るか")
    suggestion: str = Field(description="どう直すか")


class FeedbackReply(Value):
    """A critique, then the whole text written anew."""

    findings: list[ModelFinding] = Field(description="大切な順に5つまで")
    questions: list[str] = Field(description="営業担当者に確かめたいこと。なければ空")
    text: Body = Field(description="そのまま送れる文章の全文")


class Edit(Value):
    """One replacement in the draft; ``find`` stands there exactly once, or the edit does not count."""

    find: Body = Field(description="下書きの中に一度だけ現れる言葉をそのまま")
    replace: str = Field(description="置き換える言葉。消すときは空")
    reason: str = Field(description="直す理由")


class LightReply(Value):
    """A critique, then replacements that keep the author's text."""

    findings: list[ModelFinding] = Field(description="大切な順に5つまで")
    questions: list[str] = Field(description="営業担当者に確かめたいこと。なければ空")
    edits: list[Edit] = Field(description="必要な直しだけ")


class DraftReply(Value):
    """A text written from case and facts."""

    text: Body = Field(description="そのまま送れる文章の全文")


class AuditSentence(Value):
    """One sentence of the audited text by its number, and the source lines (C1, P2 …) that it rests on."""

    id: str = Field(description="文の番号(T1、T2 …)")
    kind: Literal["fact", "greeting", "question", "proposal"] = Field(description="文の種類")
    sources: list[str] = Field(description="根拠になる材料の行番号。なければ空")


class Unsupported(Value):
    """Words of the audited text that stand in no source."""

    quote: Body = Field(description="文章の言葉をそのまま抜き出したもの")
    why: str = Field(description="材料のどこにもない理由")


class AuditReply(Value):
    """A sceptic's reading of a text against its sources."""

    sentences: list[AuditSentence] = Field(description="文章のすべての文")
    unsupported: list[Unsupported] = Field(description="材料に根拠がない記述や約束。なければ空")


class RepairReply(Value):
    """The smallest replacements that mend what was listed; the rest of the text cannot move."""

    edits: list[Edit] = Field(description="挙げられた点の直しだけ")


class JudgeReply(Value):
    """Which of two texts this customer prefers; reasons first."""

    reasons: list[str] = Field(description="この発注者から見た理由")
    obstacles: list[str] = Field(description="返信をためらわせる点")
    winner: Literal["甲", "乙", "引き分け"]


@dataclass(frozen=True)
class Schema(Generic[M]):
    """A form of reply: the name that servers see, the model that validates, the JSON schema that is sent."""

    name: str
    model: type[M]
    body: Mapping[str, Any]


def schema_of(model: type[M], enums: Mapping[str, Sequence[str]] | None = None) -> Schema[M]:
    """Return the form of a reply. ``enums`` narrows the string fields of a name, at any depth, to given values."""
    return Schema(model.__name__, model, strict_schema(model, enums))


def strict_schema(model: type[BaseModel], enums: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """Return the JSON schema of a reply model in the strict subset that all servers share.

    Raises ``TypeError`` for a model that the subset cannot say: free tables, tuples, ``Any``, unions of models,
    defaults, or one that contains itself.
    """
    full = model.model_json_schema()
    full.pop("description", None)
    return _strict(full, full.get("$defs", {}), enums or {}, (model.__name__,))


def _strict(
    node: Mapping[str, Any],
    definitions: Mapping[str, Any],
    enums: Mapping[str, Sequence[str]],
    path: tuple[str, ...],
) -> dict[str, Any]:
    if reference := node.get("$ref"):
        name = reference.rpartition("/")[2]
        if name in path:
            raise TypeError(f"{'.'.join(path)} contains itself")
        target = {key: value for key, value in definitions[name].items() if key != "description"}
        kept = {key: value for key, value in node.items() if key == "description"}
        return _strict(target | kept, definitions, enums, (*path, name))
    if "default" in node or "oneOf" in node or "allOf" in node or "prefixItems" in node:
        raise TypeError(f"{'.'.join(path)} is not in the strict subset")
    if not {"type", "anyOf", "enum", "const"} & node.keys():
        raise TypeError(f"{'.'.join(path)} has no type")
    strict = {key: node[key] for key in _KEYWORDS if key in node}
    if "const" in node:
        strict["enum"] = [node["const"]]
    if "items" in node:
        strict["items"] = _strict(node["items"], definitions, enums, path)
    if "anyOf" in node:
        strict["anyOf"] = [_strict(one, definitions, enums, path) for one in node["anyOf"]]
        if sum(one.get("type") == "object" for one in strict["anyOf"]) > 1:
            raise TypeError(f"{'.'.join(path)} is a union of objects")
    if node.get("type") == "object":
        if node.get("additionalProperties") is not False:
            raise TypeError(f"{'.'.join(path)} takes any key")
        strict["properties"] = {
            name: _narrowed(_strict(value, definitions, enums, (*path, name)), enums.get(name))
            for name, value in node.get("properties", {}).items()
        }
        strict["required"] = list(strict["properties"])
        strict["additionalProperties"] = False
    return strict


def _narrowed(node: dict[str, Any], values: Sequence[str] | None) -> dict[str, Any]:
    if not values:
        return node
    if node.get("type") == "array":
        return node | {"items": _narrowed(node["items"], values)}
    return node | {"enum": list(values)} if node.get("type") == "string" else node
