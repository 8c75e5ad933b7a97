"""What a text says against the case or the calendar: found where it can be compared, silent where the text says so itself."""

from decimal import Decimal
from typing import Any

import pytest

from coach.coaching import feedback
from coach.critic.budget import ROOM
from coach.critic.critique import critique
from coach.critic.deadline import NEAR
from coach.critic.finding import Finding
from coach.critic.reader import Reader
from coach.critic.weekdays import AFTER, BEFORE
from coach.customer.case import Case
from coach.facts.taxes import TAX
from coach.report.layout import Style
from coach.report.terminal import show_feedback
from tests.critic.texts import APPLICATION, CASE, MESSAGE, MONTHS, PROFILE, reader, superior

BASE: dict[str, Any] = {
    "budget": "500〜800万円",
    "deadline": "2027年6月末",
    "requirements": ("テスト期間は繁忙期(3月)を避けたい", "在庫との連携"),
    "description": "販売管理を作り直します。電話での営業はご遠慮ください。",
    "meeting_preference": "打ち合わせし、詳細を聞きたい",
}


def found(fault: str, text: str, **changes: Any) -> list[Finding]:
    seen = critique(text, reader("application", None, **{**BASE, **changes}))
    return [finding for finding in seen.findings if finding.fault == fault]


# Fault, what the case says otherwise, texts that have it, texts that have not.
CASES: list[tuple[str, dict[str, str], list[str], list[str]]] = [
    (
        "over_budget",
        {},
        [
            "費用は1,500万円です。",
            "総額1,500万円(税込)で開発いたします。",
            "■ 費用\n・一式 1,500万円",
            "費用は900万〜1,200万円です。",
            "ご予算の800万円は超えません。費用は1,500万円です。",
            "月額900万円で承ります。",
            "お見積もりは1,500万円(税別)を想定しております。",
            "全体で1,500万円くらいになる見込みです。",
        ],
        [
            "費用は620万円です。",
            "費用は700万〜900万円です。",
            "費用は1,500万円で、ご予算を700万円超えます。",
            "1,500万円のお見積もりとなり、ご予算には収まりません。",
            "費用は1,500万円です。800万円以内に収める案として、連携を第2期に回す形もございます。",
            "費用は620万円です。在庫との連携を追加する場合は900万円です。",
            "標準プランは1,200万円、簡易プランは700万円で承ります。",
            "作り直すと1,500万円かかるところ、設定だけなら620万円です。",
            "年商10億円の卸売業で、同じ画面を使っています。",
            "2024年に1,500万円の開発を担当しました。費用は620万円です。",
            "2,000万円の開発を12件担当しており、費用は620万円です。",
            "補助金は最大1,000万円です。費用は620万円です。",
            "5年間の費用は、保守を含めて1,100万円です。",
        ],
    ),
    (
        "over_budget",  # the budget is named beside the price
        {},
        [
            "ご予算500〜800万円と伺いましたが、費用は1,500万円です。",
            "ご予算800万円を確認いたしました上で、費用は1,500万円となります。",
            "ご予算の800万円を踏まえ、1,500万円でご提案します。",
            "ご予算800万円の範囲で検討しましたが、費用は1,500万円です。",
            "予算800万との事ですが、1,500万円でしたらご満足いただけるものが作れます。",
            "800万円以内に抑える形でご提案します。費用は1,500万円です。",
            "1,500万円あれば、ご要望のとおりに作れます。",
        ],
        [
            "ご予算500〜800万円と伺いましたが、費用は1,500万円で、ご予算を超えます。在庫との連携に手がかかるためです。",
            "ご予算より700万円高い1,500万円です。在庫との連携に手がかかるためです。",
            "ご予算との差は700万円です。費用は1,500万円です。",
            "ご予算500〜800万円と伺い、費用は720万円です。",
            "720万円でしたら基本の機能まで、1,500万円でしたら在庫との連携まで作れます。",
            "ご予算800万円と伺いました。以前は1,500万円でした。",
        ],
    ),
    (
        "over_budget",
        {"budget": "月40万円以内(税込)"},
        ["月額55万円(税込)で承ります。", "費用は、税込45万円/月です。"],
        ["月額35.2万円で承ります。", "費用は3か月で105.6万円です。", "初期費用は55万円です。"],
    ),
    *(
        (
            "over_budget",
            {"budget": f"1{spelled}20万円以内"},
            ["月額35万円で承ります。", f"費用は1{spelled}あたり35万円です。"],
            ["月額22万円で承ります。", f"費用は6{spelled}で120万円です。"],
        )
        for spelled in MONTHS
    ),
    (
        "over_budget",
        {"budget": "100万円(内税)"},
        ["費用は105万円(内税)です。", "費用は95万円(外税)です。"],
        ["費用は100万円(内税)です。", "費用は90万円(外税)です。"],
    ),
    (
        "over_budget",
        {"budget": "年額80万円以内(税込)"},
        ["年額90万円(税込)です。"],
        ["費用は年間72.82万円です。"],
    ),
    ("over_budget", {"budget": "予算は約100万"}, ["制作費は160万円です。"], ["制作費は118万円です。"]),
    ("over_budget", {"budget": "800万円(応相談)"}, [], ["費用は1,500万円です。"]),
    ("over_budget", {"budget": "500万円以上"}, [], ["費用は1,500万円です。"]),
    ("over_budget", {"budget": "未定"}, [], ["費用は1,500万円です。"]),
    ("over_budget", {"budget": "広告費 月50万円、手数料は別"}, [], ["費用は月額60万円です。"]),
    ("over_budget", {"budget": "1本5万円"}, [], ["費用は5本で25万円です。"]),
    (
        "past_deadline",
        {},
        [
            "2028年3月に稼働いたします。",
            "稼働は2027年9月です。",
            "・納品: 2027年7月上旬",
            "納期は2028年3月末を予定しております。",
            "ご希望の2027年6月末の公開、拝見しました。2027年9月に公開します。",
        ],
        [
            "2027年6月末に稼働いたします。",
            "2027年6月30日に納品します。",
            "稼働は2028年3月です。ご希望の6月末には間に合いません。",
            "2027年6月に第1期を公開し、2027年9月に全体が完成します。",
            "公開後の点検は2027年9月に実施します。",
            "2027年9月に稼働した会社の例があります。",
            "2027年5月に納品し、7月に効果の報告書をお渡しします。",
            "2028年3月の決算にも使えます。",
        ],
    ),
    (
        "past_deadline",
        {"deadline": "2027年4月開始"},
        ["2027年5月から受電を開始します。"],
        ["2027年4月から受電を開始します。", "2027年5月に資料を納品します。"],
    ),
    ("past_deadline", {"deadline": "9月末"}, ["10月1日に納品します。"], ["9月30日に納品します。"]),
    ("past_deadline", {"deadline": "2027年6月頃"}, [], ["2028年3月に稼働いたします。"]),
    ("past_deadline", {"deadline": "2027年6月以降"}, [], ["2028年3月に稼働いたします。"]),
    ("past_deadline", {"deadline": "できるだけ早く"}, [], ["2028年3月に稼働いたします。"]),
    (
        "past_deadline",
        {"deadline": "2027年11月", "order_timing": "半年以上先に発注したい"},
        [],
        ["1月にロゴを納品します。"],  # of the year before, as likely as not
    ),
    (
        "barred_month",
        {},
        ["テストは3月に行います。", "2月から4月にテスト期間を設けます。"],
        [
            "テストは2月に終えます。",
            "繁忙期の3月を避け、4月にテストを行います。",
            "テストは3月の前に済ませます。",
            "3月に要件をうかがいます。",
            "テストは13月分の伝票で行います。",
        ],
    ),
    (
        "phone_declined",
        {},
        [
            "明日お電話いたします。",
            "詳しくは電話でご説明いたします。",
            "お電話番号をお知らせください。",
            "一度お電話いただけませんか。",
        ],
        [
            "お電話は差し上げません。",
            "ご希望の場合はお電話いたします。",
            "お電話なしで進めます。",
            "お急ぎの場合はお電話ください。",
            "応募者に電話をかけ、日程を決めます。",
            "電話受付の代行を行います。",
        ],
    ),
    (
        "phone_declined",
        {"description": "ご連絡はメッセージのみでお願いします。"},
        ["明日お電話いたします。"],
        ["明日メッセージでお送りします。"],
    ),
    (
        "phone_declined",
        {"description": "電話不要で予約できる仕組みを作ります。"},
        [],
        ["明日お電話いたします。"],
    ),
    ("phone_declined", {"description": "電話に出られない時間が増えました。"}, [], ["明日お電話いたします。"]),
    (
        "wrong_weekday",
        {},
        [
            "12月3日(月)14時はいかがでしょうか。",
            "2026年12月3日(月)に伺います。",
            "12月4日(金)、8日(月)が空いています。",
            "2027年2月30日(火)に納品します。",
        ],
        [
            "12月3日(木)14時、4日(金)10時、8日(火)16時です。",
            "2027年3月8日(月)に届きます。",
            "12月8日(火)か、1月7日(木)です。",
            "12月3日が空いています。",
        ],
    ),
    (
        "wrong_weekday",
        {"deadline": "2028年1月に稼働", "order_timing": "半年以上先に発注したい"},
        ["12月8日(土)が空いています。"],
        ["12月8日(火)、9日(水)が空いています。", "12月8日(水)が空いています。"],
    ),
    (
        "wrong_weekday",
        {"deadline": ""},
        ["12月3日(木)、4日(土)が空いています。"],
        ["12月3日(月)が空いています。", "12月3日(木)、1月7日(木)が空いています。"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join((case[0], *case[1].values())))
def test_found_where_it_can_be_compared(case: tuple[str, dict[str, str], list[str], list[str]]) -> None:
    fault, changes, having, lacking = case
    for text in having:
        assert found(fault, text, **changes), text
    for text in lacking:
        assert not found(fault, text, **changes), text


# --- the tax, and where each limit lies -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "price", "over"),
    [
        ("100万円以内(税込)", "100万円(税込)", False),
        ("100万円以内(税込)", "101万円(税込)", True),
        ("100万円以内(税込)", "90万円(税別)", False),
        ("100万円以内(税込)", "91万円(税別)", True),
        # Not told: it may be with the tax.
        ("100万円以内(税別)", "110万円", False),
        ("100万円以内(税別)", "111万円", True),
        ("100万円以内(税別)", "110万円(税込)", False),
        ("100万円以内(税込)", "95万円(税別)、税込104万5千円", True),
        ("100万円以内(税込)", "税込99万円、税別では90万円", False),
        ("100万円程度(税込)", "120万円(税込)", False),
        ("100万円程度(税込)", "121万円(税込)", True),
    ],
)
def test_the_tax_and_a_rough_budget_count_for_the_vendor(budget: str, price: str, over: bool) -> None:
    assert (Decimal("1.1"), Decimal("1.2")) == (TAX, ROOM)
    assert bool(found("over_budget", f"費用は{price}です。", budget=budget)) is over


@pytest.mark.parametrize(("day", "late"), [("10月28日", True), ("10月29日", False)])
def test_a_date_without_a_year_is_late_within_so_many_days(day: str, late: bool) -> None:
    assert NEAR == 120
    assert bool(found("past_deadline", f"{day}に納品します。")) is late


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        ("12月15日(月)", True),  # a Monday in 2025, 18 months before the deadline
        ("1月15日(木)", False),  # a Thursday in 2026, 17 months before
        ("11月15日(月)", False),  # a Monday in 2027, five months behind
        ("1月15日(土)", True),  # a Saturday in 2028, seven months behind
    ],
)
def test_a_day_of_the_week_is_looked_up_around_the_deadline(day: str, wrong: bool) -> None:
    assert (BEFORE, AFTER) == (18, 6)
    assert bool(found("wrong_weekday", f"{day}が空いています。")) is wrong


@pytest.mark.parametrize(
    ("timing", "wrong"), [("半年以上先に発注したい", False), ("3ヶ月以内に発注したい", True)]
)
def test_a_late_order_looks_farther_back(timing: str, wrong: bool) -> None:
    # A Thursday in 2027, 23 months before the deadline.
    told = found("wrong_weekday", "1月14日(木)が空いています。", deadline="2028年12月末", order_timing=timing)
    assert bool(told) is wrong


def test_a_guessed_year_is_no_error() -> None:
    (guessed,) = found("past_deadline", "8月に納品します。")
    (told,) = found("past_deadline", "2027年8月に納品します。")
    assert (guessed.severity, told.severity) == ("warning", "error")


# --- what is said ---------------------------------------------------------------------------------------


def test_what_is_told_names_the_customers_words_and_the_vendors() -> None:
    (price,) = found("over_budget", "費用は税込1,500万円です。")
    assert "「500〜800万円」" in price.message and "「1,500万円」" in price.message
    (day,) = found("wrong_weekday", "12月3日(月)が空いています。")
    assert day.quote == "12月3日(月)" and "2026年は木曜日、2027年は金曜日" in day.message
    (call,) = found("phone_declined", "明日お電話いたします。")
    assert "「電話での営業はご遠慮ください」" in call.message


def test_a_call_against_the_wish_is_told_once() -> None:
    text = "お電話でご説明のお時間をいただけますでしょうか。"
    changes = {"meeting_preference": "メッセージで相談しながら進めたい"}
    assert found("pushes_meeting", text, **changes) and not found("phone_declined", text, **changes)


def test_a_weekday_is_wrong_for_whoever_reads() -> None:
    seen = critique("2026年12月3日(月)に伺います。", Reader("application"))
    assert "wrong_weekday" in {finding.fault for finding in seen.findings}


@pytest.mark.parametrize("text", [MESSAGE, APPLICATION])
def test_sound_texts_contradict_nothing(text: str) -> None:
    faults = {case[0] for case in CASES}
    for customer in (reader("application", PROFILE), superior()):
        assert not faults & {finding.fault for finding in critique(text, customer).findings}


# --- what the vendor is asked ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("費用は1,500万円です。", "ご予算に収める形"),
        ("2028年3月に稼働いたします。", "間に合わせる形"),
        ("テストは3月に行います。", "避けたい月を外すと"),
        # What is said of these is all there is to do.
        ("12月3日(月)14時はいかがでしょうか。", ""),
        ("明日お電話いたします。", ""),
        ("よろしくお願いいたします。", "いちばん力になれる"),
    ],
)
def test_the_vendor_is_asked_for_what_the_finding_is_about(text: str, asked: str) -> None:
    told = text if asked == "いちばん力になれる" else f"販売管理の作り直しで、在庫と連携します。{text}"
    result = feedback(told, Case(**{**CASE, **BASE}), "application")
    (check,) = (check for check in result.checklist if check.id == "specific")
    assert not check.met
    questions = [ask.question for ask in result.questions if ask.id == "specific"]
    assert len(questions) == bool(asked) and all(asked in question for question in questions)
    shown = show_feedback(result, Style(width=200))
    assert ("いちばん力になれる" in shown) is (asked == "いちばん力になれる")
