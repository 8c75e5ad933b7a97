"""What is in force, where it comes from, and what is said of a value that cannot be used."""

from pathlib import Path
from typing import Any

import pytest

from coach.errors import ConfigError
from coach.settings import NAMES, PUBLIC_URL, home, load, masked_key

KEY = "sk-proj-abcdefgh1234"

# Environment · config.toml · flags · setting · value · where from
PRECEDENCE: list[tuple[dict[str, str], str | None, dict[str, Any], str, Any, str]] = [
    ({}, None, {}, "model", "", "既定値"),
    ({}, 'model = "f"', {}, "model", "f", "config.toml"),
    ({"COACH_MODEL": "e"}, 'model = "f"', {}, "model", "e", "環境変数 COACH_MODEL"),
    ({"COACH_MODEL": "e"}, 'model = "f"', {"model": "o"}, "model", "o", "--model"),
    ({"COACH_MODEL": "e"}, None, {"model": None}, "model", "e", "環境変数 COACH_MODEL"),
    ({"COACH_MODEL": " "}, 'model = "f"', {}, "model", "f", "config.toml"),
    ({"OPENAI_BASE_URL": "http://a/v1", "COACH_BASE_URL": "http://b/v1"}, None, {}, "base_url", "http://b/v1", "環境変数 COACH_BASE_URL"),
    ({"OPENAI_BASE_URL": "http://a/v1"}, 'base_url = "http://f/v1"', {}, "base_url", "http://a/v1", "環境変数 OPENAI_BASE_URL"),
    ({"OPENAI_API_KEY": KEY}, None, {}, "api_key", KEY, "環境変数 OPENAI_API_KEY"),
    ({}, "history = false", {}, "history", False, "config.toml"),
    ({"COACH_HISTORY": "off"}, "history = true", {}, "history", False, "環境変数 COACH_HISTORY"),
    ({}, "whole_seconds = 90", {"whole_seconds": 30}, "whole_seconds", 30.0, "--whole-seconds"),
    ({"COACH_APPLICATION_LIMIT": "1200"}, None, {}, "application_limit", 1200, "環境変数 COACH_APPLICATION_LIMIT"),
    ({}, None, {}, "first_message_limit", 1000, "既定値"),
    ({}, None, {}, "application_limit", 1400, "既定値"),
    ({}, "[parameters]\ntemperature = 0.3", {}, "parameters", {"temperature": 0.3}, "config.toml"),
    ({"COACH_PARAMETERS": '{"seed": 1}'}, None, {}, "parameters", {"seed": 1}, "環境変数 COACH_PARAMETERS"),
]  # fmt: skip


@pytest.mark.parametrize(("environ", "config", "flags", "name", "value", "origin"), PRECEDENCE)
def test_a_flag_before_the_environment_before_the_file(
    environ: dict[str, str], config: str | None, flags: dict[str, Any], name: str, value: Any, origin: str
) -> None:
    settings = load(environ, config, flags)
    assert getattr(settings, name) == value
    assert settings.origins[name] == origin
    assert settings.origins.keys() == set(NAMES)


CLEANED: list[tuple[str, str, str, bool]] = [
    ("OPENAI_API_KEY", f" {KEY}\n", KEY, False),
    ("OPENAI_API_KEY", f'"{KEY}"', KEY, False),
    ("OPENAI_API_KEY", f"Bearer {KEY}", KEY, False),
    ("OPENAI_API_KEY", "\uff53\uff4b\uff0d\uff41\uff11\uff12", "sk-a12", True),
    ("OPENAI_API_KEY", f"\ufeff{KEY}\u200b", KEY, True),
    ("OPENAI_BASE_URL", "https://example.com/v1/", "https://example.com/v1", False),
    ("OPENAI_BASE_URL", "https://example.com/v1/chat/completions", "https://example.com/v1", True),
    ("OPENAI_BASE_URL", "\uff48ttps://example.com/v1", "https://example.com/v1", False),
    ("COACH_ENGINE", "LLM", "llm", False),
    ("COACH_MAX_CALLS", "\uff18", 8, False),  # type: ignore[list-item]
]


@pytest.mark.parametrize(("variable", "given", "value", "is_told"), CLEANED)
def test_what_a_paste_brings_along_is_put_right(variable: str, given: str, value: Any, is_told: bool) -> None:
    settings = load({variable: given})
    assert value in [getattr(settings, name) for name in NAMES]
    assert bool(settings.warnings) is is_told


# config.toml · what the error says · what its next step says
BROKEN = [
    ('model = "a', "末尾", "引用符"),
    ('model = a"', "1行9文字目", "引用符"),
    ('model = "a"\nengine = llm', "2行10文字目", ""),
    ('modell = "a"', "知らないキー「modell」", "「model」の間違い"),
    ('zzzzzz = "a"', "知らないキー「zzzzzz」", "base_url"),
    ("model = 3", "config.toml の model の値「3」", "文字列"),
    ('engine = "gpt"', "config.toml の engine の値「gpt」", "auto、llm、offline"),
    ('base_url = "api.example.com/v1"', "base_url のアドレス", "https://"),
    ('base_url = "https://"', "base_url のアドレス", "https://"),
    ('base_url = "https://example.com:abc/"', "base_url のアドレス", "https://"),
    ("max_calls = 0", "max_calls の値「0」", "1以上の整数(回)"),
    ("max_calls = 1.5", "max_calls の値「1.5」", "整数"),
    ("max_calls = true", "max_calls の値", "整数"),
    ("idle_seconds = nan", "idle_seconds の値", "秒"),
    ("idle_seconds = -1", "idle_seconds の値「-1」", "秒"),
    ('whole_seconds = "long"', "whole_seconds の値「long」", "秒"),
    ('history = "maybe"', "history の値「maybe」", "true か false"),
    ("parameters = 1", "parameters の値「1」", "名前と値の組"),
    ("[parameters]\nmessages = []", "messages は指定できません", "消して"),
]


@pytest.mark.parametrize(("config", "says", "hint"), BROKEN)
def test_a_broken_file_is_told_with_its_place(config: str, says: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load({}, config)
    assert says in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.hint
    assert caught.value.exit_code == 2


def test_the_folder_of_the_file_is_named(tmp_path: Path) -> None:
    for config in ("model = 3", 'modell = "a"', 'model = "a'):
        with pytest.raises(ConfigError) as caught:
            load({"COACH_HOME": str(tmp_path)}, config)
        assert str(tmp_path / "config.toml") in caught.value.message
    with pytest.raises(ConfigError) as caught:
        load({"COACH_HOME": str(tmp_path)}).checked()
    assert str(tmp_path / "config.toml") in caught.value.hint


def test_a_variable_is_named_in_its_error() -> None:
    with pytest.raises(ConfigError, match="環境変数 COACH_MAX_CALLS の値「many」"):
        load({"COACH_MAX_CALLS": "many"})


LOCAL = "http://localhost:11434/v1"
AZURE = {"AZURE_OPENAI_ENDPOINT": "https://example.openai.azure.com", "OPENAI_API_VERSION": "2026-01-01"}

# What is set · does auto use the model · does a chosen model lack something
ENGINES: list[tuple[dict[str, str], bool, str]] = [
    ({}, False, "使うモデル"),
    ({"COACH_MODEL": "m"}, False, "環境変数 OPENAI_API_KEY"),
    ({"OPENAI_API_KEY": KEY}, False, "使うモデル"),
    ({"COACH_MODEL": "m", "OPENAI_API_KEY": KEY}, True, ""),
    ({"COACH_MODEL": "m", "OPENAI_BASE_URL": LOCAL}, True, ""),
    ({"COACH_MODEL": "m", "OPENAI_BASE_URL": "http://127.0.0.2:1/v1"}, True, ""),
    ({"COACH_MODEL": "m", "OPENAI_BASE_URL": "http://[::1]:1/v1"}, True, ""),
    ({"COACH_MODEL": "m", "OPENAI_BASE_URL": "http://localhost.example.com/v1"}, False, "APIキー"),
    ({"COACH_MODEL": "m", "OPENAI_API_KEY": "sk-a\nb"}, True, "5文字目に改行"),
    ({"COACH_MODEL": "m", "OPENAI_API_KEY": "sk-a b"}, True, "5文字目に空白"),
    ({"COACH_MODEL": "m", "OPENAI_API_KEY": "ここにキー"}, True, "1文字目に使えない文字「こ」"),
    ({"COACH_MODEL": "m", **AZURE}, False, "環境変数 AZURE_OPENAI_API_KEY"),
    ({"COACH_MODEL": "m", **AZURE, "OPENAI_API_KEY": KEY}, False, "環境変数 AZURE_OPENAI_API_KEY"),
    ({"AZURE_OPENAI_DEPLOYMENT": "d", **AZURE, "AZURE_OPENAI_API_KEY": "k"}, True, ""),
    (
        {"COACH_MODEL": "m", **AZURE, "AZURE_OPENAI_API_KEY": "k", "OPENAI_API_VERSION": ""},
        True,
        "APIバージョン",
    ),
]


@pytest.mark.parametrize(("environ", "by_itself", "lacks"), ENGINES)
def test_when_the_model_is_used(environ: dict[str, str], by_itself: bool, lacks: str) -> None:
    settings = load(environ)
    assert settings.uses_model is by_itself
    assert load(environ, None, {"engine": "llm"}).uses_model
    assert not load(environ, None, {"engine": "offline"}).uses_model
    if not lacks:
        assert settings.checked() is settings
        return
    with pytest.raises(ConfigError) as caught:
        settings.checked()
    assert lacks in caught.value.message + caught.value.hint


def test_a_broken_key_is_named_only_where_it_is_needed_and_never_shown() -> None:
    settings = load({"COACH_MODEL": "m", "OPENAI_API_KEY": "sk-secret\nsecret"})
    with pytest.raises(ConfigError) as caught:
        settings.checked()
    assert "secret" not in caught.value.message + caught.value.hint + repr(settings)


ADDRESSES = [
    ({}, PUBLIC_URL, "api.openai.com"),
    ({"OPENAI_BASE_URL": LOCAL}, LOCAL, "localhost:11434"),
    (AZURE, AZURE["AZURE_OPENAI_ENDPOINT"], "example.openai.azure.com"),
    ({**AZURE, "OPENAI_BASE_URL": LOCAL}, LOCAL, "localhost:11434"),
    (
        {"OPENAI_BASE_URL": "https://user:pass@example.com/v1"},
        "https://user:pass@example.com/v1",
        "example.com",
    ),
]


@pytest.mark.parametrize(("environ", "address", "host"), ADDRESSES)
def test_where_requests_go(environ: dict[str, str], address: str, host: str) -> None:
    settings = load(environ)
    assert (settings.address, settings.host) == (address, host)
    assert "pass" not in settings.shown("base_url")


def test_an_open_line_is_warned_of() -> None:
    assert "暗号化されません" in load({"OPENAI_BASE_URL": "http://example.com/v1"}).warnings[0]
    assert load({"OPENAI_BASE_URL": LOCAL}).warnings == ()


@pytest.mark.parametrize(
    ("key", "shown"), [(KEY, "sk-…1234"), ("0123456789abcdef", "…cdef"), ("sk-short", "…"), ("", "")]
)
def test_a_key_is_shown_only_by_its_ends(key: str, shown: str) -> None:
    assert masked_key(key) == shown
    assert load({"OPENAI_API_KEY": key}).shown("api_key") == shown


HOMES = [
    ({"COACH_HOME": "/data"}, "linux", "/data"),
    ({"HOME": "/home/u"}, "linux", "/home/u/.local/share/coach"),
    ({"HOME": "/home/u", "XDG_DATA_HOME": "/x"}, "linux", "/x/coach"),
    ({"HOME": "/Users/u"}, "darwin", "/Users/u/Library/Application Support/coach"),
    ({"USERPROFILE": "/c/u", "LOCALAPPDATA": "/c/u/local"}, "win32", "/c/u/local/coach"),
    ({"USERPROFILE": "/c/u"}, "win32", "/c/u/AppData/Local/coach"),
]


@pytest.mark.parametrize(("environ", "platform", "path"), HOMES)
def test_where_the_users_data_lies(environ: dict[str, str], platform: str, path: str) -> None:
    assert home(environ, platform) == Path(path)
