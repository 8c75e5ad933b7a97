"""The command line in a process of its own: on a pseudo terminal where somebody types, or stopped by a signal."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.model.command import ROOT, Done

_PATIENCE = 30.0
CTRL_C = b"\x03"
CTRL_D = b"\x04"


@dataclass
class Terminal:
    """``coach`` with keyboard and screen on a pseudo terminal; the result goes to a pipe."""

    arguments: Sequence[str]
    environ: Mapping[str, str]
    cwd: Path = ROOT
    screen: str = field(default="", init=False)

    def __enter__(self) -> Self:
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "coach", *self.arguments],
            cwd=self.cwd,
            env={**os.environ, **self.environ, "TERM": "xterm"},
            stdin=slave,
            stdout=subprocess.PIPE,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()
        os.close(self._master)

    def wait_for(self, words: str) -> None:
        """Read the screen until these words stand on it."""
        ends = time.monotonic() + _PATIENCE
        while words not in self.screen:
            assert time.monotonic() < ends, f"{words!r} did not come:\n{self.screen}"
            assert self._read(), f"the command ended before {words!r}:\n{self.screen}"

    def type(self, words: str) -> None:
        """Type a line."""
        os.write(self._master, words.encode() + b"\n")

    def press(self, key: bytes) -> None:
        """Press a key, as it arrives."""
        os.write(self._master, key)

    def done(self) -> Done:
        """Wait for the end."""
        out = b""
        assert self._process.stdout
        ends = time.monotonic() + _PATIENCE
        while time.monotonic() < ends:
            ready, _, _ = select.select([self._process.stdout, self._master], [], [], 0.2)
            if self._master in ready:
                self._read()
            if self._process.stdout in ready:
                piece = os.read(self._process.stdout.fileno(), 65536)
                out += piece
                if not piece:
                    break
        code = self._process.wait(_PATIENCE)
        while self._read():
            pass
        return Done(code, out.decode(), self.screen)

    def _read(self) -> bool:
        if not select.select([self._master], [], [], 0.2)[0]:
            return self._process.poll() is None
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.screen += data.decode("utf-8", "replace")
        return bool(data)


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def interrupted(arguments: Sequence[str], environ: Mapping[str, str], when: Path) -> Done:
    """Run the command and send it SIGINT as soon as ``when`` exists."""
    process = subprocess.Popen(
        [sys.executable, "-m", "coach", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    ends = time.monotonic() + _PATIENCE
    while not when.exists() and time.monotonic() < ends and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=_PATIENCE)
    return Done(process.returncode, out.decode(), err.decode())
