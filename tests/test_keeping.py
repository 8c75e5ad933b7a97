"""What was typed is kept, shown again, and taken away when asked."""

import json
from pathlib import Path

import pytest

from tests.test_cli import CASE, GOOD, POOR, PROFILE, SAMPLES, coach


def test_every_draft_is_listed_and_shown_as_typed() -> None:
    done = coach("feedback", POOR, "-c", CASE, "-k", "application", "--format", "json")
    assert json.loads(done.stdout)["id"] == 1
    coach("draft", "-c", CASE, "-p", PROFILE)
    listed = coach("history").stdout
    assert "#1" in listed and "#2" in listed and "株式会社見本精機" in listed and "送れない" in listed
    shown = coach("history", "show", "#1").stdout
    assert "まず最初にヒアリング" in shown and "いちばん効く3つの直し" in shown
    assert coach("history", "show", "2", "-x").stdout.startswith("株式会社見本精機様")


# What is done after a critique of POOR as an application · the numbers that the history then lists, newest first
AGAIN: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "the same": (("feedback", POOR, "-k", "application"), ["#1"]),
    "another format": (("feedback", POOR, "-k", "application", "--format", "json"), ["#1"]),
    "the same in another file": (("feedback", "{copy}", "-k", "application"), ["#1"]),
    "with the vendor's facts": (("feedback", POOR, "-k", "application", "-p", PROFILE), ["#2", "#1"]),
    "as the other kind": (("feedback", POOR, "-k", "first_message"), ["#2", "#1"]),
    "another draft": (("feedback", GOOD, "-k", "application"), ["#2", "#1"]),
    "a text composed": (("draft", "-k", "application"), ["#2", "#1"]),
}


@pytest.mark.parametrize(("arguments", "listed"), AGAIN.values(), ids=AGAIN)
def test_one_version_is_one_entry(arguments: tuple[str, ...], listed: list[str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(Path(POOR).read_text(encoding="utf-8"), encoding="utf-8")
    coach("feedback", POOR, "-c", CASE, "-k", "application")
    done = coach(*(word.format(copy=copy) for word in arguments), "-c", CASE)
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in coach("history").stdout.splitlines()] == listed
    if "json" in arguments:
        assert json.loads(done.stdout)["id"] == 1


def test_a_version_that_comes_back_is_the_newest_again() -> None:
    for draft in (POOR, GOOD, POOR):
        coach("feedback", draft, "-c", CASE, "-k", "application")
    listed = coach("history").stdout
    assert [line.split()[0] for line in listed.splitlines()] == ["#3", "#2", "#1"]


def test_nothing_is_kept_when_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    coach("feedback", GOOD, "-c", CASE, "-k", "application", "--no-history")
    monkeypatch.setenv("COACH_HISTORY", "off")
    coach("feedback", GOOD, "-c", CASE, "-k", "application")
    assert coach("history").stdout == ""


def test_two_entries_are_compared_by_their_numbers() -> None:
    for draft in (POOR, GOOD):
        coach("feedback", draft, "-c", CASE, "-k", "application")
    result = json.loads(
        coach("compare", "#1", "#2", "-c", CASE, "-k", "application", "--format", "json").stdout
    )
    assert result["after"]["score"] > result["before"]["score"]
    assert coach("compare", "#1", "#9", "-c", CASE).returncode == 2
    for names in (("#1", "#2"), ()):
        kept = json.loads(coach("history", "compare", *names, "--format", "json").stdout)
        assert (kept["before"]["score"], kept["after"]["score"]) == (
            result["before"]["score"],
            result["after"]["score"],
        )
    assert coach("history", "compare", "#1").returncode == 2


def test_purge_takes_one_or_all() -> None:
    for draft in (GOOD, POOR, GOOD):
        coach("feedback", draft, "-c", CASE, "-k", "application")
    assert coach("history", "purge").returncode == 2
    assert coach("history", "purge", "#2").returncode == 0
    assert "#2" not in coach("history").stdout
    coach("history", "purge", "--all")
    assert coach("history").stdout == ""


def test_another_customers_name_left_in_blocks_sending(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(
        Path(CASE).read_text(encoding="utf-8").replace("株式会社見本精機", "株式会社例題電装"),
        encoding="utf-8",
    )
    coach("feedback", GOOD, "-c", CASE, "-k", "application")
    done = coach("feedback", GOOD, "-c", str(other), "-k", "application", "--format", "json")
    result = json.loads(done.stdout)
    assert result["gate"]["sendable"] is False
    assert any(finding["fault"] == "wrong_customer" for finding in result["findings"])


def test_a_history_that_cannot_be_kept_does_not_stop_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("COACH_HOME", str(blocked))
    done = coach("feedback", GOOD, "-c", CASE, "-k", "application")
    assert done.returncode == 0
    assert "止める理由はありません" in done.stdout and "履歴" in done.stderr


def test_the_users_own_words_count_as_the_customers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = tmp_path / "case.toml"
    case.write_text('title = "搬入の手配"\nrequirements = ["養生"]', encoding="utf-8")
    monkeypatch.setenv("COACH_HOME", str(tmp_path))

    def states() -> list[str]:
        done = coach(
            "feedback", "-", "-c", str(case), "--format", "json", stdin="床の保護シートを敷きます。".encode()
        )
        return [entry["state"] for entry in json.loads(done.stdout)["coverage"]]

    assert states() == ["missing"]
    (tmp_path / "aliases.toml").write_text('aliases = [["養生", "保護シート"]]', encoding="utf-8")
    assert states() == ["answered"]
    (tmp_path / "aliases.toml").write_text('aliases = ["養生"]', encoding="utf-8")
    done = coach("feedback", "-", "-c", str(case), stdin=b"x")
    assert done.returncode == 2 and "aliases" in done.stderr


@pytest.mark.parametrize("arguments", [("show", "99"), ("show", "x"), ("purge", "y")])
def test_a_number_that_is_none_is_told(arguments: tuple[str, str]) -> None:
    done = coach("history", *arguments)
    assert done.returncode == 2 and "次にすること: " in done.stderr


def test_the_samples_of_one_vendor_do_not_accuse_each_other() -> None:
    for name in ("web-renewal", "recruit-movie"):
        draft = str(SAMPLES / "drafts" / f"{name}-application-good.txt")
        done = coach(
            "feedback",
            draft,
            "-c",
            str(SAMPLES / "cases" / f"{name}.toml"),
            "-p",
            PROFILE,
            "-k",
            "application",
            "--strict",
        )
        assert done.returncode == 0, done.stdout
