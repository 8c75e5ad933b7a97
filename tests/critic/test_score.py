"""The score means something: nothing that makes a text longer, emptier or bolder makes it rise."""

from collections.abc import Callable
from functools import cache

import pytest

from coach.critic.critique import critique
from coach.critic.reader import Reader
from coach.report.wording import WEAK
from evals.corpus import samples
from tests.critic.texts import APPLICATION, MESSAGE, reader, superior

STOCK = "\n豊富な実績とノウハウで、柔軟かつ迅速に対応いたします。高品質なサービスで、お客様に寄り添います。ぜひお任せください。\n"


def stock_phrases(text: str, who: Reader) -> str:
    return text + STOCK


def said_twice(text: str, who: Reader) -> str:
    return text + "\n" + text


def the_case_repeated(text: str, who: Reader) -> str:
    assert who.case
    return (
        text
        + "\n"
        + who.case.description
        + "\n"
        + "\n".join(f"・{entry}" for entry in who.case.requirements)
        + "\n"
    )


def an_unsupported_record(text: str, who: Reader) -> str:
    return text + "\n弊社はこれまでに1,250社を支援し、売上を平均37%向上させました。\n"


def an_unsupported_price(text: str, who: Reader) -> str:
    return text + "\n費用は9万8千円(税込)で、すべてを含みます。\n"


def a_guarantee(text: str, who: Reader) -> str:
    return text + "\n必ず成果を出すことを保証いたします。\n"


def a_superlative(text: str, who: Reader) -> str:
    return text + "\n業界No.1の品質で、唯一の会社です。\n"


def honorifics_piled_up(text: str, who: Reader) -> str:
    return text + "\nご覧になられましたら、ご検討させていただきたくご連絡させていただきます。\n"


def a_wall(text: str, who: Reader) -> str:
    return text.replace("\n", "")


ATTACKS: list[Callable[[str, Reader], str]] = [
    stock_phrases,
    said_twice,
    the_case_repeated,
    an_unsupported_record,
    an_unsupported_price,
    a_guarantee,
    a_superlative,
    honorifics_piled_up,
    a_wall,
]
EMPTY = "株式会社見本精機様\n\nはじめまして。株式会社サンプル制作室の例田です。\nどうぞよろしくお願いいたします。\n"
TEXTS = [(MESSAGE, reader()), (APPLICATION, superior()), (EMPTY, reader()), (EMPTY, superior())]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize(("text", "who"), TEXTS, ids=["message", "application", "empty-many", "empty-few"])
def test_a_text_made_worse_never_scores_higher(
    attack: Callable[[str, Reader], str], text: str, who: Reader
) -> None:
    before, after = critique(text, who), critique(attack(text, who), who)
    assert before.score is not None and after.score is not None
    assert after.score <= before.score


SAMPLES = {sample.id: sample for sample in samples("tune")}


@cache
def score_of(name: str) -> int:
    """The score of a labelled text as it stands, which every test here starts from."""
    score = critique(SAMPLES[name].text, SAMPLES[name].reader).score
    assert score is not None
    return score


GOOD = [sample for sample in SAMPLES.values() if sample.good]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_good_labelled_texts_made_worse_never_score_higher(attack: Callable[[str, Reader], str]) -> None:
    for sample in GOOD[::3]:
        after = critique(attack(sample.text, sample.reader), sample.reader).score
        assert after is not None
        assert after <= score_of(sample.id), sample.id


def test_the_improved_version_scores_higher_in_nearly_every_pair() -> None:
    rises = [
        score_of(after.id) > score_of(after.improves)
        for after in SAMPLES.values()
        if after.improves in SAMPLES
    ]
    assert len(rises) >= 30
    assert sum(rises) >= 0.94 * len(rises)


def test_the_limit_of_weakness_lies_below_good_texts_and_above_most_others() -> None:
    scores: dict[bool, list[int]] = {True: [], False: []}
    for sample in SAMPLES.values():
        if not sample.improves:
            scores[sample.good].append(score_of(sample.id))
    assert min(scores[True]) >= WEAK
    assert sum(score < WEAK for score in scores[False]) > 0.5 * len(scores[False])
