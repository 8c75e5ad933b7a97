"""The program's own corrections: safe, and never for the worse."""

import pytest

import coach
from coach import Case
from coach.coaching import feedback_for
from coach.report.layout import Style
from coach.report.terminal import show_feedback
from coach.writer.mending import mend
from evals.corpus import samples

CASE = Case(title="居酒屋7店舗の定期清掃", requirements=("閉店後に作業できること",), budget="月25万円まで")

# What a person in a hurry adds to a text, and the corrections take out again.
SLIPS = {
    "as it stands": lambda text: text,
    "a face": lambda text: text.replace("です。", "です😊", 1).replace("ます。", "ます😊", 1),
    "a greeting": lambda text: f"お世話になっております!\n{text}",
    "marks": lambda text: text.replace("。", "!!", 3),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_corrected_text_scores_no_less_than_the_draft(slip: str) -> None:
    worse = []
    for sample in samples("tune")[::4]:
        result = feedback_for(SLIPS[slip](sample.text), sample.reader)
        if result.after and (result.after.score or 0) < (result.score or 0):
            worse.append((sample.id, result.score, result.after.score))
    assert not worse


@pytest.mark.parametrize(
    ("draft", "mended"),
    [
        ("見本清掃の例田です😊\n\n案件を拝見しました。", "見本清掃の例田です。\n\n案件を拝見しました。"),
        ("お待ちしています😊😊", "お待ちしています。"),
        ("うれしい😊です。", "うれしいです。"),
        ("先日は名刺交換ありがとうございました。図面をお送りします。", None),
        ("ご無沙汰しております。図面をお送りします。", None),
        ("お世話になっております。図面をお送りします。", "図面をお送りします。"),
    ],
)
def test_only_what_has_one_right_answer_is_corrected(draft: str, mended: str | None) -> None:
    assert mend(draft).text == (draft if mended is None else mended)


def test_a_text_that_says_where_they_met_is_asked_about_it() -> None:
    found = coach.feedback("先日は名刺交換ありがとうございました。", CASE).findings
    advice = [finding.suggestion for finding in found if finding.fault == "misplaced_greeting"]
    assert len(advice) == 1 and "いつどこでか" in advice[0]


@pytest.mark.parametrize(
    ("draft", "title"),
    [
        ("業界最安値でご提案できます!!", "直した文章(まだ送れません)"),
        ("御中 ご担当者各位様\n図面をお送りします!!", "直した文章(必ず直すところが"),
    ],
)
def test_the_title_says_that_more_is_to_be_done(draft: str, title: str) -> None:
    result = coach.feedback(draft, CASE)
    assert title in show_feedback(result, Style(width=80))
