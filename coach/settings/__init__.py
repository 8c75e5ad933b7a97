"""What the user has set, and where: a flag, an environment variable, config.toml, or nowhere (the default).

    settings = load(os.environ, config_text, {"model": "…"})
    settings.model, settings.origins["model"]           # "…", "--model"

Nothing is read or checked against a network here; a key that cannot work is named when it is needed.
"""

import ipaddress
import json
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from coach.documents import check_keys, parse_toml
from coach.errors import ConfigError, InputError
from coach.settings import parsing

CONFIG_FILE = "config.toml"
DEFAULT = "既定値"

# Where a request goes when no other address is set.
PUBLIC_URL = "https://api.openai.com/v1"

EngineChoice = Literal["auto", "llm", "offline"]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting with its value. Times are seconds, lengths are characters; None and "" mean: not set.

    ``origins`` names for each setting where its value comes from; ``warnings`` are sentences for the user about
    values that were put right.
    """

    model: str = ""
    judge_model: str = ""
    base_url: str = ""
    azure_endpoint: str = ""
    api_key: str = field(default="", repr=False)
    azure_api_version: str = ""
    azure_deployment: str = ""
    engine: EngineChoice = "auto"
    history: bool = True
    max_calls: int = 12
    connect_seconds: float = 10.0
    first_token_seconds: float = 180.0
    idle_seconds: float = 60.0
    whole_seconds: float = 600.0
    first_message_limit: int = 1000
    application_limit: int = 1400
    parameters: Mapping[str, Any] = field(default_factory=dict)
    home: Path = Path()
    origins: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def is_azure(self) -> bool:
        """Whether requests go to a deployment of Azure OpenAI: an endpoint is set and no other address is."""
        return bool(self.azure_endpoint) and not self.base_url

    @property
    def address(self) -> str:
        """The address that requests go to."""
        return self.azure_endpoint if self.is_azure else self.base_url or PUBLIC_URL

    @property
    def host(self) -> str:
        """The host of the address, as a user recognises it."""
        return urlsplit(self.address).netloc.rpartition("@")[2]

    @property
    def is_loopback(self) -> bool:
        """Whether the model runs on this machine; no key is needed then."""
        return _is_loopback(self.address)

    @property
    def model_name(self) -> str:
        """The model that requests name: with Azure, where no model is set, the deployment."""
        return self.model or (self.azure_deployment if self.is_azure else "")

    @property
    def can_ask(self) -> bool:
        """Whether a model is named and there is a key, or a server on this machine that needs none."""
        return bool(self.model_name and (self.api_key or self.is_loopback))

    @property
    def uses_model(self) -> bool:
        """Whether the engine is the model: when it was chosen, or by ``auto`` when one can be asked."""
        return self.engine == "llm" or (self.engine == "auto" and self.can_ask)

    def checked(self) -> "Settings":
        """Return the settings when a model can be asked with them. Raises ``ConfigError`` for what is missing."""
        if not self.model_name:
            raise ConfigError(
                "使うモデルが設定されていません。",
                f'--model か環境変数 COACH_MODEL、または {self.home / CONFIG_FILE} の model = "…" で指定してください。モデルなしで使う場合は --engine offline です。',
            )
        if not (self.api_key or self.is_loopback):
            variable = "AZURE_OPENAI_API_KEY" if self.is_azure else "OPENAI_API_KEY"
            raise ConfigError(
                f"APIキーが設定されていません({self.host} に接続するために必要です)。",
                f"環境変数 {variable} にキーを設定してください。キーがない場合は --engine offline か --show-prompt を使えます。",
            )
        if self.is_azure and not self.azure_api_version:
            raise ConfigError(
                "Azure OpenAIのAPIバージョンが設定されていません。",
                f"環境変数 OPENAI_API_VERSION か {self.home / CONFIG_FILE} の azure_api_version に、Azureの画面に出ているバージョンを書いてください。",
            )
        parsing.check_key(self.api_key, self.origins.get("api_key", DEFAULT))
        return self

    def shown(self, name: str) -> str:
        """Return a setting as it may be shown: a key only by its ends, an address without its password."""
        value = getattr(self, name)
        if name == "api_key":
            return masked_key(value)
        if isinstance(value, bool):
            return "する" if value else "しない"
        if isinstance(value, Mapping):
            return json.dumps(dict(value), ensure_ascii=False) if value else ""
        return re.sub(r"//[^/@]*@", "//…@", str(value))


NAMES = tuple(f.name for f in fields(Settings) if f.name not in {"home", "origins", "warnings"})

# Before COACH_<NAME>, no other variable; behind it, the names that other tools use.
_SHARED_VARIABLES = {
    "base_url": ("OPENAI_BASE_URL",),
    "azure_endpoint": ("AZURE_OPENAI_ENDPOINT",),
    "azure_api_version": ("OPENAI_API_VERSION",),
    "azure_deployment": ("AZURE_OPENAI_DEPLOYMENT",),
}


def home(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Return the folder of the user's data: ``COACH_HOME``, else the platform's own place. It may not exist yet."""
    if chosen := environ.get("COACH_HOME", "").strip():
        return Path(chosen).expanduser()
    user = Path(environ.get("USERPROFILE") or environ.get("HOME") or os.path.expanduser("~"))
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or user / "AppData" / "Local") / "coach"
    if platform == "darwin":
        return user / "Library" / "Application Support" / "coach"
    return Path(environ.get("XDG_DATA_HOME") or user / ".local" / "share") / "coach"


def load(
    environ: Mapping[str, str], config: str | None = None, flags: Mapping[str, Any] | None = None
) -> Settings:
    """Return the settings in force: a flag before the environment before config.toml before the default.

    ``config`` is the text of config.toml, or None; ``flags`` maps names of settings to values, None where a flag
    was not given. Raises ``ConfigError`` with line and column for a broken file, with the nearest right name for
    an unknown key, and for a value that cannot be used.
    """
    path = str(home(environ) / CONFIG_FILE)
    file = _table(config, path)
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    warnings: list[str] = []
    for name in NAMES:
        found = _found(
            name, environ, file, flags or {}, azure="azure_endpoint" in values and "base_url" not in values
        )
        if found is None:
            origins[name] = DEFAULT
            continue
        raw, origins[name] = found
        values[name], warning = _PARSERS[name](raw, _where(name, origins[name], path))
        if warning:
            warnings.append(warning)
    settings = Settings(**values, home=home(environ), origins=MappingProxyType(origins))
    if settings.address.startswith("http://") and not settings.is_loopback:
        warnings.append(
            f"{settings.host} への通信は暗号化されません(http://)。文章とAPIキーが途中で読まれるおそれがあります。"
        )
    return replace(settings, warnings=tuple(warnings))


def masked_key(key: str) -> str:
    """Return a key as it may be shown: ``sk-…1234``; of a short one nothing."""
    if len(key) < 12:
        return "…" if key else ""
    prefix = "sk-" if key.startswith("sk-") else ""
    return f"{prefix}…{key[-4:]}"


def _table(config: str | None, path: str) -> dict[str, Any]:
    if config is None:
        return {}
    try:
        return check_keys(parse_toml(config, path), {name: name for name in NAMES}, path)
    except InputError as error:
        raise ConfigError(error.message, error.hint) from error


def _found(
    name: str, environ: Mapping[str, str], file: Mapping[str, Any], flags: Mapping[str, Any], azure: bool
) -> tuple[Any, str] | None:
    if flags.get(name) is not None:
        return flags[name], "--" + name.replace("_", "-")
    shared = _SHARED_VARIABLES.get(name, ())
    if name == "api_key":
        # A key must not travel to the other company's server.
        shared = ("AZURE_OPENAI_API_KEY",) if azure else ("OPENAI_API_KEY",)
    for variable in (f"COACH_{name.upper()}", *shared):
        if environ.get(variable, "").strip():
            return environ[variable], f"環境変数 {variable}"
    return (file[name], CONFIG_FILE) if name in file and file[name] != "" else None


def _where(name: str, origin: str, path: str) -> str:
    return f"{path} の {name}" if origin == CONFIG_FILE else origin


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


_PARSERS: dict[str, parsing.Parser] = {
    **dict.fromkeys(NAMES, parsing.text),
    "base_url": parsing.address,
    "azure_endpoint": parsing.address,
    "api_key": parsing.key,
    "engine": parsing.one_of(get_args(EngineChoice)),
    "history": parsing.switch,
    "max_calls": parsing.number(1, "回", integer=True),
    "connect_seconds": parsing.number(0.01, "秒"),
    "first_token_seconds": parsing.number(0.01, "秒"),
    "idle_seconds": parsing.number(0.01, "秒"),
    "whole_seconds": parsing.number(0.01, "秒"),
    "first_message_limit": parsing.number(100, "文字", integer=True),
    "application_limit": parsing.number(100, "文字", integer=True),
    "parameters": parsing.parameters,
}
