"""The schemas that leave: strict, without anything that one server or another would reject."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coach.writer.schemas import (
    AskReply,
    AuditReply,
    DraftReply,
    FeedbackReply,
    JudgeReply,
    LightReply,
    RepairReply,
    schema_of,
    strict_schema,
)

REPLIES = [AskReply, FeedbackReply, LightReply, DraftReply, AuditReply, RepairReply, JudgeReply]
ALLOWED = {"type", "description", "enum", "items", "anyOf", "properties", "required", "additionalProperties"}


def nodes(node: dict[str, Any], depth: int = 1) -> Iterator[tuple[dict[str, Any], int]]:
    yield node, depth
    below = [
        *node.get("properties", {}).values(),
        *node.get("anyOf", []),
        *([node["items"]] if "items" in node else []),
    ]
    for child in below:
        yield from nodes(child, depth + (node.get("type") == "object"))


@pytest.mark.parametrize("model", REPLIES)
def test_only_the_common_subset_is_sent(model: type[BaseModel]) -> None:
    for node, depth in nodes(strict_schema(model)):
        assert node.keys() <= ALLOWED
        assert depth <= 4
        if node.get("type") == "object":
            assert node["required"] == list(node["properties"])
            assert node["additionalProperties"] is False
        # English words in the schema turn the answer English.
        assert not node.get("description", "。").isascii()


ORDER = [
    (FeedbackReply, ["findings", "questions", "text"]),
    (LightReply, ["findings", "questions", "edits"]),
    (AuditReply, ["sentences", "unsupported"]),
    (JudgeReply, ["reasons", "obstacles", "winner"]),
]


@pytest.mark.parametrize(("model", "order"), ORDER)
def test_thoughts_stand_before_verdicts(model: type[BaseModel], order: list[str]) -> None:
    assert list(strict_schema(model)["properties"]) == order


class Note(BaseModel):
    model_config = ConfigDict(extra="forbid")

    quote: str | None
    met: bool


def test_absence_is_null_and_never_left_out() -> None:
    note = strict_schema(Note)
    assert note["properties"]["quote"]["anyOf"] == [{"type": "string"}, {"type": "null"}]
    assert note["required"] == ["quote", "met"]


def test_ids_are_narrowed_to_those_that_exist() -> None:
    body = schema_of(AuditReply, {"sources": ["C1", "P1"]}).body
    sources = body["properties"]["sentences"]["items"]["properties"]["sources"]
    assert sources["items"] == {"type": "string", "enum": ["C1", "P1"]}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Table(_Part):
    values: dict[str, str]


class Anything(_Part):
    value: Any = Field()


class Defaulted(_Part):
    value: str = "x"


class Pair(_Part):
    value: tuple[str, int]


class Open(BaseModel):
    value: str


class Looped(_Part):
    below: list["Looped"]


class OneWord(_Part):
    word: Literal["甲"]


@pytest.mark.parametrize("model", [Table, Anything, Defaulted, Pair, Open, Looped])
def test_what_the_subset_cannot_say_is_refused_at_once(model: type[BaseModel]) -> None:
    with pytest.raises(TypeError):
        strict_schema(model)


def test_a_single_word_is_an_enumeration() -> None:
    assert strict_schema(OneWord)["properties"]["word"] == {"type": "string", "enum": ["甲"]}


def test_questions_beyond_the_third_are_left_out() -> None:
    asked = [{"question": f"質問{n}", "settles": "費用"} for n in range(5)]
    assert [each.question for each in AskReply.model_validate({"questions": asked}).questions] == [
        "質問0",
        "質問1",
        "質問2",
    ]


@pytest.mark.parametrize("text", ["", " \n　"])
def test_an_empty_text_is_no_reply(text: str) -> None:
    with pytest.raises(ValidationError):
        DraftReply(text=text)
