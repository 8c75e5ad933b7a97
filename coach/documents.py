"""From the bytes that a user has to a text or a table, with an error that a salesperson can act on."""

import codecs
import contextlib
import difflib
import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from coach.errors import InputError
from coach.text import normalise

# Nobody writes more to a customer; a larger file is a wrong file.
LARGEST = 2_000_000

_SAVE_AS = "メモ帳などで開き、「名前を付けて保存」で文字コードをUTF-8にして保存し直してください。"
_BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_DEEPEST = 50


def decode(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8 (with or without BOM) or cp932, the encoding of Japanese Windows.

    Raises ``InputError`` for anything else, naming the encoding where it can be told, for empty input, and for
    more than ``LARGEST`` bytes.
    """
    if len(data) > LARGEST:
        raise InputError(
            f"{name} が大きすぎます({len(data):,}バイト。上限は{LARGEST:,}バイト)。",
            "必要な部分だけを別のファイルに分けてください。",
        )
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            raise InputError(
                f"{name} は{encoding}で保存されています。読めるのはUTF-8とShift_JIS(cp932)です。", _SAVE_AS
            )
    if b"\x00" in data:
        raise InputError(
            f"{name} は文章のファイルではないようです(NUL文字を含みます)。",
            "WordやPDFの場合は、本文をコピーしてテキストファイルに貼り付けてください。",
        )
    return _checked(_decoded(data, name), name)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        text = ""
    if text and not re.search("[\x80-\x9f\uf8f0-\uf8f3]", text):
        return text
    other = next((label for codec, label in _OTHERS if _reads(data, codec)), "")
    told = f"{name} の文字コードは{other}のようです。" if other else f"{name} の文字コードがわかりません。"
    raise InputError(f"{told}読めるのはUTF-8とShift_JIS(cp932)です。", _SAVE_AS)


_OTHERS = (("euc_jp", "EUC-JP"), ("iso2022_jp", "ISO-2022-JP"))


def _reads(data: bytes, codec: str) -> bool:
    try:
        return bool(re.search("[ぁ-ん]", data.decode(codec)))
    except UnicodeDecodeError:
        return False


def _checked(text: str, name: str) -> str:
    if not text.strip():
        raise InputError(f"{name} は空です。", "本文を貼り付けて保存してから、もう一度実行してください。")
    return text


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """Return the table of a TOML text; keys in Japanese may stand without quotes. Raises ``InputError`` with line
    and column.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        with contextlib.suppress(tomllib.TOMLDecodeError):
            return tomllib.loads(_quote_keys(text))
        where = re.search(r"at line (\d+), column (\d+)", str(error))
        place = f"{where[1]}行{where[2]}文字目" if where else "末尾"
        raise InputError(
            f"{name} のTOMLの書き方に誤りがあります({place})。",
            '値は key = "文字列" の形で書き、引用符と角かっこの閉じ忘れを確かめてください。',
        ) from error
    except RecursionError as error:
        raise _too_deep(name) from error


def _quote_keys(text: str) -> str:
    """TOML wants quotes around a key in Japanese; who writes 予算 = "50万円" means just that."""
    lines = []
    inside = False
    for line in text.split("\n"):
        if not inside:
            line = re.sub(r"^(\s*)([^\s\x00-\x7f][^=\"'\n]*?)\s*=", r'\1"\2" =', line)
        inside ^= (line.count('"""') + line.count("'''")) % 2 == 1
        lines.append(line)
    return "\n".join(lines)


def parse_json(text: str, name: str) -> dict[str, Any]:
    """Return the object of a JSON text. Raises ``InputError`` with line and column, for doubled keys, and for depth."""
    try:
        value = json.loads(text, object_pairs_hook=lambda pairs: _unique(pairs, name))
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name} のJSONの書き方に誤りがあります({error.lineno}行{error.colno}文字目)。",
            "カンマの付け忘れや余分なカンマ、引用符の閉じ忘れを確かめてください。",
        ) from error
    except RecursionError as error:
        raise _too_deep(name) from error
    if not isinstance(value, dict):
        raise InputError(
            f"{name} のJSONの一番外側が {{ }} ではありません。", '{"title": "…"} の形にしてください。'
        )
    return value


def _unique(pairs: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        seen: set[str] = set()
        doubled = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise InputError(f"{name} に同じキー「{doubled}」が2回あります。", "どちらか一方を消してください。")
    return table


def _too_deep(name: str) -> InputError:
    return InputError(f"{name} の入れ子が深すぎます。", f"入れ子は{_DEEPEST}段までにしてください。")


def check_keys(table: Mapping[str, Any], names: Mapping[str, str], name: str) -> dict[str, Any]:
    """Return ``table`` under its canonical keys; ``names`` maps every accepted spelling to its key.

    Raises ``InputError`` naming an unknown key with the nearest right one, or a key given twice.
    """
    found: dict[str, Any] = {}
    for key, value in table.items():
        canonical = names.get(_plain(key))
        if canonical is None:
            near = difflib.get_close_matches(_plain(key), names, n=1, cutoff=0.5)
            hint = (
                f"「{near[0]}」の間違いではありませんか。"
                if near
                else "使えるキーは " + "、".join(dict.fromkeys(names.values())) + " です。"
            )
            raise InputError(f"{name} に知らないキー「{key}」があります。", hint)
        if canonical in found:
            raise InputError(
                f"{name} の「{key}」は、別の書き方で2回書かれています。", "どちらか一方を消してください。"
            )
        found[canonical] = value
    return found


def _plain(key: str) -> str:
    return re.sub(r"\s", "", normalise(key)).strip(":")


def toml_string(value: str) -> str:
    """Return ``value`` as a TOML basic string; JSON's escapes are a subset of TOML's but for the slash and DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
