"""What a text need not say: a first message that goes on from the application, a list, a name in another form."""

import pytest

from coach.critic.critique import critique
from coach.critic.reader import Reader
from tests.critic.texts import MESSAGE, reader, superior

FOLLOWS = "応募の際にお答えした内容に、1点だけ補います。\n"
BARE = "株式会社見本精機様\n\n例田です。図面の一覧の見せ方を、2案お持ちしました。どちらがお好みでしょうか。\n"
LIST = "\n".join(
    f"{name}:図面の問い合わせと採用の両方を見ながら、月に1回ずつ整えていきます。"
    for name in ("時期", "費用", "体制", "報告", "期間", "連絡", "修正")
)


def told(text: str, customer: Reader) -> set[str]:
    return {finding.fault for finding in critique(text, customer).findings}


@pytest.mark.parametrize(
    "fault", ["requirement_unanswered", "no_evidence", "no_differentiator", "vague_price"]
)
def test_what_the_application_said_is_not_missed_in_the_message_that_follows(fault: str) -> None:
    assert fault in told(BARE, reader())
    assert fault not in told(FOLLOWS + BARE, reader())


def test_an_application_goes_on_from_nothing() -> None:
    assert "no_evidence" in told(FOLLOWS + BARE, superior())


def test_the_customers_words_taken_up_are_a_reference_to_the_case() -> None:
    stock = "はじめまして。例田です。精一杯努めます。どうぞよろしくお願いいたします。"
    assert "no_case_reference" in told(stock, reader())
    assert "no_case_reference" not in told("「問い合わせが月2件」とのこと、拝見しました。" + stock, reader())


@pytest.mark.parametrize(("text", "wall"), [(LIST, False), (LIST.replace("\n", "").replace(":", "は"), True)])
def test_labelled_lines_are_a_list(text: str, wall: bool) -> None:
    assert ("wall_of_text" in told(text, reader())) is wall


@pytest.mark.parametrize(
    ("address", "quote"),
    [
        ("株式会社例示工業 総務部 御中", "株式会社例示工業"),
        ("株式会社例示工業様", "株式会社例示工業"),
        ("税理士法人例示 御中", "税理士法人例示"),
        ("例示合名会社様", "例示合名会社"),
        ("株式会社\nご担当者様", ""),  # an empty place is no name
        ("株式会社見本精機 ご担当者様", ""),
        ("例示製菓様", "例示製菓"),
        ("例示製菓様の今回のご出展を拝見しました。", "例示製菓"),
        ("株式会社見本精機 ご担当者様\n例示製菓様の包装を3年担当しています。", ""),  # a reference
    ],
)
def test_another_companys_name_is_quoted_whole(address: str, quote: str) -> None:
    text = MESSAGE.replace("株式会社見本精機様", address)
    found = [f.quote for f in critique(text, reader()).findings if f.fault == "wrong_customer"]
    assert found == ([quote] if quote else [])


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("本編も対応できます。短縮版も対応できます。字幕も対応できます。", "も対応できます"),
        ("費用は30万円です。期間は8週間です。担当は2名です。", "です"),
    ],
)
def test_the_repeated_ending_is_named_as_it_is_read(text: str, ending: str) -> None:
    (found,) = [f for f in critique(text, reader()).findings if f.fault == "repeated_ending"]
    assert f"「{ending}」" in found.message


def test_a_price_elsewhere_makes_a_vague_word_harmless() -> None:
    vague = "費用は内容によって異なります。"
    assert "vague_price" in told(vague, reader("application"))
    assert "vague_price" not in told(vague + "10ページで120万円(税別)です。", reader("application"))


ASKS_PRICE = {"requirements": ("公開後の保守の費用",), "budget": ""}


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("公開後の保守は弊社が担当します。", False),  # the words, but no price anywhere
        ("公開後の保守は月額1万円です。", True),
        ("公開後の保守のことなら、弊社にご用命ください。費用は1万円です。", False),  # a stock phrase
    ],
)
def test_a_question_for_the_price_is_answered_by_a_price(text: str, answered: bool) -> None:
    asking = reader("application", **ASKS_PRICE)
    assert ("requirement_unanswered" not in told(text, asking)) is answered
