"""Every way in which a service fails, seen from the command line: told in a sentence, nothing lost, nothing leaked."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coach.history import Entry, History
from tests.model.command import Command, Done, Model
from tests.model.texts import FEEDBACK, POOR, SILENT, edited, rewritten, with_sentence
from tests.server import (
    DONE,
    RESET,
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
    written,
)

KEY = "sk-" + "secret0123456789" * 2
HALF = '{"findings": [], "questions": [], "text": "株式会社見本精機様、はじめまして'
QUICK = "0"
PAGE = [head(200, "text/html"), b"<!DOCTYPE html><title>login</title>"]
ONE_CALL = {"COACH_MAX_CALLS": "1"}


def begun(*more: Any, size: int = 16) -> Script:
    return [head(), chunk("", role="assistant"), *written(HALF, size), *more]


def entry_of(home: Path) -> Entry:
    with History(home / "history.db") as history:
        return history.get(1)


def check(done: Done, code: int, says: str) -> None:
    """What holds of every failure, whatever it was."""
    assert done.code == code, done.err
    sentence, hint = re.findall(r"[^\n]+\n次にすること: [^\n]+\n?$", done.err)[0].strip().split("\n")
    assert says in sentence, sentence
    assert sentence.endswith("。")
    assert hint.endswith(("。", "です。"))
    assert "■ 直した文章" in done.out
    assert "■ いちばん効く3つの直し" in done.out
    assert "モデルの文章を出せなかったため" in done.err
    for stream in (done.out, done.err):
        assert "Traceback" not in stream
        assert KEY not in stream
        assert KEY[3:] not in stream


# What arrives in the place of the text · what the sentence says · requests · text kept · settings
FAILED: dict[str, tuple[Any, str, int, str, dict[str, str]]] = {
    "a wrong key": (complaint(f"Incorrect API key provided: {KEY}", code=401, kind="invalid_api_key"), "APIキーを受け付けません", 1, "", {}),
    "a key without the right": (status(403), "許可しません", 1, "", {}),
    "an unknown model": (complaint("The model `x` does not exist", code=404, kind="model_not_found"), "モデル「test-model」がありません", 1, "", {}),
    "a wrong path": (status(404, {"detail": "Not Found"}), "窓口が見つかりません", 1, "", {}),
    "no quota left": (complaint("You exceeded your current quota", code=429, kind="insufficient_quota"), "利用枠か残高", 1, "", {}),
    "429 without end": (status(429, retry_after=QUICK), "利用回数の制限", 3, "", {}),
    "429 without a pause": (status(429), "利用回数の制限", 1, "", ONE_CALL),
    "429 with an hour's pause": (status(429, retry_after="3600"), "3600秒待つ", 1, "", {}),
    "500 without end": (status(500, retry_after=QUICK), "障害", 3, "", {}),
    "502 without end": (status(502, retry_after=QUICK), "障害", 3, "", {}),
    "503 without end": (status(503, retry_after=QUICK), "混み合って", 3, "", {}),
    "a reset before every answer": ([RESET], "途中で切れ", 1, "", ONE_CALL),
    "a reset in every answer": (begun(RESET), "途中で切れ", 1, '{"fin', ONE_CALL),
    "answers that just end": (begun(), "途中で切れ", 1, HALF, ONE_CALL),
    "silence from the start": ([head(), 5.0], "書き始めません", 1, "", {"COACH_FIRST_TOKEN_SECONDS": "0.2"}),
    "silence in the middle": (begun(5.0), "途中で0.3秒止まり", 1, HALF, {"COACH_IDLE_SECONDS": "0.3"}),
    "a dribble": ([head(), *[step for char in HALF for step in (chunk(char), 0.03)]], "0.5秒では終わりません", 1, '{"fin', {"COACH_WHOLE_SECONDS": "0.5"}),
    "JSON that breaks off": (reply_text(HALF, prompt=9000), "JSONが途中で終わって", 2, HALF, {}),
    "prose": (reply_text("申し訳ございません。もう少し詳しく教えてください。", prompt=9000), "JSONがありません", 2, "申し訳ございません", {}),
    "a form of its own": (reply_text({"thought": "考え"}, prompt=9000), "決められた形", 2, "考え", {}),
    "a web page": (PAGE, "ウェブページ", 1, "", {}),
    "an error with 200": (json_body({"error": {"message": f"out of memory, key {KEY}"}}), "out of memory", 1, "", {}),
    "an error in the stream": (begun(event({"error": {"message": "worker died"}}), 5.0), "worker died", 1, HALF, {}),
    "no choices": (json_body({"choices": []}), "回答が入っていません", 1, "", {}),
    "a refusal": ([head(), chunk(refusal="I cannot help."), chunk(finish="stop"), DONE], "I cannot help", 1, "", {}),
    "a filtered answer": (begun(chunk(finish="content_filter"), DONE), "安全フィルター", 1, HALF, {}),
    "a length reached": (begun(chunk(finish="length"), DONE), "長さの上限", 1, HALF, {}),
    "nothing but thoughts": (reply_text("<think>考える", finish="length", prompt=9000), "考えるだけ", 1, "考える", {}),
    "an empty answer": (reply_text("", prompt=9000), "空でした", 1, "", {}),
    "white space on every rung": ([head(), *written(HALF), *[chunk("\n" * 40)] * 9], "空白や改行", 3, HALF, {}),
    "a prompt that was cut": (reply_text(rewritten(), prompt=4076, completion=20), "一部しか", 1, "findings", {}),
    "a prompt that was cut short": (reply_text(rewritten(), prompt=900), "一部しか", 1, "findings", {}),
    "a request that is rejected": (complaint("messages: bad"), "要求の内容を受け付けません", 1, "", {}),
    "a prompt that a filter stops": (complaint("content management policy", kind="content_filter"), "安全フィルターが、送った文章", 1, "", {}),
    "a prompt that is too long": (complaint("maximum context length is 8192 tokens", kind="context_length_exceeded"), "一度に読める量", 1, "", {}),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "says", "calls", "kept", "environ"), FAILED.values(), ids=FAILED)
def test_a_failure_is_told_and_nothing_is_lost(
    coach: Command, model: Model, tmp_path: Path, answer: Any, says: str, calls: int, kept: str, environ: dict[str, str]
) -> None:  # fmt: skip
    model.says(FeedbackReply=answer)
    done = coach(*FEEDBACK, OPENAI_API_KEY=KEY, **environ)
    check(done, 3, says)
    assert len(model.requests) == calls
    assert f"依頼{calls}回" in done.err
    entry = entry_of(tmp_path / "home")
    assert entry.text == Path(POOR).read_text(encoding="utf-8")
    assert entry.status == "failed"
    assert says in entry.reason
    assert kept in entry.partial
    assert bool(kept) == bool(entry.partial)
    assert ("届いていた文章は履歴 #1 に残しました" in done.err) == bool(kept)


PROVED = (rewritten(), SILENT)

# What arrives before the text does · requests for it · settings
SURVIVED: dict[str, tuple[list[Any], int, dict[str, str]]] = {
    "429 with a pause": ([status(429, retry_after=QUICK)], 2, {}),
    "two bursts of 5xx": ([status(502, retry_after=QUICK), status(503, retry_after=QUICK)], 3, {}),
    "a reset before the answer": ([[RESET]], 2, {}),
    "a reset in the answer": ([begun(RESET)], 2, {}),
    "prose, then the form": ([reply_text("こう直しました。", prompt=9000)], 2, {}),
    "a form of its own, then the right one": ([reply_text({"thought": ""}, prompt=9000)], 2, {}),
    "white space without end, then a lower rung": ([[head(), *written(HALF), *[chunk("\n" * 40)] * 9]], 2, {}),
    "a schema rejected by name": ([complaint("no", param="response_format")], 2, {}),
    "a schema rejected in a sentence": ([bare("'response_format.type' must be 'json_schema' or 'text'")], 2, {}),
    "a parameter rejected by name": ([complaint("no", param="temperature", kind="unsupported_parameter")], 2, {"COACH_PARAMETERS": '{"temperature": 0.2}'}),
    "a parameter rejected in a sentence": ([bare("unsupported parameter: max_tokens")], 2, {"COACH_PARAMETERS": '{"max_tokens": 9000}'}),
    "streaming options rejected": ([bare("unknown field: stream_options")], 2, {}),
}  # fmt: skip


@pytest.mark.parametrize(("before", "calls", "environ"), SURVIVED.values(), ids=SURVIVED)
def test_a_failure_that_passes_is_survived(
    coach: Command, model: Model, before: list[Any], calls: int, environ: dict[str, str]
) -> None:
    model.says(FeedbackReply=[*before, rewritten()], AuditReply=SILENT)
    done = coach(*FEEDBACK, **environ)
    assert done.code == 0, done.err
    assert "■ 書き直した文章" in done.out
    assert len(model.asked("FeedbackReply")) == calls


SAID = json.dumps(rewritten(), ensure_ascii=False)

# How a model wraps its answer.
WRAPPED: dict[str, Any] = {
    "in a fence": f"```json\n{SAID}\n```",
    "in prose": f"承知しました。\n{SAID}\n以上です。",
    "behind thoughts": f"<think>{{まず考える}}</think>\n{SAID}",
    "without [DONE]": [head(), *written(SAID), chunk(finish="stop"), usage(9000, 500)],
    "with a reset behind it": [head(), *written(SAID), chunk(finish="stop"), RESET],
    "one character at a time": [head(), *written(SAID, 1), chunk(finish="stop"), usage(9000, 500), DONE],
    "without streaming": json_body({"model": "m", "choices": [{"message": {"content": SAID}, "finish_reason": "stop"}]}),
}  # fmt: skip


@pytest.mark.parametrize("answer", WRAPPED.values(), ids=WRAPPED)
def test_an_answer_is_found_in_its_wrapping(coach: Command, model: Model, answer: Any) -> None:
    model.says(FeedbackReply=answer, AuditReply=SILENT)
    done = coach(*FEEDBACK)
    assert done.code == 0, done.err
    assert "■ 書き直した文章" in done.out
    assert len(model.asked("FeedbackReply")) == 1


# What arrives in the place of the audit · what the sentence says
LATER: dict[str, tuple[Any, str]] = {
    "dead at the second call": ([RESET], "途中で切れ"),
    "a key that was withdrawn": (status(401), "APIキーを受け付けません"),
    "an audit of its own form": (reply_text({"ok": True}, prompt=9000), "決められた形"),
    "an audit that breaks off": (reply_text('{"sentences": [', prompt=9000), "JSONが途中で終わって"),
}


@pytest.mark.parametrize(("answer", "says"), LATER.values(), ids=LATER)
def test_a_text_that_was_not_audited_is_kept_and_not_shown(
    coach: Command, model: Model, tmp_path: Path, answer: Any, says: str
) -> None:
    model.says(FeedbackReply=rewritten(), AuditReply=answer)
    done = coach(*FEEDBACK, COACH_MAX_CALLS="3", OPENAI_API_KEY=KEY)
    check(done, 3, says)
    assert "素材をいただいてから9週間で公開します。" not in done.out.split("■ 直した文章")[1]
    assert "素材をいただいてから9週間" in entry_of(tmp_path / "home").partial
    assert "届いていた文章は履歴 #1 に残しました" in done.err


def test_no_more_calls_than_allowed(coach: Command, model: Model) -> None:
    model.says(
        FeedbackReply=[
            begun(),
            reply_text("x", prompt=9000),
            rewritten(with_sentence("保守は月8,000円です。")),
        ],
        AuditReply=SILENT,
        RepairReply=edited(),
    )
    done = coach(*FEEDBACK, COACH_MAX_CALLS="4")
    assert done.code == 3
    assert len(model.requests) == 4
    assert "上限の4回" in done.err
    assert "【要確認: " in done.out


# A key or an address that cannot work · exit code · what the sentence says
SETTINGS: dict[str, tuple[dict[str, str], int, str]] = {
    "a line break in the key": ({"OPENAI_API_KEY": f"{KEY}\nsk-more"}, 2, "改行"),
    "a blank in the key": ({"OPENAI_API_KEY": f"{KEY} more"}, 2, "空白"),
    "a key in Japanese": ({"OPENAI_API_KEY": "ここにキー"}, 2, "使えない文字"),
    "nobody at the address": ({"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, 3, "接続を拒否"),
    "no key for a server elsewhere": ({"OPENAI_BASE_URL": "https://model.example.com/v1", "COACH_ENGINE": "llm"}, 2, "APIキーが設定されていません"),
    "no model": ({"COACH_MODEL": "", "COACH_ENGINE": "llm"}, 2, "使うモデルが設定されていません"),
}  # fmt: skip


@pytest.mark.parametrize(("environ", "code", "says"), SETTINGS.values(), ids=SETTINGS)
def test_settings_that_cannot_work(
    coach: Command, model: Model, environ: dict[str, str], code: int, says: str
) -> None:
    done = coach(*FEEDBACK, **environ)
    check(done, code, says)
    assert model.requests == []


def test_an_address_that_nobody_foresaw_leaves_the_offline_result(coach: Command) -> None:
    done = coach(*FEEDBACK, OPENAI_BASE_URL="http://a..b/v1", OPENAI_API_KEY=KEY)
    assert done.code == 2
    assert "■ 直した文章" in done.out
    assert "次にすること" in done.err
    assert "Traceback" not in done.err


def test_a_full_width_key_is_put_right(coach: Command, model: Model) -> None:
    model.says(FeedbackReply=rewritten(), AuditReply=SILENT)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in KEY)
    done = coach(*FEEDBACK, OPENAI_API_KEY=wide)
    assert done.code == 0
    assert "半角に直して使います" in done.err
    assert model.requests[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("url", ["example.com/v1", "ftp://x/v1", "https://"])
def test_an_address_that_is_none(coach: Command, url: str) -> None:
    done = coach(*FEEDBACK, "--base-url", url)
    assert (done.code, done.out) == (2, "")
    assert "https://" in done.err


def test_what_a_server_could_take_is_remembered(coach: Command, model: Model) -> None:
    model.says(FeedbackReply=[complaint("no", param="response_format"), rewritten()], AuditReply=SILENT)
    coach(*FEEDBACK)
    coach(*FEEDBACK)
    asked = [request.body.get("response_format", {}).get("type") for request in model.asked("FeedbackReply")]
    assert asked == ["json_schema", "json_object", "json_object"]
    assert KEY not in (Path(coach.home) / "caps.json").read_text(encoding="utf-8")


def test_a_debug_run_holds_no_key(coach: Command, model: Model) -> None:
    model.says(FeedbackReply=complaint(f"Incorrect API key provided: {KEY}", code=401))
    done = coach(*FEEDBACK, "--debug", OPENAI_API_KEY=KEY)
    assert done.code == 3
    assert "Traceback" in done.err
    assert KEY not in done.err


def test_a_failed_run_is_shown_with_what_had_arrived(coach: Command, model: Model) -> None:
    model.says(FeedbackReply=begun(chunk(finish="length"), DONE))
    coach(*FEEDBACK)
    shown = coach("history", "show", "1")
    assert shown.code == 0
    draft, partial = shown.out.split("■ 届いていた途中の文章")
    assert "満足度98%" in draft
    assert "株式会社見本精機様、はじめまして" in partial
    assert "失敗" in coach("history").out


def test_a_draft_that_fails_gives_the_composed_one(coach: Command, model: Model) -> None:
    model.says(DraftReply=status(401))
    done = coach("draft", *FEEDBACK[2:-1], "--format", "json")
    assert done.code == 3
    assert done.json["engine"] == "offline"
    assert done.json["text"]
