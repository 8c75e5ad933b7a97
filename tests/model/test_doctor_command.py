"""``coach doctor``: what is set, who answers, and what to do next."""

from typing import Any

import pytest

from tests.model.command import Command, Model
from tests.server import MODEL, bare, complaint, reply_text, status

KEY = "sk-abcdefghijklmnop1234"
GOOD = {"text": "接続できました。"}

# What the server does · settings · exit code · what is shown
CASES: dict[str, tuple[Any, dict[str, str], int, list[str]]] = {
    "all good": (GOOD, {"OPENAI_API_KEY": KEY}, 0, ["○ 応答: test-model", "○ モデル名: 「test-model」は一覧にあります", "sk-…1234(環境変数 OPENAI_API_KEY)", "json_schema"]),
    "no key on this machine": (GOOD, {}, 0, ["api_key: 未設定", "○ 応答"]),
    "no key elsewhere": (GOOD, {"OPENAI_BASE_URL": "https://model.example.com/v1"}, 2, ["× モデルの準備: APIキーが設定されていません", "次にすること: 環境変数 OPENAI_API_KEY"]),
    "a wrong key": (complaint(f"bad key {KEY}", code=401, kind="invalid_api_key"), {"OPENAI_API_KEY": KEY}, 3, ["× 応答: ", "APIキーを受け付けません"]),
    "a dead server": (GOOD, {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, 3, ["× 応答: 127.0.0.1:9 に接続できませんでした", "起動しているか"]),
    "a model that is not listed and answers": (GOOD, {"COACH_MODEL": "test-modle"}, 0, ["「test-modle」は一覧にありませんが、応答があるため"]),
    "a model that is not there": (complaint("no such model", code=404), {"COACH_MODEL": "test-modle"}, 3, ["× モデル名: 「test-modle」は一覧にありません", "例: test-model", "× 応答: ", "モデル「test-modle」がありません"]),
    "nothing set": (GOOD, {"COACH_MODEL": "", "OPENAI_BASE_URL": ""}, 0, ["○ モデル: 使わない設定です", "次にすること: モデルも使う場合は"]),
    "no model": (GOOD, {"COACH_MODEL": ""}, 2, ["× モデルの準備: 使うモデルが設定されていません"]),
    "a lower rung": ([bare("'response_format.type' must be 'json_schema' or 'text'"), GOOD], {}, 0, ["○ 回答の形: 形の指定が使えないため、言葉で伝えて動かします"]),
    "JSON without a schema": ([complaint("no", param="response_format"), GOOD], {}, 0, ["○ 回答の形: JSONの指定(json_object)で動きます"]),
    "an answer without form": (reply_text("はい、つながりました。"), {}, 3, ["× 回答の形", "別のモデルを指定すると"]),
}  # fmt: skip


@pytest.mark.parametrize("format", ["text", "json"])
@pytest.mark.parametrize(("answer", "environ", "code", "shown"), CASES.values(), ids=CASES)
def test_doctor(
    coach: Command, model: Model, answer: Any, environ: dict[str, str], code: int, shown: list[str], format: str
) -> None:  # fmt: skip
    model.says(DraftReply=answer)
    done = coach("doctor", "--format", format, COLUMNS="100", **environ)
    assert done.code == code, done.out + done.err
    assert KEY not in done.out + done.err
    assert "Traceback" not in done.err
    if format == "json":
        assert all(check.keys() >= {"name", "ok", "detail", "hint"} for check in done.json)
        assert all(check["ok"] for check in done.json) == (code == 0)
        said = "\n".join(
            f"{'○' if check['ok'] else '×'} {check['name']}: {check['detail']}\n次にすること: {check['hint']}"
            for check in done.json
        )
    else:
        said = done.out
    for words in shown:
        assert "".join(words.split()) in "".join(said.split()), said


def test_a_list_that_cannot_be_had_is_no_failure(coach: Command, model: Model) -> None:
    model.server.list_models_with(status(404))
    model.says(DraftReply=GOOD)
    done = coach("doctor")
    assert done.code == 0
    assert "応答があるため問題ありません" in "".join(done.out.split())


def test_flags_are_examined(coach: Command, model: Model) -> None:
    model.says(DraftReply=GOOD)
    done = coach("doctor", "--model", MODEL, "--base-url", model.server.base_url, COACH_MODEL="other")
    assert done.code == 0
    assert f"{MODEL}(--model)" in done.out
