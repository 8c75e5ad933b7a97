"""A lighter set of kanji matches what the plain one does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.kanji import compiled, lighter
from coach.text import normalise

PATTERNS = [
    "[一-龠]",
    "[一-龠]{2,3}社",
    "[一-龠ァ-ヶー]+",
    "[一-龠ぁ-ん]+",
    "[ぁ-んァ-ヶー一-龠]+",
    "[0-9一-龠]+",
    "(?<![一-龠ァ-ヶーおご])様",
    "[、一-龠ぁ-ん]*。",
    "[^一-龠]+",
]
# Letters of business texts, without 々, 〇 and circled digits, in which the two sets differ.
LETTERS = "御社様株式会見本制作お願いしますァメーカーABab019、。「」()・: \n"


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet=LETTERS, max_size=30).map(normalise))
def test_the_same_is_matched(pattern: str, text: str) -> None:
    assert [m.span() for m in compiled(pattern).finditer(text)] == [
        m.span() for m in re.finditer(pattern, text)
    ]


def test_no_row_of_kanji_is_left_to_go_through() -> None:
    assert not [pattern for pattern in PATTERNS if "一-龠" in lighter(pattern) and "^" not in pattern]
    assert lighter("[A-Z]{2}") == "[A-Z]{2}"
