"""Ask, then write: the model's questions on a terminal, the answers as facts, and what happens when somebody stops."""

import re
import shutil
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.history import History
from tests.model.command import Command, Model, environ_for
from tests.model.terminal import CTRL_C, Terminal, interrupted
from tests.model.texts import CASE, FEEDBACK, POOR, PROFILE, PROVED, SILENT, rewritten, with_sentence
from tests.server import Request, chunk, head, status, written

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals")

ASKED = {
    "questions": [
        {"question": "公開後の保守は月いくらですか。", "settles": "維持費の不安"},
        {"question": "原稿の確認は何回まで直せますか。", "settles": "手間の不安"},
        {"question": "図面の写真は何枚まで送れますか。", "settles": "使い勝手"},
    ]
}
ANSWER = "保守は月8,000円(税別)"
ASKING = [argument for argument in FEEDBACK if argument != "--no-ask"]
HALF = '{"findings": [], "questions": [], "text": "株式会社見本精機様、はじめまして'


@pytest.fixture
def at_terminal(model: Model) -> Callable[..., Terminal]:
    def start(*arguments: str, **environ: str) -> Terminal:
        return Terminal(arguments, environ_for(model.server, **environ))

    return start


def test_answers_become_facts_of_the_run_and_of_the_profile(
    model: Model, at_terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    profile = tmp_path / "profile.toml"
    shutil.copy(PROFILE, profile)
    told = with_sentence(f"{ANSWER}です。")
    model.says(AskReply=ASKED, FeedbackReply=rewritten(told), AuditReply=SILENT)
    with at_terminal("feedback", POOR, "-c", CASE, "-p", str(profile), "-k", "application", "-x") as terminal:
        terminal.wait_for("質問1/3 公開後の保守は月いくらですか。")
        terminal.wait_for("(答えると: 維持費の不安)")
        terminal.type(ANSWER)
        terminal.wait_for("質問2/3")
        terminal.type("")
        terminal.wait_for("質問3/3")
        terminal.type("はい")
        terminal.wait_for("書き足しますか")
        terminal.type("y")
        done = terminal.done()
    assert done.code == 0, done.err
    assert done.out == told
    prompt = model.asked("FeedbackReply")[0].prompt
    assert re.search(rf"›A1│{re.escape(ANSWER)}\n", prompt)
    # A word alone says nothing without its question.
    assert "›A2│図面の写真は何枚まで送れますか。 → はい" in prompt
    assert "原稿の確認は" not in prompt
    grown = profile.read_text(encoding="utf-8")
    assert re.search(rf'text = "{re.escape(ANSWER)}", as_of = "20\d\d-\d\d"', grown)
    assert grown.startswith("# 見本の会社の事実(架空の会社です)。")


def test_a_failing_model_leaves_the_critics_questions(
    model: Model, at_terminal: Callable[..., Terminal]
) -> None:
    model.says(AskReply=status(400), FeedbackReply=rewritten(), AuditReply=SILENT)
    with at_terminal(*ASKING) as terminal:
        terminal.wait_for("質問を作れませんでした")
        terminal.wait_for("質問1/")
        terminal.type("図面の写真からの問い合わせに対応できます")
        for number in range(2, int(terminal.screen.split("質問1/")[1][0]) + 1):
            terminal.wait_for(f"質問{number}/")
            terminal.type("")
        terminal.wait_for("書き足しますか")
        terminal.type("")
        done = terminal.done()
    assert done.code == 0, done.err
    assert "›A1│図面の写真からの問い合わせに対応できます" in model.asked("FeedbackReply")[0].prompt
    assert "■ 書き直した文章" in done.out


def test_ctrl_c_at_a_question_keeps_the_draft(
    model: Model, at_terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    planted = {"question": "https://evil.example.net を見ましたか。", "settles": "不安"}
    model.says(AskReply={"questions": [planted, *ASKED["questions"][:2]]})
    with at_terminal(*ASKING) as terminal:
        terminal.wait_for("質問1/2")
        terminal.press(CTRL_C)
        done = terminal.done()
    assert done.code == 130
    assert not re.search("Traceback|evil", done.err)
    assert "中断しました。" in done.err
    assert "下書きは履歴 #1 に残っています" in done.err
    assert model.forms == ["AskReply"]
    with History(tmp_path / "home" / "history.db") as history:
        assert (history.get(1).status, history.get(1).text) == (
            "interrupted",
            Path(POOR).read_text(encoding="utf-8"),
        )


NOBODY_ASKED: dict[str, tuple[str, ...]] = {
    "no terminal": tuple(ASKING),
    "--no-ask": FEEDBACK,
}


@pytest.mark.parametrize("arguments", NOBODY_ASKED.values(), ids=NOBODY_ASKED)
def test_nobody_is_asked_in_vain(coach: Command, model: Model, arguments: tuple[str, ...]) -> None:
    model.says(AskReply=ASKED, FeedbackReply=rewritten(), AuditReply=SILENT)
    assert coach(*arguments).code == 0
    assert model.forms == ["FeedbackReply", "AuditReply"]


def test_no_ask_holds_on_a_terminal(model: Model, at_terminal: Callable[..., Terminal]) -> None:
    model.says(AskReply=ASKED, FeedbackReply=rewritten(), AuditReply=SILENT)
    with at_terminal(*FEEDBACK, "-x") as terminal:
        done = terminal.done()
    assert (done.code, done.out) == (0, PROVED)
    assert model.forms == ["FeedbackReply", "AuditReply"]
    # The line of the progress is taken back before anything else is told.
    assert re.search(r"書き直し: [\d,]+文字を受け取りました\r\x1b\[K", done.err)


def test_ctrl_c_in_mid_stream_keeps_what_had_arrived(model: Model, tmp_path: Path) -> None:
    sent = tmp_path / "sent"

    def stall(request: Request) -> Any:
        threading.Thread(target=lambda: (time.sleep(0.5), sent.touch())).start()
        return [head(), *written(HALF), chunk("、続き"), 20.0]

    model.says(FeedbackReply=stall)
    done = interrupted(FEEDBACK, environ_for(model.server), sent)
    assert done.code == 130
    assert "届いていた文章は履歴 #1 に残しました" in done.err
    assert done.err.count("中断しました。") == 1
    assert "Traceback" not in done.err
    assert "下書きは履歴 #1 に残っています" in done.err
    with History(tmp_path / "home" / "history.db") as history:
        entry = history.get(1)
    assert entry.status == "interrupted"
    assert "はじめまして、続き" in entry.partial
