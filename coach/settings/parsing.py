"""From what a user wrote, in a file, a variable or a flag, to a value that can be used.

Each function takes the raw value and, for the error, the words for where it stands; it returns the value and a
sentence for the user when something was put right, else "". They raise ``ConfigError``.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from coach.errors import ConfigError
from coach.folding import INVISIBLE, normalise

Parser = Callable[[Any, str], tuple[Any, str]]

# What coach itself says in a request; everything else may be set under [parameters].
_RESERVED = frozenset({"messages", "model", "n", "response_format", "stream", "stream_options", "tools"})

_SWITCH = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)


def text(raw: Any, where: str) -> tuple[str, str]:
    """A string without the white space around it."""
    if not isinstance(raw, str):
        raise _wrong(where, raw, "引用符で囲んだ文字列")
    return raw.strip(), ""


def address(raw: Any, where: str) -> tuple[str, str]:
    """An address as pasted: full-width characters and the tail of a documentation's example are put right."""
    plain = normalise(text(raw, where)[0]).rstrip("/")
    tail = re.search(r"/(?:chat/)?completions$", plain)
    cleaned = plain[: tail.start()] if tail else plain
    try:
        parts = urlsplit(cleaned)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", cleaned)
        usable = usable and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigError(
            f"{where} のアドレスが使えません。",
            "https://example.com/v1 のように、https:// から始まる形で書いてください。",
        )
    return cleaned, f"{where} の末尾の {tail[0]} を除いて使います。" if tail else ""


def key(raw: Any, where: str) -> tuple[str, str]:
    """A key without what a paste brings along; one that stays unusable is returned as it is (``check_key``)."""
    given = re.sub(r"(?i)\Abearer\s+", "", text(raw, where)[0].strip("\"'“”「」 ")).strip()
    plain = INVISIBLE.sub("", normalise(given)).strip()
    if given.isascii() or not plain.isascii():
        return given, ""
    return plain, f"{where} に全角文字か見えない文字があったため、半角に直して使います。"


def check_key(key: str, origin: str) -> None:
    """Raise ``ConfigError`` for a key that no HTTP header can hold, naming the first character and never the key."""
    bad = re.search(r"[^\x21-\x7e]", key)
    if not bad:
        return
    kind = "見えない文字"
    if bad[0].isspace():
        kind = "改行" if bad[0] in "\r\n" else "空白"
    elif bad[0].isprintable():
        kind = f"使えない文字「{bad[0]}」"
    raise ConfigError(
        f"APIキー({origin})の{bad.start() + 1}文字目に{kind}が入っています。",
        "キーの発行画面からキーだけをもう一度コピーして、1行で設定し直してください。",
    )


def number(low: float, unit: str, *, integer: bool = False) -> Parser:
    """A number of at least ``low``; full-width digits count."""

    def parse(raw: Any, where: str) -> tuple[Any, str]:
        wanted = f"{low:g}以上の{'整数' if integer else '数'}({unit})"
        try:
            value = float(normalise(raw)) if isinstance(raw, str) else raw
        except ValueError as error:
            raise _wrong(where, raw, wanted) from error
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value < 1e9:
            raise _wrong(where, raw, wanted)
        if integer and value != int(value):
            raise _wrong(where, raw, wanted)
        return (int(value) if integer else float(value)), ""

    return parse


def switch(raw: Any, where: str) -> tuple[bool, str]:
    """On or off, in the usual spellings."""
    value = raw if isinstance(raw, bool) else _SWITCH.get(normalise(str(raw)).strip().lower())
    if value is None:
        raise _wrong(where, raw, "true か false")
    return value, ""


def one_of(choices: Collection[str]) -> Parser:
    """One of a few words."""

    def parse(raw: Any, where: str) -> tuple[str, str]:
        value = normalise(raw).strip().lower() if isinstance(raw, str) else ""
        if value not in choices:
            raise _wrong(where, raw, "、".join(choices) + " のどれか")
        return value, ""

    return parse


def parameters(raw: Any, where: str) -> tuple[Mapping[str, Any], str]:
    """What goes into every request beside coach's own: a table, or JSON in a variable."""
    try:
        table = json.loads(raw) if isinstance(raw, str) else raw
    except (ValueError, RecursionError) as error:
        raise _wrong(where, raw, '{"temperature": 0.3} のようなJSON') from error
    if not isinstance(table, Mapping):
        raise _wrong(where, raw, "名前と値の組")
    if taken := sorted(_RESERVED & set(table)):
        raise ConfigError(
            f"{where} に {'、'.join(taken)} は指定できません。",
            "coachが自分で決める項目です。その行を消してください。",
        )
    return MappingProxyType(dict(table)), ""


def _wrong(where: str, raw: Any, wanted: str) -> ConfigError:
    value = f"「{str(raw)[:40]}」" if isinstance(raw, str | int | float) else ""
    return ConfigError(f"{where} の値{value}は使えません。", f"{wanted}を指定してください。")
