"""What of a text is a fact to gain or to lose: the figures and dates of the offer, not the words around them."""

import pytest

from coach.facts.stated import facts_in

CASE = "店舗7店の清掃\n予算: 月25万円まで\n12月10日に今の業者が離れる。名刺は3日で41枚でした。"
VENDOR = "1店は月32,000円(税込)\n名刺が3日で52枚から148枚になった"

FACTS = [
    "1店は月32,000円(税込)です。",
    "月25万円に収まります。",  # the customer's figure, but a statement
    "7店の作業: できます。",
    "創業20年です。",
    "お電話は03-1234-5678です。",
    "12月8日(火)14時のご都合はいかがでしょうか。",
    "名刺は3日で52枚になりました。",
    "株式会社見本の店舗を9店清掃しております。",
]
NO_FACTS = [
    "業界最安値でご提案します。",
    "必ず成果を出します。",
    "地域No.1の会社です。",
    "居酒屋さんも清掃します。",
    "月25万円に収めるには、回数を減らす方法があります。",
    "予算25万との事ですが、ご相談ください。",
    "昨年の3日で41枚という名刺の数を、足が止まる理由で増やします。",
    "今週中にご都合を教えて下さい。",
    "担当の方は2名いらっしゃいますか。",
    "12月10日(木)からですよね？",
    "株式会社見本の清掃担当、見本と申します。",
    "株式会社見本 ご担当者様",
]


@pytest.mark.parametrize("text", FACTS)
def test_a_fact_of_the_offer(text: str) -> None:
    assert facts_in(text, CASE, VENDOR)


@pytest.mark.parametrize("text", NO_FACTS)
def test_no_fact(text: str) -> None:
    assert facts_in(text, CASE, VENDOR) == ()


def test_facts_stand_in_their_order_with_their_words() -> None:
    told = facts_in("必ず満足いただけます。費用は22万円、期間は3か月です。", CASE, VENDOR)
    assert [claim.quote for claim in told] == ["22万円", "3か月"]
