"""Every command and every Python line of the READMEs runs as it stands."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.model.command import Model

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (name, code)
        for name in ("README.md", "README.ja.md")
        for found, code in BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))
        if found == language
    ]


# The installation and the test run itself are what CI executes around this test.
COMMANDS = [
    (name, line) for name, code in blocks("sh") for line in code.splitlines() if ".venv/bin" not in line
]


@pytest.fixture
def model() -> Iterator[Model]:
    """Whatever service a command names, a scripted one answers."""
    scripted = Model()
    good = (ROOT / "samples" / "drafts" / "web-renewal-first_message-good.txt").read_text(encoding="utf-8")
    scripted.says(
        FeedbackReply={"findings": [], "questions": [], "text": good},
        LightReply={"findings": [], "questions": [], "edits": []},
        DraftReply={"text": good},
        AuditReply={"sentences": [], "unsupported": []},
        RepairReply={"edits": []},
        JudgeReply={"reasons": ["甲は費用がわかります。"], "obstacles": [], "winner": "甲"},
    )
    with scripted.server:
        yield scripted


@pytest.mark.parametrize(("name", "line"), COMMANDS, ids=lambda value: value[:60])
def test_command_runs(name: str, line: str, tmp_path: Path, model: Model) -> None:
    shim = tmp_path / "coach"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coach "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    if "your-model" in line or "your-deployment" in line:
        environment["COACH_BASE_URL"] = model.server.base_url
        line = re.sub(r"--base-url \S+", "", line)
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize(("name", "code"), blocks("python"), ids=lambda value: value[:20])
def test_python_runs(name: str, code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_first_two_blocks_install_and_test() -> None:
    first, second = (code for name, code in blocks("sh")[:2])
    assert "coach demo" in first and "pytest" in second
