"""The command line in this process, and a model that answers each form of request from a script."""

import gc
import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from coach.cli.keeping import settings
from coach.cli.shell import main
from coach.writer.ladder import caps
from tests.server import MODEL, ModelServer, Request, Script, reply_text, status

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"

# Below the first rung a request says what it wants only by the fields.
_BY_FIELDS = {
    "questions": "AskReply",
    "findings+questions+text": "FeedbackReply",
    "findings+questions+edits": "LightReply",
    "text": "DraftReply",
    "sentences+unsupported": "AuditReply",
    "edits": "RepairReply",
    "reasons+obstacles+winner": "JudgeReply",
}

Answer = Script | str | dict[str, Any] | Callable[[Request], Any]


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stands on stdout, as JSON."""
        return json.loads(self.out)


@dataclass
class Command:
    """Runs ``coach`` here, as a new process would: with no memory of the run before."""

    monkeypatch: pytest.MonkeyPatch
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The folder of the user's data."""
        return Path(os.environ["COACH_HOME"])

    def __call__(self, *arguments: str, stdin: str = "", **environ: str) -> Done:
        """Run with these arguments; ``environ`` adds to the environment of this run."""
        for remembered in (settings, caps):
            remembered.cache_clear()
        streams = {
            name: io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
            for name, text in (("stdin", stdin), ("stdout", ""), ("stderr", ""))
        }
        with self.monkeypatch.context() as patch:
            for name, value in (self.environ | environ).items():
                patch.setenv(name, value)
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            patch.setattr(sys, "argv", ["coach", *arguments])
            with pytest.raises(SystemExit) as ended:
                main()
        # The command leaves the collector as suits a process that ends.
        gc.unfreeze()
        gc.enable()
        out, err = (_written(streams[name]) for name in ("stdout", "stderr"))
        assert isinstance(ended.value.code, int)
        return Done(ended.value.code, out, err)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


class Model:
    """What a scripted model says, by the form that is asked for: the answers of a form in turn, the last for good.

    A text or a table is said as it should be, with a count of tokens that fits; a list of steps is played as it
    is; a function makes either of the request. A form without an answer gets 599.
    """

    def __init__(self) -> None:
        self._answers: dict[str, list[Answer]] = {}
        self.server = ModelServer(self._respond)

    def says(self, **answers: Answer | list[Answer]) -> None:
        """Set the answers of forms; a list that holds no bytes is several answers in turn."""
        for form, answer in answers.items():
            several = isinstance(answer, list) and not any(isinstance(step, bytes | str) for step in answer)
            self._answers[form] = list(answer) if several else [answer]  # type: ignore[list-item, arg-type]

    @property
    def requests(self) -> list[Request]:
        """Everything that was asked."""
        return self.server.requests

    @property
    def forms(self) -> list[str]:
        """The forms that were asked for, in order."""
        return [_form(request) for request in self.requests]

    def asked(self, form: str) -> list[Request]:
        """Return the requests for one form."""
        return [request for request in self.requests if _form(request) == form]

    def _respond(self, request: Request) -> Script:
        answers = self._answers.get(_form(request), [])
        if not answers:
            return status(599, {"error": {"message": f"no answer for {_form(request)}"}})
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        answer = answer(request) if callable(answer) else answer
        if isinstance(answer, str | Mapping):
            return reply_text(answer, prompt=len(request.prompt), completion=500)  # type: ignore[arg-type]
        return answer


def _form(request: Request) -> str:
    return _BY_FIELDS.get(request.form, request.form)


def environ_for(server: ModelServer, **more: str) -> dict[str, str]:
    """Return the environment of somebody who set up this server."""
    return {"COACH_MODEL": MODEL, "OPENAI_BASE_URL": server.base_url} | more
