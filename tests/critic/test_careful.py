"""Where an answer is not found in a text written with care, it is left to the vendor to know; elsewhere it is missing."""

import pytest

import coach
from coach.critic.critique import critique
from coach.customer.case import Case
from coach.report.layout import Style
from coach.report.terminal import show_feedback
from tests.critic.texts import CASE, PROFILE, reader, without

WISH = "同じ日の取り合いを防ぐ仕組み"
WISHES = ("3拠点での同時利用", "台帳からの移行", WISH)

# In own words: the third wish is met by 排他制御, which nothing connects with it.
TEXT = """株式会社見本精機様

やりとりを始めてくださり、ありがとうございます。株式会社サンプル制作室の例田です。

備品番号と期間の組を、データベースの排他制御で押さえます。後から登録した方の画面は、そこで止まります。
どの拠点の方も、ブラウザで同じ画面を開けます。今のExcelは本番の前に3回取り込み、14日のあいだ件数を突き合わせます。

費用は10ページまで120万円(税別)で、原稿作成と撮影1日を含みます。素材をいただいてから8週間、2027年3月末に間に合います。
部品メーカーのサイトは、2024年からの2年で6件お作りしました。

採用ページだけを4週間で先に公開する進め方もあります。撮影が2日になる場合は別料金です。

備品番号の付け方は、3拠点で共通でしょうか。ご返信から2営業日で構成案をお送りします。

株式会社サンプル制作室 例田
"""
LOCKS = (
    "備品番号と期間の組を、データベースの排他制御で押さえます。後から登録した方の画面は、そこで止まります。\n"
)
SLIPS = "まず最初に確認させていただきます。弊社の田中様が伺います。何でもお任せください。\n\n"
LISTED = "・3拠点での同時利用: 3拠点で同時にお使いになれます\n・台帳からの移行: 台帳から移行します\n"


def of(text: str) -> tuple[bool, str]:
    found = critique(text, reader(requirements=WISHES))
    state = next(item.state for item in found.coverage if item.requirement == WISH)
    return any(WISH in finding.message for finding in found.findings), state


TEXTS = [
    (TEXT, False),
    # Nothing is left over that could be the answer.
    (without(TEXT, LOCKS), True),
    # Hardly a figure.
    (without(TEXT, "今のExcelは本番の前に3回取り込み、14日のあいだ件数を突き合わせます。", "、2027年3月末に間に合います",
             "部品メーカーのサイトは、2024年からの2年で6件お作りしました。", "採用ページだけを4週間で先に公開する進め方もあります。"), True),
    # Slips all over.
    (TEXT.replace("備品番号と", SLIPS + "備品番号と", 1), True),
    # The other wishes are gone through in the customer's words: this one was left out.
    (TEXT.replace("備品番号と", LISTED + "備品番号と", 1), True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_told"), TEXTS, ids=["careful", "nothing over", "vague", "slips", "listed"]
)
def test_a_wish_is_called_unanswered_only_where_the_text_is_not_careful(text: str, is_told: bool) -> None:
    told, state = of(text)
    assert state == "missing"
    assert told is is_told


def test_what_cannot_be_made_out_is_told_without_points() -> None:
    result = coach.feedback(TEXT, Case(**{**CASE, "requirements": WISHES}), "first_message", PROFILE)
    screen = "".join(show_feedback(result, Style(width=200)).split())
    assert f"「{WISH}」への答えは、この文章の言葉からは確かめられません。" in screen
    assert next(check for check in result.checklist if check.id == "answers").met


def test_a_wish_that_is_only_no_longer_told_is_not_resolved() -> None:
    case = Case(**{**CASE, "requirements": WISHES})
    compared = coach.compare(f"{SLIPS}{TEXT}", TEXT, case, "first_message", PROFILE)
    assert compared.resolved
    assert not any(WISH in finding.message for finding in compared.resolved)
