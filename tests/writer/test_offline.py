"""Writing without a model: what is mended, and what a composed text may and may not hold."""

import pytest

from coach.coaching import draft, draft_for, feedback
from coach.customer.case import Case, Kind
from coach.facts.profile import Profile
from coach.text import squeeze
from coach.writer.offline import BLANK, mend
from tests.critic.texts import CASE, MESSAGE, PROFILE, TO_SUPERIOR, reader, superior

MENDED = [
    ("貴社様のサイトを拝見しました。", "貴社のサイトを拝見しました。"),
    ("まず最初に図面を拝見します。", "まず図面を拝見します。"),
    ("図面を送らさせていただきます。", "図面を送らせていただきます。"),
]


@pytest.mark.parametrize(("before", "after"), MENDED)
def test_errors_with_one_right_answer_are_mended(before: str, after: str) -> None:
    assert mend(before).text == after


def test_a_sound_text_is_left_alone() -> None:
    assert mend(MESSAGE).text == MESSAGE
    assert mend(MESSAGE).edits == ()


@pytest.mark.parametrize(("before", "after"), MENDED)
def test_each_edit_stands_in_the_draft_and_has_a_reason(before: str, after: str) -> None:
    for edit in mend(before).edits:
        assert edit.before in before and edit.reason


@pytest.mark.parametrize("kind", ["application", "first_message"])
@pytest.mark.parametrize("who", ["many", "few"])
@pytest.mark.parametrize("known", [PROFILE, None], ids=["profile", "no profile"])
def test_a_composed_text_passes_the_critic(kind: Kind, who: str, known: Profile | None) -> None:
    customer = reader(kind, known) if who == "many" else superior(kind, profile=known)
    result = draft_for(customer)
    generic = {"template_phrase", "ai_tone", "placeholder_left", "wrong_customer", "case_echo"}
    assert [f for f in result.findings if f.severity == "error" or f.fault in generic] == []
    assert result.gate.sendable == (not result.blanks)
    if known:
        assert result.score is not None and result.score >= 75


@pytest.mark.parametrize("kind", ["application", "first_message"])
def test_only_the_vendors_facts_are_stated(kind: Kind) -> None:
    result = draft(Case(**CASE), kind, PROFILE)
    for sentence in result.sentences:
        assert sentence.text in result.text
        assert squeeze(sentence.text) in squeeze(
            "".join(PROFILE.facts[i].text for i in range(len(PROFILE.facts)))
        )
        assert all(source.startswith("P") for source in sentence.sources) and sentence.sources


def test_blanks_stand_only_where_the_customer_asked() -> None:
    bare = draft(
        Case(title="部品の印刷", customer="株式会社見本精機"),
        "application",
        Profile(company="例示印刷", person="見本"),
    )
    assert bare.blanks == ()
    asked = draft(Case(**{**CASE, **TO_SUPERIOR}), "application", None)
    assert any("150万円以内" in blank for blank in asked.blanks)
    assert any("候補日時" in blank for blank in asked.blanks)
    assert asked.gate.sendable is False


def test_a_blank_left_in_a_draft_blocks_sending() -> None:
    told = feedback(MESSAGE + "\n【要記入: 候補日時を3つ】\n", Case(**CASE), "first_message", PROFILE)
    assert told.gate.sendable is False
    assert BLANK.search(told.gate.blockers[0].quote)


def test_a_fact_for_one_run_is_used() -> None:
    assert (
        "返信は2時間以内"
        in draft(
            Case(**{**CASE, "requirements": ("返信の早さ",)}), "application", PROFILE, ("返信は2時間以内",)
        ).text
    )


@pytest.mark.parametrize("hidden", [{"publishable": "never"}, {"consent": "no"}])
def test_facts_that_must_not_be_published_stay_out(hidden: dict[str, str]) -> None:
    secret = Profile(
        company="例示", person="見本", facts=[{"text": "株式会社秘密商会のサイトを2024年に1件制作", **hidden}]
    )  # type: ignore[list-item]
    assert "秘密商会" not in draft(Case(**CASE), "application", secret).text
