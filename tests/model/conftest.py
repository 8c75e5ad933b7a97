"""A model on the loopback that answers by form, and the command line set up for it."""

from collections.abc import Iterator

import pytest

from tests.model.command import Command, Model, environ_for


@pytest.fixture
def model() -> Iterator[Model]:
    """A scripted model; it answers nothing until it is told what to say."""
    scripted = Model()
    with scripted.server:
        yield scripted


@pytest.fixture
def coach(monkeypatch: pytest.MonkeyPatch, model: Model) -> Command:
    """The command line of somebody who set up the scripted model."""
    return Command(monkeypatch, environ_for(model.server))
