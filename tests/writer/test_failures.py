"""The table of failures: complete for the SDK, readable for a salesperson, and right about who said what."""

import socket
import ssl

import pytest

from coach.errors import ConfigError, ModelError
from coach.writer.failures import Fault, failure, failures, fault_in, fault_of

ROWS = failures()


def test_every_exception_of_the_sdk_has_its_row() -> None:
    import openai
    from openai import _exceptions

    public = [*(getattr(openai, name) for name in openai.__all__), *vars(_exceptions).values()]
    raised = {kind.__name__ for kind in public if isinstance(kind, type) and issubclass(kind, Exception)}
    assert len(raised) > 15
    assert raised <= {name for row in ROWS.values() for name in row.exceptions}


@pytest.mark.parametrize("kind", ROWS)
def test_every_row_is_one_sentence_and_a_next_step(kind: str) -> None:
    error = failure(Fault(kind=kind, said="said", amount=3), host="example.com", model="m", partial="途中")
    assert error.message.endswith("。")
    assert error.message.count("。") == 1
    assert error.hint.endswith("。")
    assert "{" not in error.message + error.hint
    assert error.exit_code == (2 if ROWS[kind].error == "config" else 3)
    assert isinstance(error, ConfigError) or (isinstance(error, ModelError) and error.partial == "途中")


def test_nothing_is_recognised_in_two_rows() -> None:
    for column in ("codes", "statuses", "exceptions"):
        # By its words a row takes only some of what the next takes by the same name.
        marks = [
            mark
            for row in ROWS.values()
            for mark in getattr(row, column)
            if not (column == "exceptions" and row.words)
        ]
        assert len(marks) == len(set(marks))


def chained(*errors: BaseException) -> BaseException:
    for outer, inner in zip(errors, errors[1:], strict=False):
        outer.__cause__ = inner
    return errors[0]


class ConnectError(Exception):
    """Stands for the HTTP library's."""


class ReadError(Exception):
    """Stands for the HTTP library's."""


CAUSES = [
    (chained(ConnectError(), socket.gaierror(-2, "Name or service not known")), "dns"),
    (chained(ConnectError(), ssl.SSLCertVerificationError("self-signed certificate")), "tls"),
    (chained(ConnectError(), ConnectionRefusedError()), "refused"),
    (chained(ConnectError(), OSError("no route")), "unreachable"),
    (chained(ReadError(), ConnectionResetError()), "cut"),
    (UnicodeEncodeError("ascii", "キー", 0, 1, "ordinal not in range"), "unsendable_key"),
]


@pytest.mark.parametrize(("error", "kind"), CAUSES, ids=lambda value: value if isinstance(value, str) else "")
def test_the_deepest_cause_decides(error: BaseException, kind: str) -> None:
    fault = fault_of(error)
    assert fault and fault.kind == kind


def test_a_defect_is_no_fault_of_the_service() -> None:
    assert fault_of(ZeroDivisionError()) is None


SAID = [
    ({"message": "Bad.\nVery bad."}, "Bad. Very bad"),
    ({"message": "key sk-abcdef123 is wrong"}, "key sk-… is wrong"),
    ({"message": "Bearer hidden-key-0001"}, "Bearer …"),
    ("plain words", "plain words"),
    ({"message": "x" * 500}, "x" * 160 + "…"),
    ({"message": "\x1b[2Jgone"}, "[2Jgone"),
    (None, ""),
]


@pytest.mark.parametrize(("body", "said"), SAID)
def test_the_servers_words_are_shown_on_one_line_without_keys(body: object, said: str) -> None:
    assert fault_in(body, 400, secret="hidden-key-0001").said == said


PAUSES = [
    ({"retry-after": "7"}, 7.0),
    ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
    ({"retry-after": "-3"}, 0.0),
    ({"retry-after": "Wed, 25 Nov 2026 00:01:00 GMT", "date": "Wed, 25 Nov 2026 00:00:00 GMT"}, 60.0),
    ({"retry-after": "Wed, 25 Nov 2026 00:01:00 GMT"}, None),
    ({"retry-after": "soon"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("headers", "pause"), PAUSES)
def test_the_pause_that_the_server_asks_for(headers: dict[str, str], pause: float | None) -> None:
    assert fault_in({}, 429, headers).retry_after == pause
