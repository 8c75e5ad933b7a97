"""What is asked first: the trade's own questions, and none that the case or the vendor answers already."""

import re

import pytest

from coach.customer.case import Case
from coach.customer.categories import categories, first_questions, trades_of

COUNT = "対象の方は何名でいらっしゃいますか。"
PLACE = "集合研修とオンラインのどちらをお考えでしょうか。"
FUNCTIONS = "最初の段階で必ず使いたい機能を3つ挙げるとすると、どれになりますでしょうか。"
DATA = "今お使いのデータは、新しい仕組みへ移す必要がありますでしょうか。"
CALLS = "受電は月に何件ほどで、混み合う時間帯はいつでしょうか。"
PERMIT = "撮影場所の許可と出演者の手配は、貴社でお済みでしょうか。"
FIRST = "今回いちばん優先されたいのは、時期・費用・仕上がりのどれでしょうか。"
DAY = "社内でお使いになる期日があれば、日付を教えていただけますでしょうか。"

CASES = [
    (COUNT, {"title": "管理職研修"}, {"title": "管理職研修", "requirements": ("対象は新人10名",)}),
    (PLACE, {"title": "管理職研修"}, {"title": "管理職研修", "description": "本社の会場で行います。"}),
    (
        FUNCTIONS,
        {"title": "受注システム", "requirements": ("在庫照会", "帳票")},
        {"title": "受注システム", "requirements": ("在庫照会", "帳票", "取り込み")},
    ),
    (
        DATA,
        {"title": "受注システム"},
        {"title": "受注システム", "requirements": ("商品台帳8,000件の取り込み",)},
    ),
    (CALLS, {"title": "電話受付"}, {"title": "電話受付", "requirements": ("1日30件ほど、月初は60件",)}),
    (PERMIT, {"title": "採用動画"}, {"title": "採用動画", "requirements": ("工場内の撮影",)}),
    (FIRST, {"title": "看板"}, {"title": "看板", "description": "費用を優先します。"}),
    (DAY, {"title": "看板"}, {"title": "看板", "deadline": "2027年6月末"}),
]


@pytest.mark.parametrize(("question", "silent", "told"), CASES, ids=[row[0] for row in CASES])
def test_what_the_case_says_is_not_asked(
    question: str, silent: dict[str, object], told: dict[str, object]
) -> None:
    assert question in first_questions(Case.model_validate(silent))
    assert question not in first_questions(Case.model_validate(told))


@pytest.mark.parametrize(
    ("category", "title", "trade"),
    [
        # A word of a trade inside a longer one is no word of it.
        ("展示会ブース施工", "食品開発展2027 出展ブースの設計・施工", "展示会・ブース"),
        ("", "商品開発の支援", ""),
        ("清掃業者", "事務所の日常清掃", "清掃"),
        ("内装工事", "事務所移転に伴う工事", ""),
        # The category says it, else what the title names last.
        ("動画制作", "採用ページに載せる映像のためのサイト", "動画制作"),
        ("", "採用ページ用の動画の制作", "動画制作"),
        ("", "会計事務所のホームページ制作", "ホームページ制作"),
        ("", "受発注アプリの開発", "システム開発"),
        # What can be done of any matter is of that matter.
        ("", "給与計算のアウトソーシング", "労務・給与"),
        ("", "経理の事務代行", "税理士・会計"),
        ("", "通販の事務代行", "BPO・事務代行"),
    ],
)
def test_the_trade_is_what_the_work_is(category: str, title: str, trade: str) -> None:
    case = Case(category=category, title=title)
    assert next((found.name for found in trades_of(case)), "") == trade
    own = {question.ask for each in categories() if each.name in {trade, ""} for question in each.questions}
    assert set(first_questions(case)) <= own


@pytest.mark.parametrize(
    ("title", "question", "fact"),
    [
        ("管理職研修", PLACE, "研修はオンラインのみ"),
        ("サイト制作", "原稿と写真は", "15ページまで136万円、原稿作成と撮影1日を含む"),
        ("印刷", "データは、そのまま刷れる形で", "完全データのみ受け付ける"),
        ("事務代行", "今の手順書はお持ちでしょうか", "手順書づくりは別料金"),
    ],
)
def test_what_the_vendor_says_is_not_asked(title: str, question: str, fact: str) -> None:
    def asked(*facts: str) -> bool:
        return any(each.startswith(question) for each in first_questions(Case(title=title), facts))

    assert asked() and asked("返信は1営業日以内") and not asked(fact)


def test_patterns_are_patterns() -> None:
    for trade in categories():
        for question in trade.questions:
            for pattern in (*question.told, *question.known):
                assert re.compile(pattern.lower())
                assert not re.search(r"[*+]", re.sub(r"\[[^\]]*\]\+", "", pattern)), pattern
