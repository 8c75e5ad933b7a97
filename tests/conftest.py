"""Every test runs offline, in a home of its own, on a terminal of known width."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server import ModelServer

_LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def sealed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Remove settings of the machine and let nothing connect beyond the loopback."""
    for name in list(os.environ):
        if name.startswith(("OPENAI_", "AZURE_OPENAI_", "COACH_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _only_loopback(getattr(socket.socket, name)))


def _only_loopback(connect: Any) -> Any:
    def checked(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else str(address)
        if self.family != getattr(socket, "AF_UNIX", None) and not str(host).startswith(_LOOPBACK):
            raise AssertionError(f"a test tried to connect to {host}")
        return connect(self, address)

    return checked


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A model's server on the loopback, to be told what to answer."""
    with ModelServer() as running:
        yield running
