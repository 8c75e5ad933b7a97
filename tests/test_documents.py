"""From bytes to a text or a table: what is read, and what is refused with which words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.documents import LARGEST, check_keys, decode, format_of, parse_json, parse_toml, toml_string, whole
from coach.errors import InputError

LETTER = "株式会社見本精機様\r\nはじめまして。髙橋㈱の①です。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_encodings_of_japanese_files_are_read(encoding: str) -> None:
    assert decode(LETTER.encode(encoding), "下書き") == LETTER


@pytest.mark.parametrize("text", ["ﾒｯｾｰｼﾞで相談", "縺れた糸", "日", "①㈱〜―", "a\tb", "表"])
def test_what_windows_writes_is_read(text: str) -> None:
    assert decode(text.encode("cp932", "ignore"), "下書き") == text.encode("cp932", "ignore").decode("cp932")


KANA = "はじめまして。カタカナもあります。\n"

REFUSED: dict[str, tuple[bytes, str]] = {
    "UTF-16 with a mark": (KANA.encode("utf-16"), "UTF-16"),
    "UTF-16 little endian without a mark": (KANA.encode("utf-16-le"), "UTF-16(LE)"),
    "UTF-16 big endian without a mark": (KANA.encode("utf-16-be"), "UTF-16(BE)"),
    "UTF-32": (KANA.encode("utf-32"), "UTF-32"),
    "EUC-JP": (KANA.encode("euc_jp"), "EUC-JP"),
    "ISO-2022-JP": (KANA.encode("iso2022_jp"), "ISO-2022-JP"),
    "latin-1": ("Müller, Straße 1é".encode("latin-1") + b"\x80\xff", "わかりません"),
    "UTF-8 cut in a character": ("日本".encode()[:-1], "1行目に、UTF-8として読めない"),
    "UTF-8 with other bytes in it": (KANA.encode() * 2 + b"\x82\xa0\n", "3行目に、UTF-8として読めない"),
    "a surrogate in UTF-8": (b"a\xed\xa0\x80", "わかりません"),
    "a binary file": (b"PK\x03\x04\x00\x00\x08\x00", "NUL"),
    "a binary file that could be UTF-16": (
        b"\x00" + "あ縺☃ꑀ\ue000".encode("utf-16-le") * 40,
        "文章のファイルではない",
    ),
    "UTF-8 with a NUL": (f"一行目\n{KANA}\x00\n".encode(), "3行目に、文字ではないデータ"),
    "cp932 with a NUL": (f"{KANA}株式会社\x00\n".encode("cp932"), "2行目に、文字ではないデータ"),
    "rich text": (rb"{\rtf1\ansi\ansicpg932 \u26666?}", "RTF"),
    "control characters": (bytes(range(1, 32)) * 9 + KANA.encode(), "制御文字"),
    "nothing": (b"", "空です"),
    "white space": (" \u3000\r\n".encode(), "空です"),
    "a mark and nothing": (b"\xef\xbb\xbf", "空です"),
    "too much": (b"a" * (LARGEST + 1), "2,000,000バイト"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_anything_else_is_named(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "下書き.txt")
    assert "下書き.txt" in caught.value.message and words in caught.value.message
    assert caught.value.hint


def test_the_limit_itself_is_read() -> None:
    assert len(decode(b"a" * LARGEST, "下書き")) == LARGEST


BROKEN_TOML: dict[str, tuple[str, str]] = {
    "an open quote": ('title = "a\nbudget = "b"\n', "1行"),
    "below Japanese keys": ('案件名 = "a"\n予算 = "b\n', "2行"),
    "the column behind a Japanese key": ("予算 = 5万\n", "1行7文字目"),
    "an open text": ('title = """a', "末尾"),
    "the same key twice": ('title = "a"\ntitle = "b"\n', "2行"),
    "no date": ("title = 2026-13-40\n", "1行"),
    "deep lists": ("a = " + "[" * 5000, "入れ子"),
    "a key of many parts": ("a." * 5000 + "b = 1", "入れ子"),
    "a number of many digits": ("title = " + "1" * 5000, "長すぎる数値"),
    "a lone surrogate": ('title = "a"\nbudget = "\ud800"\n', "2行目"),
}


@pytest.mark.parametrize(("text", "words"), BROKEN_TOML.values(), ids=BROKEN_TOML.keys())
def test_broken_toml_is_placed(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_toml(text, "案件.toml")
    assert words in caught.value.message and caught.value.hint


def test_japanese_keys_need_no_quotes_in_toml() -> None:
    text = 'title = "a"\n予算 = "50万円"\nPRONIアイミツメンバーズ外での検討中企業 = "いない"\n依頼内容 = """\n単価 = "1円"\n"""\n[案件]\n'
    assert parse_toml(text, "案件.toml") == {
        "title": "a",
        "予算": "50万円",
        "PRONIアイミツメンバーズ外での検討中企業": "いない",
        "依頼内容": '単価 = "1円"\n',
        "案件": {},
    }


BROKEN_JSON: dict[str, tuple[str, str]] = {
    "a comma too many": ('{"title": "a",}', "1行15文字目"),
    "a comma too few": ('{"title": "a"\n "budget": "b"}', "2行2文字目"),
    "no object": ('["a"]', "一番外側"),
    "a bare word": ("null", "一番外側"),
    "a key twice": ('{"title": "a", "title": "b"}', "「title」が2回"),
    "deep": ("[" * 100_000, "入れ子"),
    "a number of many digits": ('{"title": ' + "1" * 5000 + "}", "長すぎる数値"),
    "half a character, escaped": ('{"title": "\\ud83d"}', "サロゲート"),
}


@pytest.mark.parametrize(("text", "words"), BROKEN_JSON.values(), ids=BROKEN_JSON.keys())
def test_broken_json_is_placed(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_json(text, "案件.json")
    assert words in caught.value.message and caught.value.hint


NAMES = {"title": "title", "案件名": "title", "budget": "budget", "予算": "budget"}

KEYS: list[tuple[str, str, str]] = [
    ("budgt", "budgt", "「budget」"),
    ("案件め", "案件め", "「案件名」"),
    ("xyz", "xyz", "title、budget"),
    ("k" * 500, "k" * 40 + "…", "title、budget"),
]


@pytest.mark.parametrize(("key", "named", "hint"), KEYS)
def test_an_unknown_key_is_named_with_the_nearest_right_one(key: str, named: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        check_keys({key: "a"}, NAMES, "案件.toml")
    assert f"「{named}」" in caught.value.message and hint in caught.value.hint


def test_keys_are_read_in_any_width_and_refused_twice() -> None:
    assert check_keys({"案件 名:": "a", "ｂｕｄｇｅｔ": "b"}, NAMES, "x") == {"title": "a", "budget": "b"}
    with pytest.raises(InputError, match="2回"):
        check_keys({"予算": "a", "budget": "b"}, NAMES, "x")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("案件名：a", "case.toml", "toml"),
        ("案件名：a", "CASE.JSON", "json"),
        ('{"title": "a"}', "case.txt", "text"),
        ('{"title": "a"}', "案件", "json"),
        ('# 案件\n予算 = "a"', "案件", "toml"),
        ('案件名：a\n面積 = "広い" ではありません', "案件", "toml"),
        ("案件名：a\n予算：50万円", "案件", "text"),
        ("1 + 1 = 2", "案件", "text"),
    ],
)
def test_the_ending_decides_then_the_content(text: str, name: str, expected: str) -> None:
    assert format_of(text, name) == expected


def test_a_whole_text_passes_and_half_a_character_is_placed() -> None:
    assert whole("𠮷野家\n👨‍👩‍👧", "x") == "𠮷野家\n👨‍👩‍👧"
    with pytest.raises(InputError, match="3行目"):
        whole("a\nb\n\udfff", "x")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_toml_string_is_read_back(value: str) -> None:
    assert parse_toml(f"a = {toml_string(value)}", "x") == {"a": value}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.sampled_from([parse_toml, parse_json]))
def test_no_bytes_crash(data: bytes, parse) -> None:  # type: ignore[no-untyped-def]
    try:
        parse(decode(data, "x"), "x")
    except InputError as error:
        assert error.message.endswith("。") and error.hint
