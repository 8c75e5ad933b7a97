"""Gaps count for nothing, and the wish that heads its answer is no echo of the case and no merit of the vendor."""

import pytest

from coach.critic.checklist import ANSWERED
from coach.critic.coverage import coverage
from coach.critic.critique import Critique, critique
from coach.critic.holding import Holding
from coach.critic.silent import said
from coach.facts.profile import Profile
from coach.text import Document
from tests.critic.texts import reader

MARCH = "テスト期間は繁忙期(3月)を避けて計画すること"
WISHES = (MARCH, "受注画面をスマートフォンでも使えること", "在庫の引き当て", "操作説明会の実施", "帳票の印刷")
WHO = reader("application", None, requirements=WISHES, deadline="", order_timing="", budget="")
BLANK = "【要記入: できるか、条件つきか、できないか】"


def listed(*answers: str) -> str:
    return "".join(f"・{wish}: {answer}\n" for wish, answer in zip(WISHES, answers, strict=True))


def of(text: str) -> Critique:
    return critique(f"はじめまして。例示の見本です。\n\n{text}", WHO)


def met(found: Critique, question: str) -> bool:
    return next(check.met for check in found.checklist if check.id == question)


NOTHING = [
    ("schedule", "【要記入: 着手から8週間で公開】"),
    ("price", "費用は【要記入: 120万円(税別)】です。"),
    ("honest", "【要記入: ただし、写真撮影は別料金】"),
    ("record", "【要確認: 部品メーカーのサイトを2年で6件制作しました】"),
    ("next_step", "【要記入: 番号だけご返信ください。】"),
]


@pytest.mark.parametrize(("question", "text"), NOTHING)
def test_what_stands_in_a_gap_counts_for_nothing(question: str, text: str) -> None:
    filled = text.replace("【要記入: ", "").replace("【要確認: ", "").replace("】", "")
    told = {"price": "費用は120万円(税別)です。"}.get(question, filled)
    assert met(of(told), question)
    assert not met(of(text), question)
    assert not any(BLANK in check.evidence for check in of(text).checklist)


def test_what_stands_beside_a_gap_counts() -> None:
    assert met(of("着手から8週間で公開します。費用は【要記入: 概算】です。"), "schedule")


@pytest.mark.parametrize(
    ("line", "state"),
    [
        (f"・在庫の引き当て: {BLANK}", "missing"),
        (f"・「在庫の引き当て」: {BLANK}", "missing"),
        ("・在庫の引き当ては、【要記入: できるか】", "mentioned"),
        ("・在庫の引き当て: 【要確認: 受注の時点】で行います", "mentioned"),
        ("・在庫の引き当て: 対応できます", "answered"),
        (f"・在庫の引き当て: {BLANK}\n在庫を引き当てる画面を作ったことがあります。", "missing"),
        ("議題: 「在庫の引き当て」の進め方", "mentioned"),
    ],
)
def test_a_gap_is_no_answer(line: str, state: str) -> None:
    states = {item.requirement: item.state for item in coverage(Document(line), WHO)}
    assert states["在庫の引き当て"] == state


def test_each_gap_filled_raises_the_score_or_leaves_it_and_brings_no_echo() -> None:
    answers = ["4月に計画します", "対応できます", "受注の時点で行います", "2回行います", "できません"]
    before = of(listed(*[BLANK] * 5)).score or 0
    for count in range(1, 6):
        found = of(listed(*answers[:count], *[BLANK] * (5 - count)))
        assert found.score is not None and found.score >= before
        assert "case_echo" not in {finding.fault for finding in found.findings}
        before = found.score
    assert before > (of(listed(*[BLANK] * 5)).score or 0)


def test_so_many_of_the_wishes_must_be_answered() -> None:
    assert ANSWERED == 0.6
    answers = ["4月に計画します", "対応できます", "受注の時点で行います", "2回行います", "できます"]
    assert met(of(listed(*answers[:3], BLANK, BLANK)), "answers")
    assert not met(of(listed(*answers[:2], BLANK, BLANK, BLANK)), "answers")


def test_the_customers_month_is_not_the_vendors_schedule() -> None:
    assert not Holding(Document(f"・{MARCH}: 承ります"), WHO).has("schedule", "timing")
    assert Holding(Document(f"・{MARCH}: 4月に公開します"), WHO).has("schedule")


def test_a_long_wish_without_an_answer_is_an_echo() -> None:
    assert "case_echo" in {finding.fault for finding in of(f"・{MARCH}\n").findings}


@pytest.mark.parametrize(
    ("line", "silent"),
    [
        ("・在庫の引き当て: 行います", 9),
        ("・スマートフォンでも使えること→対応します", 15),  # most of the wish
        ("・帳票: 対応します", 0),  # a label of the vendor's
        ("・納期: 8週間", 0),
    ],
)
def test_only_the_wish_itself_is_overwritten(line: str, silent: int) -> None:
    text = said(Document(line), WHO)
    assert len(text) == len(line)
    assert text.count("＿") == silent


def test_without_a_gap_or_a_head_the_text_is_the_same() -> None:
    document = Document("費用は120万円です。")
    assert said(document, WHO) is document.text


FACT = "部品 図面 切削 研磨 鋳造"


@pytest.mark.parametrize(("text", "used"), [("部品、図面、切削です。", True), ("部品、図面です。", False)])
def test_a_fact_is_used_when_the_text_has_most_of_its_words(text: str, used: bool) -> None:
    who = reader("application", Profile(company="例示", facts=(FACT,)))
    assert bool(Holding(Document(text), who).used_facts) is used


TWO = Profile(company="例示", facts=("部品 図面 切削 研磨 鋳造", "溶接 塗装 組立 検査 梱包"))


@pytest.mark.parametrize(
    ("text", "enough"),
    [("部品と図面と切削と研磨です。", False), ("部品と図面と切削と研磨、溶接と塗装と組立と検査です。", True)],
)
def test_two_facts_that_only_this_vendor_has_are_enough(text: str, enough: bool) -> None:
    found = critique(text, reader("application", TWO))
    assert met(found, "own_facts") is enough
