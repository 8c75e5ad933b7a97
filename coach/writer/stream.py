"""An answer as it arrives: from the bytes of the wire to the model's words, whatever the server makes of the protocol."""

import json
import re
from collections.abc import Mapping
from typing import Any

from coach.writer.failures import Fault, fault_in

# A model that writes this much white space in a row never stops by itself.
_RUNAWAY = re.compile(r"[ \t\r\n]{200}\Z|(?:\\[nrt]| ){200}\Z")
_RUNAWAY_TAIL = 420

# No answer of this program's is longer, in characters of content and in bytes on the wire.
_LONGEST = 200_000
_LONGEST_WIRE = 8_000_000

_THOUGHTS = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL)
_THOUGHTS_UNOPENED = re.compile(r"\A[^{}]*?</think(?:ing)?>")

_FIELD = re.compile(rb"(?:data|event|id|retry)?:")

# Prompts shorter than this, in estimated tokens, fit everywhere.
_SHORT = 1500

# The most efficient tokenizers known need more than a token for three Japanese characters.
_TOKENS_PER_CHARACTER = 0.35

_USUAL_CONTEXTS = frozenset(2**power for power in range(11, 16))


def without_thoughts(text: str) -> str:
    """Return what a model wrote without the thoughts that some servers put in front of it."""
    if "<think" not in text and "</think" not in text and "<reasoning>" not in text:
        return text
    return _THOUGHTS_UNOPENED.sub("", _THOUGHTS.sub("", text)).strip()


def seems_cut(prompt: str, input_tokens: int, output_tokens: int) -> bool:
    """Whether a server read only a part of the prompt, going by the tokens that it counted.

    Some servers cut a prompt to the length of their context without a word. No tokenizer gets by with so few
    tokens, or the count is exactly a usual length of context although the prompt is longer.
    """
    japanese = sum(not char.isascii() for char in prompt)
    estimate = japanese + (len(prompt) - japanese) / 4
    if input_tokens <= 0 or estimate < _SHORT:
        return False
    if input_tokens < _TOKENS_PER_CHARACTER * estimate:
        return True
    return (
        bool({input_tokens, input_tokens + output_tokens} & _USUAL_CONTEXTS) and estimate > input_tokens * 1.2
    )


class Incoming:
    """What has arrived of one answer: a stream of events, or a whole body from a server that does not stream."""

    def __init__(self, secret: str = "") -> None:
        self.refusal = ""
        self.finish_reason = ""
        self.model = ""
        self.input_tokens = 0
        self.output_tokens = 0
        self.is_over = False
        self._secret = secret
        self._pieces: list[str] = []
        self._tail = ""
        self._size = 0
        self._thought = False
        self._error: Any = None
        self._answered = False
        self._streams: bool | None = None
        self._wire = 0
        self._rest = b""
        self._event: list[bytes] = []
        self._body = b""

    @property
    def text(self) -> str:
        """The model's words so far."""
        return "".join(self._pieces)

    @property
    def has_begun(self) -> bool:
        """Whether the model has started to write or to think."""
        return bool(self._pieces) or self._thought

    @property
    def is_runaway(self) -> bool:
        """Whether the model writes nothing but white space."""
        return bool(_RUNAWAY.search(self._tail))

    def feed(self, data: bytes) -> str:
        """Take bytes of the answer; return the words that they completed."""
        before = len(self._pieces)
        self._wire += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._take_line(line.removesuffix(b"\r"))
        return "".join(self._pieces[before:])

    def close(self) -> str:
        """Take the end of the answer; return the words that it completed."""
        before = len(self._pieces)
        self._take_line(self._rest)
        self._rest = b""
        self._take_line(b"")
        if self._body:
            self._take_body()
        return "".join(self._pieces[before:])

    def overrun(self) -> Fault | None:
        """Return the fault that makes it useless to read on."""
        if self.is_runaway:
            return Fault(kind="runaway")
        if self._size > _LONGEST or self._wire > _LONGEST_WIRE:
            return Fault(kind="endless")
        return self.fault() if self._error is not None else None

    def fault(self) -> Fault | None:
        """Return why the answer, as it stands after its end, cannot be used; the first reason is the real one."""
        if self._error is not None:
            error = self._error
            said = error if isinstance(error, Mapping) else str(error)
            return fault_in(said, 200, secret=self._secret)
        if not self._answered:
            return Fault(kind=self._kind_of_body())
        if self.refusal:
            return fault_in({"message": self.refusal}, 200, secret=self._secret, kind="declined")
        if self.finish_reason == "content_filter":
            return Fault(kind="filtered")
        written = without_thoughts(self.text).strip()
        if self.finish_reason == "length":
            return Fault(kind="length" if written else "only_thoughts")
        if self._streams and not self.is_over and not self.finish_reason:
            return None if _is_whole(written) else Fault(kind="cut")
        return None if written else Fault(kind="empty")

    def _take_line(self, line: bytes) -> None:
        if self._streams is None and line.strip():
            self._streams = bool(_FIELD.match(line))
        if self._streams is False:
            self._body += line + b"\n"
        elif line.startswith(b"data:"):
            self._event.append(line[5:].strip())
        elif not line and self._event:
            event, self._event = self._event, []
            self._take_event(event)

    def _take_event(self, lines: list[bytes]) -> None:
        if lines[0].startswith(b"[DONE]"):
            self.is_over = True
            return
        whole = _json(b"\n".join(lines))
        for chunk in [whole] if whole is not None else map(_json, lines):
            if isinstance(chunk, dict):
                self._take_chunk(chunk, "delta")

    def _take_body(self) -> None:
        body = _json(self._body)
        if isinstance(body, dict):
            self._take_chunk(body, "message")

    def _take_chunk(self, chunk: dict[str, Any], part: str) -> None:
        if chunk.get("error"):
            self._error = chunk["error"]
        self.model = str(chunk.get("model") or self.model)
        if isinstance(usage := chunk.get("usage"), dict):
            self.input_tokens = _count(usage.get("prompt_tokens")) or self.input_tokens
            self.output_tokens = _count(usage.get("completion_tokens")) or self.output_tokens
        choices = chunk.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        if not isinstance(choice, dict):
            return
        self._answered = True
        self.finish_reason = str(choice.get("finish_reason") or self.finish_reason)
        words = choice.get(part) or choice.get("message")
        if isinstance(words, dict):
            self._thought = self._thought or bool(words.get("reasoning_content") or words.get("reasoning"))
            self.refusal += str(words.get("refusal") or "")
            self._add(_words(words.get("content")))

    def _add(self, words: str) -> None:
        if words:
            self._pieces.append(words)
            self._size += len(words)
            self._tail = (self._tail + words)[-_RUNAWAY_TAIL:]

    def _kind_of_body(self) -> str:
        start = self._body.lstrip()[:200].lower()
        if self._streams:
            return "no_choices"
        if start.startswith(b"<"):
            return "html"
        if isinstance(body := _json(self._body), dict):
            return "no_choices" if "choices" in body else "not_an_answer"
        return "cut" if not start or start.startswith(b"{") else "not_an_answer"


def _words(content: Any) -> str:
    """The words of a piece; some servers send a list of parts."""
    if isinstance(content, list):
        return "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _is_whole(text: str) -> bool:
    return isinstance(_json(text.encode("utf-8", "replace")), dict)


def _count(value: Any) -> int:
    return value if isinstance(value, int) and value > 0 else 0
