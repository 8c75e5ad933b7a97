"""A case as a file that a salesperson edits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.customer.case import ITEMS, LABELS, Case
from coach.customer.case_file import write_case
from coach.customer.reading import read_case

TEXTS = [
    "一行目\n二行目",
    'かぎ"""かっこ"""\n二行目',
    "C:\\案件\\見本\n\\n",
    "タブ\tと\x7fと\x1b[2J",
    "行\r\n行",
    "'''\n# 注釈ではない\ntitle = \"x\"",
    "𠮷 ㈱ 👨‍👩‍👧",
]


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_is_read_back(text: str) -> None:
    case = Case(title=text, description=text, requirements=(text,))
    assert read_case(write_case(case), "case.toml").case == case


def test_a_long_text_stands_on_lines_of_its_own() -> None:
    assert '"""\n一行目\n二行目\n"""' in write_case(Case(description="一行目\n二行目"))


def test_the_four_items_stand_there_to_be_filled_in_under_their_labels() -> None:
    written = write_case(Case(title="件"))
    for item in ITEMS:
        assert f'{item} = ""  # {LABELS[item]}' in written
    assert "budget" not in written


TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
CASES = st.builds(
    Case,
    title=TEXT.map(lambda text: f"件{text}"),
    order_timing=TEXT,
    requirements=st.lists(TEXT.map(lambda text: f"要{text}件"), max_size=3).map(tuple),
    description=st.lists(TEXT, max_size=3).map("\n".join),
)


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_any_case_is_read_back(case: Case) -> None:
    assert read_case(write_case(case), "case.toml").case == case
