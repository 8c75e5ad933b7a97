"""``coach`` alone and the wizards, as somebody types them: nothing is chosen silently, nothing pasted is lost or run."""

import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.model.command import SAMPLES
from tests.model.terminal import CTRL_D, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals")

PAGE = SAMPLES / "cases" / "call-center.txt"
POOR = "はじめまして。\n\n弊社は豊富な実績がございます。\nぜひ一度お打ち合わせをお願いいたします。"
BETTER = "はじめまして。\n\n平日9時から18時まで受電します。費用は月38万円(税別)です。"

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    return lambda *arguments: Terminal(arguments, {"COLUMNS": "80"}, tmp_path)


def answer(terminal: Terminal, question: str, *typed: str) -> None:
    """Wait for the question and answer it; what stood before it is forgotten."""
    terminal.wait_for(question)
    terminal.wait_for(": ")
    for words in typed:
        terminal.type(words)
    terminal.screen = ""


def paste(terminal: Terminal, what: str, text: str) -> None:
    terminal.wait_for(f"{what}を貼り付けてください")
    terminal.screen = ""
    terminal.type(text)
    terminal.press(CTRL_D)


def test_the_guide_leads_from_a_pasted_page_to_a_better_version(start: Start, tmp_path: Path) -> None:
    shutil.copy(PAGE, tmp_path / "anken.txt")
    (tmp_path / "profile.txt").write_text("電話受付は月38万円(税別)から\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("買い物の覚え書き", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    with start() as terminal:
        terminal.wait_for("番号: ")
        assert "1. anken.txt" in terminal.screen
        assert "notes.txt" not in terminal.screen and "pyproject" not in terminal.screen
        # Enter chooses nothing.
        terminal.type("")
        answer(terminal, "1から4の番号を入力してください", "1")
        answer(terminal, "どちらの文章に取りかかりますか", "1")
        terminal.wait_for("1. profile.txt")
        answer(terminal, "会社の事実", "1")
        answer(terminal, "何から始めますか", "1")
        paste(terminal, "下書き", POOR)
        answer(terminal, "次はどうしますか", "1")
        paste(terminal, "直した文章", BETTER)
        answer(terminal, "次はどうしますか", "3")
        answer(terminal, "次はどうしますか", "5")
        done = terminal.done()
    assert done.code == 0, done.err
    assert done.out.count("■ いちばん効く3つの直し") == 2
    assert "新しい版のほうが良くなっています" in done.out and "満たした: " in done.out
    assert (tmp_path / "first_message.txt").read_text(encoding="utf-8").strip() == BETTER


def test_the_guide_composes_and_goes_on_with_the_other_kind(start: Start, tmp_path: Path) -> None:
    shutil.copy(PAGE, tmp_path / "anken.txt")
    with start() as terminal:
        answer(terminal, "案件をどうしますか", "1")
        answer(terminal, "どちらの文章に取りかかりますか", "2")
        answer(terminal, "会社の事実", "3")
        answer(terminal, "何から始めますか", "3")
        for number in (1, 2, 3):
            terminal.wait_for(f"質問{number}/3")
            terminal.type("")
        answer(terminal, "次はどうしますか", "4")
        answer(terminal, "初回メッセージを、何から始めますか", "2")
        answer(terminal, "下書きのファイル名", "missing.txt")
        terminal.wait_for("見つかりません")
        answer(terminal, "何から始めますか", "1")
        paste(terminal, "下書き", POOR)
        answer(terminal, "次はどうしますか", "5")
        done = terminal.done()
    assert done.code == 0, done.err
    assert "■ このお客様への応募内容" in done.out and "この初回メッセージの重み" in done.out


def test_the_guide_makes_case_and_profile_and_keeps_them(start: Start, tmp_path: Path) -> None:
    with start() as terminal:
        answer(terminal, "案件をどうしますか", "3")
        paste(terminal, "案件のページの文章", PAGE.read_text(encoding="utf-8"))
        answer(terminal, "どちらの文章に取りかかりますか", "1")
        answer(terminal, "会社の事実", "1")
        answer(terminal, "会社名", "株式会社例示受電")
        answer(terminal, "担当者のお名前", "見本")
        answer(terminal, "役職", "責任者")
        for kind in ("実績", "料金", "納期", "体制", "進め方", "条件"):
            terminal.wait_for(f"{kind}(例")
            if kind == "料金":
                terminal.type("月38万円(税別)")
            terminal.type("")
        terminal.wait_for("何から始めますか")
        terminal.press(b"\x03")
        done = terminal.done()
    assert done.code == 130
    case = tomllib.loads((tmp_path / "case.toml").read_text(encoding="utf-8"))
    assert "電話" in case["title"]
    assert "月38万円(税別)" in (tmp_path / "profile.toml").read_text(encoding="utf-8")


def test_the_end_of_the_input_is_no_choice(start: Start) -> None:
    with start() as terminal:
        terminal.wait_for("番号: ")
        terminal.press(CTRL_D)
        done = terminal.done()
    assert done.code == 2 and "入力が終わった" in done.err


def test_a_description_keeps_its_blank_lines(start: Start, tmp_path: Path) -> None:
    with start("case", "new") as terminal:
        terminal.wait_for(": ")
        terminal.screen = ""
        terminal.type("通販の電話受付")
        for _ in range(4):
            terminal.wait_for(": ")
            terminal.screen = ""
            terminal.type("")
        # The last choice of each item says that it is open; Enter leaves it out.
        for number in ("4", "3", "4", ""):
            terminal.wait_for("番号(わからなければEnter): ")
            terminal.screen = ""
            terminal.type(number)
        terminal.wait_for("要件を1行に1つ")
        terminal.type("受電\n架電\n")
        paste(terminal, "依頼内容", "1日30件です。\n\n月初は60件です。\n\n; rm -rf x")
        done = terminal.done()
    assert done.code == 0, done.err
    case = tomllib.loads((tmp_path / "case.toml").read_text(encoding="utf-8"))
    assert case["description"].strip() == "1日30件です。\n\n月初は60件です。\n\n; rm -rf x"
    assert case["requirements"] == ["受電", "架電"]
    assert (case["selection_process"], case["meeting_preference"]) == ("未定", "未定")
    assert not case.get("other_candidates")


def test_lines_pasted_where_one_was_asked_answer_nothing_else(start: Start, tmp_path: Path) -> None:
    with start("profile", "new") as terminal:
        terminal.wait_for("会社名: ")
        terminal.type("株式会社例示受電\n電話 見本\nこれは住所の行")
        terminal.wait_for("使わずに捨てました")
        terminal.wait_for("担当者のお名前")
        terminal.type("見本")
        terminal.wait_for("役職")
        terminal.type("責任者")
        for kind in ("実績", "料金", "納期", "体制", "進め方", "条件"):
            terminal.wait_for(f"{kind}(例")
            terminal.type("")
        done = terminal.done()
    assert done.code == 0, done.err
    profile = tomllib.loads((tmp_path / "profile.toml").read_text(encoding="utf-8"))
    assert (profile["company"], profile["person"], profile["role"]) == ("株式会社例示受電", "見本", "責任者")
