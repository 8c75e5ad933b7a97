"""The door to the model against a real server: what is sent, what comes back, and every way in which it fails."""

import signal
import socketserver
import ssl
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import trustme

from coach.errors import CoachError, ConfigError, ReplyError, ServiceError
from coach.settings import load
from coach.writer.client import Client
from coach.writer.exchange import Event, Interrupted, Message
from coach.writer.ladder import Caps
from coach.writer.schemas import DraftReply, schema_of
from tests.server import (
    DONE,
    MODEL,
    RESET,
    ModelServer,
    Script,
    bare,
    chunk,
    complaint,
    event,
    head,
    json_body,
    reply_text,
    status,
    usage,
    whole,
    written,
)

ANSWER = {"text": "お問い合わせありがとうございます。"}
HALF = '{"text": "お問い合わせ'
PROMPT = [Message("system", "日本語で答えてください。"), Message("user", "書いてください。")]
SCHEMA = schema_of(DraftReply)
CAP = 6


def client(server: ModelServer, tmp_path: Path, on_event: Any = None, **flags: Any) -> Client:
    environ = {"COACH_MODEL": MODEL, "OPENAI_BASE_URL": server.base_url, "COACH_HOME": str(tmp_path)}
    return Client(
        load(environ, None, {"max_calls": CAP} | flags),
        on_event or (lambda event: None),
        sleep=lambda s: None,
    )


def ask(server: ModelServer, tmp_path: Path, **flags: Any) -> str:
    with client(server, tmp_path, **flags) as asker:
        return asker.ask(PROMPT, SCHEMA, label="下書き").text


def begun(*more: Any) -> Script:
    return [head(), chunk("", role="assistant"), *written(HALF), *more]


WHOLE = '{"text": "お問い合わせありがとうございます。"}'

STREAM = b"".join(written(ANSWER)).replace(b"\n", b"\r\n")
PIECES = [STREAM[at : at + 7] for at in range(0, len(STREAM), 7)]
ENDLESS = [head(), *written(HALF), *[chunk("\n" * 40)] * 9, 5.0]

# What arrives, and how many requests it takes until the answer is there.
SURVIVED: dict[str, tuple[list[Script], int]] = {
    "a stream": ([reply_text(ANSWER)], 1),
    "a server that does not stream": ([whole(ANSWER)], 1),
    "no [DONE]": ([[head(), *written(ANSWER), chunk(finish="stop"), usage()]], 1),
    "neither [DONE] nor a reason to end, but whole": ([[head(), *written(ANSWER)]], 1),
    "a connection that stays open behind [DONE]": ([[*reply_text(ANSWER), 5.0]], 1),
    "a reset behind the last word": ([[head(), *written(ANSWER), chunk(finish="stop"), RESET]], 1),
    "comments between the events": ([[head(), b": wait\n\n", *written(ANSWER), b": wait\n\n", DONE]], 1),
    "CRLF, split in the middle of characters": ([[head(), *PIECES, chunk(finish="stop"), DONE]], 1),
    "a list of parts": ([[head(), chunk([{"type": "text", "text": WHOLE}]), DONE]], 1),
    "thoughts in front": ([reply_text(f"<think>まず考える {{</think>{WHOLE}")], 1),
    "thoughts of which only the end is marked": ([reply_text(f"考える</think>\n{WHOLE}")], 1),
    "thoughts in a field of their own": (
        [[head(), chunk(reasoning_content="考える"), *written(ANSWER), chunk(finish="stop"), DONE]],
        1,
    ),
    "429 with retry-after": ([status(429, retry_after="2"), reply_text(ANSWER)], 2),
    "429 with retry-after-ms": ([status(429, retry_after_ms="20"), reply_text(ANSWER)], 2),
    "429 with a date": (
        [
            status(429, retry_after="Wed, 25 Nov 2026 00:00:03 GMT", date="Wed, 25 Nov 2026 00:00:00 GMT"),
            reply_text(ANSWER),
        ],
        2,
    ),
    "429 without a pause": ([status(429), reply_text(ANSWER)], 2),
    "408": ([status(408), reply_text(ANSWER)], 2),
    "409": ([status(409), reply_text(ANSWER)], 2),
    "two bursts of 503": ([status(503), status(502), reply_text(ANSWER)], 3),
    "a reset before the answer": ([[RESET], reply_text(ANSWER)], 2),
    "a reset in the answer": ([begun(RESET), reply_text(ANSWER)], 2),
    "an answer that just ends": ([begun(), reply_text(ANSWER)], 2),
    "an empty body": ([[head()], reply_text(ANSWER)], 2),
    "white space without end, then a lower rung": ([ENDLESS, reply_text(ANSWER)], 2),
    "a server that breaks down over a schema": ([status(500), status(500), reply_text(ANSWER)], 3),
}


@pytest.mark.parametrize(("scripts", "calls"), SURVIVED.values(), ids=SURVIVED)
def test_the_answer_arrives(server: ModelServer, tmp_path: Path, scripts: list[Script], calls: int) -> None:
    server.enqueue(*scripts)
    assert ask(server, tmp_path) == WHOLE
    assert len(server.requests) == calls


CUT_PROMPT = [Message("user", "あ" * 6000)]
NO_START = {"first_token_seconds": 0.15}
NO_MORE = {"idle_seconds": 0.4}
NO_END = {"whole_seconds": 0.8}
DRIBBLE = [head(), *[step for char in "あ" * 40 for step in (chunk(char), 0.05)]]

# What arrives · error · exit code · what the sentence holds · requests · text kept · settings
FAILED: dict[str, tuple[list[Script], type[CoachError], int, str, int, str, dict[str, Any]]] = {
    "a wrong key": ([status(401)], ServiceError, 3, "APIキーを受け付けません", 1, "", {}),
    "a key without the right": ([status(403)], ServiceError, 3, "許可しません", 1, "", {}),
    "an unknown model": ([complaint("The model `x` does not exist", code=404, kind="model_not_found")], ServiceError, 3, f"モデル「{MODEL}」がありません", 1, "", {}),
    "an unknown model of a local server": ([bare(f"model '{MODEL}' not found", 404)], ServiceError, 3, f"モデル「{MODEL}」がありません", 1, "", {}),
    "a wrong address": ([status(404, {"detail": "Not Found"})], ServiceError, 3, "窓口が見つかりません", 1, "", {}),
    "no quota left": ([complaint("You exceeded your current quota", code=429, kind="insufficient_quota")], ServiceError, 3, "利用枠か残高", 1, "", {}),
    "a bill unpaid": ([status(402)], ServiceError, 3, "利用枠か残高", 1, "", {}),
    "429 without end": ([status(429)] * 3, ServiceError, 3, "利用回数の制限", 3, "", {}),
    "429 with a pause nobody waits for": ([status(429, retry_after="3600")], ServiceError, 3, "3600秒待つ", 1, "", {}),
    "500 without end": ([status(500)] * 3, ServiceError, 3, "障害", 3, "", {}),
    "503 without end": ([status(503)] * 3, ServiceError, 3, "混み合って", 3, "", {}),
    "5xx that is not to be repeated": ([status(503, x_should_retry="false")], ServiceError, 3, "混み合って", 1, "", {}),
    "a prompt that is too long": ([complaint("This model's maximum context length is 8192 tokens", kind="context_length_exceeded")], ServiceError, 3, "一度に読める量", 1, "", {}),
    "a prompt that a filter stops": ([complaint("triggered Azure OpenAI's content management policy", kind="content_filter")], ServiceError, 3, "安全フィルターが、送った文章", 1, "", {}),
    "a request that is rejected": ([complaint("messages: bad")], ServiceError, 3, "要求の内容を受け付けません", 1, "", {}),
    "a reset before every answer": ([[RESET]] * 3, ServiceError, 3, "接続が、回答の途中で切れ", 3, "", {}),
    "a reset in every answer": ([begun(RESET)] * 3, ServiceError, 3, "接続が、回答の途中で切れ", 3, HALF, {}),
    "answers that just end": ([begun()] * 3, ServiceError, 3, "接続が、回答の途中で切れ", 3, HALF, {}),
    "a failure after a half answer": ([begun(RESET), status(401)], ServiceError, 3, "APIキー", 2, HALF, {}),
    "silence from the start": ([[head(), 5.0]], ServiceError, 3, "書き始めません", 1, "", NO_START),
    "silence before the head": ([[5.0]], ServiceError, 3, "書き始めません", 1, "", NO_START),
    "silence in the middle": ([begun(5.0)], ServiceError, 3, "途中で0.4秒止まり", 1, HALF, NO_MORE),
    "a dribble without end": ([DRIBBLE], ServiceError, 3, "0.8秒では終わりません", 1, "あ", NO_END),
    "a head that dribbles": ([[step for byte in head() for step in (bytes([byte]), 0.02)]], ServiceError, 3, "書き始めません", 1, "", NO_START),
    "comments without end": ([[head(), *[b": wait\n\n", 0.05] * 20]], ServiceError, 3, "書き始めません", 1, "", NO_START),
    "a web page": ([[head(200, "text/html"), b"<!DOCTYPE html><title>login</title>"]], ServiceError, 3, "ウェブページ", 1, "", {}),
    "JSON that is no answer": ([json_body({"hello": 1})], ServiceError, 3, "回答として読めない", 1, "", {}),
    "an error where an answer should be": ([json_body({"error": {"message": "out of memory"}})], ServiceError, 3, "out of memory", 1, "", {}),
    "an error of the stream": ([begun(event({"error": {"message": "worker died"}}), 5.0)], ServiceError, 3, "worker died", 1, HALF, {}),
    "no choices": ([[head(), event({"choices": []}), usage(), DONE]], ReplyError, 3, "回答が入っていません", 1, "", {}),
    "no choices, unstreamed": ([json_body({"choices": []})], ReplyError, 3, "回答が入っていません", 1, "", {}),
    "choices of null": ([json_body({"choices": None})], ReplyError, 3, "回答が入っていません", 1, "", {}),
    "a refusal": ([[head(), chunk(refusal="I cannot "), chunk(refusal="help."), chunk(finish="stop"), DONE]], ReplyError, 3, "I cannot help", 1, "", {}),
    "a filtered answer": ([begun(chunk(finish="content_filter"), DONE)], ReplyError, 3, "安全フィルターが、モデルの回答", 1, HALF, {}),
    "an answer that is cut at a length": ([begun(chunk(finish="length"), DONE)], ReplyError, 3, "長さの上限", 1, HALF, {}),
    "nothing but thoughts": ([reply_text("<think>考える", finish="length")], ReplyError, 3, "考えるだけ", 1, "<think>考える", {}),
    "an empty answer": ([reply_text("")], ReplyError, 3, "空でした", 1, "", {}),
    "white space on every rung": ([[head(), *written(HALF), *[chunk("\n" * 40)] * 9]] * 3, ReplyError, 3, "空白や改行", 3, HALF, {}),
    "line breaks inside a string": ([[head(), *written(HALF), *[chunk("\\n" * 40)] * 9]] * 3, ReplyError, 3, "空白や改行", 3, HALF, {}),
    "an answer without end": ([[head(), *[chunk("あい" * 5000)] * 21]], ReplyError, 3, "長すぎる", 1, "あい", {}),
    "a prompt that was cut": ([reply_text(ANSWER, prompt=4076, completion=20)], ReplyError, 3, "一部しか", 1, WHOLE, {}),
    "a prompt that was cut short": ([reply_text(ANSWER, prompt=1000)], ReplyError, 3, "一部しか", 1, WHOLE, {}),
    "more requests than allowed": ([status(503)] * 2, ServiceError, 3, "混み合って", 2, "", {"max_calls": 2}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("scripts", "error", "code", "says", "calls", "kept", "flags"), FAILED.values(), ids=FAILED
)
def test_a_failure_is_told_with_its_next_step_and_what_had_arrived(
    server: ModelServer,
    tmp_path: Path,
    scripts: list[Script],
    error: type[CoachError],
    code: int,
    says: str,
    calls: int,
    kept: str,
    flags: dict[str, Any],
) -> None:
    server.enqueue(*scripts)
    prompt = CUT_PROMPT if "一部しか" in says else PROMPT
    with client(server, tmp_path, **flags) as asker, pytest.raises(CoachError) as caught:
        asker.ask(prompt, SCHEMA, label="下書き")
    assert type(caught.value) is error
    assert caught.value.exit_code == code
    assert says in caught.value.message
    assert caught.value.message.endswith("。")
    assert caught.value.hint.endswith("。")
    assert getattr(caught.value, "partial", "").startswith(kept)
    assert len(server.requests) == calls == asker.usage.calls <= CAP


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with ModelServer() as gone:
        pass
    with client(gone, tmp_path) as asker, pytest.raises(ServiceError, match="接続を拒否") as caught:
        asker.ask(PROMPT, SCHEMA, label="下書き")
    assert "起動しているか" in caught.value.hint
    assert asker.usage.calls == 1


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with (
        ModelServer(tls=context) as server,
        client(server, tmp_path) as asker,
        pytest.raises(ServiceError, match="TLS") as caught,
    ):
        asker.ask(PROMPT, SCHEMA, label="下書き")
    assert "SSL_CERT_FILE" in caught.value.hint
    assert asker.usage.calls == 1


class _Plain(socketserver.BaseRequestHandler):
    """Answers whatever comes, as a server does that understands HTTP only."""

    def handle(self) -> None:
        self.request.recv(1000)
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def test_a_secure_address_of_a_plain_server(tmp_path: Path) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), _Plain) as plain:
        Thread(target=plain.serve_forever, args=(0.05,), daemon=True).start()
        address = f"https://127.0.0.1:{plain.server_address[1]}/v1"
        environ = {"COACH_MODEL": MODEL, "OPENAI_BASE_URL": address, "COACH_HOME": str(tmp_path)}
        with Client(load(environ)) as asker, pytest.raises(ServiceError, match="暗号化していない") as caught:
            asker.ask(PROMPT, SCHEMA, label="下書き")
        plain.shutdown()
    assert "http:// から" in caught.value.hint
    assert asker.usage.calls == 1


def test_a_key_never_stands_in_an_error(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue(complaint("Incorrect API key provided: sk-secret1234567. \x1b[31m", code=401))
    with pytest.raises(ServiceError) as caught:
        ask(server, tmp_path, api_key="sk-secret1234567")
    assert "secret" not in caught.value.message
    assert "\x1b" not in caught.value.message
    assert server.requests[0].headers["authorization"] == "Bearer sk-secret1234567"


RUNGS: dict[str, tuple[Script, str | None]] = {
    "OpenAI names it": (complaint("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.", param="response_format"), "json_object"),
    "Azure's API is too old": (complaint("response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later"), "json_object"),
    "a bare string that lists what is taken": (bare("'response_format.type' must be 'json_schema' or 'text'"), None),
    "a grammar that cannot be made": (bare("failed to parse grammar"), "json_object"),
    "500 over a grammar": (complaint("Unable to build grammar", code=500), "json_object"),
    "a validator's list": (status(422, {"detail": [{"loc": ["body", "response_format", "type"], "msg": "Input should be 'text' or 'json_object'"}]}), "json_object"),
}  # fmt: skip


@pytest.mark.parametrize(("rejection", "form"), RUNGS.values(), ids=RUNGS)
def test_a_server_that_rejects_the_form_is_asked_one_rung_lower_and_remembered(
    server: ModelServer, tmp_path: Path, rejection: Script, form: str | None
) -> None:
    server.enqueue(rejection, reply_text(ANSWER), reply_text(ANSWER), reply_text(ANSWER))
    with client(server, tmp_path) as asker:
        asker.ask(PROMPT, SCHEMA, label="下書き")
        asker.ask(PROMPT, SCHEMA, label="下書き")
    # A later process knows it from the file.
    later = Client(asker.settings, known=Caps(tmp_path / "caps.json"))
    with later:
        later.ask(PROMPT, SCHEMA, label="下書き")
    forms = [request.body.get("response_format", {}).get("type") for request in server.requests]
    assert forms == ["json_schema", form, form, form]
    first, second, *_ = server.requests
    assert "JSON Schema" not in first.prompt
    assert '"additionalProperties": false' in second.prompt
    assert first.body["messages"][0] == second.body["messages"][0]


def test_a_server_in_trouble_is_asked_three_times_and_not_thought_less_of(
    server: ModelServer, tmp_path: Path
) -> None:
    told: list[Event] = []
    server.enqueue(*[status(500)] * 3, ANSWER)
    with client(server, tmp_path, told.append) as asker, pytest.raises(ServiceError):
        asker.ask(PROMPT, SCHEMA, label="下書き")
    waits = [event.message for event in told if event.kind == "waiting"]
    assert waits and all("1秒後に" in message for message in waits)
    with Client(asker.settings, known=Caps(tmp_path / "caps.json")) as later:
        later.ask(PROMPT, SCHEMA, label="下書き")
    forms = [request.body["response_format"]["type"] for request in server.requests]
    assert forms == ["json_schema", "json_schema", "json_object", "json_schema"]


def test_both_rungs_rejected_leaves_words(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue(bare("json_schema unsupported"), bare("json_object unsupported"), reply_text(ANSWER))
    assert ask(server, tmp_path) == WHOLE
    assert "response_format" not in server.requests[2].body


PARAMETERS = {
    "OpenAI names it": (complaint("Unsupported parameter: 'max_tokens'", param="max_tokens", kind="unsupported_parameter"), "max_tokens"),
    "OpenAI names a value": (complaint("Unsupported value: only the default (1) is supported.", param="temperature"), "temperature"),
    "a bare string": (bare("Unrecognized key(s) in object: 'seed'"), "seed"),
    "a validator's list": (status(422, {"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}]}), "seed"),
    "a parameter of coach's own": (bare("stream_options is not supported"), "stream_options"),
    "no streaming": (complaint("Streaming is not supported", param="stream"), "stream"),
}  # fmt: skip


@pytest.mark.parametrize(("rejection", "name"), PARAMETERS.values(), ids=PARAMETERS)
def test_a_rejected_parameter_is_left_out_once_and_for_all(
    server: ModelServer, tmp_path: Path, rejection: Script, name: str
) -> None:
    told: list[Event] = []
    own = {"max_tokens": 4000, "temperature": 0.3, "seed": 1}
    server.enqueue(rejection, whole(ANSWER), whole(ANSWER))
    with client(server, tmp_path, told.append, parameters=own) as asker:
        assert asker.ask(PROMPT, SCHEMA, label="下書き").text
        assert asker.ask(PROMPT, SCHEMA, label="下書き").text
    first, second, third = server.requests
    assert name in first.body
    assert name not in second.body
    assert name not in third.body
    assert own.keys() - {name} <= second.body.keys()
    warnings = [event.message for event in told if event.kind == "warning"]
    assert len(warnings) == (name in own)
    assert all(name in warning for warning in warnings)


def test_only_what_is_needed_is_sent(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue(ANSWER)
    ask(server, tmp_path)
    [request] = server.requests
    assert request.body.keys() == {"model", "messages", "response_format", "stream", "stream_options"}
    assert request.path == "/v1/chat/completions"
    assert request.body["response_format"]["json_schema"] == {
        "name": "DraftReply",
        "strict": True,
        "schema": SCHEMA.body,
    }


def test_half_a_character_from_a_broken_paste_is_sent_as_a_mark(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue(ANSWER)
    with client(server, tmp_path) as asker:
        asker.ask([Message("user", "前\ud83d後")], SCHEMA, label="下書き")
    assert server.requests[0].prompt == "前?後"


def test_azure_is_asked_by_its_deployment(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue(ANSWER)
    environ = {
        "AZURE_OPENAI_ENDPOINT": server.base_url.removesuffix("/v1"),
        "AZURE_OPENAI_API_KEY": "azure-key",
        "OPENAI_API_KEY": "sk-of-another-company",
        "OPENAI_API_VERSION": "2026-01-01",
        "AZURE_OPENAI_DEPLOYMENT": "sales",
        "COACH_HOME": str(tmp_path),
    }
    with Client(load(environ)) as asker:
        asker.ask(PROMPT, SCHEMA, label="下書き")
    [request] = server.requests
    assert request.path == "/openai/deployments/sales/chat/completions?api-version=2026-01-01"
    assert request.headers["api-key"] == "azure-key"
    assert request.body["model"] == "sales"


def test_a_proxy_is_not_asked_for_a_server_on_this_machine(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.enqueue(ANSWER)
    assert ask(server, tmp_path) == WHOLE


def test_what_it_took_is_counted_failures_included(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue(status(503), begun(usage(90, 7), RESET), reply_text(ANSWER, prompt=100, completion=20))
    with client(server, tmp_path) as asker:
        reply = asker.ask(PROMPT, SCHEMA, label="下書き")
    assert (reply.input_tokens, reply.output_tokens, reply.model) == (100, 20, MODEL)
    assert asker.usage.calls == 3
    assert (asker.usage.input_tokens, asker.usage.output_tokens) == (190, 27)
    assert asker.usage.request_ids == ("req-test",) * 3
    assert 0 < asker.usage.seconds <= reply.seconds


def test_the_cap_counts_over_all_that_is_asked(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue(ANSWER, ANSWER, ANSWER)
    with client(server, tmp_path, max_calls=2) as asker:
        asker.ask(PROMPT, SCHEMA, label="下書き")
        asker.ask(PROMPT, SCHEMA, label="点検")
        with pytest.raises(ServiceError, match="上限の2回"):
            asker.ask(PROMPT, SCHEMA, label="修正")
    assert len(server.requests) == 2


def test_what_is_told_while_it_works(server: ModelServer, tmp_path: Path) -> None:
    told: list[Event] = []
    slept: list[float] = []
    server.enqueue(status(429, retry_after="3"), begun(RESET), ANSWER)
    environ = {"COACH_MODEL": MODEL, "OPENAI_BASE_URL": server.base_url, "COACH_HOME": str(tmp_path)}
    with Client(load(environ), told.append, sleep=slept.append) as asker:
        asker.ask(PROMPT, SCHEMA, label="下書き")
    kinds = [event.kind for event in told if event.kind != "delta"]
    assert kinds == ["sending", "waiting", "waiting", "waiting", "waiting", "restart"]
    assert [event.seconds for event in told if event.kind == "waiting"] == [3, 2, 1, 1]
    assert slept == [1, 1, 1, 1]
    assert "下書き" in told[0].message
    after = told[[event.kind for event in told].index("restart") :]
    assert "".join(event.text for event in after) == WHOLE


def test_ctrl_c_keeps_what_had_arrived(server: ModelServer, tmp_path: Path) -> None:
    def press(event: Event) -> None:
        if event.text.endswith("お問い合わせ"):
            signal.raise_signal(signal.SIGINT)

    server.enqueue(begun(5.0))
    with client(server, tmp_path, press) as asker, pytest.raises(Interrupted) as caught:
        asker.ask(PROMPT, SCHEMA, label="下書き")
    assert caught.value.partial == HALF


def test_ctrl_c_in_a_pause_keeps_what_had_arrived(server: ModelServer, tmp_path: Path) -> None:
    def press(event: Event) -> None:
        if event.kind == "waiting":
            signal.raise_signal(signal.SIGINT)

    server.enqueue(begun(RESET))
    with client(server, tmp_path, press) as asker, pytest.raises(Interrupted) as caught:
        asker.ask(PROMPT, SCHEMA, label="下書き")
    assert caught.value.partial == HALF


UNUSABLE: list[tuple[dict[str, str], str]] = [
    ({"OPENAI_API_KEY": "sk-1"}, "使うモデルが設定されていません"),
    ({"COACH_MODEL": MODEL}, "APIキーが設定されていません"),
    ({"COACH_MODEL": MODEL, "OPENAI_API_KEY": "sk-12\n34"}, "6文字目に改行"),
    ({"COACH_MODEL": MODEL, "OPENAI_API_KEY": "sk-キー"}, "4文字目に使えない文字「キ」"),
]


@pytest.mark.parametrize(("environ", "says"), UNUSABLE)
def test_nothing_is_sent_with_settings_that_cannot_work(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        Client(load(environ))
    assert caught.value.exit_code == 2
    assert caught.value.hint


def test_a_home_that_cannot_be_written_changes_nothing(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    server.enqueue(bare("json_schema unsupported"), ANSWER)
    assert ask(server, tmp_path / "file") == WHOLE
