"""What is remembered of a server: for seven days, for its address and model, and never at the price of a failure."""

import json
from pathlib import Path

import pytest

from coach.writer.failures import Fault
from coach.writer.ladder import Caps, Taken, lower_rung, rejected_parameter

ADDRESS = "http://127.0.0.1:1/v1"
DAY = 24 * 3600.0


def remembered(folder: Path, at: float = 0.0) -> Caps:
    known = Caps(folder / "caps.json", now=lambda: at)
    taken = known.of(ADDRESS, "small")
    taken.rung, taken.proved, taken.dropped = "text", True, ["seed"]
    known.keep(ADDRESS, "small")
    return known


AGES = [(0.0, True), (6.9 * DAY, True), (7.1 * DAY, False), (-DAY, False)]


@pytest.mark.parametrize(("age", "known"), AGES)
def test_it_is_kept_for_seven_days(tmp_path: Path, age: float, known: bool) -> None:
    remembered(tmp_path)
    later = Caps(tmp_path / "caps.json", now=lambda: age)
    assert later.of(ADDRESS, "small") == (Taken("text", True, ["seed"]) if known else Taken())


def test_another_model_or_address_is_another_server(tmp_path: Path) -> None:
    known = remembered(tmp_path)
    assert known.of(ADDRESS, "large") == Taken()
    assert known.of("http://127.0.0.1:2/v1", "small") == Taken()


def test_the_file_holds_no_address_and_no_name(tmp_path: Path) -> None:
    remembered(tmp_path)
    written = (tmp_path / "caps.json").read_text(encoding="utf-8")
    assert "127.0.0.1" not in written
    assert "small" not in written


def test_the_file_stays_small(tmp_path: Path) -> None:
    known = remembered(tmp_path)
    for number in range(70):
        known.of(ADDRESS, f"m{number}")
        known.keep(ADDRESS, f"m{number}")
    assert len(json.loads((tmp_path / "caps.json").read_text(encoding="utf-8"))) == 50


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"a": 1}', "[" * 9999, '{"%s": {"rung": "up", "proved": 1}}']
)
def test_a_broken_file_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "caps.json").write_text(text, encoding="utf-8")
    assert Caps(tmp_path / "caps.json").of(ADDRESS, "small") == Taken()
    remembered(tmp_path)
    assert Caps(tmp_path / "caps.json", now=lambda: 1.0).of(ADDRESS, "small").rung == "text"


STEPS = [
    ("json_schema", "", "json_object"),
    ("json_schema", "'response_format.type' must be 'json_schema' or 'text'", "text"),
    ("json_object", "", "text"),
    ("text", "", None),
]


@pytest.mark.parametrize(("rung", "complaint", "lower"), STEPS)
def test_one_rung_at_a_time(rung: str, complaint: str, lower: str | None) -> None:
    assert lower_rung(rung, complaint) == lower  # type: ignore[arg-type]


SENT = {"max_tokens", "temperature", "seed", "user", "stream", "stream_options"}
COMPLAINTS = [
    (400, "max_tokens", "", "max_tokens"),
    (400, "stream_options.include_usage", "", "stream_options"),
    (400, "", "Unsupported parameter: stream_options", "stream_options"),
    (400, "", "'user' is not supported", "user"),
    (400, "", "Invalid conversation: roles must alternate user and assistant", ""),
    (400, "", "temperature is too high a word in this prompt", ""),
    (400, "messages", "Invalid type for messages", ""),
    (401, "max_tokens", "Unsupported parameter: max_tokens", ""),
]


@pytest.mark.parametrize(("status", "param", "said", "name"), COMPLAINTS)
def test_which_parameter_a_server_will_not_take(status: int, param: str, said: str, name: str) -> None:
    fault = Fault(kind="rejected", status=status, param=param, complaint=said)
    assert rejected_parameter(fault, SENT) == name
