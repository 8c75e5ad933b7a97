"""How the form of a reply is asked for: json_schema, else json_object, else in words; and what each server took.

A server goes one rung down only on evidence: it rejected the form, or answered outside it. What worked is
remembered for each address and model.
"""

import json
import os
import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from coach.writer.exchange import Message, Rung
from coach.writer.failures import Fault
from coach.writer.schemas import Schema

CAPS_FILE = "caps.json"

# A server that was mended is tried again after this many seconds: seven days.
_KEPT = 7 * 24 * 3600.0

# More servers than these are nobody's.
_MOST_KEPT = 50

_ABOUT_FORM = re.compile(
    r"response_format|json_schema|json_object|json schema|structured output|grammar|guided|\bstrict\b", re.I
)

_UNWANTED = re.compile(
    r"unsupported|not support|unknown|unrecogni[sz]ed|unexpected|extra|invalid|not (?:permitted|allowed)|deprecated|only",
    re.I,
)

_SHAPE = """

# 出力の形
次のJSON Schemaに合うJSONを1つだけ返してください。前置き、説明、コードの囲みは書かないでください。
{schema}"""


def response_format(rung: Rung, schema: Schema[Any]) -> dict[str, Any] | None:
    """Return the ``response_format`` of a request on this rung, or None for the last."""
    if rung == "json_schema":
        return {"type": rung, "json_schema": {"name": schema.name, "strict": True, "schema": schema.body}}
    return {"type": rung} if rung == "json_object" else None


def spelled(messages: Sequence[Message], rung: Rung, schema: Schema[Any]) -> list[Message]:
    """Return the messages as they go out: below the first rung the form stands in words at the very end.

    The system part stays byte for byte as it is, so that a server's cache of it keeps working.
    """
    if rung == "json_schema":
        return list(messages)
    shape = _SHAPE.format(schema=json.dumps(schema.body, ensure_ascii=False))
    return appended(messages, shape)


def appended(messages: Sequence[Message], text: str) -> list[Message]:
    """Return the messages with ``text`` at the end of the last; two turns of one role in a row break templates."""
    return [*messages[:-1], replace(messages[-1], content=messages[-1].content + text)]


def is_about_form(fault: Fault) -> bool:
    """Whether a server complains of the form that was asked for, not of the request."""
    return bool(_ABOUT_FORM.search(f"{fault.param} {fault.complaint}"))


def lower_rung(rung: Rung, complaint: str = "") -> Rung | None:
    """Return the next rung down, or None at the bottom. A server that lists what it takes is believed."""
    if rung == "text":
        return None
    takes_text_only = re.search(r"must be[^.]*json_schema[^.]*\btext\b", complaint)
    return "json_object" if rung == "json_schema" and not takes_text_only else "text"


def rejected_parameter(fault: Fault, sent: Collection[str]) -> str:
    """Return which of the parameters sent a server will not take, or "".

    OpenAI names it; others only mention it in a sentence.
    """
    if fault.status not in {400, 422, 501}:
        return ""
    named = fault.param.partition(".")[0]
    if named in sent:
        return named
    if not _UNWANTED.search(fault.complaint):
        return ""
    return next(
        (name for name in sorted(sent, key=len, reverse=True) if _mentions(fault.complaint, name)), ""
    )


def _mentions(complaint: str, name: str) -> bool:
    """A name such as ``stop`` or ``user`` is also a word; it counts only between quotation marks."""
    is_a_name = "_" in name or name == "temperature"
    around = r"\b" if is_a_name else "['\"`]"
    return bool(re.search(f"{around}{re.escape(name)}{around}", complaint))


@dataclass
class Taken:
    """What one server takes: the rung, whether it has proved itself, and the parameters it rejected."""

    rung: Rung = "json_schema"
    proved: bool = False
    dropped: list[str] = field(default_factory=list)


class Caps:
    """What each server took, in memory and in a small file without any content. Failures of the file are ignored."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self._path = path
        self._now = now
        self._known: dict[str, Taken] = {}

    def of(self, address: str, model: str) -> Taken:
        """Return what is known of a server; change it, then ``keep`` it."""
        key = _key(address, model)
        if key not in self._known:
            self._known[key] = _taken(self._read().get(key), self._now())
        return self._known[key]

    def keep(self, address: str, model: str) -> None:
        """Write down what is known of a server."""
        key = _key(address, model)
        taken = self._known[key]
        entry = {"rung": taken.rung, "proved": taken.proved, "dropped": taken.dropped, "at": self._now()}
        rows = {name: row for name, row in self._read().items() if name != key}
        newest = dict(list(rows.items())[-(_MOST_KEPT - 1) :])
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.write_text(json.dumps(newest | {key: entry}, indent=1), encoding="utf-8")
            os.replace(draft, self._path)
        except OSError:
            return

    def _read(self) -> dict[str, Any]:
        try:
            rows = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return rows if isinstance(rows, dict) else {}


@cache
def caps(folder: Path) -> Caps:
    """Return what is known of servers under a user's folder: one memory a process."""
    return Caps(folder / CAPS_FILE)


def _key(address: str, model: str) -> str:
    return sha256(f"{address}\n{model}".encode()).hexdigest()[:16]


def _taken(row: Any, now: float) -> Taken:
    """Believe an entry only as far as it makes sense; the file may be old or edited."""
    match row:
        case {
            "rung": ("json_schema" | "json_object" | "text") as rung,
            "proved": bool(proved),
            "dropped": list(dropped),
            "at": float(at) | int(at),
        } if 0 <= now - at < _KEPT:
            return Taken(rung, proved, [name for name in dropped if isinstance(name, str)])
    return Taken()
