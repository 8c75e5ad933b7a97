"""The only door to a model: one prompt out, one answer back, every limit kept, every failure told.

    with Client(settings, on_event=show) as client:
        reply = client.ask(messages, schema_of(DraftReply), label="書き直し")
        client.usage

Any server that speaks Chat Completions answers; nothing is sent that the user did not set, but the model's name,
the messages, the form of the answer and the wish to have it streamed.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any, Self, cast

from coach.errors import ConfigError, ModelError
from coach.results import Usage
from coach.settings import Settings
from coach.writer.exchange import Event, Interrupted, Message, Reply
from coach.writer.failures import Fault, failure, fault_of
from coach.writer.ladder import (
    Caps,
    Taken,
    caps,
    is_about_form,
    lower_rung,
    rejected_parameter,
    response_format,
    spelled,
)
from coach.writer.schemas import Schema
from coach.writer.stream import Incoming, seems_cut, without_thoughts
from coach.writer.wire import Exchange

if TYPE_CHECKING:
    from openai import OpenAI

__all__ = ["Client"]

# Attempts at one request before its failure is told.
_TRIES = 3

# The first pause between two attempts, doubled each time, and the longest a server may ask for, in seconds.
_PAUSE = 0.5
_PAUSE_RATE = 2.0
_LONGEST_PAUSE = 60.0

_TOLD_EVERY = 1.0

# A list of models comes at once or never.
_LIST_SECONDS = 20.0

# An SDK that gets no key refuses to start; a server on this machine ignores it.
_NO_KEY = "none"

# An answer whose last word had arrived is whole, however the connection ended.
_OVER_ANYWAY = frozenset({"cut", "slow_idle", "slow_whole", "unreachable"})


def _sendable(text: str) -> str:
    """Half a surrogate pair, from a broken paste, cannot be sent as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _silent(event: Event) -> None:
    return


class Client:
    """Asks one model of one server, within ``settings.max_calls`` requests, failed ones included."""

    def __init__(
        self,
        settings: Settings,
        on_event: Callable[[Event], None] = _silent,
        *,
        known: Caps | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare, without importing the SDK or connecting. Raises ``ConfigError`` when no model can be asked."""
        self.settings = settings.checked()
        self.usage = Usage()
        self._tell = on_event
        self._sleep = sleep
        self._known = known or caps(settings.home)
        self._taken: Taken = self._known.of(settings.address, settings.model_name)
        self._sdk_made: OpenAI | None = None
        self._incoming = Incoming()
        self._earlier = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the connections."""
        if self._sdk_made:
            self._sdk_made.close()
            self._sdk_made = None

    def ask(self, messages: Sequence[Message], schema: Schema[Any], *, label: str) -> Reply:
        """Return the model's answer, whole but not yet validated; ``label`` names the work in Japanese.

        Raises ``ModelError`` with the text that had arrived (``partial``), ``ConfigError`` for a key that cannot be
        sent, ``Interrupted`` for Ctrl-C.
        """
        try:
            return self._ask(messages, schema, label)
        except KeyboardInterrupt as stop:
            raise Interrupted(self._partial) from stop

    def distrust(self) -> None:
        """Ask for the form one rung lower from now on: the last answer did not keep to it."""
        if self._go_down(""):
            self._keep()

    def models(self) -> list[str]:
        """Return the names of the models that the server offers. Raises ``ModelError``."""
        try:
            page = self._sdk().models.list(timeout=min(self.settings.whole_seconds, _LIST_SECONDS))
            names = [str(model.id) for model in page.data]
        except (AttributeError, TypeError):
            raise self._failure(Fault(kind="not_an_answer")) from None
        except Exception as error:
            fault = fault_of(error, self.settings.api_key)
            if not fault:
                raise
            raise self._failure(fault) from error
        return names

    @property
    def _partial(self) -> str:
        return self._incoming.text or self._earlier

    def _ask(self, messages: Sequence[Message], schema: Schema[Any], label: str) -> Reply:
        started, tries = time.monotonic(), 0
        host, model = self.settings.host, self.settings.model_name
        self._incoming, self._earlier = Incoming(), ""
        self._tell(
            Event(kind="sending", label=label, message=f"{label}を {host} の {model} に依頼しています。")
        )
        while True:
            self._incoming = Incoming(self.settings.api_key)
            fault = self._attempt(messages, schema, label)
            if not fault:
                return self._reply(self._incoming, time.monotonic() - started)
            self._earlier = self._partial
            tries += 1
            if self._lowers(fault) or self._drops(fault, label):
                tries = 0
            elif not self._spares_form(fault, tries):
                self._wait(fault, tries, label)
            if self._incoming.text:
                self._tell(Event(kind="restart", label=label))

    def _attempt(self, messages: Sequence[Message], schema: Schema[Any], label: str) -> Fault | None:
        if self.usage.calls >= self.settings.max_calls:
            raise self._failure(Fault(kind="too_many_calls", amount=self.settings.max_calls))
        incoming = self._incoming
        started = time.monotonic()
        outgoing = spelled(messages, self._taken.rung, schema)
        request_id = ""
        self.usage = self.usage.model_copy(update={"calls": self.usage.calls + 1})
        body = self._body(outgoing, schema)
        create = cast(Any, self._sdk().chat.completions.with_streaming_response.create)
        exchange = Exchange(lambda: create(**body), self.settings, incoming)
        try:
            fault = exchange.run(lambda event: self._tell(replace(event, label=label)))
            request_id = exchange.request_id or (fault.request_id if fault else "")
        finally:
            self._count(incoming, request_id or exchange.request_id, time.monotonic() - started)
        if fault and not (fault.kind in _OVER_ANYWAY and incoming.finish_reason):
            return fault
        prompt = "".join(message.content for message in outgoing)
        if fault := incoming.fault():
            return replace(fault, request_id=request_id)
        cut = seems_cut(prompt, incoming.input_tokens, incoming.output_tokens)
        return Fault(kind="context_cut", request_id=request_id) if cut else None

    def _body(self, messages: Sequence[Message], schema: Schema[Any]) -> dict[str, Any]:
        sent: dict[str, Any] = {
            "model": self.settings.model_name,
            "messages": [
                {"role": message.role, "content": _sendable(message.content)} for message in messages
            ],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if form := response_format(self._taken.rung, schema):
            sent["response_format"] = form
        own = {
            name: value for name, value in self.settings.parameters.items() if name not in self._taken.dropped
        }
        if "stream" in self._taken.dropped:
            sent.pop("stream_options")
        return {name: value for name, value in sent.items() if name not in self._taken.dropped} | {
            "extra_body": own or None
        }

    def _reply(self, incoming: Incoming, seconds: float) -> Reply:
        if not self._taken.proved:
            self._taken.proved = True
            self._keep()
        return Reply(
            text=without_thoughts(incoming.text),
            rung=self._taken.rung,
            model=incoming.model,
            request_id=self.usage.request_ids[-1] if self.usage.request_ids else "",
            input_tokens=incoming.input_tokens,
            output_tokens=incoming.output_tokens,
            seconds=seconds,
        )

    def _lowers(self, fault: Fault) -> bool:
        """Go one rung down where the fault is evidence that the server cannot keep to the form."""
        rejected = fault.status >= 400 and fault.kind in {"rejected", "server"} and is_about_form(fault)
        if not (rejected or fault.kind == "runaway") or not self._go_down(fault.complaint):
            return False
        self._keep()
        return True

    def _spares_form(self, fault: Fault, tries: int) -> bool:
        """Go one rung down for the last attempt: some servers break down over a schema, every time. Most are only in
        trouble, so that it is remembered when an answer has proved it.
        """
        breaks = fault.kind == "server" and fault.status == 500 and tries == _TRIES - 1
        return breaks and not self._taken.proved and self._go_down(fault.complaint)

    def _go_down(self, complaint: str) -> bool:
        lower = lower_rung(self._taken.rung, complaint)
        if not lower:
            return False
        self._taken.rung, self._taken.proved = lower, False
        return True

    def _drops(self, fault: Fault, label: str) -> bool:
        """Leave out a parameter that the server will not take."""
        sent = {*self.settings.parameters, "stream", "stream_options"} - set(self._taken.dropped)
        name = rejected_parameter(fault, sent)
        if not name:
            return False
        self._taken.dropped.append(name)
        self._keep()
        if name in self.settings.parameters:
            told = f"{self.settings.host} が {name} の指定を受け付けないため、この指定なしで依頼します。"
            self._tell(Event(kind="warning", label=label, message=told))
        return True

    def _wait(self, fault: Fault, tries: int, label: str) -> None:
        """Wait before another attempt, telling so; raise where none would help."""
        if not fault.retried or tries >= _TRIES:
            raise self._failure(fault)
        pause = (_PAUSE_RATE if fault.kind == "rate" else _PAUSE) * 2 ** (tries - 1)
        pause = pause if fault.retry_after is None else fault.retry_after
        if pause > _LONGEST_PAUSE:
            raise self._failure(replace(fault, kind="long_wait", amount=pause))
        if self.usage.calls >= self.settings.max_calls:
            raise self._failure(fault)
        while pause > 0:
            told = (
                f"{self.settings.host} の応答を待って、{ceil(pause)}秒後にもう一度依頼します(Ctrl-Cで中断)。"
            )
            self._tell(Event(kind="waiting", label=label, message=told, seconds=pause))
            self._sleep(min(pause, _TOLD_EVERY))
            pause -= _TOLD_EVERY

    def _failure(self, fault: Fault) -> ModelError | ConfigError:
        return failure(fault, host=self.settings.host, model=self.settings.model_name, partial=self._partial)

    def _keep(self) -> None:
        self._known.keep(self.settings.address, self.settings.model_name)

    def _count(self, incoming: Incoming, request_id: str, seconds: float) -> None:
        self.usage = self.usage.model_copy(
            update={
                "input_tokens": self.usage.input_tokens + incoming.input_tokens,
                "output_tokens": self.usage.output_tokens + incoming.output_tokens,
                "seconds": self.usage.seconds + seconds,
                "request_ids": (*self.usage.request_ids, *([request_id] if request_id else [])),
            }
        )

    def _sdk(self) -> "OpenAI":
        if self._sdk_made:
            return self._sdk_made
        import httpx2
        import openai

        s = self.settings
        # Only a stop for a connection that nobody listens to any more; the limits themselves are kept outside.
        silence = max(s.first_token_seconds, s.idle_seconds) + 1
        is_plain = s.is_loopback and s.address.startswith("http://")
        http = openai.DefaultHttpx2Client(
            timeout=httpx2.Timeout(silence, connect=s.connect_seconds),
            # A server on this machine needs no certificates, and a company's proxy knows nothing of it.
            trust_env=not s.is_loopback,
            verify=not is_plain,
            follow_redirects=not is_plain,
        )
        if s.is_azure:
            self._sdk_made = openai.AzureOpenAI(
                azure_endpoint=s.azure_endpoint,
                azure_deployment=s.azure_deployment or None,
                api_version=s.azure_api_version,
                api_key=s.api_key or _NO_KEY,
                max_retries=0,
                http_client=http,
            )
        else:
            self._sdk_made = openai.OpenAI(
                base_url=s.address, api_key=s.api_key or _NO_KEY, max_retries=0, http_client=http
            )
        return self._sdk_made
