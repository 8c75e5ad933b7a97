"""Who answers a question with a figure that stands in no fact is told why it does not count."""

from dataclasses import replace

import pytest

from coach.critic.checklist import Ask
from coach.critic.critique import critique
from coach.facts.profile import Profile
from tests.critic.texts import superior

VENDOR = Profile(company="株式会社サンプル制作室", facts=("部品メーカーのサイトを2024年からの2年で6件制作",))
TEAM = "窓口は営業部の例田(卸売業12年)、開発は3名が担当します。"


def team(text: str, *answers: str) -> list[Ask]:
    customer = replace(superior(profile=VENDOR), answers=answers)
    return [ask for ask in critique(text, customer).questions if ask.id == "team"]


def test_the_question_says_what_does_not_count_and_where_to_put_it() -> None:
    (ask,) = team(TEAM)
    assert ask.doubted == "3名" and "「3名」" in ask.question
    assert "--fact" in ask.question and "-p" in ask.question


@pytest.mark.parametrize("text", ["図面の一覧を作ります。", "ディレクターが窓口になります。"])
def test_what_the_text_does_not_answer_is_asked_as_ever(text: str) -> None:
    (ask,) = team(text)
    assert "誰が何人で担当しますか" in ask.question


def test_as_a_fact_it_counts() -> None:
    assert team(TEAM, "窓口は営業部の例田(卸売業12年)、開発は3名") == []


def test_a_figure_that_the_facts_have_otherwise_is_told_how() -> None:
    vendor = Profile(company="株式会社サンプル制作室", facts=("10ページで120万円(税別)。撮影を含む",))
    text = "10ページで120万円です。撮影を含みます。"
    (ask,) = (ask for ask in critique(text, superior(profile=vendor)).questions if ask.id == "price")
    assert ask.doubted == "120万円" and "会社の事実の「税別」が落ちています" in ask.question
