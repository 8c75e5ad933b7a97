"""The vote: every option of every item, every spelling that people paste, every combination."""

import itertools
import tomllib
from pathlib import Path

import pytest

from coach.customer.article import article
from coach.customer.case import ITEMS, Case, Item
from coach.customer.classify import classify, recognise, tendency

OPTIONS: list[tuple[Item, str, str, str]] = [
    ("selection_process", "decision_maker", "自身が決裁権を持っている", "many"),
    ("selection_process", "some_discretion", "自身がある程度の裁量を持って選定できる", "few"),
    ("selection_process", "superior_decides", "依頼先候補を上申し、上長が判断する", "few"),
    ("meeting_preference", "message", "メッセージで相談しながら進めたい", "many"),
    ("meeting_preference", "meeting", "打ち合わせし、詳細を聞きたい", "few"),
    ("order_timing", "within_3_months", "3ヶ月以内に発注したい", "many"),
    ("order_timing", "within_6_months", "半年以内に発注したい", "many"),
    ("order_timing", "after_6_months", "半年以上先に発注したい", "few"),
    ("other_candidates", "three_or_more", "いる(3社以上)", "many"),
    ("other_candidates", "none", "いない", "few"),
]


@pytest.mark.parametrize(("item", "option", "value", "vote"), OPTIONS, ids=[row[1] for row in OPTIONS])
def test_each_option_votes_and_carries_the_articles_thought(
    item: Item, option: str, value: str, vote: str
) -> None:
    verdict = classify(Case(title="件", **{item: value}))
    signal = next(signal for signal in verdict.signals if signal.item == item)
    assert (signal.option, signal.vote) == (option, vote)
    assert signal.psychology == article().items[item].option(option).thought
    assert verdict.type == vote


SPELLINGS: list[tuple[Item, str, str | None]] = [
    ("selection_process", "・自身が決裁権を持っている", "decision_maker"),
    ("selection_process", "自身が決裁権を 持っている。", "decision_maker"),
    ("selection_process", "決裁者です", "decision_maker"),
    ("selection_process", "決裁権は持っていない", None),
    ("selection_process", "自身には決裁権がない", None),
    ("selection_process", "自身がある程度の裁量をもって選定できる", "some_discretion"),
    ("selection_process", "依頼先候補を上申し上長が判断する", "superior_decides"),
    ("selection_process", "上司が判断します", "superior_decides"),
    ("selection_process", "その他", None),
    ("selection_process", "", None),
    ("meeting_preference", "「メッセージで相談しながら進めたい」", "message"),
    ("meeting_preference", "ﾒｯｾｰｼﾞで相談しながら進めたい", "message"),
    ("meeting_preference", "打合せし、詳細を聞きたい", "meeting"),
    ("meeting_preference", "打合わせし、詳細を聞きたい", "meeting"),
    ("meeting_preference", "打ち合せし詳細を聞きたい", "meeting"),
    ("meeting_preference", "打ち合わせは不要、メッセージで", "message"),
    ("meeting_preference", "電話で話したい", None),
    ("meeting_preference", "未定", None),
    ("order_timing", "３ヶ月以内に発注したい", "within_3_months"),
    ("order_timing", "3か月以内", "within_3_months"),
    ("order_timing", "3カ月以内に発注したい", "within_3_months"),
    ("order_timing", "3ヵ月以内に発注したい", "within_3_months"),
    ("order_timing", "三箇月以内に発注したい", "within_3_months"),
    ("order_timing", "半年以内に発注したい", "within_6_months"),
    ("order_timing", "6ヶ月以内に発注したい", "within_6_months"),
    ("order_timing", "半年以上先に発注したい", "after_6_months"),
    ("order_timing", "半年以上先", "after_6_months"),
    ("order_timing", "6か月以上先", "after_6_months"),
    ("order_timing", "すぐにでも発注したい", None),
    ("order_timing", "未定", None),
    ("order_timing", "情報収集", None),
    ("other_candidates", "いる（３社以上）", "three_or_more"),
    ("other_candidates", "3社以上いる", "three_or_more"),
    ("other_candidates", "三社以上いる", "three_or_more"),
    ("other_candidates", "いる(5社)", "three_or_more"),
    ("other_candidates", "いない", "none"),
    ("other_candidates", "現在はいない", "none"),
    ("other_candidates", "特になし", "none"),
    ("other_candidates", "いる(1〜2社)", None),
    ("other_candidates", "いる（１～２社）", None),
    ("other_candidates", "いる", None),
    ("other_candidates", "わからない", None),
]


@pytest.mark.parametrize(("item", "value", "option"), SPELLINGS, ids=[row[1] or "empty" for row in SPELLINGS])
def test_spellings(item: Item, value: str, option: str | None) -> None:
    assert recognise(item, value) == option


VALUES = {item: ["", *(row[2] for row in OPTIONS if row[0] == item)] for item in ITEMS}
VOTES = {(row[0], row[2]): row[3] for row in OPTIONS}


@pytest.mark.parametrize("chosen", list(itertools.product(*VALUES.values())), ids="|".join)
def test_every_combination(chosen: tuple[str, ...]) -> None:
    verdict = classify(Case(title="件", **dict(zip(ITEMS, chosen, strict=True))))
    votes = [VOTES.get(pair, "") for pair in zip(ITEMS, chosen, strict=True)]
    many, few = votes.count("many"), votes.count("few")
    assert verdict.votes.model_dump() == {"many": many, "few": few, "abstain": 4 - many - few}
    expected = "many" if many > few else "few" if few > many else "mixed" if many else "unknown"
    assert verdict.type == expected
    assert verdict.focus == ("first_message" if expected == "many" else "application")
    assert verdict.decided_by == ("no_evidence" if not many + few else "tie" if many == few else "majority")
    assert {signal.vote for signal in verdict.dissent} <= {"many", "few"} - {expected}
    assert len(verdict.dissent) == (min(many, few) if expected in {"many", "few"} else 0)
    assert verdict.psychology and verdict.focus_advice
    assert "%" not in tendency(verdict) + "".join(verdict.notes) + "".join(verdict.would_change)


def test_what_would_change_really_changes_the_verdict() -> None:
    verdict = classify(Case(title="件", selection_process=OPTIONS[0][2]))
    assert any("なら" in told and "上申" in told for told in verdict.would_change)
    assert classify(Case(title="件", selection_process=OPTIONS[2][2])).type == "few"


def test_the_vote_that_the_summary_does_not_bear_out_is_named_where_it_decides() -> None:
    alone = classify(Case(title="件", selection_process=OPTIONS[1][2]))
    assert any("上申する人" in note for note in alone.notes)
    carried = classify(
        Case(
            title="件",
            selection_process=OPTIONS[1][2],
            meeting_preference=OPTIONS[4][2],
            other_candidates="いない",
        )
    )
    assert not any("上申する人" in note for note in carried.notes)


TAKEN_FOR = [
    ("selection_process", "社長が決める", "依頼先候補を上申し、上長が判断する"),
    ("selection_process", "複数の決裁者で検討し稟議にかける", "依頼先候補を上申し、上長が判断する"),
    ("order_timing", "6か月以内を予定", "半年以内に発注したい"),
    ("other_candidates", "5社と検討中", "いる(3社以上)"),
    ("selection_process", "自身が決裁権を持っている", ""),
    ("order_timing", "3か月以内に発注したい", ""),
    ("order_timing", "半年以内", ""),
    ("order_timing", "回答: 半年以内に発注したい(予定)", ""),
    ("other_candidates", "いる（３社以上）", ""),
    ("selection_process", "未定", ""),
]


@pytest.mark.parametrize(("item", "value", "wording"), TAKEN_FOR, ids=[row[1] for row in TAKEN_FOR])
def test_an_answer_in_the_customers_own_words_is_said_to_be_taken_for_one(
    item: str, value: str, wording: str
) -> None:
    told = [
        note for note in classify(Case.model_validate({"title": "件", item: value})).notes if "みなし" in note
    ]
    assert [f"「{value}」は、記事の表の「{wording}」とみなしました" in note for note in told] == (
        [True] if wording else []
    )


def test_what_is_not_counted_is_named() -> None:
    notes = classify(Case(title="件", selection_process="社長が決める", order_timing="未定")).notes
    (told,) = [note for note in notes if "数えていません" in note]
    assert "「発注予定時期」の「未定」" in told and "社長" not in told
    assert not any(
        "数えていません" in note for note in classify(Case(title="件", other_candidates="いない")).notes
    )


def test_a_type_one_customer_who_wants_meetings_stays_one_and_is_coached_as_one() -> None:
    verdict = classify(
        Case(
            title="件",
            selection_process=OPTIONS[0][2],
            meeting_preference=OPTIONS[4][2],
            order_timing=OPTIONS[5][2],
            other_candidates=OPTIONS[8][2],
        )
    )
    assert verdict.type == "many"
    assert [signal.option for signal in verdict.dissent] == ["meeting"]


def test_the_article_stands_once() -> None:
    root = Path(__file__).resolve().parents[2] / "coach"
    thoughts = {option.thought for table in article().items.values() for option in table.options}
    for path in root.rglob("*"):
        if path.suffix in {".py", ".toml", ".j2"} and path.name != "article.toml":
            told = path.read_text(encoding="utf-8")
            assert not any(thought in told for thought in thoughts), path
    tomllib.loads((root / "customer" / "article.toml").read_text(encoding="utf-8"))
