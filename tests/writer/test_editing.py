"""Replacements of a model: only what it names moves, only where that is one place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.writer.editing import apply_edits
from coach.writer.schemas import Edit

TEXT = """見本精機様

費用は22万円です。費用に撮影を含みます。
㈱例題工房の例田です。

資料もお作りします。

よろしくお願いいたします。
"""


def edit(find: str, replace: str) -> Edit:
    return Edit(find=find, replace=replace, reason="理由")


@pytest.mark.parametrize(
    ("edits", "before", "after"),
    [
        ([("22万円", "22万円(税込)")], "費用は22万円です。", "費用は22万円(税込)です。"),
        # Full width and white space of the quote do not matter.
        ([("費用は２２万円 です。", "費用は33万円です。")], "費用は22万円です。", "費用は33万円です。"),
        (
            [("撮影を含みます。\n㈱例題工房", "撮影を含みます。\n株式会社例題工房")],
            "㈱例題工房",
            "株式会社例題工房",
        ),
        ([("(株)例題工房", "株式会社例題工房")], "㈱例題工房", "株式会社例題工房"),
        ([("費用に撮影を含みます。", "")], "です。費用に撮影を含みます。", "です。"),
        # A line of which nothing is left goes, and one of the two blank lines around it.
        ([("資料もお作りします。", "")], "\n\n資料もお作りします。\n\n", "\n\n"),
        (
            [("22万円", "33万円"), ("撮影", "取材")],
            "費用は22万円です。費用に撮影",
            "費用は33万円です。費用に取材",
        ),
    ],
)
def test_an_edit_changes_what_it_names(edits: list[tuple[str, str]], before: str, after: str) -> None:
    edited = apply_edits(TEXT, [edit(*one) for one in edits])
    assert edited.text == TEXT.replace(before, after)
    assert [change.before for change in edited.applied] == [find for find, _ in edits]
    assert edited.rejected == ()


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ([("55万円", "22万円")], "見当たりません"),
        ([("費用", "料金")], "2か所以上"),
        ([("22万円", "22万円")], "変わりません"),
        ([("費用は22万円です。", "費用は33万円です。"), ("22万円", "11万円")], "重なって"),
        # Half of a sign that stands for several cannot be replaced.
        ([("株)例題", "株式会社例題")], "見当たりません"),
    ],
)
def test_an_edit_without_its_one_place_is_rejected(edits: list[tuple[str, str]], why: str) -> None:
    edited = apply_edits(TEXT, [edit(*one) for one in edits])
    rejected, reason = edited.rejected[-1]
    assert (rejected.find, rejected.replace) == edits[-1]
    assert why in reason


def test_nothing_is_taken_away_altogether() -> None:
    edited = apply_edits("費用は22万円です。", [edit("費用は22万円です。", " ")])
    assert edited.text == "費用は22万円です。"
    assert "空" in edited.rejected[0][1]


def test_edits_are_looked_for_in_the_original() -> None:
    edited = apply_edits("甲と乙", [edit("甲", "乙"), edit("乙", "丙")])
    assert edited.text == "乙と丙"
    assert [change.before for change in edited.applied] == ["甲", "乙"]


EDITS = st.builds(
    edit, st.text("あい a\n", min_size=1, max_size=4).filter(str.strip), st.text("うえ\n", max_size=4)
)


@settings(max_examples=300, deadline=None)
@given(st.text("あい a\n", max_size=20), st.lists(EDITS, max_size=4))
def test_every_edit_is_accounted_for(text: str, edits: list[Edit]) -> None:
    edited = apply_edits(text, edits)
    assert len(edited.applied) + len(edited.rejected) == len(edits)
    if not edited.applied:
        assert edited.text == text
