"""What changed between two versions: nothing lost, read by sentences and words, bounded work."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.diff import Edit, change_ratio, diff


def shown(before: str, after: str) -> str:
    """Return the changes as [-deleted-] and {+inserted+}."""
    parts = []
    for edit in diff(before, after):
        if edit.op == "equal":
            parts.append(edit.after)
        else:
            parts.append(f"[-{edit.before}-]" * bool(edit.before) + f"{{+{edit.after}+}}" * bool(edit.after))
    return "".join(parts)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("費用は120万円です。", "費用は150万円です。", "費用は[-120万-]{+150万+}円です。"),
        ("お送りできますか。", "お送りします。", "お送り[-できますか-]{+します+}。"),
        (
            "納期は8週間です。",
            "納期は、素材をいただいてから8週間です。",
            "納期は{+、素材をいただいてから+}8週間です。",
        ),
        ("ぜひ一度、ご検討ください。", "ご検討ください。", "[-ぜひ一度、-]ご検討ください。"),
        ("無料でお見積りします。", "無料でお見積もりします。", "無料でお[-見積り-]{+見積もり+}します。"),
    ],
    ids=["figure", "ending", "insertion", "deletion", "spelling"],
)
def test_a_changed_sentence_is_compared_by_words(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "一文目です。三文目です。",
            "一文目です。予算の内訳を添えます。三文目です。",
            "一文目です。{+予算の内訳を添えます。+}三文目です。",
        ),
        (
            "一文目です。\n\n余計な宣伝です。\n\n三文目です。",
            "一文目です。\n\n三文目です。",
            "一文目です。\n\n[-余計な宣伝です。\n\n-]三文目です。",
        ),
        ("社長の例田です。", "撮影は1日で終わります。", "[-社長の例田です。-]{+撮影は1日で終わります。+}"),
        ("はい。はい。はい。", "はい。はい。", "はい。はい。[-はい。-]"),
    ],
    ids=["inserted", "deleted", "nothing in common", "repeated"],
)
def test_sentences_without_a_counterpart_stay_whole(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "例田が月曜の朝に公開の作業をします。",
            "見本が火曜の夜に公開の作業をします。",
            "[-例田が月曜の朝-]{+見本が火曜の夜+}に公開の作業をします。",
        ),
        (
            "例田が原稿作成と撮影をします。",
            "見本が原稿作成と取材をします。",
            "[-例田-]{+見本+}が原稿作成と[-撮影-]{+取材+}をします。",
        ),
    ],
    ids=["up to two characters", "a longer one stands"],
)
def test_a_short_equal_stretch_between_changes_belongs_to_the_change(
    before: str, after: str, expected: str
) -> None:
    assert shown(before, after) == expected


def test_a_moved_paragraph_is_taken_out_and_put_in_whole() -> None:
    price = "■ 費用\n15ページまで138万円です。撮影を含みます。\n\n"
    dates = "■ 日程\n素材をいただいてから9週間で公開します。\n\n"
    team = "■ 体制\n例田が窓口を務めます。営業を6年経験しました。\n\n"

    edits = diff(price + dates + team, price + team + dates)

    assert [edit.op for edit in edits] == ["equal", "delete", "equal", "insert"]
    assert edits[1].before == edits[3].after == dates


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一行目です。\r\n二行目です。\r\n", "一行目です。\n二行目です。\n"),
        ("一行目です。\r二行目です。", "一行目です。\n二行目です。"),
        ("ご確認ください。カ\u3099イド", unicodedata.normalize("NFC", "ご確認ください。カ\u3099イド")),
    ],
    ids=["CRLF", "CR", "combining marks"],
)
def test_what_nobody_can_see_is_no_change(before: str, after: str) -> None:
    (edit,) = diff(before, after)

    assert edit == Edit("equal", before, after)
    assert change_ratio([edit]) == 0


def test_a_crlf_text_with_a_change_shows_only_the_change() -> None:
    assert (
        shown("宛先様\r\n\r\n費用は120万円です。\r\n", "宛先様\n\n費用は150万円です。\n")
        == "宛先様\n\n費用は[-120万-]{+150万+}円です。\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("𠮷田様へ。担当は𠮷野です。", "𠮷田様へ。担当は𠮷川です。"),
        ("家族は👨‍👩‍👧です。", "家族は👨‍👩‍👧‍👦です。"),
        ("か\u3099くせいの話です。", "か\u3099くちょうの話です。"),
        ("lone \ud83d です。", "lone \ud83d でした。"),
        ("\n\n\n", "\n"),
        ("あ" * 1000, "あ" * 999 + "い"),
    ],
    ids=[
        "surrogate pair",
        "joined emoji",
        "combining mark",
        "lone surrogate",
        "line breaks only",
        "one endless word",
    ],
)
def test_both_versions_can_be_put_together_again(before: str, after: str) -> None:
    edits = diff(before, after)

    assert "".join(edit.before for edit in edits) == before
    assert "".join(edit.after for edit in edits) == after
    assert not any(
        unicodedata.combining(side[0]) for edit in edits for side in (edit.before, edit.after) if side
    )


@pytest.mark.parametrize(
    ("before", "after", "ops"),
    [
        ("", "", []),
        ("", "はい。", ["insert"]),
        ("はい。", "", ["delete"]),
        ("はい。\n", "はい。\n", ["equal"]),
    ],
    ids=["nothing", "from nothing", "to nothing", "the same"],
)
def test_empty_and_identical_sides(before: str, after: str, ops: list[str]) -> None:
    assert [edit.op for edit in diff(before, after)] == ops


@pytest.mark.parametrize(
    ("before", "after", "ratio"),
    [
        ("", "", 0.0),
        ("同じです。", "同じです。", 0.0),
        ("", "新しい文。", 1.0),
        ("古い文。", "", 1.0),
        ("例田です。", "撮影は1日。", 1.0),
        ("費用は120万円です。", "費用は150万円です。", 8 / 22),
    ],
)
def test_the_ratio_counts_code_points_of_both_versions(before: str, after: str, ratio: float) -> None:
    assert change_ratio(diff(before, after)) == pytest.approx(ratio)


def test_a_long_text_rewritten_everywhere_is_still_compared_by_words() -> None:
    before = "".join(
        f"第{number}項の費用は{number}万円で、撮影と原稿の作成を含みます。" for number in range(600)
    )
    after = before.replace("撮影", "取材")

    edits = diff(before, after)

    assert len(before) > 15_000
    assert {(edit.before, edit.after) for edit in edits if edit.op != "equal"} == {("撮影", "取材")}
    assert sum(edit.op == "replace" for edit in edits) == 600


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("あ。" * 10_000, "い。" * 10_000),
        ("あい" * 10_000, "いあう" * 6_000),
        ("\r\n" * 10_000, "\n" * 9_000 + "終"),
        (
            "".join(f"{number % 7}行目{number % 11}\n" for number in range(3_000)),
            "".join(f"{number % 5}行目{number % 13}\n" for number in range(3_000)),
        ),
    ],
    ids=["tiny sentences", "no sentence end", "line breaks", "few distinct lines"],
)
def test_hostile_texts_come_out_complete(before: str, after: str) -> None:
    edits = diff(before, after)

    assert "".join(edit.before for edit in edits) == before
    assert "".join(edit.after for edit in edits) == after


_PIECES = st.sampled_from(
    [
        "費用は",
        "120万円",
        "です",
        "。",
        "、",
        "\n",
        "\r\n",
        "\r",
        "　",
        " ",
        "！？",
        "「はい。」",
        "お見積り",
        "𠮷",
        "か\u3099",
        "ﾊﾟ",
        "👩‍🔧",
        "㈱",
        "\u200b",
        "x",
    ]
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=40)


def readable(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


@settings(max_examples=150, deadline=None)
@given(before=_TEXTS, after=_TEXTS)
def test_the_parts_give_both_texts_and_equal_parts_read_alike(before: str, after: str) -> None:
    edits = diff(before, after)

    assert "".join(edit.before for edit in edits) == before
    assert "".join(edit.after for edit in edits) == after
    assert all((edit.op == "equal") == (readable(edit.before) == readable(edit.after)) for edit in edits)
    assert all(
        (edit.op == "insert") <= (not edit.before) and (edit.op == "delete") <= (not edit.after)
        for edit in edits
    )
    assert all(one.op != other.op for one, other in zip(edits, edits[1:], strict=False))
    assert 0 <= change_ratio(edits) <= 1


@settings(max_examples=60, deadline=None)
@given(text=_TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert diff(text, text) == ((Edit("equal", text, text),) if text else ())
