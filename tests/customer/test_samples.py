"""The shipped samples are what they are said to be: the READMEs, the demo and other tests rest on them."""

from pathlib import Path

import pytest

from coach.coaching import feedback
from coach.customer.case import Case, Kind
from coach.customer.classify import classify
from coach.customer.reading import read_case
from coach.facts.profile import Profile
from coach.facts.profile_file import read_profile
from coach.facts.provenance import sources, unsupported

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

CASES: list[tuple[str, str, str]] = [
    ("web-renewal.toml", "many", "message"),
    ("call-center.txt", "many", "message"),
    ("system-renewal.toml", "few", "meeting"),
    ("recruit-movie.toml", "few", "meeting"),
    ("inventory-system.json", "few", "meeting"),
    ("tax-advisor.toml", "mixed", "meeting"),
    ("logo-design.toml", "unknown", ""),
]


def case_of(name: str) -> Case:
    return read_case((SAMPLES / "cases" / name).read_text(encoding="utf-8"), name).case


@pytest.mark.parametrize(("name", "who", "preference"), CASES, ids=[row[0] for row in CASES])
def test_each_case_is_the_customer_it_stands_for(name: str, who: str, preference: str) -> None:
    verdict = classify(case_of(name))
    assert (verdict.type, verdict.signals[1].option or "") == (who, preference)


def test_the_cases_are_all_listed_and_of_many_trades() -> None:
    assert sorted(path.name for path in (SAMPLES / "cases").iterdir()) == sorted(row[0] for row in CASES)
    assert len({case_of(row[0]).category for row in CASES}) >= 6


def drafts(quality: str) -> list[tuple[str, str, Kind]]:
    kinds: tuple[Kind, ...] = ("application", "first_message")
    return [
        (path.stem, path.stem.removesuffix(f"-{kind}-{quality}"), kind)
        for path in sorted((SAMPLES / "drafts").glob(f"*-{quality}.txt"))
        for kind in kinds
        if path.stem.endswith(f"-{kind}-{quality}")
    ]


def text_of(stem: str) -> str:
    return (SAMPLES / "drafts" / f"{stem}.txt").read_text(encoding="utf-8")


def profile_for(case: str) -> Profile:
    name = "profile-system.toml" if case == "system-renewal" else "profile.toml"
    return read_profile((SAMPLES / name).read_text(encoding="utf-8"), name).profile


def test_there_are_enough_of_both_kinds() -> None:
    assert len(drafts("poor")) + len(drafts("good")) == len(list((SAMPLES / "drafts").iterdir())) >= 8
    assert {kind for _, _, kind in drafts("poor")} == {"application", "first_message"}
    assert {kind for _, _, kind in drafts("good")} == {"application", "first_message"}


@pytest.mark.parametrize(("stem", "case", "kind"), drafts("good"), ids=[row[0] for row in drafts("good")])
def test_a_good_draft_can_be_sent_and_states_only_facts(stem: str, case: str, kind: Kind) -> None:
    text, known = text_of(stem), profile_for(case)
    least, most = (400, 950) if kind == "first_message" else (600, 1300)
    assert least <= len(text) <= most
    result = feedback(text, case_of(f"{case}.toml"), kind, known)
    assert result.gate.sendable and result.score is not None and result.score >= 85
    assert not [finding for finding in result.findings if finding.severity != "info"]
    lines = sources(case_of(f"{case}.toml"), known, None)
    assert not [found for found in unsupported(text, lines) if found.severity == "block"]


@pytest.mark.parametrize(("stem", "case", "kind"), drafts("poor"), ids=[row[0] for row in drafts("poor")])
def test_a_poor_draft_has_many_faults(stem: str, case: str, kind: Kind) -> None:
    result = feedback(text_of(stem), case_of(f"{case}.toml"), kind, profile_for(case))
    assert len({finding.fault for finding in result.findings}) >= 6
    assert result.score is not None and result.score <= 40


@pytest.mark.parametrize("name", ["profile.toml", "profile-system.toml"])
def test_the_profiles_hold_facts_that_may_be_stated(name: str) -> None:
    reading = read_profile((SAMPLES / name).read_text(encoding="utf-8"), name)
    assert len(reading.profile.statable) >= 14 and not reading.warnings
