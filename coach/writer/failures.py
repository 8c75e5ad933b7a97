"""What can go wrong with a model's service, and what the user is told: ``failures.toml`` read and applied."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Literal

from coach.errors import ConfigError, ModelError, ReplyError, ServiceError
from coach.resources import table_beside
from coach.text import shortened
from coach.values import Value

_ERRORS: dict[str, type[ModelError] | type[ConfigError]] = {
    "config": ConfigError,
    "service": ServiceError,
    "reply": ReplyError,
}

# Longer words of a server are cut, in characters.
_LONGEST = 160


class Failure(Value):
    """One row of the table: what the user is told, and how it is recognised."""

    error: Literal["config", "service", "reply"]
    message: str
    hint: str
    retried: bool = False
    codes: tuple[str, ...] = ()
    words: str = ""
    statuses: tuple[int, ...] = ()
    exceptions: tuple[str, ...] = ()


@cache
def failures() -> dict[str, Failure]:
    """Return the table by its keys, in its order."""
    rows = table_beside(__file__, "failures.toml")
    return {kind: Failure.model_validate(row) for kind, row in rows.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One failed attempt. ``complaint`` is all that the server said, ``said`` what of it can be shown.

    ``status`` is 0 where no answer came; ``retry_after`` is the pause in seconds that the server asked for;
    ``amount`` is the limit that was passed, in seconds or calls.
    """

    kind: str
    complaint: str = ""
    said: str = ""
    param: str = ""
    status: int = 0
    retry_after: float | None = None
    request_id: str = ""
    no_retry: bool = False
    amount: float = 0.0

    @property
    def retried(self) -> bool:
        """Whether another attempt may succeed."""
        return failures()[self.kind].retried and not self.no_retry


def fault_of(error: BaseException, secret: str = "") -> Fault | None:
    """Return what an exception of the SDK means, or None for one that is no fault of the service.

    ``secret`` never stands in what is returned.
    """
    status = getattr(error, "status_code", 0)
    if not isinstance(status, int) or not status:
        kind = _kind_of_chain(error)
        return Fault(kind=kind) if kind else None
    body = getattr(error, "body", None)
    headers = getattr(getattr(error, "response", None), "headers", {})
    return fault_in(body, status, headers, f"{error}", secret)


def fault_in(
    body: Any,
    status: int,
    headers: Mapping[str, str] | None = None,
    complaint: str = "",
    secret: str = "",
    kind: str = "",
) -> Fault:
    """Return what an error that the server describes means; with status 200 it stood where an answer should be.

    ``kind`` is what it means where the place already tells.
    """
    headers = headers or {}
    fields = body if isinstance(body, Mapping) else {}
    code = str(fields.get("code") or fields.get("type") or "").lower()
    said = str(fields.get("message") or fields.get("msg") or (body if isinstance(body, str) else ""))
    complaint = f"{complaint} {said} {fields or ''}"
    if status == 200 and code.isdigit():
        status = int(code)
    return Fault(
        kind=kind or _kind(code, complaint, status),
        complaint=complaint,
        said=_showable(said, secret),
        param=str(fields.get("param") or ""),
        status=status,
        retry_after=_pause(headers),
        request_id=headers.get("x-request-id", ""),
        no_retry=headers.get("x-should-retry") == "false",
    )


def failure(fault: Fault, *, host: str, model: str, partial: str = "") -> ModelError | ConfigError:
    """Return the error that tells the user of a fault; ``partial`` is what had arrived."""
    row = failures()[fault.kind]
    speaker = "モデルの言葉" if fault.kind == "declined" else "サーバーの説明"
    said = f"({speaker}: {fault.said})" if fault.said else ""
    filled = {"host": host, "model": model, "said": said, "amount": f"{fault.amount:g}"}
    message, hint = row.message.format_map(filled), row.hint.format_map(filled)
    error = _ERRORS[row.error]
    return error(message, hint, partial=partial) if issubclass(error, ModelError) else error(message, hint)


def _kind(code: str, complaint: str, status: int) -> str:
    rows = failures().items()
    for kind, row in rows:
        if code in row.codes:
            return kind
    # A server in trouble talks about many things.
    for kind, row in rows:
        if (
            row.words
            and not row.exceptions
            and status < 500
            and re.search(row.words, complaint, re.IGNORECASE)
        ):
            return kind
    for kind, row in rows:
        if status in row.statuses:
            return kind
    return "server" if status >= 500 else "error_inside" if status < 400 else "rejected"


def _kind_of_chain(error: BaseException) -> str:
    """Return what the deepest known cause means, for it says the most; "" for an exception that is not known."""
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at and at not in chain:
        chain.append(at)
        # The HTTP library hides what the operating system said.
        at = at.__cause__ or at.__context__
    return next(filter(None, map(_kind_of, reversed(chain))), "") if _kind_of(error) else ""


def _kind_of(error: BaseException) -> str:
    for name in (kind.__name__ for kind in type(error).__mro__):
        for kind, row in failures().items():
            if name in row.exceptions and re.search(row.words, str(error), re.IGNORECASE):
                return kind
    return ""


def _showable(said: str, secret: str) -> str:
    """The server's words on one line, without the key, without anything that a terminal would obey."""
    plain = said.replace(secret, "…") if secret else said
    plain = re.sub(r"\b(?:sk|key)-[\w*.-]{4,}", "sk-…", plain)
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", plain).split()).rstrip("。.")
    return shortened(plain, _LONGEST)


def _pause(headers: Mapping[str, str]) -> float | None:
    """The pause that the server asks for, in seconds; a date counts from the server's own clock."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(float(headers[name]) * unit, 0.0)
        except (KeyError, ValueError):
            continue
    try:
        then, now = (parsedate_to_datetime(headers[name]) for name in ("retry-after", "date"))
        return max((then - now).total_seconds(), 0.0)
    except (KeyError, TypeError, ValueError):
        return None
