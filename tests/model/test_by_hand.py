"""Prompt and answer through a chat window: nothing is sent, and the answer meets the same proof."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.model.command import Command
from tests.model.texts import (
    CASE,
    FEEDBACK,
    FINDING,
    POOR,
    PROFILE,
    PROVED,
    SILENT,
    flat,
    rewritten,
    with_sentence,
)

SAID = json.dumps(rewritten(), ensure_ascii=False)
NO_SERVER = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Somebody without key, model and server."""
    return Command(monkeypatch)


def saved(folder: Path, name: str, answer: Any) -> str:
    path = folder / name
    path.write_text(
        answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False), encoding="utf-8"
    )
    return str(path)


@pytest.mark.parametrize(
    "environ", [{}, NO_SERVER | {"COACH_MODEL": "m"}], ids=["nothing set", "a dead server"]
)
def test_the_prompt_is_shown_masked_and_nothing_is_sent(by_hand: Command, environ: dict[str, str]) -> None:
    done = by_hand(*FEEDBACK, "--show-prompt", **environ)
    assert done.code == 0
    for words in ("あなたは、B2Bマッチング", "株式会社[[NAME_1]]", "次のJSON Schemaに合うJSON", '"findings"'):
        assert words in done.out
    for name in ("見本精機", "例田", "サンプル制作室"):
        assert name not in done.out
    assert "返ってきた回答をファイルに保存" in done.err
    assert "依頼" not in done.err.replace("依頼先", "")


def test_the_prompt_of_a_draft(by_hand: Command) -> None:
    done = by_hand("draft", "-c", CASE, "-p", PROFILE, "--show-prompt")
    assert (done.code, "見本精機" in done.out) == (0, False)
    assert "DraftReply" not in done.out


def test_no_mask_shows_the_names(by_hand: Command) -> None:
    assert "株式会社見本精機" in by_hand(*FEEDBACK, "--show-prompt", "--no-mask").out


BROUGHT: dict[str, str] = {
    "plain": SAID,
    "in a fence": f"```json\n{SAID}\n```\n",
    "in prose": f"承知しました。書き直しました。\n\n{SAID}\n\n他にもあればお知らせください。",
    "with CRLF and BOM": "\ufeff" + SAID.replace(", ", ",\r\n"),
    "masked": SAID.replace("見本精機", "[[NAME_1]]").replace("サンプル制作室", "[[NAME_2]]"),
}


@pytest.mark.parametrize("answer", BROUGHT.values(), ids=BROUGHT)
def test_an_answer_brought_back_is_proved(by_hand: Command, tmp_path: Path, answer: str) -> None:
    done = by_hand(*FEEDBACK, "--reply", saved(tmp_path, "answer.txt", answer))
    assert done.code == 0, done.err
    assert PROVED in done.out
    assert FINDING["problem"] in flat(done.out)
    assert "照合はプログラムの確認だけです" in flat(done.out)


def test_an_answer_from_standard_input(by_hand: Command) -> None:
    assert by_hand(*FEEDBACK, "--reply", "-", "-x", stdin=SAID).out == PROVED
    twice = by_hand("feedback", "-", "-c", CASE, "--reply", "-", stdin=SAID)
    assert (twice.code, twice.out) == (2, "")
    assert "標準入力(-)が2か所" in twice.err


def test_an_invention_is_marked_without_a_repair(by_hand: Command, tmp_path: Path) -> None:
    answer = saved(tmp_path, "answer.json", rewritten(with_sentence("動画の撮影も無料で代行いたします。")))
    done = by_hand(*FEEDBACK, "--reply", answer, "--strict")
    assert done.code == 1
    assert "【要確認: 動画の撮影も無料で代行いたします" in done.out


def test_the_audit_is_a_second_prompt_and_a_second_answer(by_hand: Command, tmp_path: Path) -> None:
    text = with_sentence("取材の後の移動も、こちらで心を配ります。")
    answer = saved(tmp_path, "answer.json", rewritten(text))
    prompt = by_hand(*FEEDBACK, "--reply", answer, "--show-prompt")
    assert prompt.code == 0
    assert "│取材の後の移動も、こちらで心を配ります。" in prompt.out
    assert '"unsupported"' in prompt.out
    assert "見本精機" not in prompt.out
    audit = {"sentences": [], "unsupported": [{"quote": "心を配ります", "why": "材料にない約束です"}]}
    second = saved(tmp_path, "audit.json", audit)
    done = by_hand(*FEEDBACK, "--reply", answer, "--reply", second)
    assert "【要確認: 心を配ります】" in done.out
    assert "材料にない約束です" in done.out
    assert "照合はプログラムの確認だけです" not in flat(done.out)
    clean = by_hand(*FEEDBACK, "--reply", answer, "--reply", saved(tmp_path, "silent.json", SILENT))
    assert "心を配ります】" not in clean.out


def test_light_edits_brought_back(by_hand: Command, tmp_path: Path) -> None:
    edit = {"find": "いつもお世話になっております。", "replace": "", "reason": "初めての連絡です。"}
    reply = saved(tmp_path, "r.json", {"findings": [], "questions": [], "edits": [edit]})
    done = by_hand(*FEEDBACK, "--edit", "light", "--reply", reply, "-x")
    assert "いつもお世話に" not in done.out
    assert "経験豊富なスタッフ" in done.out


WRONG: dict[str, tuple[str, str]] = {
    "prose": ("承知しました。", "JSONがありません"),
    "cut off": (json.dumps(rewritten(findings=[]), ensure_ascii=False)[:-40], "JSONが途中で終わっています"),
    "another form": ('{"answer": "x"}', "「text」がありません"),
    "an empty text": (json.dumps(rewritten("  ")), "「text」が空です"),
}


@pytest.mark.parametrize(("answer", "says"), WRONG.values(), ids=WRONG)
def test_an_answer_of_the_wrong_form(by_hand: Command, tmp_path: Path, answer: str, says: str) -> None:
    name = saved(tmp_path, "answer.txt", answer)
    done = by_hand(*FEEDBACK, "--reply", name)
    assert done.code == 2
    assert name in done.err
    assert says in done.err
    assert "最初の { から最後の } まで" in done.err
    assert "■ 直した文章" in done.out
    assert "満足度98%" in by_hand("history", "show", "1").out


def test_a_wrong_audit_names_the_second_file(by_hand: Command, tmp_path: Path) -> None:
    second = saved(tmp_path, "audit.txt", "問題ありません。")
    done = by_hand(*FEEDBACK, "--reply", saved(tmp_path, "answer.txt", SAID), "--reply", second)
    assert done.code == 2
    assert second in done.err
    assert "裏づけの確認" in done.err


MISSING: dict[str, tuple[str, ...]] = {
    "a file that is not there": ("--reply", "nowhere.txt"),
    "an empty answer": ("--reply", "-"),
    "one answer too many": ("--reply", "answer.json", "--reply", "silent.json", "--reply", "answer.json"),
}


@pytest.mark.parametrize("arguments", MISSING.values(), ids=MISSING)
def test_answers_that_cannot_be_used(
    by_hand: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    saved(tmp_path, "answer.json", SAID)
    saved(tmp_path, "silent.json", SILENT)
    monkeypatch.chdir(tmp_path)
    done = by_hand(*FEEDBACK, *arguments)
    assert done.code == 2
    assert "次にすること" in done.err
    assert "Traceback" not in done.err


def test_a_draft_brought_back(by_hand: Command, tmp_path: Path) -> None:
    reply = saved(tmp_path, "r.json", {"text": PROVED})
    done = by_hand("draft", "-c", CASE, "-p", PROFILE, "--reply", reply, "--format", "json")
    assert done.code == 0
    assert (done.json["text"], done.json["engine"], done.json["usage"]) == (PROVED, "llm", None)


def test_showing_the_prompt_keeps_the_draft(by_hand: Command) -> None:
    by_hand(*FEEDBACK, "--show-prompt")
    assert Path(POOR).read_text(encoding="utf-8").splitlines()[-1] in by_hand("history", "show", "1").out
