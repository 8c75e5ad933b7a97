"""What a draft carries over from texts for other customers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.critic.critique import gate
from coach.critic.reuse import EarlierText, foreign_names, reused_sentences

CLAIM = "御社の課題を一つひとつ丁寧に伺いながら、成果につながるサイトを作ります。"
EARLIER = [EarlierText("株式会社例示堂", f"例示堂様\n\n{CLAIM}\n費用は別紙のとおりです。", "2026-11-20")]


def reused(draft: str, earlier: list[EarlierText] = EARLIER, facts: tuple[str, ...] = ()) -> list[str]:
    return [finding.quote for finding in reused_sentences(draft, earlier, facts)]


@pytest.mark.parametrize(
    "draft",
    [
        CLAIM,
        f"見本精機様\r\n\r\n図面の件です。{CLAIM}\r\n",
        f"・{CLAIM}",
        "御社の課題を 一つひとつ丁寧に伺いながら、成果に　つながるサイトを作ります。",
        "御社の課題を一つひとつ丁寧に伺いながら､成果につながるｻｲﾄを作ります。",
    ],
    ids=["as it is", "in a letter", "in a list", "other spaces", "other width"],
)
def test_a_sentence_that_went_to_another_customer_is_found(draft: str) -> None:
    (quote,) = reused(draft)

    assert quote in draft and quote.startswith("御社の課題を") and quote.endswith("を作ります。")


@pytest.mark.parametrize(
    "draft",
    [
        "",
        "図面の問い合わせが減った理由から、成果につながるサイトを作ります。",
        "費用は別紙のとおりです。",
        f"■ {CLAIM}",
    ],
    ids=["nothing", "only half of it", "short", "a heading"],
)
def test_what_is_new_or_short_or_no_sentence_is_silent(draft: str) -> None:
    assert reused(draft) == []


@pytest.mark.parametrize(
    "courtesy",
    [
        "このたびはやりとりを始めてくださり、誠にありがとうございます。",
        "はじめまして、全国の製造業のサイトを作っている会社の例田です。",
        "お忙しいところ恐れ入りますが、ご検討のほどお願いいたします。",
        "それでは、引き続きどうぞよろしくお願い申し上げます。",
        "ご不明な点やご要望がございましたら、いつでもお知らせください。",
    ],
)
def test_greetings_may_be_the_same_for_everybody(courtesy: str) -> None:
    assert reused(courtesy, [EarlierText("例示堂", courtesy)]) == []


def test_a_signature_may_be_the_same_for_everybody() -> None:
    letter = "費用の内訳をお送りします。\n\n株式会社サンプル制作室 ディレクター 例田 美和\n東京都見本区例町1-2-3 サンプルビルディング5階 03-0000-0000\n"

    assert reused(letter, [EarlierText("例示堂", letter)]) == []


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        (
            "部品メーカーのサイトは、2024年からの2年で6件お作りしました。",
            "部品メーカーのサイトを2024年からの2年で6件制作",
        ),
        (
            "ディレクター1名とデザイナー1名の2名で担当します。",
            "ディレクター1名とデザイナー1名の2名で担当、窓口は例田",
        ),
    ],
    ids=["in other words", "a part of it"],
)
def test_the_vendors_own_facts_are_the_vendors_to_repeat(sentence: str, fact: str) -> None:
    earlier = [EarlierText("例示堂", sentence)]

    assert reused(sentence, earlier, (fact,)) == []
    assert reused(sentence, earlier, ("翻訳は20か国語に対応",)) == [sentence]


@pytest.mark.parametrize(
    ("customers", "expected"),
    [
        (["株式会社例示堂"], "「株式会社例示堂」宛てに書いた文が、そのまま使われています。"),
        (["例示堂", "例示堂", "見本商事"], "(ほか1社)。"),
        ([""], "「別の案件」宛て"),
    ],
    ids=["one", "several", "unnamed"],
)
def test_the_finding_says_for_whom_it_was_written(customers: list[str], expected: str) -> None:
    (finding,) = reused_sentences(CLAIM, [EarlierText(customer, CLAIM) for customer in customers])

    assert (finding.fault, finding.severity, finding.rule) == ("template_phrase", "info", "reused_sentence")
    assert expected in finding.message and finding.suggestion and finding.because


# Another customer's name


def names(
    draft: str, earlier: list[str], own: str = "株式会社見本精機", known: tuple[str, ...] = ()
) -> list[str]:
    return [finding.quote for finding in foreign_names(draft, own, earlier, known)]


@pytest.mark.parametrize(
    ("draft", "customer", "quote"),
    [
        ("例示商会様\n\n費用をお送りします。", "株式会社例示商会", "例示商会"),
        ("株式会社例示商会の皆様へ。", "例示商会株式会社 総務部 山田様", "例示商会"),
        ("費用は例示商会さんと同じです。", "㈱例示商会", "例示商会"),
        ("例示商会の採用ページを作ります。", "例示商会 御中", "例示商会"),
        ("ＮＥＸＴＡのサイトです。", "Nexta株式会社", "ＮＥＸＴＡ"),
        ("Blue Harborの皆様へ。", "Blue Harbor合同会社", "Blue Harbor"),
        ("BlueHarbor様へ。", "Blue Harbor合同会社", ""),
        ("サクラ様の採用を手伝います。", "サクラ株式会社", "サクラ様"),
        ("株式会社未来の採用を手伝います。", "株式会社未来", "株式会社未来"),
        ("税理士法人未来の採用を手伝います。", "税理士法人未来", "税理士法人未来"),
    ],
    ids=[
        "address",
        "legal form and department",
        "in passing",
        "bare",
        "full width",
        "two words",
        "run together",
        "one word",
        "short",
        "of accountants",
    ],
)
def test_a_name_left_in_is_found_where_it_stands(draft: str, customer: str, quote: str) -> None:
    assert "".join(names(draft, [customer])) == (quote or "BlueHarbor")


@pytest.mark.parametrize(
    ("draft", "customer"),
    [
        ("見本精機様へ。", "見本精機"),
        ("見本精機様へ。", "見本"),
        ("見本精機 製造部の皆様へ。", "株式会社見本精機製造部"),
        ("サクラの季節に公開します。", "サクラ株式会社"),
        ("未来の社員に届けます。", "株式会社未来"),
        ("未来社会の話をします。", "株式会社未来"),
        ("新例示商会館で撮影します。", "例示商会"),
        ("例示商会館で撮影します。", "例示商会"),
        ("スーパーテックラボラトリーを見ました。", "テックラボ"),
        ("NEXTAGEのサイトです。", "Nexta"),
        ("製造業のお客様を手伝います。", "製造業"),
        ("A社様の事例です。", "A社"),
        ("非公開の事例です。", "非公開"),
        ("費用をお送りします。", ""),
        ("費用をお送りします。", "株式会社"),
    ],
)
def test_the_own_name_other_words_and_no_names_are_silent(draft: str, customer: str) -> None:
    assert names(draft, [customer]) == []


@pytest.mark.parametrize(
    "known",
    ["取引先の例示商会から移行したいです。", "株式会社例示商会のサイトを2025年に公開(公開の許可あり)"],
    ids=["the case", "a fact of the vendor"],
)
def test_a_name_that_case_or_facts_name_may_appear(known: str) -> None:
    draft = "例示商会のサイトも作りました。"

    assert names(draft, ["例示商会"]) == ["例示商会"]
    assert names(draft, ["例示商会"], known=(known,)) == []


def test_every_place_is_named_once_and_the_longer_name_wins() -> None:
    draft = "例示商会大阪様へ。例示商会様へ。"

    assert names(draft, ["例示商会", "例示商会大阪", "株式会社例示商会"]) == ["例示商会大阪", "例示商会"]


@pytest.mark.parametrize(
    ("own", "says"),
    [("株式会社見本精機", "「株式会社見本精機」に合わせて"), ("", "この案件のお客様に合わせて")],
)
def test_the_finding_blocks_sending_and_says_what_to_do(own: str, says: str) -> None:
    found = foreign_names("例示商会様へ。", own, ["例示商会"])

    assert not gate(found).sendable
    assert [(finding.fault, finding.rule, finding.start, finding.end) for finding in found] == [
        ("wrong_customer", "foreign_name", 0, 4)
    ]
    assert "「例示商会」" in found[0].message and says in found[0].suggestion


@settings(max_examples=60, deadline=None)
@given(
    draft=st.lists(
        st.sampled_from([CLAIM, "例示商会", "様", "㈱", "\r\n", "𠮷", "か\u3099", "ﾊﾟ", "。", " ", "(", "*"])
    ).map("".join),
    customer=st.text(max_size=6)
    | st.sampled_from(["例示商会", "㈱例示 商会", "(株)", "[a", "\\", "a b c d"]),
)
def test_findings_quote_the_draft_at_their_place(draft: str, customer: str) -> None:
    for finding in [*reused_sentences(draft, EARLIER), *foreign_names(draft, "見本精機", [customer])]:
        assert finding.quote and draft[finding.start : finding.end] == finding.quote
