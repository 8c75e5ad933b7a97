"""Places in a text: no two overlap, and a line that goes takes its break with it."""

import pytest

from coach.spans import Taken, with_break
from coach.text import bigrams, shortened


@pytest.mark.parametrize(
    ("asked", "free"),
    [
        ([(2, 5), (5, 7), (0, 2)], [True, True, True]),
        ([(2, 5), (4, 6), (0, 3), (3, 4)], [True, False, False, False]),
        ([(2, 5), (0, 9), (2, 5), (6, 9)], [True, False, False, True]),
        ([(6, 8), (2, 4), (3, 7), (4, 6)], [True, True, False, True]),
    ],
)
def test_a_place_is_taken_once(asked: list[tuple[int, int]], free: list[bool]) -> None:
    taken = Taken()
    assert [taken.take(start, end) for start, end in asked] == free


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("一。二。\n三。", "二。", "一。\n三。"),
        ("一。\n二。\n三。", "二。", "一。\n三。"),
        ("一。\n\n二。\n\n三。", "二。", "一。\n\n三。"),
        ("一。\n\n二。\n三。", "二。", "一。\n\n三。"),
        ("一。\n \n二。\n \n三。", "二。", "一。\n \n三。"),
        ("二。\n\n三。", "二。", "三。"),
        ("一。\n\n二。", "二。", "一。\n\n"),
        ("二。", "二。", ""),
        ("一。\n二。\n三。", "二。\n", "一。\n三。"),
    ],
)
def test_a_whole_line_goes_with_its_break(text: str, gone: str, left: str) -> None:
    at = text.index(gone)
    start, end = with_break(text, at, at + len(gone))
    assert text[:start] + text[end:] == left


def test_a_text_is_cut_and_compared_by_its_characters() -> None:
    assert [shortened(text, 3) for text in ("", "納期は", "納期は月末")] == ["", "納期は", "納期は…"]
    assert bigrams("納期は") == {"納期", "期は"} and bigrams("納") == {"納"}
