"""One request and its answer on the wire, with every limit of time kept, whatever the server does."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Thread
from typing import Any

from coach.settings import Settings
from coach.writer.exchange import Event
from coach.writer.failures import Fault, fault_of
from coach.writer.stream import Incoming

# How long one wait for bytes lasts, so that Ctrl-C is heard on Windows too, and how often waiting is told.
_TICK = 0.2
_TOLD_EVERY = 1.0

# Behind the last word only the count of tokens comes; nobody waits long for that.
_AFTERMATH = 3.0


class Exchange:
    """One request and its answer. A thread waits on the wire, so that no server can hold up the limits or Ctrl-C."""

    def __init__(
        self, send: Callable[[], AbstractContextManager[Any]], limits: Settings, incoming: Incoming
    ) -> None:
        """Prepare; ``send`` opens the answer, an object with ``headers`` and ``iter_bytes()``."""
        self.request_id = ""
        self._send = send
        self._limits = limits
        self._incoming = incoming
        self._inbox: SimpleQueue[bytes | Exception | None] = SimpleQueue()
        self._abandoned = Flag()

    def run(self, tell: Callable[[Event], None]) -> Fault | None:
        """Fill ``incoming`` until the answer is over; return what stopped it before."""
        Thread(target=self._listen, daemon=True, name="coach-model").start()
        try:
            return self._follow(tell)
        finally:
            self._abandoned.set()

    def _follow(self, tell: Callable[[Event], None]) -> Fault | None:
        started = heard = told = time.monotonic()
        while not self._incoming.is_over:
            kind, amount, since = self._limit(started, heard)
            now = time.monotonic()
            if now - since >= amount:
                return Fault(kind=kind, amount=amount)
            try:
                item = self._inbox.get(timeout=min(since + amount - now, _TICK))
            except Empty:
                if now - told >= _TOLD_EVERY:
                    told = now
                    tell(
                        Event(
                            kind="waiting",
                            message=f"回答を待っています({now - started:.0f}秒)。",
                            seconds=now - started,
                        )
                    )
                continue
            heard = time.monotonic()
            if isinstance(item, Exception):
                return self._fault(item)
            words = self._incoming.feed(item) if item is not None else self._incoming.close()
            if words:
                tell(Event(kind="delta", text=words))
            if item is None:
                return None
            if overrun := self._incoming.overrun():
                return overrun
        return None

    def _limit(self, started: float, heard: float) -> tuple[str, float, float]:
        """Return the limit that ends first: its kind, its length and its beginning."""
        limits = self._limits
        if self._incoming.finish_reason:
            nearest = ("slow_idle", min(limits.idle_seconds, _AFTERMATH), heard)
        elif self._incoming.has_begun:
            nearest = ("slow_idle", limits.idle_seconds, heard)
        else:
            nearest = ("slow_first_token", limits.first_token_seconds, started)
        whole = ("slow_whole", limits.whole_seconds, started)
        return min(nearest, whole, key=lambda limit: limit[1] + limit[2])

    def _fault(self, error: Exception) -> Fault:
        fault = fault_of(error, self._limits.api_key)
        if not fault:
            raise error
        self._incoming.close()
        return replace(fault, amount=self._limits.connect_seconds) if fault.kind == "slow_connect" else fault

    def _listen(self) -> None:
        try:
            with self._send() as response:
                self.request_id = response.headers.get("x-request-id", "")
                for data in response.iter_bytes():
                    if self._abandoned.is_set():
                        return
                    self._inbox.put(data)
            self._inbox.put(None)
        except Exception as error:
            self._inbox.put(error)
