"""The catalogue of faults is data that the whole program relies on."""

import pytest

from coach.critic.faults import faults

GROUPS = {
    "language": 9,
    "readability": 5,
    "genericness": 5,
    "claims": 5,
    "substance": 7,
    "customer": 13,
}


def test_every_group_is_complete() -> None:
    counted = {group: sum(fault.group == group for fault in faults().values()) for group in GROUPS}

    assert counted == GROUPS


def test_only_these_block_sending() -> None:
    blocking = {fault.id for fault in faults().values() if fault.blocks}

    assert blocking == {"placeholder_left", "wrong_customer", "superlative", "guarantee"}


@pytest.mark.parametrize("fault", faults().values(), ids=faults().keys())
def test_what_the_user_reads_is_japanese_and_ends_a_sentence(fault) -> None:
    assert fault.means.endswith("。") and fault.because.endswith("。")
    assert fault.label and fault.applies
    assert all(
        any("ぁ" <= char <= "鿿" for char in text) for text in (fault.label, fault.means, fault.applies)
    )


def test_the_catalogue_cannot_be_changed_by_a_caller() -> None:
    with pytest.raises(TypeError):
        faults()["new"] = faults()["grammar"]  # type: ignore[index]
