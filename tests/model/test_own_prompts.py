"""Prompts of the user's own in the data folder."""

from pathlib import Path

import pytest

from tests.model.command import ROOT, Command, Model
from tests.model.texts import FEEDBACK, PROVED, SILENT, rewritten

OWN = "あなたは、短く書く編集者です。\n"


def put(home: Path, name: str, text: str) -> Path:
    path = home / "prompts" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_prompt_stands_for_the_shipped_one(coach: Command, model: Model) -> None:
    put(coach.home, "feedback/system.j2", OWN + '{% include "parts/facts.j2" %}')
    model.says(FeedbackReply=rewritten(), AuditReply=SILENT)
    assert coach(*FEEDBACK, "-x").out == PROVED
    system = model.requests[0].body["messages"][0]["content"]
    assert system.startswith(OWN)
    assert (ROOT / "prompts/parts/facts.j2").read_text(encoding="utf-8").strip() in system
    # The audit's stays the shipped one.
    assert OWN.strip() not in model.requests[1].prompt


BROKEN = {
    "a tag left open": ("{% if kind %}", "書き方に誤りがあります"),
    "an unknown value": ("1行目\n{{ kindd }}", "「kindd」という値はありません"),
    "a missing part": ('{% include "parts/none.j2" %}', "「parts/none.j2」が見つかりません"),
    "a way into the process": ("{{ kind.__class__.__mro__ }}", "実行できません"),
}


@pytest.mark.parametrize(("text", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_prompt_is_named_and_the_offline_result_shown(
    coach: Command, model: Model, text: str, says: str
) -> None:
    path = put(coach.home, "feedback/user.j2", text)
    done = coach(*FEEDBACK)
    assert done.code == 2
    assert model.requests == []
    assert str(path) in done.err or "feedback/user.j2" in done.err
    assert says in done.err
    assert "次にすること" in done.err
    assert "■ 直した文章" in done.out


def test_a_leak_of_an_own_prompt_is_marked(coach: Command, model: Model) -> None:
    secret = "この会社だけの秘密の書き方として、冒頭に必ず季節の挨拶と近況を一文ずつ添え、売り込みの言葉を避けます。"
    put(coach.home, "feedback/system.j2", OWN + secret)
    model.says(FeedbackReply=rewritten(PROVED.replace("■ 日程", f"{secret}\n\n■ 日程")), AuditReply=SILENT, RepairReply={"edits": []})  # fmt: skip
    done = coach(*FEEDBACK)
    assert "季節の挨拶と近況を一文ずつ" not in done.out
    assert "【要確認: " in done.out
