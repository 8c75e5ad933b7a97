"""The catalogue of rules on the screen: every rule and fault can be read, and nothing of its making shows."""

import pytest

from coach.cli.catalogue import run_rules
from coach.critic.faults import faults


@pytest.mark.parametrize("name", faults())
def test_a_fault_is_shown_with_words_for_what_is_filled_in(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run_rules(name, "text")
    shown = capsys.readouterr().out
    assert faults()[name].label in shown
    assert "{" not in "".join(line for line in shown.splitlines() if "伝え方" in line)


def test_what_stands_for_the_case_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    run_rules("no_evidence", "text")
    assert "「(案件名)」に近い実績を1つ" in capsys.readouterr().out


def test_a_greeting_is_advised_for_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    run_rules("H13", "text")
    shown = capsys.readouterr().out
    assert "直し方: 「はじめまして" in shown and "直し方(初回メッセージ): 「やりとりを開始いただき" in shown
