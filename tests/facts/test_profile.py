"""A vendor's facts in every shape, and what of them may be said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import InputError
from coach.facts.profile import Profile, VendorFact
from coach.facts.profile_file import read_profile, write_profile

SHAPES = [
    ('company = "例示工房"\nperson = "見本"\nfacts = ["2年で5件制作"]', "p.toml"),
    ('会社名 = "例示工房"\n担当者 = "見本"\n事実 = ["2年で5件制作"]', "p.toml"),
    ('{"company": "例示工房", "person": "見本", "facts": [{"text": "2年で5件制作"}]}', "p.json"),
    ("会社名：例示工房\n担当：見本\n\n・2年で5件制作\n", "p.txt"),
    ('会社名 = "例示工房"\n担当 = "見本"\nfacts = "2年で5件制作"', "会社の事実"),
    ('{"profile": {"会社": "例示工房", "氏名": "見本", "事実": ["2年で5件制作"]}}', "会社の事実"),
    ("【会社名】: 例示工房\n 担当者 ： 見本\n2年で5件制作", "会社の事実"),
]


@pytest.mark.parametrize(("text", "name"), SHAPES)
def test_shapes(text: str, name: str) -> None:
    profile = read_profile(text, name).profile
    assert (profile.company, profile.person, [fact.text for fact in profile.facts]) == (
        "例示工房",
        "見本",
        ["2年で5件制作"],
    )


def test_of_plain_lines_each_is_a_fact_and_the_first_name_wins() -> None:
    profile = read_profile("会社名：㈱例示\n会社名：別の会社\n料金: 5万円から", "p.txt").profile
    assert profile.company == "㈱例示"
    assert [fact.text for fact in profile.facts] == ["会社名：別の会社", "料金: 5万円から"]


FIRST_LINES = [
    ("株式会社サンプルウェブ", True),
    ("サンプル印刷有限会社", True),
    ("㈱例示", True),
    ("(株)例示", True),
    ("例示税理士事務所", True),
    ("例示合資会社", True),
    ("社会福祉法人例示会", True),
    ("例示税理士法人", True),
    ("株式会社サンプルの案件を3件担当、いずれも継続", False),
    ("株式会社を3社支援", False),
    ("ウェブ制作", False),
]


@pytest.mark.parametrize(("line", "is_company"), FIRST_LINES, ids=[row[0] for row in FIRST_LINES])
def test_a_company_alone_in_the_first_line_is_the_vendor(line: str, is_company: bool) -> None:
    profile = read_profile(f"{line}\n2年で5件制作", "p.txt").profile
    assert profile.company == (line if is_company else "")
    assert [fact.text for fact in profile.facts] == ([] if is_company else [line]) + ["2年で5件制作"]


@pytest.mark.parametrize(
    ("line", "company"),
    [
        ("株式会社例示クリーン(江東区、社員18名)", "株式会社例示クリーン"),
        ("例示清掃有限会社　（川崎市）", "例示清掃有限会社"),
        ("清掃を年210件(2025年度)", ""),
    ],
)
def test_a_company_with_a_note_in_brackets_is_the_vendor_and_the_note_stays_a_fact(
    line: str, company: str
) -> None:
    profile = read_profile(f"{line}\n2年で5件制作", "p.txt").profile
    assert profile.company == company
    assert [fact.text for fact in profile.facts] == [line, "2年で5件制作"]


def test_a_fact_keeps_its_limits_under_japanese_keys() -> None:
    text = 'facts = [{"内容" = "a", "公開" = "never", "時点" = "2026-10", "承諾" = "no"}]'
    fact = read_profile(text, "p.toml").profile.facts[0]
    assert fact == VendorFact(text="a", publishable="never", as_of="2026-10", consent="no")


def test_only_what_may_be_published_is_statable() -> None:
    profile = Profile(
        facts=(
            VendorFact(text="a"),
            VendorFact(text="b", publishable="never"),
            VendorFact(text="c", consent="no"),
        )
    )
    assert [fact.text for fact in profile.statable] == ["a"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('compny = "a"', "compny"),
        ('facts = [{text = "a", publishable = "maybe"}]', "facts"),
        ("facts = 3", "facts"),
    ],
)
def test_mistakes_are_named(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_profile(text, "p.toml")
    assert words in caught.value.message and caught.value.hint


def test_an_empty_profile_says_that_it_gives_nothing() -> None:
    assert read_profile('company = "a"', "p.toml").warnings


FACT = st.builds(
    VendorFact,
    text=st.text(max_size=20),
    as_of=st.sampled_from(["", "2026-10"]),
    publishable=st.sampled_from(["public", "never"]),
)


@settings(max_examples=50, deadline=None)
@given(st.builds(Profile, company=st.text(max_size=10), facts=st.lists(FACT, max_size=3).map(tuple)))
def test_a_written_profile_is_read_back(profile: Profile) -> None:
    assert read_profile(write_profile(profile), "p.toml").profile == profile


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["p.toml", "p.json", "p.txt", "会社の事実"]))
def test_no_input_crashes(text: str, name: str) -> None:
    try:
        read_profile(text, name)
    except InputError as error:
        assert error.message and error.hint
