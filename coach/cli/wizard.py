"""Questions on the terminal that become a case or a profile file; nothing typed is lost."""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from coach.cli.console import note, on_terminal
from coach.cli.files import write_file
from coach.cli.keyboard import Stopped, ended, forget_spare_lines, line, paste
from coach.cli.refusals import reason
from coach.customer.article import article
from coach.customer.case import ITEMS, LABELS, Case
from coach.customer.case_file import write_case
from coach.errors import InputError
from coach.facts.profile import Profile, VendorFact
from coach.facts.profile_file import write_profile

_FREE = ("title", "category", "customer", "budget", "deadline")

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def ask(prompt: str) -> str:
    """Return one line that the user types; empty at the end of the input."""
    forget_spare_lines()
    return line(prompt) or ""


def ask_lines(prompt: str) -> Iterator[str]:
    """Yield lines as they are typed, until an empty one."""
    forget_spare_lines()
    note(prompt)
    while typed := line("  > "):
        yield typed


def choose(prompt: str, choices: Sequence[str]) -> int | None:
    """Return the index of the chosen line, None when skipped with Enter; asks again for anything else."""
    return _chosen(prompt, choices, "番号(わからなければEnter): ")[0]


def pick(prompt: str, choices: Sequence[str], *, first_by_enter: bool = False) -> int:
    """Return the index of the chosen line. Enter chooses nothing, or the first where the question says so.

    Raises ``InputError`` at the end of the input.
    """
    ask_for = "番号(Enterで1): " if first_by_enter else "番号: "
    while (answer := _chosen(prompt, choices, ask_for))[0] is None:
        if answer[1]:
            raise ended()
        if first_by_enter:
            return 0
        prompt, ask_for = "", f"1から{len(choices)}の番号を入力してください: "
    return answer[0]


def _chosen(prompt: str, choices: Sequence[str], ask_for: str) -> tuple[int | None, bool]:
    """Return the index, or None; and whether the input has ended. An empty ``prompt`` shows no choices again."""
    forget_spare_lines()
    if prompt:
        note(prompt)
        for number, choice in enumerate(choices, 1):
            note(f"  {number}. {choice}")
    while True:
        typed = line(ask_for)
        answer = (typed or "").translate(_DIGITS)
        if not answer:
            return None, typed is None
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(choices):
            return int(answer) - 1, False
        note(f"1から{len(choices)}の番号で答えてください。")


def ask_case(unfinished: Callable[[str], object]) -> Case:
    """Return the case that the user describes: the four items as numbered choices, the rest in free words.

    When Ctrl-C ends it, ``unfinished`` gets the file of what was answered by then.
    """
    values: dict[str, Any] = {"requirements": []}
    try:
        _ask_case(values)
    except KeyboardInterrupt as stop:
        if isinstance(stop, Stopped):
            values["description"] = stop.text.strip()
        if any(values.values()):
            unfinished(write_case(Case.model_construct(**values)))
        raise
    return Case(**values)


def _ask_case(values: dict[str, Any]) -> None:
    for key in _FREE:
        values[key] = ask(f"{LABELS[key]}: ")
    for item in ITEMS:
        table = article().items[item]
        wordings = [wording for option in table.options for wording in option.wordings]
        chosen = choose(f"{table.label}:", [*wordings, "そのほか・未定"])
        if chosen is not None:
            values[item] = wordings[chosen] if chosen < len(wordings) else "未定"
    for wish in ask_lines("要件を1行に1つずつ入力してください(空行で終わり):"):
        values["requirements"].append(wish)
    forget_spare_lines()
    values["description"] = paste("依頼内容").strip()
    while not (values["title"] or values["description"]):
        values["title"] = ask("案件名か依頼内容のどちらかは必要です。案件名: ")
        if not values["title"] and not sys.stdin.isatty():
            raise InputError(
                "案件名も依頼内容も入力されませんでした。", "もう一度 `coach case new` を実行してください。"
            )


def ask_profile(unfinished: Callable[[str], object]) -> Profile:
    """Return the vendor's facts, asked for by their kinds.

    When Ctrl-C ends it, ``unfinished`` gets the file of what was answered by then.
    """
    values: dict[str, Any] = {"facts": []}
    try:
        _ask_profile(values)
    except KeyboardInterrupt:
        if any(values.values()):
            unfinished(write_profile(Profile(**values)))
        raise
    return Profile(**values)


def _ask_profile(values: dict[str, Any]) -> None:
    values["company"] = ask("会社名: ")
    values["person"] = ask("担当者のお名前: ")
    values["role"] = ask("役職(署名に入ります。例: ディレクター): ")
    note("お客様に伝えてよい事実を1行に1つずつ入力します。数字には件数・期間・税区分を添えてください。")
    for kind, example in _FACT_KINDS:
        for told in ask_lines(f"{kind}(例: {example})。空行で次へ:"):
            values["facts"].append(VendorFact(text=told, kind=kind))


def new_case(output: str) -> None:
    """Ask for a case and write it to ``output``."""
    not_over(output)
    _needs_answers()
    _save(output, write_case(ask_case(partial(_save_unfinished, output))))
    note(f"次は: coach classify {output} または coach feedback 下書き.txt -c {output}")
    forget_spare_lines()


def new_profile(output: str) -> None:
    """Ask for the vendor's facts and write them to ``output``."""
    not_over(output)
    _needs_answers()
    _save(output, write_profile(ask_profile(partial(_save_unfinished, output))))
    note(f"次は: coach draft -c case.toml -p {output}")
    forget_spare_lines()


_FACT_KINDS = (
    ("実績", "製造業のサイトを2024年から2年で6件制作"),
    ("料金", "10ページまで80万円(税別)、原稿作成を含む"),
    ("納期", "素材をいただいてから8週間で公開"),
    ("体制", "経験8年のディレクター1名とデザイナー1名が担当"),
    ("進め方", "まず現在のサイトを拝見し、次に構成案をお見せする"),
    ("条件", "写真撮影は別料金で1日5万円(税別)"),
)


def _needs_answers() -> None:
    if sys.stdin.isatty() and not on_terminal():
        raise InputError("質問を表示する端末がありません。", "標準エラー出力を切り替えずに実行してください。")


def not_over(output: str) -> None:
    """Raise ``InputError`` where a file of this name stands already."""
    if Path(output).exists():
        raise InputError(
            f"{output} はすでにあります。上書きはしません。", "-o で別の名前を指定してください。"
        )


def _save_unfinished(output: str, text: str) -> None:
    _save(output, text)
    note(f"ここまでの答えが入っています。続きは {output} に書き足してください。")


def _save(output: str, text: str) -> None:
    try:
        write_file(Path(output), text)
    except OSError as error:
        sys.stdout.write(text)
        raise InputError(
            f"{output} に書き込めません({reason(error)})。入力した内容は画面に出しました。",
            "画面の内容をコピーして、別の場所に保存してください。",
        ) from error
    note(f"{output} に書き込みました。")
