"""What is told on stderr while a model works: one line on a terminal, a few in a log."""

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.cli.console import note

if TYPE_CHECKING:
    from coach.writer.exchange import Event

_CLEAR = "\r\x1b[K"

# The database is written this often, in code points: a killed process loses no more.
_KEPT_EVERY = 200


class Progress:
    """Shows the events of a client, and hands on the model's words as they arrive, in pieces worth writing down."""

    def __init__(self, keep: Callable[[str], None], *, live: bool | None = None) -> None:
        """Prepare. ``keep`` takes the next words; ``live`` rewrites one line, by default on a terminal."""
        self._keep = keep
        self._live = sys.stderr.isatty() if live is None else live
        self._unkept = ""
        self._arrived = 0
        self._told = ""

    def __call__(self, event: "Event") -> None:
        """Show one event."""
        match event.kind:
            case "delta":
                self._arrived += len(event.text)
                self._take(event.text)
                self._line(f"{event.label}: {self._arrived:,}文字を受け取りました")
            case "restart":
                self._arrived = 0
                self._take("\n")
            case "waiting":
                self._line(event.message) if self._live else self._once(event.message)
            case "sending":
                if self._arrived:
                    self._take("\n")
                self._arrived = 0
                self.end()
                note(event.message)
            case "warning":
                self.end()
                note(f"※ {event.message}")

    def end(self) -> None:
        """Write down what has arrived and leave the line."""
        self._flush()
        if self._live:
            print(_CLEAR, end="", file=sys.stderr, flush=True)

    def _take(self, words: str) -> None:
        self._unkept += words
        if len(self._unkept) >= _KEPT_EVERY:
            self._flush()

    def _flush(self) -> None:
        if self._unkept:
            self._keep(self._unkept)
            self._unkept = ""

    def _line(self, message: str) -> None:
        if self._live:
            print(f"{_CLEAR}{message}", end="", file=sys.stderr, flush=True)

    def _once(self, message: str) -> None:
        """A log needs each kind of waiting once, not every second of it."""
        kind = re.sub(r"[0-9]+", "", message)
        if kind != self._told:
            self._told = kind
            note(message)
