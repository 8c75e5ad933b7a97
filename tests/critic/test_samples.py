"""The shipped samples, which everybody sees first: what is plainly wrong in the poor ones is found, the good ones pass."""

from pathlib import Path

import pytest

import coach
from coach.customer.reading import read_case
from coach.facts.profile_file import read_profile
from coach.results import Feedback

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PROFILE = read_profile((SAMPLES / "profile.toml").read_text(encoding="utf-8"), "profile.toml").profile

POOR = {
    "recruit-movie-application": "title_error misplaced_greeting sasete_overuse grammar template_phrase ai_tone guarantee "
    "self_centred vague_price no_evidence no_case_reference no_next_step no_approval_material no_meeting_plan",
    "recruit-movie-first_message": "double_honorific honorific_direction redundant vague_price no_evidence no_case_reference "
    "no_meeting_plan no_guidance timing_ignored",
    "system-renewal-application": "wrong_customer superlative guarantee rate_without_base pressure double_honorific redundant "
    "sasete_overuse misplaced_greeting template_phrase vague_price no_guidance no_approval_material",
    "web-renewal-application": "superlative guarantee rate_without_base title_error grammar redundant casual sasete_overuse "
    "misplaced_greeting pushes_meeting wall_of_text self_centred no_next_step no_differentiator timing_ignored",
    "web-renewal-first_message": "placeholder_left wrong_customer pressure disparages_others casual sasete_overuse "
    "misplaced_greeting pushes_meeting template_phrase vague_price no_differentiator",
}


def judged(name: str, quality: str) -> Feedback:
    case, kind = name.rsplit("-", 1)
    page = (SAMPLES / "cases" / f"{case}.toml").read_text(encoding="utf-8")
    draft = (SAMPLES / "drafts" / f"{name}-{quality}.txt").read_text(encoding="utf-8")
    return coach.feedback(draft, read_case(page, case + ".toml").case, kind, PROFILE)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", POOR)
def test_what_is_plainly_wrong_is_found(name: str) -> None:
    found = {finding.fault for finding in judged(name, "poor").findings if finding.severity != "info"}
    assert set(POOR[name].split()) - found == set()


@pytest.mark.parametrize("name", POOR)
def test_a_good_sample_may_be_sent(name: str) -> None:
    result = judged(name, "good")
    assert result.gate.sendable
    assert (result.score or 0) >= 85
