"""From what a model wrote to values that can be worked with: found, validated, and asked for once more if need be."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from coach.errors import ReplyError
from coach.folding import without_escapes
from coach.writer.exchange import Asks, Message, Reply
from coach.writer.ladder import appended
from coach.writer.schemas import Schema
from coach.writer.stream import without_thoughts

M = TypeVar("M", bound=BaseModel)

# A user and a model read no more than the first few.
_MOST_PROBLEMS = 5

# Braces in prose are few; more are not looked at.
_MOST_OPENINGS = 50

_FENCED = re.compile(r"```[^\n`]*\n(.*?)```", re.DOTALL)

_HALVES = re.compile("[\ud800-\udfff]")

_PROBLEMS = {
    "missing": "「{where}」がありません",
    "extra_forbidden": "「{where}」という項目は決められていません",
    "literal_error": "「{where}」の値が決められた言葉ではありません",
    "value_error": "「{where}」が空です",
}

_REPAIR = """

# もう一度
前回の回答は、次の点で使えませんでした。
{problems}
内容は同じ考えで、決められた形のJSONだけを、最初から最後まで書いてください。"""


class FormError(ReplyError):
    """Raised when a reply does not have the form asked for; ``problems`` says where, in Japanese.

    ``breaks_schema`` tells whether a server that holds a model to the schema would have prevented it.
    """

    def __init__(self, problems: Sequence[str], text: str, *, breaks_schema: bool = True) -> None:
        self.breaks_schema = breaks_schema
        self.problems = tuple(problems[:_MOST_PROBLEMS])
        super().__init__(
            f"モデルの回答が決められた形になっていません({'、'.join(self.problems)})。",
            "もう一度実行してください。続く場合は別のモデルを指定してください。",
            partial=text,
        )


def parse_reply(text: str, model: type[M]) -> M:
    """Return the reply in ``text``: JSON, alone, in a code fence, or with prose around it, behind thoughts or not.

    Control characters and terminal escapes are taken out of its strings. Raises ``FormError`` naming what is
    missing or wrong.
    """
    best: FormError | None = None
    for value in _candidates(text):
        try:
            return model.model_validate(_cleaned(value))
        except ValidationError as error:
            found = _form_error(error, text)
            best = found if not best or len(found.problems) < len(best.problems) else best
    # Of an answer that was cut only parts are whole, and what they lack says nothing.
    raise best if best and not _is_cut(without_thoughts(text)) else FormError([_why_no_json(text)], text)


def answer(client: Asks, messages: Sequence[Message], schema: Schema[M], *, label: str) -> tuple[M, Reply]:
    """Ask, and once more if the form is wrong: the second time the server is trusted less and told what was wrong.

    The text that could not be used is not sent back: it would be paid for, and imitated. Raises ``ModelError``.
    """
    reply = client.ask(list(messages), schema, label=label)
    try:
        return parse_reply(reply.text, schema.model), reply
    except FormError as error:
        if error.breaks_schema:
            client.distrust()
        problems = "\n".join(f"・{problem}" for problem in error.problems)
        again = appended(messages, _REPAIR.format(problems=problems))
    reply = client.ask(again, schema, label=f"{label}(形の修正)")
    return parse_reply(reply.text, schema.model), reply


def _candidates(text: str) -> Iterator[Any]:
    """Yield the JSON values in a text, the likeliest first: all of it, the last fence, the largest object."""
    plain = without_thoughts(text)
    for piece in (text, plain, *reversed(_FENCED.findall(plain))):
        value = _json(piece)
        if isinstance(value, dict):
            yield value
    yield from sorted(_objects(plain), key=lambda found: -len(str(found)))


def _json(text: str) -> Any:
    try:
        # Small models write line breaks into strings as they are.
        return json.loads(text.strip(), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder(strict=False)
    at = text.find("{")
    for _ in range(_MOST_OPENINGS):
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = text.find("{", end)


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return _HALVES.sub("\ufffd", without_escapes(value.replace("\r\n", "\n").replace("\r", "\n")))
        case list():
            return [_cleaned(one) for one in value]
        case dict():
            return {key: _cleaned(one) for key, one in value.items()}
    return value


def _form_error(error: ValidationError, text: str) -> FormError:
    found = []
    details = error.errors(include_url=False, include_input=False)
    for detail in details:
        where = "".join(f"[{at}]" if isinstance(at, int) else f".{at}" for at in detail["loc"]).lstrip(".")
        where = without_escapes(where)[:60]
        found.append(_PROBLEMS.get(detail["type"], "「{where}」の型が違います").format(where=where))
    return FormError(found, text, breaks_schema=any(detail["type"] != "value_error" for detail in details))


def _why_no_json(text: str) -> str:
    plain = without_thoughts(text)
    if not plain.strip():
        return "回答の本文がありません"
    if _is_cut(plain):
        return "JSONが途中で終わっています"
    return "JSONの書き方に誤りがあります" if "{" in plain else "JSONがありません"


def _is_cut(plain: str) -> bool:
    return plain.count("{") > plain.count("}")
