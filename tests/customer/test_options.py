"""What a pasted answer means: denials, near misses, two answers at once, and words around the answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.customer.article import article
from coach.customer.case import ITEMS, Item
from coach.customer.classify import recognise

SELECTION: list[tuple[str, str | None]] = [
    ("自身が決済権を持っている", "decision_maker"),
    ("☑ 自身が決裁権を持っている", "decision_maker"),
    ("自身が決裁権を持っている(上長の承認は不要)", "decision_maker"),
    ("決裁権限は自分にあります", "decision_maker"),
    ("決裁権を持っていないが、ある程度の裁量を持って選定できる", "some_discretion"),
    ("ある程度裁量あり", "some_discretion"),
    ("裁量は持っていない", None),
    ("すべて自身の裁量で決められる", None),
    ("決裁権はないので、依頼先候補を上申する", "superior_decides"),
    ("決裁権は上長にある", "superior_decides"),
    ("決裁者は社長です", "superior_decides"),
    ("社長が判断します", "superior_decides"),
    ("裁量はあるが、最後は上長が判断する", "superior_decides"),
    ("上長の承認は不要", None),
    ("自身が決裁権を持っているが、念のため上長にも確認する", None),
    ("決裁権は別の担当が持っている", None),
    ("自身が決裁権を持っている / 自身がある程度の裁量を持って選定できる / 依頼先候補を上申し、上長が判断する", None),
    ("未定", None),
]  # fmt: skip

PREFERENCE: list[tuple[str, str | None]] = [
    ("打ち合わせし詳細を聞きたい", "meeting"),
    ("打ち合わせをして、詳細を聞きたい", "meeting"),
    ("打ちあわせし、詳細を聞きたい", "meeting"),
    ("うち合わせし、詳細を聞きたい", "meeting"),
    ("打ち合わせで問題ありません", "meeting"),
    ("メッセージではなく、打ち合わせし詳細を聞きたい", "meeting"),
    ("メッセージより打ち合わせがよい", "meeting"),
    ("打ち合わせの後、メッセージで相談したい", "meeting"),
    ("メッセージで構いません", "message"),
    ("まずはメッセージで相談し、必要なら打ち合わせ", "message"),
    ("打ち合わせの前にメッセージで相談したい", "message"),
    ("打ち合わせは避けたい。メッセージで", "message"),
    ("打ち合わせは不要", None),
    ("メッセージは不要です", None),
    ("メッセージだけでなく打ち合わせも", None),
    ("メッセージまたは打ち合わせ", None),
    ("電話で相談したい", None),
    ("まずは資料を見たい", None),
]

MONTHS = ["か月", "カ月", "ヵ月", "ヶ月", "ケ月", "ｹ月", "ｶ月", "箇月", "個月", "か月間"]

TIMING: list[tuple[str, str | None]] = [
    *((f"{three}{months}以内に発注したい", "within_3_months") for three in "3３三" for months in MONTHS),
    *((f"{six}{months}以内に発注したい", "within_6_months") for six in "6６六" for months in MONTHS),
    *((f"6{months}以上先に発注したい", "after_6_months") for months in MONTHS),
    ("・ 3 ヶ月 以内 に発注したい", "within_3_months"),
    ("3ヶ月以内に発注しなければならない", "within_3_months"),
    ("【半年以内に発注したい】", "within_6_months"),
    ("半年以上先", "after_6_months"),
    ("半年より先", "after_6_months"),
    ("半年後", "after_6_months"),
    ("半年以降", "after_6_months"),
    ("1年以上先", "after_6_months"),
    ("一年後", "after_6_months"),
    ("半年後までに", None),
    ("半年以内ではない", None),
    ("半年以内の発注は難しい", None),
    ("半年以内、または半年以上先", None),
    ("3ヶ月以上先", None),
    ("3ヶ月", None),
    ("1ヶ月以内", None),
    ("13ヶ月以内", None),
    ("1年以内", None),
    ("3月以内に発注したい", None),
    ("2027年後半", None),
    ("2027年6月", None),
    ("すぐにでも", None),
    ("至急", None),
]

CANDIDATES: list[tuple[str, str | None]] = [
    ("いる (3社以上)", "three_or_more"),
    ("いる【３社以上】", "three_or_more"),
    ("三社以上", "three_or_more"),
    ("3社", "three_or_more"),
    ("5社ほど検討しています", "three_or_more"),
    ("3〜4社", "three_or_more"),
    ("10社以上", "three_or_more"),
    ("いない(初めて相談します)", "none"),
    ("現時点ではいません。", "none"),
    ("他社は検討していない", "none"),
    ("検討している企業はいない", "none"),
    ("1社もいない", "none"),
    ("一社も検討していない", "none"),
    ("0社", "none"),
    ("ありません", "none"),
    ("3社以上はいない", None),
    ("3社未満", None),
    ("3社以内", None),
    ("2〜3社", None),
    ("1~2社", None),
    ("いる(二社)", None),
    ("2社以上", None),
    ("います", None),
    ("まだ決まっていない", None),
    ("わからない", None),
    ("いないわけではない", None),
    ("いる(3社以上) / いる(1〜2社) / いない", None),
    ("2023年から検討", None),
]

TABLE: list[tuple[Item, str, str | None]] = [
    *(("selection_process", *row) for row in SELECTION),
    *(("meeting_preference", *row) for row in PREFERENCE),
    *(("order_timing", *row) for row in TIMING),
    *(("other_candidates", *row) for row in CANDIDATES),
]


@pytest.mark.parametrize(("item", "value", "option"), TABLE, ids=[row[1] for row in TABLE])
def test_answers(item: Item, value: str, option: str | None) -> None:
    assert recognise(item, value) == option


AROUND = ["{}", "・{}", "「{}」", "{}。", " \u3000{}\t", "□ {}", "{}\n", "回答: {}"]


@pytest.mark.parametrize("around", AROUND)
def test_marks_around_an_answer_do_not_matter(around: str) -> None:
    for item, table in article().items.items():
        for option in table.options:
            for wording in option.wordings:
                assert recognise(item, around.format(wording)) == option.id


def test_an_answer_of_one_item_means_nothing_to_another() -> None:
    for item, table in article().items.items():
        for option in table.options:
            for other in set(ITEMS) - {item}:
                assert recognise(other, option.wordings[0]) is None


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ITEMS), st.text(max_size=60))
def test_any_text_means_an_option_of_the_article_or_nothing(item: Item, value: str) -> None:
    assert recognise(item, value) in {None, *(option.id for option in article().items[item].options)}
