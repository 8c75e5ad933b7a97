"""Answers become facts of the profile file: whatever its form, what stood there stays."""

import pytest

from coach.errors import InputError
from coach.facts.profile import VendorFact
from coach.facts.profile_file import read_profile
from coach.facts.profile_growth import with_facts

FILES = [
    ("profile.toml", 'company = "株式会社サンプル製作所"\nfacts = [\n  "実績3件",  # 確認済み\n]\n'),
    ("profile.toml", 'facts = [\n  "実績3件"\n]\nperson = "例田 美和"\n'),
    ("profile.toml", 'facts = ["実績3件", "単価[税別]2万円"]\n'),
    ("profile.toml", "facts = []\n"),
    ("profile.toml", '# facts = ["古い]"]\n事実 = ["実績3件"]'),
    ("profile.toml", 'company = "株式会社サンプル製作所"\n[[facts]]\ntext = "実績3件"\n'),
    ("profile.toml", 'company = "株式会社サンプル製作所"\n'),
    ("profile.json", '{"会社名": "株式会社サンプル製作所", "事実": ["実績3件"]}'),
    ("profile.txt", "会社名: 株式会社サンプル製作所\n・実績3件"),
]


@pytest.mark.parametrize(("name", "text"), FILES)
def test_facts_are_added_behind_those_that_stood_there(name: str, text: str) -> None:
    before = read_profile(text, name).profile
    grown = with_facts(text, name, ['図面は"DXF"でも受け取れる', "初回は30分"], "2026-11")
    after = read_profile(grown, name).profile
    assert after.facts[: len(before.facts)] == before.facts
    assert after.model_copy(update={"facts": ()}) == before.model_copy(update={"facts": ()})
    dated = name.endswith(".txt")
    assert after.facts[len(before.facts) :] == (
        VendorFact(text='図面は"DXF"でも受け取れる(2026-11時点)')
        if dated
        else VendorFact(text='図面は"DXF"でも受け取れる', as_of="2026-11"),
        VendorFact(text="初回は30分(2026-11時点)")
        if dated
        else VendorFact(text="初回は30分", as_of="2026-11"),
    )


def test_comments_stay() -> None:
    _, text = FILES[0]
    assert "# 確認済み" in with_facts(text, "profile.toml", ["初回は30分"], "2026-11")


def test_a_file_of_another_form_is_left_alone() -> None:
    with pytest.raises(InputError, match="書き足せません"):
        with_facts('facts = "実績3件"\n', "profile.toml", ["初回は30分"], "2026-11")
