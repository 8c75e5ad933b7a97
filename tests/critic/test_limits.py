"""Where each threshold lies: one step on this side is silent, one on the other is told."""

import pytest

from coach.critic.critique import critique
from coach.critic.fixes import fixes
from coach.critic.layout import LONGEST_BLOCK, LONGEST_SENTENCE
from coach.critic.reader import Limits, Reader
from coach.critic.substance import ANSWERS, BACKED, SPECIFIC_WORDS
from coach.facts.profile import Profile
from coach.text import Document
from tests.critic.texts import reader

SENTENCE = "図面の一覧を見ます。"
FACTS = (
    "10ページまで120万円(税別)、原稿作成と撮影1日を含む",
    "素材をいただいてから8週間で公開",
    "ディレクター1名とデザイナー1名の2名で担当",
    "CMSの操作は公開時に90分の説明会で引き継ぐ",
    "採用ページだけを4週間で先に公開することもできる",
    "修正は2回まで無償で行う",
)


def told(text: str, customer: Reader | None = None) -> set[str]:
    return {finding.fault for finding in critique(text, customer or reader("application")).findings}


@pytest.mark.parametrize(("length", "long"), [(LONGEST_SENTENCE, False), (LONGEST_SENTENCE + 1, True)])
def test_a_sentence_is_long_from_here(length: int, long: bool) -> None:
    assert LONGEST_SENTENCE == 100
    assert ("long_sentence" in told("図" * (length - 1) + "。")) is long


@pytest.mark.parametrize(("length", "wall"), [(LONGEST_BLOCK, False), (LONGEST_BLOCK + 1, True)])
def test_a_block_is_a_wall_from_here(length: int, wall: bool) -> None:
    assert LONGEST_BLOCK == 200
    text = SENTENCE * (length // len(SENTENCE) - 1)
    assert ("wall_of_text" in told(text + "図" * (length - len(text) - 1) + "。")) is wall


@pytest.mark.parametrize(("length", "clatters"), [(26, True), (27, False)])
def test_four_short_sentences_in_a_row_clatter(length: int, clatters: bool) -> None:
    # They share three code points at the end, not five: only the rule for short sentences applies.
    text = "".join("図" * (length - 5) + f"を{verb}ります。" for verb in "送守切作")
    assert {len(sentence.text) - 1 for sentence in Document(text).sentences} == {length}
    assert ("repeated_ending" in told(text)) is clatters


@pytest.mark.parametrize(("count", "same"), [(2, False), (3, True)])
def test_three_sentences_with_one_ending_are_monotonous(count: int, same: bool) -> None:
    assert (
        "repeated_ending" in told("費用は30万円です。期間は8週間です。担当は2名です。"[: 10 * count])
    ) is same


@pytest.mark.parametrize(("last", "same"), [("をお渡しします。", False), ("を見直しします。", True)])
def test_so_much_of_an_ending_is_the_same(last: str, same: bool) -> None:
    text = "図面は見直しします。写真の棚は見直しします。採用" + last
    assert ("repeated_ending" in told(text)) is same


def test_the_lengths_of_a_text_are_those_of_the_catalogue() -> None:
    assert Limits().longest == {"application": 1400, "first_message": 1000}
    assert Limits().shortest == {"application": 200, "first_message": 120}


@pytest.mark.parametrize(("extra", "long"), [(0, False), (1, True)])
def test_a_text_is_too_long_from_here(extra: int, long: bool) -> None:
    for kind, most in Limits().longest.items():
        text = (SENTENCE + "\n\n") * (most // 12)
        text += "図" * (most + extra - len(text))
        assert ("too_long" in told(text, reader(kind))) is long


@pytest.mark.parametrize(("missing", "short"), [(0, False), (1, True)])
def test_a_text_is_too_short_up_to_here(missing: int, short: bool) -> None:
    for kind, least in Limits().shortest.items():
        assert ("too_short" in told("図" * (least - missing), reader(kind))) is short


WORDS = ("図面", "若手", "採用", "公開")


@pytest.mark.parametrize(("count", "speaks"), [(SPECIFIC_WORDS - 1, False), (SPECIFIC_WORDS, True)])
def test_so_many_words_of_the_case_speak_of_it(count: int, speaks: bool) -> None:
    assert SPECIFIC_WORDS == 3
    text = "".join(f"{word}を整えます。" for word in WORDS[:count])
    assert ("no_case_reference" not in told(text)) is speaks


@pytest.mark.parametrize(("count", "backed"), [(BACKED - 1, False), (BACKED, True)])
def test_so_many_facts_back_a_text_without_a_record(count: int, backed: bool) -> None:
    assert BACKED == 6
    vendor = Profile(facts=FACTS)
    text = "".join(f"・{fact}\n" for fact in FACTS[:count])
    assert ("no_evidence" not in told(text, reader("application", vendor))) is backed


@pytest.mark.parametrize(("others", "centred"), [(2, False), (3, True)])
def test_a_text_answers_from_this_share_on(others: int, centred: bool) -> None:
    assert ANSWERS == 0.2
    # One sentence of the vendor opens, one answers; of five in all a fifth answers.
    own = "また、弊社は創業20年です。"
    text = "\n".join(
        [
            "朝夕の便があります。",
            own,
            "図面の問い合わせを増やします。",
            *["朝夕の便があります。"] * (others - 1),
        ]
    )
    assert ("self_centred" in told(text)) is centred


OWN = "朝夕の便で弊社の強みをお届けします。"
ANSWER = "図面の問い合わせを増やします。"


@pytest.mark.parametrize(
    ("body", "centred"),
    [
        ((OWN, ANSWER, ANSWER, ANSWER), False),
        ((OWN, OWN, ANSWER, ANSWER, ANSWER), True),  # two of the first three
        ((OWN, ANSWER, ANSWER, OWN), True),  # half of all
        ((OWN, ANSWER, ANSWER, ANSWER, OWN), False),
    ],
)
def test_so_much_about_the_vendor_is_too_much(body: tuple[str, ...], centred: bool) -> None:
    assert ("self_centred" in told("\n".join(body))) is centred


@pytest.mark.parametrize(
    ("beside", "goes"),
    [
        ("ぜひご一読を、", True),
        ("ぜひともご一読、", False),
        ("ぜひ" + " " * 21, True),
        ("ぜひ" + " " * 22, False),
    ],
)
def test_so_much_may_go_along_with_a_phrase(beside: str, goes: bool) -> None:
    changes = fixes(Document(f"図面を見ます。\n{beside}お役に立てれば幸いです。\n"))
    assert bool(changes) is goes
