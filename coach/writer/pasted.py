"""Answers that a user brought back from a chat window, in the place of a client."""

from collections.abc import Sequence
from typing import Any

from coach.errors import InputError
from coach.writer.exchange import Message, Reply
from coach.writer.replies import FormError, parse_reply
from coach.writer.schemas import Schema


class Pasted:
    """Gives the answers one after the other: the text first, then the audit of it where one was asked for."""

    def __init__(self, replies: Sequence[tuple[str, str]]) -> None:
        """Take the answers, each with the name of its file."""
        self._replies = list(replies)

    def ask(self, messages: list[Message], schema: Schema[Any], *, label: str) -> Reply:
        """Return the next answer. Raises ``InputError`` naming the file that does not hold one of this form."""
        name, text = self._replies.pop(0)
        try:
            parse_reply(text, schema.model)
        except FormError as error:
            raise InputError(
                f"{name} を{label}の回答として読めません({'、'.join(error.problems)})。",
                "チャットの回答を、最初の { から最後の } まで欠けずに保存してください。",
            ) from error
        return Reply(text=text, rung="text")

    def distrust(self) -> None:
        """Nobody to distrust: an answer brought back is read or refused."""
