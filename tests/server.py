"""A model's server on the loopback, scripted to the byte, so that a test can say how the service behaves.

    with ModelServer() as server:
        server.enqueue(reply_text({"text": "…"}), status(429, retry_after="0"), [head(), RESET])
        settings = load({"COACH_MODEL": "test-model", "OPENAI_BASE_URL": server.base_url})

Replies go out in the order in which they were queued; a request without a reply gets 599. Each reply is a list of
steps: bytes to send, a pause in seconds, or RESET, which comes when what was sent has had time to be read. The
replies in the tests were written for them; no model wrote any.
"""

import json
import re
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, Self

RESET: Literal["reset"] = "reset"
# Seconds in which a client on the same machine has read what was sent to it.
SETTLED = 0.3

Step = bytes | float | Literal["reset"]
Script = Sequence[Step]

MODEL = "test-model"


@dataclass(frozen=True)
class Request:
    """What arrived: the path, the headers in lower case, the JSON body."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        """All messages as one text."""
        return "\n".join(message["content"] for message in self.body.get("messages", []))

    @property
    def form(self) -> str:
        """The name of the reply that is asked for, or where it stands only in words the fields of it: ``findings+text``."""
        asked = self.body.get("response_format", {}).get("json_schema", {}).get("name")
        if asked:
            return str(asked)
        shapes = re.findall(
            r'"required": (\[[^\]]*\]), "additionalProperties": false\}$', self.prompt, re.MULTILINE
        )
        return "+".join(json.loads(shapes[-1])) if shapes else ""


class ModelServer:
    """Serves queued replies, or what ``respond`` makes of each request; records every request for an answer."""

    def __init__(
        self,
        respond: Callable[[Request], Script | str | dict[str, Any]] | None = None,
        models: Iterable[str] = (MODEL,),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.requests: list[Request] = []
        self._respond = respond
        self._models = json_body(
            {"object": "list", "data": [{"id": name, "object": "model"} for name in models]}
        )
        self._queue: list[Script] = []
        self._open: set[socket.socket] = set()
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        # The address to set as OPENAI_BASE_URL.
        self._tls = tls
        self.base_url = f"{'https' if tls else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}/v1"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for sock in [self._listener, *self._open]:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def enqueue(self, *replies: Script | str | dict[str, Any]) -> None:
        """Queue replies; a text or a table is what the model says."""
        self._queue += [_script(reply) for reply in replies]

    def list_models_with(self, script: Script) -> None:
        """Answer requests for the list of models with this instead."""
        self._models = script

    def _serve(self) -> None:
        while not self._stopped.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._open.add(sock)
            thread = threading.Thread(target=self._answer, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, plain: socket.socket) -> None:
        sock = plain
        try:
            if self._tls:
                sock = self._tls.wrap_socket(sock, server_side=True)
            request = _read(sock)
            if request:
                self._play(sock, self._script_for(request))
        except OSError:
            pass
        finally:
            self._open.discard(plain)
            sock.close()

    def _script_for(self, request: Request) -> Script:
        if request.path.endswith("/models"):
            return self._models
        self.requests.append(request)
        if self._respond:
            return _script(self._respond(request))
        return (
            self._queue.pop(0) if self._queue else status(599, {"error": {"message": "no reply was queued"}})
        )

    def _play(self, sock: socket.socket, script: Script) -> None:
        # Small pieces wait for each other otherwise, and a reset throws away what waits.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for at, step in enumerate(script):
            if isinstance(step, bytes):
                sock.sendall(step)
            elif step == RESET:
                if at and self._stopped.wait(SETTLED):
                    return
                # A linger of zero sends RST instead of FIN.
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            elif isinstance(step, float | int) and self._stopped.wait(step):
                return
        # A client that sees the end before its request was read would report a reset.
        with suppress(OSError):
            sock.shutdown(socket.SHUT_WR)


def _read(sock: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = sock.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += sock.recv(65536)
    return Request(first.split()[1], headers, json.loads(body) if body else {})


def _script(reply: Script | str | dict[str, Any]) -> Script:
    return reply_text(reply) if isinstance(reply, str | dict) else reply


def head(code: int = 200, content_type: str = "text/event-stream", **headers: str) -> bytes:
    """The head of an answer that lasts until the connection ends."""
    lines = {"content-type": content_type, "x-request-id": "req-test", "connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    fields = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {code} Test\r\n{fields}\r\n".encode()


def event(data: Any) -> bytes:
    """One event of a stream."""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return f"data: {text}\n\n".encode()


def chunk(
    content: str | list[dict[str, str]] | None = None, finish: str | None = None, **delta: Any
) -> bytes:
    """One event with a piece of the model's words."""
    words = delta | ({} if content is None else {"content": content})
    choice = {"index": 0, "delta": words, "finish_reason": finish}
    return event({"id": "c", "object": "chat.completion.chunk", "model": MODEL, "choices": [choice]})


def usage(prompt: int = 100, completion: int = 20) -> bytes:
    """The event that counts tokens."""
    counts = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    return event(
        {"id": "c", "object": "chat.completion.chunk", "model": MODEL, "choices": [], "usage": counts}
    )


DONE = event("[DONE]")


def written(content: str | dict[str, Any], size: int = 16) -> list[bytes]:
    """The events of an answer's words, cut into pieces."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return [chunk(text[at : at + size]) for at in range(0, len(text), size)]


def reply_text(
    content: str | dict[str, Any], *, finish: str = "stop", prompt: int = 100, completion: int = 20
) -> Script:
    """A streamed answer that says ``content`` and ends as it should."""
    return [
        head(),
        chunk("", role="assistant"),
        *written(content),
        chunk(finish=finish),
        usage(prompt, completion),
        DONE,
    ]


def json_body(value: Any, code: int = 200, **headers: str) -> Script:
    """An answer in one piece of JSON."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return [head(code, "application/json", content_length=str(len(body)), **headers), body]


def whole(content: str | dict[str, Any]) -> Script:
    """An answer in one piece, from a server that does not stream."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": text}
    counts = {"prompt_tokens": 100, "completion_tokens": 20}
    return json_body(
        {
            "model": MODEL,
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": counts,
        }
    )


def status(code: int, body: Any = None, **headers: str) -> Script:
    """A refusal in OpenAI's style; ``body`` replaces it."""
    return json_body(
        body or {"error": {"message": "Something failed.", "type": "test", "code": None}}, code, **headers
    )


def complaint(message: str, *, code: int = 400, param: str | None = None, kind: str | None = None) -> Script:
    """A structured refusal that may name the parameter."""
    return status(
        code, {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": kind}}
    )


def bare(message: str, code: int = 400) -> Script:
    """A refusal in a bare string, as local servers send it."""
    return json_body({"error": message}, code)
