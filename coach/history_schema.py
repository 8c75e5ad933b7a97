"""The file of the history: opened for its owner only, brought up to date step by step, and every failure of it
in words that a salesperson can act on."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import CoachError

if TYPE_CHECKING:
    from sqlite3 import Connection, Error

# How long one process waits for another one's write, in seconds. A write takes milliseconds.
_PATIENCE = 5.0


class HistoryError(CoachError):
    """Raised when the history cannot be kept or read. Whoever computes a result prints it all the same."""


Step = Callable[["Connection"], None]

# The name of a step is its record in the file: steps are only ever added, never renamed or changed.
STEPS: list[Step] = []


def _step(step: Step) -> Step:
    STEPS.append(step)
    return step


@_step
def m001_entries(db: "Connection") -> None:
    """Create the table of what was worked on. AUTOINCREMENT: a number once shown never means another text."""
    db.execute(
        """
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            created_at TEXT NOT NULL,
            command TEXT NOT NULL,
            kind TEXT NOT NULL,
            type TEXT NOT NULL,
            customer TEXT NOT NULL,
            title TEXT NOT NULL,
            source TEXT NOT NULL,
            case_text TEXT NOT NULL,
            case_key TEXT NOT NULL,
            text TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed', 'interrupted')),
            reason TEXT NOT NULL DEFAULT '',
            score INTEGER,
            sendable INTEGER,
            result_json TEXT NOT NULL DEFAULT '',
            rewrite_text TEXT NOT NULL DEFAULT ''
        )
        """
    )
    db.execute("CREATE INDEX entries_of_case ON entries (case_key, kind, id)")


@_step
def m002_replies(db: "Connection") -> None:
    """Create the table of what a model had sent so far, one row a piece, so that a piece costs one insertion."""
    db.execute(
        """
        CREATE TABLE replies (
            id INTEGER PRIMARY KEY,
            entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
            text TEXT NOT NULL
        )
        """
    )
    db.execute("CREATE INDEX replies_of_entry ON replies (entry, id)")


def open_database(path: Path) -> "Connection":
    """Return a connection to the history at ``path``, created if missing (folder 0700, file 0600) and migrated.

    Outside ``transaction`` every statement commits by itself. A killed process loses nothing that was written.
    Raises ``HistoryError``.
    """
    import sqlite3

    with told(path):
        _prepare(path)
        db = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            # First of all find out whether the file is ours: a stranger's is left as it is.
            migrate(db, path)
            _configure(db)
        except BaseException:
            db.close()
            raise
    return db


def migrate(db: "Connection", path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Apply the steps that the file has not seen, in order, all or none.

    Raises ``HistoryError`` when the file knows steps that we do not, or is a database of something else.
    """
    names = [step.__name__ for step in steps]
    if _applied(db, path, names) == set(names):
        return
    with transaction(db):
        # Another process may have been faster since the look above.
        applied = _applied(db, path, names)
        db.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY)")
        for step in steps:
            if step.__name__ not in applied:
                step(db)
                db.execute("INSERT INTO migrations VALUES (?)", (step.__name__,))


@contextmanager
def transaction(db: "Connection") -> Iterator[None]:
    """Write all of the block or none of it; the lock is taken at once, so that no reader turns writer too late."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def _prepare(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite gives its side files (-wal, -shm) the rights of the main file.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)


def _configure(db: "Connection") -> None:
    import sqlite3

    try:
        db.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # Another process is switching this moment; its choice holds for us too.
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA foreign_keys = ON")


def _applied(db: "Connection", path: Path, known: Sequence[str]) -> set[str]:
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "migrations" not in tables:
        if tables:
            raise HistoryError(f"{path} はcoachの履歴ではない、別のデータベースです。", _ELSEWHERE)
        return set()
    applied = {str(name) for (name,) in db.execute("SELECT name FROM migrations")}
    if not applied <= set(known):
        raise HistoryError(
            f"履歴 {path} は、お使いのものより新しい版のcoachで書かれています。",
            "coachを新しい版に更新してください。更新するまでは --no-history を付けると履歴なしで使えます。",
        )
    return applied


_ELSEWHERE = "環境変数 COACH_HOME で別のフォルダを指定するか、--no-history を付けて履歴なしで使ってください。"
_MAKE_ROOM = "不要なファイルを消して空きを作ってください。--no-history を付けると履歴なしで使えます。"

# SQLite's primary result codes (sqlite.org/rescode.html) in words: what is wrong, what to do.
_WORDS: dict[str, tuple[str, str]] = {
    "SQLITE_FULL": ("ディスクの空きが足りないため、履歴 {path} に書き込めません。", _MAKE_ROOM),
    "SQLITE_IOERR": (
        "履歴 {path} の読み書きに失敗しました(ディスクの空き不足か故障の可能性があります)。",
        _MAKE_ROOM,
    ),
    "SQLITE_READONLY": ("履歴 {path} に書き込む権限がありません。", _ELSEWHERE),
    "SQLITE_PERM": ("履歴 {path} に書き込む権限がありません。", _ELSEWHERE),
    "SQLITE_CANTOPEN": ("履歴 {path} を開けません。", _ELSEWHERE),
    "SQLITE_BUSY": (
        "ほかのcoachが履歴 {path} を使っているため、書き込めませんでした。",
        "もう一方の処理が終わってから、もう一度実行してください。",
    ),
    "SQLITE_NOTADB": ("履歴 {path} は壊れているか、coachの履歴ではありません。", ""),
    "SQLITE_CORRUPT": ("履歴 {path} が壊れています。", ""),
}
_PUT_ASIDE = "{name} を、同じ名前で始まるファイル({name}-wal など)と一緒に別の場所へ移してください。次の実行で新しい履歴が始まります。"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn every failure of the file or the database inside the block into a ``HistoryError``."""
    import sqlite3

    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except (sqlite3.Error, OSError) as error:
        raise history_error(path, error) from error


def history_error(path: Path, error: "Error | OSError") -> HistoryError:
    """Return what a failure of SQLite or of the file system means to the user."""
    import errno
    import sqlite3

    if isinstance(error, OSError):
        code = "SQLITE_FULL" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "SQLITE_CANTOPEN"
        code = "SQLITE_PERM" if isinstance(error, PermissionError) or error.errno == errno.EROFS else code
    else:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        code = next((name for name in _WORDS if getattr(sqlite3, name) == primary), "")
    message, hint = _WORDS.get(code, (f"履歴 {{path}} を使えません({error})。", _ELSEWHERE))
    return HistoryError(message.format(path=path), hint or _PUT_ASIDE.format(name=path.name))
