"""``coach`` alone and the wizards, as somebody types them: nothing is chosen silently, nothing pasted is lost or run."""

import shutil
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.model.command import SAMPLES
from tests.model.terminal import CTRL_C, CTRL_D, Terminal

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


def test_enter_takes_the_text_that_counts_and_facts_are_found_by_what_they_say(
    start: Start, tmp_path: Path
) -> None:
    shutil.copy(PAGE, tmp_path / "anken.txt")
    for name, text in {
        "a_note.txt": "会社名:株式会社見本\n買い物に行く\n牛乳を買う\n",
        "b.toml": 'company = "株式会社例示"\nperson = "見本"\nfacts = ["月38万円(税別)", "席は12名"]\n',
        "c_uketsuke.txt": "会社名:株式会社例示\n担当者:見本\n月38万円(税別)\n席は12名\n",
        "d_professional.txt": "はじめまして。\n",
        "e_prof.txt": "月38万円(税別)\n",
        "f_自社.txt": "月38万円(税別)\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with start() as terminal:
        answer(terminal, "案件をどうしますか", "1")
        terminal.wait_for("番号(Enterで1): ")
        assert "1. 初回メッセージ(このお客様に効く方)" in terminal.screen
        terminal.type("")
        terminal.wait_for("会社の事実なしで進む")
        for line in ("1. b.toml", "2. c_uketsuke.txt", "3. e_prof.txt", "4. f_自社.txt", "5. 質問に答えて"):
            assert line in terminal.screen
        answer(terminal, "会社の事実なしで進む", "7")
        terminal.wait_for("初回メッセージを、何から始めますか")
        terminal.press(CTRL_C)
        assert terminal.done().code == 130


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


def test_half_a_character_loses_no_answer(start: Start, tmp_path: Path) -> None:
    with start("profile", "new") as terminal:
        terminal.wait_for("会社名: ")
        terminal.press(b"\xe3\x81\xe4\xbe\x8b\xe7\xa4\xba\n")
        terminal.wait_for("文字として読めない部分")
        for question in (
            "担当者のお名前",
            "役職",
            "実績(例",
            "料金(例",
            "納期(例",
            "体制(例",
            "進め方(例",
            "条件(例",
        ):
            terminal.wait_for(question)
            terminal.type("")
        done = terminal.done()
    assert done.code == 0, done.err
    assert tomllib.loads((tmp_path / "profile.toml").read_text(encoding="utf-8"))["company"] == "例示"


# The command · what is answered to which question before Ctrl-C · the file · what it then holds
STOPPED: dict[str, tuple[tuple[str, ...], list[tuple[str, str]], str, dict[str, object]]] = {
    "a case at its second question": (("case", "new"), [("案件名: ", "受電代行"), ("カテゴリ: ", "")], "case.toml", {"title": "受電代行"}),
    "a case among its wishes": (
        ("case", "new"),
        [(f"{name}: ", "受電") for name in ("案件名", "カテゴリ", "発注者", "予算", "希望納期")]
        + [("番号(わからなければEnter): ", "1")] * 4
        + [("> ", "平日9時から"), ("> ", "英語も")],
        "case.toml",
        {"title": "受電", "selection_process": "自身が決裁権を持っている", "requirements": ["平日9時から", "英語も"]},
    ),
    "a case without a title": (("case", "new"), [("案件名: ", ""), ("カテゴリ: ", "受電")], "case.toml", {"category": "受電"}),
    "a profile among its facts": (
        ("profile", "new"),
        [("会社名: ", "株式会社例示受電"), ("担当者のお名前: ", "見本"), ("役職", "責任者"), ("> ", "年120社")],
        "profile.toml",
        {"company": "株式会社例示受電", "person": "見本", "facts": [{"text": "年120社", "kind": "実績"}]},
    ),
    "nothing": (("profile", "new"), [], "", {}),
}  # fmt: skip


@pytest.mark.parametrize(("command", "answers", "file", "held"), STOPPED.values(), ids=STOPPED)
def test_ctrl_c_keeps_the_answers(
    command: tuple[str, ...],
    answers: list[tuple[str, str]],
    file: str,
    held: dict[str, object],
    start: Start,
    tmp_path: Path,
) -> None:
    with start(*command) as terminal:
        for question, typed in answers:
            terminal.wait_for(question)
            terminal.screen = ""
            terminal.type(typed)
        terminal.wait_for("> " if held.keys() & {"requirements", "facts"} else ": ")
        terminal.press(CTRL_C)
        done = terminal.done()
    assert done.code == 130 and "中断しました" in done.err
    assert ([file] if file else []) == [path.name for path in tmp_path.iterdir() if path.is_file()]
    if file:
        assert f"{file} に書き足してください" in done.err
        kept = tomllib.loads((tmp_path / file).read_text(encoding="utf-8"))
        assert {key: kept[key] for key in held} == held


def test_ctrl_c_keeps_what_was_pasted_of_a_draft(start: Start, tmp_path: Path) -> None:
    shutil.copy(PAGE, tmp_path / "anken.txt")
    with start("feedback", "-c", "anken.txt") as terminal:
        terminal.wait_for("下書きを貼り付けてください")
        terminal.type("はじめまして。\n平日9時から受電します。")
        time.sleep(0.5)
        terminal.press(CTRL_C)
        done = terminal.done()
    assert done.code == 130 and "履歴 #1 に残っています" in done.err
    with start("history", "show", "1", "-x") as terminal:
        assert terminal.done().out.strip() == "はじめまして。\n平日9時から受電します。"


def test_ctrl_c_keeps_what_was_pasted_of_a_page(start: Start, tmp_path: Path) -> None:
    with start() as terminal:
        answer(terminal, "案件をどうしますか", "3")
        terminal.wait_for("案件のページの文章を貼り付けて")
        terminal.type("案件名:受電代行")
        time.sleep(0.5)
        terminal.press(CTRL_C)
        done = terminal.done()
    assert done.code == 130 and "ここまでの案件を case.txt に保存しました" in done.err
    assert (tmp_path / "case.txt").read_text(encoding="utf-8").strip() == "案件名:受電代行"
