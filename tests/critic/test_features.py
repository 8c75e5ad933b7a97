"""The examples of features.toml are executed, and checklists.toml only names what exists."""

import subprocess
import sys
from pathlib import Path

import pytest

from coach.critic.checklist import questions_for
from coach.critic.faults import faults
from coach.critic.features import features, holds
from coach.critic.remarks import remarks
from coach.customer.case import Kind
from coach.text import normalise
from tests.critic.texts import MONTHS, reader, superior

YES = [(feature.id, text) for feature in features().values() for text in feature.yes]
NO = [(feature.id, text) for feature in features().values() for text in feature.no]


@pytest.mark.parametrize(("feature", "text"), YES)
def test_found(feature: str, text: str) -> None:
    assert holds(feature, text)


@pytest.mark.parametrize(("feature", "text"), NO)
def test_silent(feature: str, text: str) -> None:
    assert not holds(feature, text)


@pytest.mark.parametrize("spelled", MONTHS)
@pytest.mark.parametrize(
    "text",
    [
        "発注から公開まで、合わせて3{}です。",
        "1{}目は計測を整えます。",
        "納期は3{}です。",
        "開始まで2{}です。",
    ],
)
def test_a_length_in_months_is_a_schedule_however_it_is_spelled(text: str, spelled: str) -> None:
    assert holds("schedule", normalise(text.format(spelled)))


UNDECIDED = dict.fromkeys(
    ("selection_process", "meeting_preference", "order_timing", "other_candidates"), "未定"
)
TIE = {
    "selection_process": "自身が決裁権を持っている",
    "meeting_preference": "打ち合わせし、詳細を聞きたい",
    "order_timing": "",
    "other_candidates": "",
}


@pytest.mark.parametrize("kind", ["application", "first_message"])
def test_each_type_and_kind_has_a_checklist_of_known_features_and_faults(kind: Kind) -> None:
    for who in (reader(kind), superior(kind), reader(kind, **UNDECIDED), reader(kind, **TIE)):
        asked = questions_for(who)
        assert len(asked) >= 12
        assert sum(weight for _, weight in asked) >= 85
        for question, _ in asked:
            assert {*question.all, *question.any, *question.feature} <= features().keys()
            assert {*question.free_of, *question.kept_open_by} <= faults().keys()


def test_remarks_belong_to_faults() -> None:
    assert remarks().keys() - {"mixed_address", "price_put_off"} <= faults().keys()
    assert {feature for remark in remarks().values() for feature in remark.feature} <= features().keys()


HOSTILE = [
    "1,",
    "1",
    "あ",
    "お",
    "、",
    "御中",
    "約1",
    "貴社が",
    "株式会社",
    "「",
    "【",
    "1社から",
    "http://a?",
    "ー",
    "・質問\n",
    "1月に",
    "まず、",
    "図面が",
]


def test_no_repeated_character_takes_long() -> None:
    """A whole critique of 20,000 code points takes less than a second; what backtracks takes hours."""
    script = (
        "import sys; from coach.critic.critique import critique; from tests.critic.texts import reader\n"
        "who = reader()\n"
        "for unit in sys.argv[1:]: critique(unit * (20_000 // len(unit)), who)"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", script, *HOSTILE], cwd=root, check=True, timeout=120)
