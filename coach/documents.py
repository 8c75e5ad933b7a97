"""From the bytes that a user has to a text or a table, with an error that a salesperson can act on."""

import codecs
import contextlib
import json
import re
from collections.abc import Mapping
from typing import Any, Literal

import tomli

from coach.errors import InputError
from coach.text import normalise, shortened

# Nobody writes more to a customer; a larger file is a wrong file.
LARGEST = 2_000_000

_SAVE_AS = "メモ帳などで開き、「名前を付けて保存」で文字コードをUTF-8にして保存し直してください。"
_COPY_OUT = "WordやPDFなどの場合は、本文をコピーしてテキストファイルに貼り付けてください。"
_RICH_TEXT = b"{\\rtf"

# What a text of Japan hardly holds, and what none does; of so many characters one may be such, from a broken paste.
_ODD = re.compile("[^\\s!-~ぁ-ヿ㐀-鿿、-〿！-￠￥①-⑳㈱㈲―…‥■-◯★☆※→]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FEWEST_CHARACTERS = 10

_BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


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
        raise _with_nul(data, name)
    if data.startswith(_RICH_TEXT):
        raise InputError(f"{name} はリッチテキスト(RTF)のファイルです。", _COPY_OUT)
    text = _decoded(data, name)
    if len(_CONTROLS.findall(text)) * _FEWEST_CHARACTERS > len(text):
        raise InputError(f"{name} は文章のファイルではないようです(制御文字を多く含みます)。", _COPY_OUT)
    return _checked(text, name)


def _with_nul(data: bytes, name: str) -> InputError:
    """Return what to say of a file with a NUL: a slip in a text, a text of two bytes a character, or no text."""
    for codec in ("utf-8-sig", "cp932"):
        if text := _written_in(data, codec):
            line = text.count("\n", 0, text.index("\x00")) + 1
            return InputError(
                f"{name} の{line}行目に、文字ではないデータ(NUL文字)があります。",
                "その行を元の文章からコピーし直して、保存してください。",
            )
    for order in ("le", "be"):
        if _written_in(data, f"utf-16-{order}"):
            return InputError(
                f"{name} はUTF-16({order.upper()})で保存されているようです。読めるのはUTF-8とShift_JIS(cp932)です。",
                _SAVE_AS,
            )
    return InputError(f"{name} は文章のファイルではないようです(NUL文字を含みます)。", _COPY_OUT)


def _written_in(data: bytes, codec: str) -> str:
    """Return the text where the bytes are Japanese in this encoding, nearly to the last character; else nothing."""
    text = data.decode(codec) if _reads(data, codec) else ""
    return text if len(_ODD.findall(text)) * _FEWEST_CHARACTERS <= len(text) else ""


def _decoded(data: bytes, name: str) -> str:
    # ISO-2022-JP is ASCII with escapes: UTF-8 would read it, as nonsense.
    escaped = b"\x1b$" in data and _reads(data, "iso2022_jp")
    if not escaped:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8-sig")
    _refuse_damaged_utf8(data, name)
    with contextlib.suppress(UnicodeDecodeError):
        text = data.decode("cp932")
        if not re.search("[\x1b\x80-\x9f\uf8f0-\uf8f3]", text) and not _looks_euc(data, text):
            return text
    other = "ISO-2022-JP" if escaped else "EUC-JP" if _reads(data, "euc_jp") else ""
    told = f"{name} の文字コードは{other}のようです。" if other else f"{name} の文字コードがわかりません。"
    raise InputError(f"{told}読めるのはUTF-8とShift_JIS(cp932)です。", _SAVE_AS)


def _refuse_damaged_utf8(data: bytes, name: str) -> None:
    """A UTF-8 file that was cut or mixed up must not be taken for cp932, which reads nearly anything as nonsense."""
    text = data.decode("utf-8-sig", "replace")
    if 0 < text.count("\ufffd") <= len(re.findall("[ぁ-ヶ一-龠]", text)):
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        raise InputError(
            f"{name} の{line}行目に、UTF-8として読めない部分があります。",
            "その行を元の文章からコピーし直して、UTF-8で保存してください。",
        )


def _reads(data: bytes, codec: str) -> bool:
    try:
        return bool(re.search("[ぁ-んァ-ヶ]", data.decode(codec)))
    except UnicodeDecodeError:
        return False


def _looks_euc(data: bytes, text: str) -> bool:
    """EUC-JP that cp932 happens to read becomes half-width kana, which nobody writes a letter in."""
    return len(re.findall("[\uff61-\uff9f]", text)) * 4 > len(text) and _reads(data, "euc_jp")


def _checked(text: str, name: str) -> str:
    if not text.strip():
        raise InputError(f"{name} は空です。", "本文を貼り付けて保存してから、もう一度実行してください。")
    return text


def format_of(text: str, name: str) -> Literal["toml", "json", "text"]:
    """Return the format of a text by the ending of ``name``; without a telling one, by the text itself."""
    ending = name.lower().rpartition(".")[2]
    if ending in {"toml", "json"}:
        return "toml" if ending == "toml" else "json"
    if ending in {"txt", "md", "eml"}:
        return "text"
    if text.lstrip().startswith("{"):
        return "json"
    return "toml" if re.search(r"^[^\s=\"'#]{1,40} {0,4}= {0,4}[\"'\[]", text, re.M) else "text"


def whole(text: str, name: str) -> str:
    """Return ``text``. Raises ``InputError`` for a lone surrogate: half a character cannot be written anywhere."""
    if broken := re.search("[\ud800-\udfff]", text):
        line = text.count("\n", 0, broken.start()) + 1
        raise InputError(
            f"{name} の{line}行目に、壊れた文字(サロゲートの片方)があります。",
            "その文字を消すか、元の文章からコピーし直してください。",
        )
    return text


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """Return the table of a TOML text; keys in Japanese may stand without quotes. Raises ``InputError`` with line
    and column.
    """
    whole(text, name)
    if _DOTTED.search(text):
        raise _too_deep(name)
    try:
        try:
            return tomli.loads(text)
        except tomli.TOMLDecodeError:
            return tomli.loads(_quote_keys(text))
    except tomli.TOMLDecodeError as error:
        where = re.search(r"at line (\d+), column (\d+)", str(error))
        raise InputError(
            f"{name} のTOMLの書き方に誤りがあります({_place(text, *map(int, where.groups())) if where else '末尾'})。",
            '値は key = "文字列" の形で書き、引用符と角かっこの閉じ忘れを確かめてください。',
        ) from error
    except RecursionError as error:
        raise _too_deep(name) from error
    except ValueError as error:
        raise _too_long(name) from error


# An unknown key is named in an error up to so many code points.
_LONGEST_KEY = 40

# A key of so many parts is no key, and reading it takes time with the square of its length.
_DOTTED = re.compile(r"(?:[A-Za-z0-9_\"'-]{1,40} ?\. ?){50}")

_KEY = re.compile(r"^([ \t]*)([^=\"'#\[\]{}\n]{1,60})(?==)")
_TABLE = re.compile(r"^([ \t]*\[)([^\"'\[\]\n]{1,60})(?=\])")


def _quote_keys(text: str) -> str:
    """TOML wants quotes around a key in Japanese; who writes 予算 = "50万円" means just that."""
    lines = []
    inside = False
    for line in text.split("\n"):
        lines.append(line if inside else _quote_key(line))
        inside ^= (line.count('"""') + line.count("'''")) % 2 == 1
    return "\n".join(lines)


def _quote_key(line: str) -> str:
    found = _TABLE.match(line) or _KEY.match(line)
    key = found[2].strip() if found else ""
    if found is None or not key or key.isascii():
        return line
    return f'{found[1]}"{key}"{line[found.end() :]}'


def _place(text: str, row: int, column: int) -> str:
    """Say where in the text as given; the quotes that were put around a key are not counted."""
    line = text.split("\n")[row - 1] if row <= text.count("\n") + 1 else ""
    return f"{row}行{max(column - len(_quote_key(line)) + len(line), 1)}文字目"


def parse_json(text: str, name: str) -> dict[str, Any]:
    """Return the object of a JSON text. Raises ``InputError`` with line and column, for doubled keys, and for depth."""
    whole(text, name)
    try:
        value = json.loads(text, object_pairs_hook=lambda pairs: _unique(pairs, name))
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name} のJSONの書き方に誤りがあります({error.lineno}行{error.colno}文字目)。",
            "カンマの付け忘れや余分なカンマ、引用符の閉じ忘れを確かめてください。",
        ) from error
    except RecursionError as error:
        raise _too_deep(name) from error
    except ValueError as error:
        raise _too_long(name) from error
    if not isinstance(value, dict):
        raise InputError(
            f"{name} のJSONの一番外側が {{ }} ではありません。", '{"title": "…"} の形にしてください。'
        )
    # An escape can name half a character although the file itself holds none.
    whole(json.dumps(value, ensure_ascii=False), name)
    return value


def _unique(pairs: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        seen: set[str] = set()
        doubled = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise InputError(
            f"{name} に同じキー「{shortened(doubled, _LONGEST_KEY)}」が2回あります。",
            "どちらか一方を消してください。",
        )
    return table


def _too_deep(name: str) -> InputError:
    return InputError(f"{name} の入れ子が深すぎます。", "値は文字列か、文字列の並びで書いてください。")


def _too_long(name: str) -> InputError:
    return InputError(
        f"{name} に長すぎる数値があります。", "値は引用符で囲んで、文字列として書いてください。"
    )


def check_keys(table: Mapping[str, Any], names: Mapping[str, str], name: str) -> dict[str, Any]:
    """Return ``table`` under its canonical keys; ``names`` maps every accepted spelling to its key.

    Raises ``InputError`` naming an unknown key with the nearest right one, or a key given twice.
    """
    found: dict[str, Any] = {}
    for key, value in table.items():
        canonical = names.get(_plain(key))
        if canonical is None:
            from difflib import get_close_matches

            near = get_close_matches(_plain(key), names, n=1, cutoff=0.5)
            hint = (
                f"「{near[0]}」の間違いではありませんか。"
                if near
                else "使えるキーは " + "、".join(dict.fromkeys(names.values())) + " です。"
            )
            raise InputError(f"{name} に知らないキー「{shortened(key, _LONGEST_KEY)}」があります。", hint)
        if canonical in found:
            raise InputError(
                f"{name} の「{shortened(key, _LONGEST_KEY)}」は、別の書き方で2回書かれています。",
                "どちらか一方を消してください。",
            )
        found[canonical] = value
    return found


def _plain(key: str) -> str:
    return re.sub(r"\s", "", normalise(key)).strip(":")


def toml_string(value: str) -> str:
    """Return ``value`` as a TOML basic string; JSON's escapes are a subset of TOML's but for the slash and DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
