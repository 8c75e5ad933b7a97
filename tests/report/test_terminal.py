"""The screen for a tired person: everything is there, each thing once, and the points add up."""

import re
import tomllib
from functools import cache
from pathlib import Path
from time import process_time

import pytest

import coach
from coach import Case
from coach.critic.critique import Gate
from coach.critic.faults import faults
from coach.critic.finding import Finding
from coach.customer.case import Kind
from coach.facts.profile import Profile
from coach.facts.profile_file import read_profile
from coach.report.html import feedback_html
from coach.report.layout import Style
from coach.report.markdown import draft_markdown, escape, feedback_markdown
from coach.report.tasks import merged, put_right, questions_kept_open, remarks, tasks
from coach.report.terminal import show_draft, show_feedback
from coach.report.wording import WEAK, fault_label, gate_light, gate_mark, gate_words, unsure_wishes
from coach.results import Change, Feedback

ROOT = Path(__file__).resolve().parents[2]
CASE = tomllib.loads((ROOT / "samples" / "cases" / "web-renewal.toml").read_text(encoding="utf-8"))
FACTS = (ROOT / "samples" / "profile.toml").read_text(encoding="utf-8")

SHORT = """はじめまして。ホームページ制作の経験が豊富なサンプル制作室です。
お客様に寄り添い、最適なご提案をさせていただきます。
ぜひ一度お打ち合わせのお時間をいただけますと幸いです。
"""
TEXTS = {
    "short": SHORT,
    **{
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "samples" / "drafts").glob("web-renewal-*.txt"))
    },
}


@cache
def judged(name: str, with_facts: bool = False) -> Feedback:
    profile = read_profile(FACTS, "profile.toml").profile if with_facts else None
    return coach.feedback(TEXTS[name], Case(**CASE), "application", profile)


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def shown(result: Feedback) -> str:
    return show_feedback(result, Style(width=80))


@pytest.mark.parametrize("with_facts", [False, True])
@pytest.mark.parametrize("name", TEXTS)
def test_the_gains_add_up_to_what_the_score_lacks(name: str, with_facts: bool) -> None:
    result = judged(name, with_facts)
    assert result.score is not None
    gains = re.findall(r"^ *[0-9]+ \+([0-9]+) ", shown(result), re.M)
    assert sum(map(int, gains)) == 100 - result.score


@pytest.mark.parametrize("with_facts", [False, True])
@pytest.mark.parametrize("name", TEXTS)
def test_every_finding_stands_on_the_screen_once(name: str, with_facts: bool) -> None:
    result = judged(name, with_facts)
    screen = flat(shown(result))
    for finding in result.findings:
        if len(finding.quote) <= 60:
            assert flat(finding.quote) in screen
    advice = [flat(finding.suggestion) for finding in result.findings]
    for told in advice:
        assert screen.count(told) <= max(1, advice.count(told)), told
    for message in {flat(finding.message) for finding in result.findings}:
        assert screen.count(message) <= 1, message


@pytest.mark.parametrize("with_facts", [False, True])
def test_a_short_poor_draft_fits_on_a_screen_or_two(with_facts: bool) -> None:
    # Two screens of 40 lines; the same list told finding by finding, question by question took a hundred.
    assert shown(judged("short", with_facts)).count("\n") < 80


def test_what_the_corrections_settled_is_counted_and_not_asked_for() -> None:
    result = judged("web-renewal-application-poor")
    assert result.rewrite
    settled = put_right(result.findings, result.rewrite.edits)
    assert len(settled) == len(result.rewrite.edits)
    left = [finding for task in tasks(result, settled) for finding in task.findings]
    assert not set(left) & set(settled)
    assert len(left) + len(remarks(result)) + len(settled) >= len(result.findings)
    assert f"{len(settled)}か所は、下の「直した文章」で直してあります" in shown(result)


def test_what_is_settled_beside_something_left_is_called_another_place() -> None:
    # The heading names what is left; what was mended is not that.
    text = "貴社の図面です。貴社の表です。御社の写真です。現在、図面を今現在お持ちでしょうか。"
    screen = flat(shown(coach.feedback(text, Case(**CASE), "application")))
    assert "「御社」→書き言葉の「貴社」にそろえてください。→ほかの1か所は、下の「直した文章」で" in screen


def test_a_screen_tells_what_is_open_and_asks_nothing_of_itself() -> None:
    for name, with_facts in ((name, known) for name in TEXTS for known in (False, True)):
        lines = shown(judged(name, with_facts)).splitlines()
        headings = [line for line in lines if re.match(r" *[0-9]+ (?:\+[0-9]+ )?(?:【必ず直す】)?", line)]
        assert not [line for line in headings if line.rstrip().endswith("か")]


def test_what_must_be_put_right_and_is_mended_is_not_looked_for_in_the_list() -> None:
    screen = flat(
        shown(coach.feedback("資料をご覧になられて、図面をお選びください。", Case(**CASE), "application"))
    )
    assert "必ず直すところが2件あります" in screen and screen.count("【必ず直す】") == 1
    assert "このうち1件は、下の「直した文章」で直してあります" in screen


def test_a_correction_is_shown_at_its_own_place_of_two() -> None:
    screen = shown(coach.feedback("日本語の字幕も入れれます。", Case(**CASE), "application"))
    assert "「入れれます」→「入れられます」" in screen


def test_a_long_fact_is_told_in_full_once() -> None:
    fact = "ひと月の試し: 月額15万円(税抜)、契約から4週間で公開。10ページまで、原稿作成と撮影1日、操作の説明会2回を含む"
    profile = Profile(company="株式会社サンプル制作室", facts=(fact,))
    result = coach.feedback("図面の件を拝見しました。", Case(**CASE), "application", profile)
    advice = "".join(f.suggestion for f in result.findings) + "".join(ask.known for ask in result.questions)
    screen = flat(shown(result))
    assert advice.count(fact) >= 2
    assert screen.count(flat(fact)) == 1 and f"会社の事実「{flat(fact[:20])}" in screen.replace(
        flat(fact), "", 1
    )


def test_the_same_score_is_not_shown_as_a_change() -> None:
    result = judged("web-renewal-application-poor")
    assert result.rewrite and result.after and result.score is not None
    same, better = (
        shown(result.model_copy(update={"after": result.after.model_copy(update={"score": score})}))
        for score in (result.score, result.score + 7)
    )
    assert f"点数 {result.score} →" not in same and f"点数 {result.score} → {result.score + 7}" in better


def test_of_two_ways_to_put_the_same_words_right_one_is_told() -> None:
    result = judged("short")
    outer, inner, graver = (
        Finding(
            rule=rule, fault="template_phrase", severity=severity, start=start, end=end, quote=SHORT[start:end],
            message=f"{rule}の話です。", suggestion=f"{rule}としてください。",
        )
        for rule, severity, start, end in (("A", "warning", 0, 12), ("B", "warning", 6, 9), ("C", "error", 3, 9))
    )  # fmt: skip
    (task,) = (
        task
        for task in tasks(result.model_copy(update={"findings": (inner, outer, graver)}))
        if task.about == "own_words"
    )
    assert task.findings == (outer, graver)


def test_a_correction_settles_one_finding_of_its_own_words() -> None:
    # Several rules may give the same reason.
    def finding(quote: str, rule: str = "R") -> Finding:
        return Finding(
            rule=rule, fault="redundant", severity="warning", start=1, end=2, quote=quote, message="重言です。", suggestion="s"
        )  # fmt: skip

    edit = Change(before="まず最初に", after="まず", reason="重言です。", rule="R")
    first, again = finding("まず最初に"), finding("まず最初に")
    assert list(put_right([first, finding("あとで後悔")], [edit]).values()) == [edit]
    assert len(put_right([finding("まず最初に", "R2")], [edit])) == 0
    assert len(put_right([first, again.model_copy(update={"start": 9})], [edit])) == 1


def test_the_corrections_of_a_long_text_are_not_compared_each_with_each() -> None:
    result = coach.feedback(TEXTS["web-renewal-application-poor"] * 800, Case(**CASE), "application")
    assert result.rewrite and len(result.rewrite.edits) > 3000
    started = process_time()
    put_right(result.findings, result.rewrite.edits)
    assert process_time() - started < 0.5


@pytest.mark.parametrize(
    ("fault", "questions"),
    [
        ("no_case_reference", ("specific",)),
        ("requirement_unanswered", ("answers",)),
        ("no_approval_material", ("price", "schedule", "team")),
        ("vague_price", ("price",)),
        ("too_many_questions", ("easy_question",)),
        ("wrong_customer", ("own_words",)),
        ("guarantee", ("sound_claims",)),
        ("casual", ("language",)),
        ("too_short", ()),
    ],
)
def test_a_fault_stands_under_the_questions_that_it_keeps_open(
    fault: str, questions: tuple[str, ...]
) -> None:
    assert questions_kept_open(fault) == questions


def wish(name: str, advice: str) -> Finding:
    return Finding(
        rule="r", fault="requirement_unanswered", severity="info",
        message=f"ご要望「{name}」への答えが見当たりません。", suggestion=advice.format(name), about=name,
    )  # fmt: skip


def test_wishes_with_the_same_advice_share_it() -> None:
    found = [
        wish("採用ページ", "「{}」への答えを書いてください。"),
        wish("CMS(「編集」つき)", "「{}」への答えを書いてください。"),
        wish("撮影", "「{}」には、会社の事実「撮影は1日」が使えます。"),
    ]
    assert list(merged(found)) == [
        (("「採用ページ」", "「CMS(「編集」つき)」"), "それぞれへの答えを書いてください。"),
        ((), "「撮影」には、会社の事実「撮影は1日」が使えます。"),
    ]


def test_a_wish_without_a_finding_is_told_though_another_one_quotes_it() -> None:
    # Nothing can be looked for in a text by 「その他」: it is no finding, and no answer either.
    case = Case(title="サイトの刷新", requirements=("その他", "「その他」の移行"))
    result = coach.feedback("はじめまして。よろしくお願いいたします。", case, "application")
    assert {finding.about for finding in result.findings} - {""} == {"「その他」の移行"}
    assert unsure_wishes(result).startswith("「その他」への答えは")


def test_what_blocks_stands_first_then_what_must_be_put_right_then_the_points() -> None:
    listed = tasks(judged("web-renewal-application-poor"))
    assert any(faults()[finding.fault].blocks for finding in listed[0].findings)
    musts = [task.must for task in listed]
    assert musts == sorted(musts, reverse=True)
    rest = [task.gain for task in listed if not task.must]
    assert rest == sorted(rest, reverse=True)


@pytest.mark.parametrize(
    ("sendable", "score", "errors", "words", "light", "mark"),
    [
        (True, 100, 0, "止める理由はありません", "good", "送れる"),
        (True, WEAK, 0, "止める理由はありません", "good", "送れる"),
        (True, WEAK - 1, 0, "内容はまだ弱い", "fair", "送れる(弱い)"),
        (True, 100, 2, "必ず直すところが2件", "fair", "送れる"),
        (True, None, 0, "止める理由はありません", "good", "送れる"),
        (False, 100, 0, "まだ送れません", "bad", "送れない"),
    ],
)
def test_a_text_is_not_praised_beyond_what_it_says(
    sendable: bool, score: int | None, errors: int, words: str, light: str, mark: str
) -> None:
    gate = Gate(sendable=sendable)
    findings = [
        wish("x", "{}").model_copy(update={"severity": severity})
        for severity in (*["error"] * errors, "warning", "info")
    ]
    assert words in gate_words(gate, score, findings)
    assert gate_light(gate, score, findings) == light
    assert gate_mark(sendable, score) == mark


def test_a_weak_text_gets_no_green_light() -> None:
    weak, good = (
        show_feedback(judged(name), Style(width=80, colour=True))
        for name in ("short", "web-renewal-application-good")
    )
    assert "△ 送信: " in weak and "○" not in weak
    assert "\x1b[1;32m○ 送信: 止める理由はありません" in good


def test_a_draft_lists_each_blank_once() -> None:
    screen = show_draft(coach.draft(Case(**CASE)), Style(width=80))
    told = screen.split("送る前に埋めるところ")[1]
    gaps = re.findall("・(.*【要記入: [^】]*】)", told)
    assert gaps and len(gaps) == len(set(gaps))
    assert "止めているもの" not in screen


def test_what_waits_for_a_blank_is_told_once() -> None:
    screen = show_draft(coach.draft(Case(**CASE)), Style(width=80))
    composed, told = screen.split("送る前に埋めるところ")
    wishes = [wish for wish in CASE["requirements"] if f"{wish}: 【要記入" in composed]
    assert wishes and all(f"{wish}: 【要記入" in told for wish in wishes)
    assert "決まり文句" not in told and "答えが見当たりません" not in told


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("application", "このお客様には、いま見ている応募内容がいちばん効きます。"),
        ("first_message", "このお客様にいちばん効くのは応募内容です。"),
    ],
)
def test_a_draft_says_which_text_earns_the_effort(kind: Kind, told: str) -> None:
    case = Case(
        title="動画",
        selection_process="上長や他部署への確認が必要",
        meeting_preference="メッセージで相談しながら進めたい",
    )
    result = coach.draft(case, kind)
    assert told in show_draft(result, Style(width=200))
    assert told in draft_markdown(result)


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("工場の清掃", "「工場の清掃」"),
        ("工場の清掃をお願いしたい!!", "「工場の清掃をお願いしたい」"),
        ("居酒屋7店舗の定期清掃(床・厨房ダクト・グリストラップ)をお願いできる会社を探しています", "この案件"),
    ],
)
def test_a_long_title_does_not_fill_an_advice(title: str, subject: str) -> None:
    found = coach.feedback("はじめまして。高い品質でお応えします。", Case(title=title)).findings
    advice = next(finding.suggestion for finding in found if finding.fault == "no_evidence")
    assert advice.startswith(subject)


def test_what_stands_in_the_heading_is_not_said_again_of_each_place() -> None:
    screen = show_feedback(
        coach.feedback("弊社は清掃のプロなんで、夜も伺います。よろしくです。", Case(title="清掃")),
        Style(width=200),
    )
    assert "よろしくです" in screen and "なんで" in screen
    assert screen.count("話すときの言い回しがそのまま残っています。") == 1


def test_a_letter_does_not_shout_the_title() -> None:
    letter = coach.draft(Case(title="", description="【急募】店の清掃をお願いしたい!!"), "first_message").text
    assert "「店の清掃をお願いしたい」" in letter


# --- the other pages say the same as the screen -------------------------------------------------------------


def section_of(page: str, title: str) -> list[str]:
    """Return the lines of a section of a Markdown page."""
    return (
        page.split(f"### {title}", 1)[1].split("\n### ", 1)[0].splitlines() if f"### {title}" in page else []
    )


@pytest.mark.parametrize("name", TEXTS)
def test_what_costs_points_is_called_a_remark_nowhere(name: str) -> None:
    result = judged(name)
    page = feedback_markdown(result)
    for finding in result.findings:
        is_remark = finding in remarks(result)
        assert fault_label(finding).endswith("参考") is is_remark
    assert not any("・参考)" in line for line in section_of(page, "指摘"))
    told = section_of(page, "参考")
    assert sum(line.startswith("- ") for line in told) >= len(remarks(result))
    assert ("点数には響きません" in page) is bool(told)


@pytest.mark.parametrize("name", TEXTS)
def test_findings_stand_in_the_order_of_what_they_bring(name: str) -> None:
    result = judged(name)
    page = feedback_markdown(result)
    first = [task.findings[0] for task in tasks(result) if task.findings]
    places = [page.index(f". **{escape(finding.message)}**") for finding in first]
    assert places == sorted(places)


@pytest.mark.parametrize("name", TEXTS)
def test_questions_are_questions_and_a_fact_is_named_once(name: str) -> None:
    result = judged(name)
    for page in (feedback_markdown(result), feedback_html(result, TEXTS[name])):
        assert "本文に入っていません" not in page
    asked = [line for line in section_of(feedback_markdown(result), "あなたへの質問") if line]
    assert len(asked[1:]) == sum(not ask.known for ask in result.questions)
    facts = [line for line in section_of(feedback_markdown(result), "本文に入れると効く会社の事実") if line]
    known = [ask for ask in result.questions if ask.known]
    assert len(facts[1:]) == len({ask.known for ask in known})
    gains = sum(int(found) for line in facts for found in re.findall(r"\(\+(\d+)点\)$", line))
    assert gains == sum(ask.gain for ask in known)
