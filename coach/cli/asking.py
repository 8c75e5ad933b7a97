"""The questions to the vendor before anything is written: one line each, and Enter skips."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from coach.cli.console import note
from coach.cli.files import write_file
from coach.cli.keyboard import forget_spare_lines, line
from coach.cli.refusals import reason
from coach.cli.wizard import ask
from coach.errors import CoachError

# Nobody answers more before seeing a result.
MOST_QUESTIONS = 3

# A shorter answer (はい、できます) says nothing without its question. In code points.
_STANDS_ALONE = 8


def ask_vendor(questions: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the answers as facts of this run. Each question comes with what its answer would settle, or nothing."""
    asked = questions[:MOST_QUESTIONS]
    if not asked:
        return ()
    note("\n書く前に、あなたにしかわからないことを伺います。1行で答えてください(Enterで飛ばせます)。")
    answers = []
    for number, (question, settles) in enumerate(asked, 1):
        forget_spare_lines()
        note(f"\n質問{number}/{len(asked)} {question}")
        if settles:
            note(f"  (答えると: {settles})")
        if answer := line("  > "):
            answers.append(answer if len(answer) >= _STANDS_ALONE else f"{question} → {answer}")
    note("")
    return tuple(answers)


def offer_to_keep(answers: Sequence[str], profile: str) -> None:
    """Offer to write the answers into the profile, dated; what cannot be written is shown instead."""
    if not answers or not profile or profile == "-":
        return
    if ask(f"この答えを {profile} に書き足しますか(次の案件でも使えます)[y/N]: ").lower() not in {
        "y",
        "yes",
        "はい",
    }:
        return
    from coach.documents import decode
    from coach.facts.profile_growth import with_facts

    path = Path(profile)
    try:
        text = decode(path.read_bytes(), profile)
        write_file(path, with_facts(text, profile, answers, date.today().strftime("%Y-%m")))
        note(f"{profile} に{len(answers)}件を書き足しました。")
    except (OSError, CoachError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error).rstrip("。")
        note(f"※ {profile} に書き足せませんでした({why})。次の行を手で足してください。")
        for answer in answers:
            note(f"  {answer}")
