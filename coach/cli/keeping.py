"""Nothing typed is lost: every draft goes into the history before anything is computed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.console import note
from coach.errors import ConfigError, InputError
from coach.settings import home

if TYPE_CHECKING:
    from coach.critic.finding import Finding
    from coach.critic.reader import Limits, Reader
    from coach.customer.case import Case
    from coach.history import History
    from coach.results import Draft, Feedback
    from coach.settings import Settings


@cache
def settings(**flags: str) -> "Settings":
    """Return what the user has set: by ``flags`` that are not empty, in the environment and in config.toml of the data folder.

    Raises ``ConfigError`` for a value or a file that cannot be used.
    """
    from coach.documents import decode
    from coach.settings import CONFIG_FILE, load

    path = home(os.environ) / CONFIG_FILE
    if path.is_dir():
        raise ConfigError(
            f"{path} はフォルダです。設定ファイルとして読めません。",
            "フォルダの名前を変えて、設定は同じ名前のファイルに書いてください。",
        )
    config = decode(path.read_bytes(), str(path)) if path.is_file() and path.stat().st_size else None
    return load(os.environ, config, {name: value for name, value in flags.items() if value})


def limits() -> "Limits":
    """Return the lengths above which a text is reported, as set by the user."""
    from coach.critic.reader import Limits

    chosen = settings()
    return Limits({"application": chosen.application_limit, "first_message": chosen.first_message_limit})


def database() -> Path:
    """Return where the history lies."""
    return home(os.environ) / "history.db"


def own_aliases() -> tuple[tuple[str, ...], ...]:
    """Return the user's own groups of words for one thing: ``aliases = [["見積", "お値段"], …]`` in
    ``aliases.toml`` of the data folder. Raises ``InputError`` for a file that cannot be read so.
    """
    path = home(os.environ) / "aliases.toml"
    if not path.is_file():
        return ()
    from coach.documents import decode, parse_toml
    from coach.text import normalise

    groups = parse_toml(decode(path.read_bytes(), str(path)), str(path)).get("aliases")
    if not isinstance(groups, list) or not all(
        isinstance(group, list) and all(isinstance(word, str) and word for word in group) for group in groups
    ):
        raise InputError(
            f"{path} の aliases の書き方に誤りがあります。",
            'aliases = [["見積", "お値段"], ["納期", "締切"]] の形で書いてください。',
        )
    return tuple(tuple(normalise(word).lower() for word in group) for group in groups)


class Kept:
    """One entry of the history while its result is computed; this one is in no history, and does nothing."""

    id: int | None = None

    def reused(self, text: str, reader: "Reader") -> "list[Finding]":
        """Return what the draft has in common with texts for other customers, and names left over from them."""
        return []

    def arrived(self, words: str) -> None:
        """Keep the next words of a model's answer."""

    def fail(self, reason: str) -> None:
        """Say why no model's result came; what had arrived of it stays."""

    def finish(self, result: "Feedback | Draft") -> int | None:
        """Store the result, and return its number; the text that came out is kept beside the one that went in."""
        return None


class _Entry(Kept):
    id: int

    def __init__(self, history: "History", id: int, case: "Case") -> None:
        self.history, self.id, self.case = history, id, case

    def reused(self, text: str, reader: "Reader") -> "list[Finding]":
        from coach.critic.reuse import foreign_names, reused_sentences
        from coach.customer.case_file import write_case
        from coach.history import HistoryError, case_key

        case = self.case
        try:
            earlier = self.history.sent_texts(case.customer, case_key(write_case(case)))
        except HistoryError as error:
            note(f"※ {error.message}")
            return []
        vendor = (reader.profile.company, reader.profile.person) if reader.profile else ()
        known = (case.words, *reader.facts, *vendor)
        others = [entry.customer for entry in earlier if entry.customer]
        return [
            *reused_sentences(text, earlier, reader.facts),
            *foreign_names(text, case.customer, others, known),
        ]

    def arrived(self, words: str) -> None:
        from coach.history import HistoryError

        with suppress(HistoryError):
            self.history.append_partial(self.id, words)

    def fail(self, reason: str) -> None:
        from coach.history import HistoryError

        with suppress(HistoryError):
            self.history.fail(self.id, "failed", reason)

    def finish(self, result: "Feedback | Draft") -> int | None:
        from coach.history import HistoryError

        try:
            return self.history.finish(
                self.id, result.model_dump_json(), result.score, result.gate.sendable, result.written
            )
        except HistoryError as error:
            note(f"※ {error.message}結果は履歴に残りません。")
            return self.id


@contextmanager
def keep(reader: "Reader", text: str, source: str, command: str, wanted: bool) -> Iterator[Kept]:
    """Save a draft before anything is computed. A history that cannot be used is told, and the work goes on."""
    if not (wanted and settings().history):
        yield Kept()
        return
    from coach.customer.case_file import write_case
    from coach.history import History, HistoryError, NewEntry

    case = reader.case
    assert case is not None
    entry = NewEntry(
        kind=reader.kind,
        text=text,
        case_text=write_case(case),
        customer=case.customer,
        title=case.title,
        type=reader.type,
        source=source,
        command=command,
    )
    try:
        history = History(database())
        id = history.begin(entry)
    except HistoryError as error:
        note(f"※ {error.message}履歴には残りません。")
        yield Kept()
        return
    try:
        yield _Entry(history, id, case)
    except BaseException as error:
        history.fail(
            id,
            "interrupted" if isinstance(error, KeyboardInterrupt) else "failed",
            type(error).__name__,
        )
        note(f"下書きは履歴 #{id} に残っています(coach history show {id})。")
        raise
    finally:
        history.close()
