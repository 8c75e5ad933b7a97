"""What a model wrote, however it wrapped it, and the one second chance when the form is wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from coach.errors import ReplyError
from coach.settings import load
from coach.writer.client import Client
from coach.writer.exchange import Message
from coach.writer.replies import FormError, answer, parse_reply
from coach.writer.schemas import DraftReply, JudgeReply, LightReply, schema_of
from tests.server import MODEL, ModelServer, reply_text

GOOD = '{"text": "初めまして。"}'

WRAPPED = {
    "alone": GOOD,
    "white space around": f"\n\n {GOOD} \n",
    "a fence": f"```json\n{GOOD}\n```",
    "a fence without a language": f"```\n{GOOD}\n```",
    "prose around": f"承知しました。\n{GOOD}\n以上です。",
    "prose with braces": f"次の形 {{text}} で返します。\n{GOOD}",
    "an example in front": f"例: {{}} を参考に書きます。\n```json\n{GOOD}\n```",
    "two fences": f'```json\n{{"text": ""}}\n```\n修正しました。\n```json\n{GOOD}\n```',
    "thoughts": f'<think>{{"text": "迷う"}}</think>{GOOD}',
    "thoughts whose beginning is missing": f"まず考えます。</think>{GOOD}",
    "thoughts and a fence": f"<thinking>\n考える\n</thinking>\n```json\n{GOOD}\n```",
}


@pytest.mark.parametrize("text", WRAPPED.values(), ids=WRAPPED)
def test_the_reply_is_found(text: str) -> None:
    assert parse_reply(text, DraftReply).text == "初めまして。"


CLEANED = {
    "a line break as it is": ('{"text": "一行目\n二行目"}', "一行目\n二行目"),
    "CRLF": ('{"text": "一行目\\r\\n二行目"}', "一行目\n二行目"),
    "a terminal's colours": ('{"text": "\\u001b[31m赤\\u001b[0m"}', "赤"),
    "a terminal's title": ('{"text": "\\u001b]0;題\\u0007本文"}', "本文"),
    "control characters": ('{"text": "前\\u0000\\u0008\\u009b後"}', "前後"),
    "half a surrogate pair": ('{"text": "前\\ud83d後"}', "前\ufffd後"),
    "a whole surrogate pair": ('{"text": "𠮷\\ud83d\\ude00"}', "𠮷😀"),
    "the mark of thoughts inside the text": ('{"text": "<think>と書く</think>"}', "<think>と書く</think>"),
}


@pytest.mark.parametrize(("text", "cleaned"), CLEANED.values(), ids=CLEANED)
def test_the_words_are_cleaned_of_what_no_letter_holds(text: str, cleaned: str) -> None:
    assert parse_reply(text, DraftReply).text == cleaned


BROKEN: list[tuple[str, type[BaseModel], str]] = [
    ("", DraftReply, "回答の本文がありません"),
    ("<think>まだ考えている", DraftReply, "回答の本文がありません"),
    ("申し訳ありませんが、お手伝いできません。", DraftReply, "JSONがありません"),
    ('{"text": "途中で', DraftReply, "JSONが途中で終わっています"),
    ('{"text": "よい",}', DraftReply, "JSONの書き方に誤りがあります"),
    ("[1, 2]", DraftReply, "JSONがありません"),
    ('{"thought": "考える"}', DraftReply, "「text」がありません"),
    ('{"text": "よい", "note": "余分"}', DraftReply, "「note」という項目は決められていません"),
    ('{"text": ["よい"]}', DraftReply, "「text」の型が違います"),
    ('{"text": " "}', DraftReply, "「text」が空です"),
    ('{"reasons": [], "obstacles": [], "winner": "A"}', JudgeReply, "「winner」の値が決められた言葉ではありません"),
    ('{"findings": [{"quote": "引用"}], "questions": [], "edits": []}', LightReply, "「findings[0].fault」がありません"),
    ("{" * 3000, DraftReply, "JSONが途中で終わっています"),
    ('{"findings": [{"quote": "引用"}, {"quote": "続', LightReply, "JSONが途中で終わっています"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "model", "says"), BROKEN)
def test_what_is_missing_is_named(text: str, model: type[BaseModel], says: str) -> None:
    with pytest.raises(FormError) as caught:
        parse_reply(text, model)
    assert says in caught.value.message
    assert caught.value.partial == text
    assert caught.value.exit_code == 3
    assert caught.value.hint


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=60)
def test_whatever_stands_around_it_the_answer_is_a_reply_or_a_named_fault(before: str, after: str) -> None:
    text = before + json.dumps({"text": "本文です。"}, ensure_ascii=False) + after
    try:
        assert parse_reply(text, DraftReply).text == "本文です。"
    except FormError as error:
        assert error.problems


PROMPT = [Message("system", "日本語で。"), Message("user", "書いてください。")]


def asker(server: ModelServer, tmp_path: Path) -> Client:
    environ = {"COACH_MODEL": MODEL, "OPENAI_BASE_URL": server.base_url, "COACH_HOME": str(tmp_path)}
    return Client(load(environ), sleep=lambda seconds: None)


def test_a_wrong_form_is_asked_for_once_more_with_what_was_wrong(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue('{"thought": "とても長い考え"}', {"text": "本文です。"})
    with asker(server, tmp_path) as client:
        value, reply = answer(client, PROMPT, schema_of(DraftReply), label="下書き")
    assert (value.text, reply.rung) == ("本文です。", "json_object")
    again = server.requests[1]
    assert "「text」がありません" in again.prompt
    assert "とても長い考え" not in again.prompt
    assert [message["role"] for message in again.body["messages"]] == ["system", "user"]
    assert again.body["messages"][0] == server.requests[0].body["messages"][0]


def test_a_server_that_ignores_the_form_is_told_in_words_from_then_on(
    server: ModelServer, tmp_path: Path
) -> None:
    server.enqueue("承知しました。", "はい。", {"text": "本文です。"})
    schema = schema_of(DraftReply)
    with asker(server, tmp_path) as client:
        with pytest.raises(ReplyError, match="JSONがありません") as caught:
            answer(client, PROMPT, schema, label="下書き")
        assert caught.value.partial == "はい。"
        assert answer(client, PROMPT, schema, label="下書き")[0].text == "本文です。"
    assert len(server.requests) == 3
    assert "JSON Schema" in server.requests[2].prompt


def test_an_answer_cut_at_its_length_is_not_asked_for_again(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue(reply_text('{"text": "途中', finish="length"))
    with asker(server, tmp_path) as client, pytest.raises(ReplyError, match="長さの上限"):
        answer(client, PROMPT, schema_of(DraftReply), label="下書き")
    assert len(server.requests) == 1


def test_an_empty_text_is_no_evidence_against_the_server(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue({"text": " "}, {"text": "本文です。"})
    with asker(server, tmp_path) as client:
        value, reply = answer(client, PROMPT, schema_of(DraftReply), label="下書き")
    assert (value.text, reply.rung) == ("本文です。", "json_schema")
    assert "「text」が空です" in server.requests[1].prompt
