"""Writing without a model: what is mended, and what a composed text may and may not hold."""

from typing import Any

import pytest

from coach.coaching import draft, draft_for, feedback
from coach.critic.critique import critique
from coach.critic.polite import polite
from coach.customer.case import Case, Kind
from coach.facts.profile import Profile
from coach.gaps import GAP
from coach.report.layout import Style
from coach.report.markdown import draft_markdown
from coach.report.terminal import show_draft
from coach.writer.mending import mend
from tests.critic.texts import CASE, MESSAGE, PROFILE, TO_SUPERIOR, reader, superior

MENDED = [
    ("貴社様のサイトを拝見しました。", "貴社のサイトを拝見しました。"),
    ("まず最初に図面を拝見します。", "まず図面を拝見します。"),
    ("図面を送らさせていただきます。", "図面を送らせていただきます。"),
]


@pytest.mark.parametrize(("before", "after"), MENDED)
def test_errors_with_one_right_answer_are_mended(before: str, after: str) -> None:
    assert mend(before).text == after


def test_a_sound_text_is_left_alone() -> None:
    assert mend(MESSAGE).text == MESSAGE
    assert mend(MESSAGE).edits == ()


@pytest.mark.parametrize(("before", "after"), MENDED)
def test_each_edit_stands_in_the_draft_and_has_a_reason(before: str, after: str) -> None:
    for edit in mend(before).edits:
        assert edit.before in before and edit.reason


@pytest.mark.parametrize("kind", ["application", "first_message"])
@pytest.mark.parametrize("who", ["many", "few"])
@pytest.mark.parametrize("known", [PROFILE, None], ids=["profile", "no profile"])
def test_a_composed_text_passes_the_critic(kind: Kind, who: str, known: Profile | None) -> None:
    customer = reader(kind, known) if who == "many" else superior(kind, profile=known)
    result = draft_for(customer)
    generic = {"template_phrase", "ai_tone", "placeholder_left", "wrong_customer", "case_echo"}
    assert [f for f in result.findings if f.severity == "error" or f.fault in generic] == []
    assert result.gate.sendable == (not result.blanks)
    filled = critique(GAP.sub("対応できます", result.text), customer)
    assert result.score is not None and filled.score is not None
    assert filled.score > result.score if result.blanks else filled.score == result.score
    assert "case_echo" not in {finding.fault for finding in filled.findings}
    if known:
        assert filled.score >= 85


@pytest.mark.parametrize("kind", ["application", "first_message"])
def test_only_the_vendors_facts_are_stated(kind: Kind) -> None:
    result = draft(Case(**CASE), kind, PROFILE)
    said = {polite(fact.text) for fact in PROFILE.facts}
    for sentence in result.sentences:
        assert sentence.text in result.text and sentence.text in said
        assert all(source.startswith("P") for source in sentence.sources) and sentence.sources
    stated = {sentence.text for sentence in result.sentences}
    for line in result.text.splitlines():
        if line.startswith("・"):
            assert any(fact in line for fact in stated) or GAP.search(line), line


def test_blanks_stand_only_where_the_customer_asked() -> None:
    bare = draft(
        Case(title="部品の印刷", customer="株式会社見本精機"),
        "application",
        Profile(company="例示印刷", person="見本"),
    )
    assert bare.blanks == ()
    asked = draft(Case(**{**CASE, **TO_SUPERIOR}), "application", None)
    assert any("150万円以内" in blank for blank in asked.blanks)
    assert any("候補日時" in blank for blank in asked.blanks)
    assert asked.gate.sendable is False


def test_a_blank_left_in_a_draft_blocks_sending() -> None:
    told = feedback(MESSAGE + "\n【要記入: 候補日時を3つ】\n", Case(**CASE), "first_message", PROFILE)
    assert told.gate.sendable is False
    assert GAP.search(told.gate.blockers[0].quote)


def test_a_fact_for_one_run_is_used() -> None:
    assert (
        "返信は2時間以内"
        in draft(
            Case(**{**CASE, "requirements": ("返信の早さ",)}), "application", PROFILE, ("返信は2時間以内",)
        ).text
    )


@pytest.mark.parametrize("hidden", [{"publishable": "never"}, {"consent": "no"}])
def test_facts_that_must_not_be_published_stay_out(hidden: dict[str, str]) -> None:
    secret = Profile(
        company="例示", person="見本", facts=[{"text": "株式会社秘密商会のサイトを2024年に1件制作", **hidden}]
    )  # type: ignore[list-item]
    assert "秘密商会" not in draft(Case(**CASE), "application", secret).text


def written(*facts: Any, kind: Kind = "application", **changes: Any) -> str:
    """Return the text composed from these facts for the customer of CASE with some answers changed."""
    known = Profile(company="例示制作", person="見本", facts=facts)
    return draft(Case(**{**CASE, **changes}), kind, known).text


def section(text: str, heading: str) -> list[str]:
    """Return the lines below a heading."""
    return (
        text.split(f"■ {heading}\n", 1)[1].split("\n\n", 1)[0].splitlines()
        if f"■ {heading}\n" in text
        else []
    )


MARCH = {"requirements": ("テスト期間は繁忙期(3月)を避けること",), "deadline": "2027年6月末"}


@pytest.mark.parametrize(
    ("fact", "lines"),
    [
        ("制作は5ヶ月、並行稼働は1ヶ月", ["・制作は5ヶ月、並行稼働は1ヶ月"]),
        ({"text": "5ヶ月", "kind": "納期"}, ["・納期: 5ヶ月"]),  # too short to stand without its name
        ("返信は1営業日以内", ["【要記入: 「2027年6月末」に間に合うか、着手から完了までの日数】"]),
    ],
)
def test_the_schedule_is_the_vendors_not_the_customers_month(fact: Any, lines: list[str]) -> None:
    assert section(written(fact, **MARCH), "日程") == lines


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        (
            ["標準構成で120万円(税別)", "サイトへの写真の追加は別料金(1点2,000円)"],
            ["・標準構成で120万円(税別)", "・サイトへの写真の追加は別料金(1点2,000円)"],
        ),
        (["看板の追加は1枚2万円"], ["【要記入: ご予算「150万円以内」に対する概算と、含むもの】"]),
        (["採用ページの新設は1ページ30万円"], []),  # told in the answer to the wish
        (["採用ページの新設は1ページ30万円", "看板の追加は1枚2万円"], []),  # an extra to nothing
    ],
)
def test_a_budget_is_answered_by_a_price_of_the_work(facts: list[str], lines: list[str]) -> None:
    assert section(written(*facts), "費用") == lines


def test_what_the_text_does_not_state_is_told_the_nearest_first() -> None:
    facts = ("看板の洗浄は梯子で行う", "図面を預かる棚には鍵を掛ける", "素材をいただいてから8週間で公開")
    result = draft(Case(**CASE), "application", Profile(company="例示", person="見本", facts=facts))
    assert "8週間で公開" in result.text
    assert result.unused == (facts[1], facts[0])
    shown = show_draft(result, Style(width=80))
    assert all(f"・{fact}" in shown.split("使わなかった会社の事実")[1] for fact in result.unused)


@pytest.mark.parametrize(("count", "more"), [(3, ""), (5, "ほか2件")])
def test_of_the_facts_left_out_a_few_are_named(count: int, more: str) -> None:
    facts = tuple(f"看板の洗浄は第{number}班" for number in range(1, count + 1))
    result = draft(Case(**CASE), "application", Profile(company="例示", person="見本", facts=facts))
    for shown in (show_draft(result, Style(width=80)), draft_markdown(result)):
        assert sum(fact in shown for fact in facts) == 3
        assert ("件" in shown.split("使わなかった")[1].split("■")[0] and more in shown) is bool(more)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, ["「会社名: 株式会社見本」「担当者: 見本 花子」", 'company = "株式会社見本"']),
        ({"company": "例示制作"}, ["「担当者: 見本 花子」", 'person = "見本 花子"']),
        ({"company": "例示制作", "person": "見本"}, []),
    ],
)
def test_a_profile_that_does_not_say_who_writes_is_told_what_to_add(
    known: dict[str, str], told: list[str]
) -> None:
    result = draft(Case(**CASE), "application", Profile(facts=("8週間で公開",), **known))
    assert len(result.warnings) == bool(told) and all(words in result.warnings[0] for words in told)
    assert "会社名" not in " ".join(draft(Case(**CASE), "application").warnings)


@pytest.mark.parametrize(
    ("requirement", "head"),
    [
        ("産廃の処理まで任せたい。伝票も出してほしい", "産廃の処理まで任せたい、伝票も出してほしい"),
        ("・名刺獲得の仕掛け", "名刺獲得の仕掛け"),
    ],
)
def test_a_wish_heads_its_answer_as_one_sentence_without_the_mark_of_its_list(
    requirement: str, head: str
) -> None:
    result = draft(Case(**{**CASE, "requirements": (requirement,)}), "application", Profile())
    assert section(result.text, "ご要望へのお答え")[0].startswith(f"・{head}: 【要記入")
    assert {finding.fault for finding in result.findings}.isdisjoint({"case_echo", "requirement_unanswered"})


def test_a_price_in_the_customers_wish_is_not_the_vendors() -> None:
    told = written("社内の方が直せる", requirements=("社内の方が直せること(10万円まで)",))
    assert section(told, "費用") == ["【要記入: ご予算「150万円以内」に対する概算と、含むもの】"]


def test_a_section_takes_two_facts_the_nearest_first_and_none_about_other_work() -> None:
    near = [
        "図面の問い合わせが月2件から9件に増えた",
        "部品メーカーの製品一覧を6件制作",
        "部品メーカーの看板を3件制作",
    ]
    told = section(written("飲食店の名刺を9件制作", *near), "実績")
    assert told == ["・図面の問い合わせが月2件から9件に増えました", "・部品メーカーの製品一覧を6件制作"]


@pytest.mark.parametrize(
    ("second", "nearly"), [("図面のサイトを3件制作", True), ("飲食店の名刺を9件制作", False)]
)
def test_a_second_fact_is_nearly_as_near_to_the_case(second: str, nearly: bool) -> None:
    told = section(written("部品メーカーの図面のサイトを6件制作", second), "実績")
    assert (f"・{second}" in told) is nearly and len(told) == 1 + nearly


def test_a_schedule_told_in_an_answer_leaves_no_gap() -> None:
    fact = "採用ページの新設は素材をいただいてから4週間で公開"
    told = written(fact, requirements=("採用ページの新設",))
    assert section(told, "ご要望へのお答え") == [f"・採用ページの新設: {fact}"]
    assert section(told, "日程") == []


@pytest.mark.parametrize("kind", ["application", "first_message"])
@pytest.mark.parametrize(
    "fact", ["分割納品はしていません。一括納品のみです", "素材をいただいてから8週間で公開"]
)
def test_no_other_way_is_offered_that_the_vendor_does_not_go(kind: Kind, fact: str) -> None:
    told = written(fact, kind=kind)
    assert "別の進め方" not in told and "先に始める" not in told
    assert ("変えてもよいものはありますでしょうか" in told) is (kind == "first_message")


@pytest.mark.parametrize("kind", ["application", "first_message"])
def test_another_way_that_the_vendor_goes_is_offered_and_nothing_asked_for(kind: Kind) -> None:
    told = written("部品の頁だけを先に公開することもできる", kind=kind)
    assert section(told, "別の進め方") == ["・部品の頁だけを先に公開することもできます"]
    assert "変えてもよい" not in told


@pytest.mark.parametrize(
    ("role", "signature", "lines"),
    [
        ("ディレクター", "ディレクター 見本", []),
        ("営業、12年", "営業 見本", ["・見本: 営業、12年"]),
        ("ディレクター、経験8年", "ディレクター 見本", ["・見本: ディレクター、経験8年"]),
        ("", "見本", []),
    ],
)
def test_years_are_no_part_of_a_signature(role: str, signature: str, lines: list[str]) -> None:
    known = Profile(company="例示制作", person="見本", role=role)
    told = draft(Case(**CASE), "application", known).text
    assert told.splitlines()[-2:] == ["例示制作", signature]
    assert section(told, "担当と体制") == lines


@pytest.mark.parametrize("kind", ["application", "first_message"])
def test_answers_are_announced_only_where_they_follow(kind: Kind) -> None:
    assert "ご要望の順に" in written(kind=kind)
    told = written(kind=kind, requirements=())
    assert "ご要望の順に" not in told and f"「{CASE['title']}」" in told


@pytest.mark.parametrize(
    "changes",
    [
        {"requirements": ("", "CMS")},
        {"requirements": (), "title": "", "category": ""},
        {"requirements": (), "title": "【急募】", "category": ""},
    ],
)
@pytest.mark.parametrize("kind", ["application", "first_message"])
def test_nothing_is_quoted_that_is_empty(kind: Kind, changes: dict[str, Any]) -> None:
    result = draft(Case(**{**CASE, **TO_SUPERIOR, **changes}), kind, None)
    told = (result.text, *(question.question for question in result.questions))
    assert not any("「」" in words for words in told)
    assert "議題: 「" in result.text


def test_a_question_that_case_or_profile_answers_is_not_asked() -> None:
    asked = "原稿と写真は、貴社でご用意される予定でしょうか"
    assert asked in written()
    assert asked not in written("標準構成で120万円(税別)、原稿作成を含む")
    assert asked not in written(description="原稿は支給します。")
