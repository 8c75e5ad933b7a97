"""The wire: the same words however the bytes are cut, and prompts that a server read only in part."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.writer.stream import Incoming, seems_cut
from tests.server import DONE, chunk, event, usage, written

TEXT = "一行目\u2028です。\r\n𠮷野家「見積」\x85😀"
WIRE = b": wait\n\n" + b"".join(written(TEXT, 3)) + event({"choices": None}) + usage(7, 5) + DONE


@given(st.lists(st.integers(0, len(WIRE)), max_size=12), st.sampled_from([b"\n", b"\r\n"]))
@settings(max_examples=60)
def test_the_words_do_not_depend_on_where_the_bytes_are_cut(cuts: list[int], newline: bytes) -> None:
    incoming = Incoming()
    told, at = "", 0
    wire = WIRE.replace(b"\n", newline)
    for cut in [*sorted(cuts), len(wire)]:
        told += incoming.feed(wire[at:cut])
        at = max(at, cut)
    told += incoming.close()
    assert told == incoming.text == TEXT
    assert (incoming.input_tokens, incoming.output_tokens) == (7, 5)
    assert incoming.is_over


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_any_bytes_are_an_answer_or_a_fault(noise: bytes) -> None:
    incoming = Incoming()
    incoming.feed(noise)
    incoming.close()
    assert incoming.fault() is not None


RUNAWAYS = [
    ("\n" * 40, True),
    ("\\n" * 40, True),
    ("あ\n", False),
    ("  ", True),
    ("　", False),
    ("\\n・", False),
]


@pytest.mark.parametrize(("piece", "is_runaway"), RUNAWAYS)
def test_endless_white_space_is_seen(piece: str, is_runaway: bool) -> None:
    incoming = Incoming()
    for _ in range(210):
        incoming.feed(chunk(piece))
    assert incoming.is_runaway is is_runaway


# Characters of a Japanese prompt · tokens counted · tokens written · cut?
COUNTS = [
    (6000, 4096, 0, True),
    (6000, 4000, 96, True),
    (6000, 1500, 20, True),
    (6000, 4300, 500, False),
    (6000, 2700, 500, False),
    (6000, 0, 0, False),
    (4200, 4096, 0, False),
    (900, 100, 10, False),
]


@pytest.mark.parametrize(("characters", "read", "wrote", "is_cut"), COUNTS)
def test_a_prompt_of_which_only_a_part_was_read(characters: int, read: int, wrote: int, is_cut: bool) -> None:
    assert seems_cut("あ" * characters, read, wrote) is is_cut
