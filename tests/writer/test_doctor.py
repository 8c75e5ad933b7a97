"""The examination: what is set and from where, and how far a request gets."""

from pathlib import Path

import pytest

from coach.settings import Settings, load
from coach.writer.client import Client
from coach.writer.doctor import Check, examine
from tests.server import MODEL, ModelServer, bare, status


def examined(server: ModelServer, tmp_path: Path, **more: str) -> dict[str, Check]:
    environ = {"COACH_MODEL": MODEL, "OPENAI_BASE_URL": server.base_url, "COACH_HOME": str(tmp_path)} | more
    return {check.name: check for check in examine(load(environ), quick)}


def quick(settings: Settings) -> Client:
    return Client(settings, sleep=lambda seconds: None)


def test_all_is_well(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue({"text": "接続できました。"})
    checks = examined(server, tmp_path, OPENAI_API_KEY="sk-abcdefgh1234")
    assert all(check.ok and not check.hint for check in checks.values())
    assert checks["設定 model"].detail == f"{MODEL}(環境変数 COACH_MODEL)"
    assert checks["設定 api_key"].detail == "sk-…1234(環境変数 OPENAI_API_KEY)"
    assert "あります" in checks["モデル名"].detail
    assert "秒で答えました" in checks["応答"].detail
    assert "json_schema" in checks["回答の形"].detail
    assert len(server.requests) == 1


def test_the_rung_that_works_is_told(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue(
        bare("json_schema unsupported"), bare("json_object unsupported"), {"text": "接続できました。"}
    )
    checks = examined(server, tmp_path)
    assert checks["回答の形"].ok
    assert "言葉で伝えて" in checks["回答の形"].detail
    assert "依頼3回" in checks["応答"].detail


def test_a_misspelt_model_is_told_with_the_nearest(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue(bare("model 'test-modle' not found", 404))
    checks = examined(server, tmp_path, COACH_MODEL="test-modle")
    assert not checks["モデル名"].ok
    assert MODEL in checks["モデル名"].hint
    assert not checks["応答"].ok
    assert "test-modle" in checks["応答"].detail


def test_a_server_without_a_list_is_no_failure(server: ModelServer, tmp_path: Path) -> None:
    server.list_models_with(status(404))
    server.enqueue({"text": "接続できました。"})
    assert all(check.ok for check in examined(server, tmp_path).values())


def test_a_model_that_does_not_keep_to_the_form(server: ModelServer, tmp_path: Path) -> None:
    server.enqueue("接続できました。")
    checks = examined(server, tmp_path)
    assert checks["応答"].ok
    assert not checks["回答の形"].ok
    assert checks["回答の形"].hint


def test_a_server_that_is_down(tmp_path: Path) -> None:
    with ModelServer() as gone:
        pass
    checks = examined(gone, tmp_path)
    assert [check.name for check in checks.values() if not check.ok] == ["モデルの一覧", "応答"]
    assert all(check.hint for check in checks.values() if not check.ok)


@pytest.mark.parametrize(
    ("environ", "ok", "says"),
    [
        ({}, True, "モデルも設定もなしで、このまま使えます"),
        ({"COACH_ENGINE": "offline"}, True, "モデルも設定もなしで、このまま使えます"),
        ({"COACH_ENGINE": "llm"}, False, "モデルが設定されていません"),
        ({"OPENAI_API_KEY": "sk-abcdefgh1234"}, False, "モデルが設定されていません"),
        ({"OPENAI_BASE_URL": "https://model.example.com/v1"}, False, "モデルが設定されていません"),
    ],
)
def test_without_a_model_it_ends_before_the_network(
    environ: dict[str, str], ok: bool, says: str, tmp_path: Path
) -> None:
    *settings, last = examine(load({"COACH_HOME": str(tmp_path)} | environ))
    assert last.ok is ok and says in last.detail
    assert "COACH_MODEL" in last.hint
    assert str(tmp_path / "config.toml") in [check.detail for check in settings]
