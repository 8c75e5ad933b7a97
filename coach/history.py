"""Every version kept: what was worked on is written down before anything is computed or sent.

    with History(path) as history:
        id = history.begin(NewEntry(kind="application", text=draft, case_text=case))
        history.append_partial(id, "…")                  # as the model's words arrive
        history.finish(id, result_json, score=62, sendable=True)

Every method raises ``HistoryError`` when the file cannot be used; the caller shows it as a warning and prints
its result all the same.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from coach.company import bare_name
from coach.critic.reuse import EarlierText
from coach.customer.case import CustomerType, Kind
from coach.errors import InputError
from coach.history_schema import HistoryError, open_database, told, transaction
from coach.text import squeeze

if TYPE_CHECKING:
    from sqlite3 import Row

__all__ = ["STATUS_LABELS", "Entry", "History", "HistoryError", "NewEntry", "Status", "case_key"]

Status = Literal["running", "done", "failed", "interrupted"]

# A row still running when somebody looks at it belongs to a process that was killed.
STATUS_LABELS: dict[Status, str] = {
    "running": "中断",
    "done": "完了",
    "failed": "失敗",
    "interrupted": "中断",
}

_STAMP = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What is about to be worked on. ``text`` is the draft (empty when one is to be composed), ``source`` the
    name under which it was given, ``case_text`` the case in its canonical form (``write_case``), so that two
    spellings of one case are one case."""

    kind: Kind
    text: str = ""
    case_text: str = ""
    customer: str = ""
    title: str = ""
    type: CustomerType = "unknown"
    source: str = ""
    command: str = "feedback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(NewEntry):
    """One row of the history. ``created_at`` is UTC; ``partial`` is what a model had sent of an unfinished answer;
    ``reason`` says why a run failed; ``score`` and ``sendable`` are None before the end and without a case."""

    id: int
    created_at: datetime
    case_key: str
    status: Status
    reason: str
    score: int | None
    sendable: bool | None
    result_json: str
    rewrite_text: str
    partial: str

    @property
    def status_label(self) -> str:
        """The status in the user's words."""
        return STATUS_LABELS[self.status]

    @property
    def wording(self) -> str:
        """The text of this version: the draft as given, or what was composed where there was none."""
        return self.text or self.rewrite_text


def case_key(case_text: str) -> str:
    """Return the key under which versions for one case are found; white space and width do not matter."""
    plain = squeeze(case_text)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16] if plain else ""


class History:
    """The history in one SQLite file, for any number of processes at once, readable by its owner only.

    A killed process loses nothing that a method had written; a power cut may lose the last moments.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Open or create the file. ``clock`` gives aware times. Raises ``HistoryError``."""
        self.path = path
        self._clock = clock
        self._db = open_database(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def begin(self, entry: NewEntry) -> int:
        """Write down what is about to be worked on, as running, and return its number."""
        row = asdict(entry) | {
            "case_key": case_key(entry.case_text),
            "created_at": self._now(),
            "status": "running",
        }
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        with told(self.path):
            done = self._db.execute(f"INSERT INTO entries ({names}) VALUES ({marks})", _storable(row))
        assert done.lastrowid is not None
        return done.lastrowid

    def append_partial(self, id: int, text: str) -> None:
        """Keep the next piece of a model's answer."""
        row = _storable({"id": id, "text": text})
        with told(self.path):
            self._db.execute(
                "INSERT INTO replies (entry, text) SELECT id, :text FROM entries WHERE id = :id", row
            )

    def finish(
        self, id: int, result_json: str, score: int | None, sendable: bool | None, rewrite_text: str = ""
    ) -> int:
        """Keep the result, and return the number under which it stands. The pieces of the answer are in it and go.

        The entry before, of the same case and kind, takes the place of this one where draft and result are the same:
        who asks for one critique in four formats has worked on one version.
        """
        row = {"result_json": result_json, "score": score, "sendable": sendable, "rewrite_text": rewrite_text}
        with told(self.path), transaction(self._db):
            self._update(id, row | {"status": "done", "reason": ""})
            self._db.execute("DELETE FROM replies WHERE entry = ?", (id,))
            same = self._same_before(id)
            if same is None:
                return id
            self._db.execute("DELETE FROM entries WHERE id = ?", (id,))
            self._update(same, {"created_at": self._now()})
            return same

    def _same_before(self, id: int) -> int | None:
        """Return the number of the version before this one if nothing but the name of its file differs."""
        found = self._db.execute(
            "SELECT old.id FROM entries new JOIN entries old ON old.id = (SELECT max(id) FROM entries"
            " WHERE id < new.id AND case_key = new.case_key AND kind = new.kind)"
            " WHERE new.id = ? AND new.case_key <> ''"
            " AND (old.status, old.command, old.case_text, old.text, old.result_json, old.rewrite_text)"
            " = (new.status, new.command, new.case_text, new.text, new.result_json, new.rewrite_text)",
            (id,),
        ).fetchone()
        return found[0] if found else None

    def fail(self, id: int, status: Literal["failed", "interrupted"], reason: str) -> None:
        """Say that no result came and why; the pieces of the answer stay."""
        with told(self.path), transaction(self._db):
            self._update(id, {"status": status, "reason": reason})

    def entries(self, limit: int = 20) -> list[Entry]:
        """Return the newest entries, newest first."""
        return self._select("ORDER BY id DESC LIMIT :limit", limit=limit)

    def get(self, id: int) -> Entry:
        """Return one entry. Raises ``InputError`` naming the number when there is none."""
        found = self._select("WHERE id = :id", id=id)
        if not found:
            raise InputError(f"履歴に #{id} はありません。", "coach history で番号を確かめてください。")
        return found[0]

    def latest_pair(self, case_key: str = "", kind: Kind | None = None) -> tuple[Entry, Entry]:
        """Return the two newest versions of one case and kind that differ, the older one first.

        Without a key, of the case worked on last; without a kind, of the kind worked on last for this case.
        Raises ``InputError`` when there are no two versions.
        """
        newest = self._select(
            "WHERE case_key <> '' AND text || rewrite_text <> '' AND :key IN (case_key, '')"
            " AND :kind IN (kind, '') ORDER BY id DESC LIMIT 1",
            key=case_key,
            kind=kind or "",
        )
        for last in newest:
            earlier = self._select(
                "WHERE case_key = :key AND kind = :kind AND id < :id AND text || rewrite_text <> ''"
                " AND CASE text WHEN '' THEN rewrite_text ELSE text END <> :wording ORDER BY id DESC LIMIT 1",
                key=last.case_key,
                kind=last.kind,
                id=last.id,
                wording=last.wording,
            )
            if earlier:
                return earlier[0], last
        raise InputError(
            "同じ案件の、内容の異なる2つの版が履歴にありません。",
            "直した文章をもう一度 coach feedback にかけるか、coach compare に2つのファイルを渡してください。",
        )

    def purge(
        self, *, ids: Iterable[int] = (), older_than_days: int | None = None, everything: bool = False
    ) -> int:
        """Delete the entries named, older ones, or all, so that their words are nowhere left in the file.

        Returns how many were deleted.
        """
        chosen = set(ids)
        limit = "" if older_than_days is None else self._now(timedelta(days=older_than_days))
        with told(self.path):
            with transaction(self._db):
                rows = self._db.execute("SELECT id, created_at FROM entries").fetchall()
                doomed = [(id,) for id, created in rows if everything or id in chosen or created < limit]
                self._db.executemany("DELETE FROM entries WHERE id = ?", doomed)
            if doomed:
                self._db.execute("VACUUM")
                # Until then the deleted words still stand in the write-ahead log.
                busy, *_ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if busy:
                    raise HistoryError(
                        f"履歴から{len(doomed)}件を削除しましたが、ほかのcoachが使用中のため、ファイル {self.path} に内容の一部が残っています。",
                        "もう一方の処理が終わってから、coach history を一度実行してください。",
                    )
        return len(doomed)

    def sent_texts(self, customer: str = "", case_key: str = "", limit: int = 400) -> list[EarlierText]:
        """Return what was last written for other customers, newest first: the newest version of every case and
        kind with its improved text, as the one that was sent.

        ``customer`` (in any spelling of its legal form) and ``case_key`` name the case in hand, which is left out.
        """
        rows = self._select(
            "WHERE id IN (SELECT max(id) FROM entries WHERE text || rewrite_text <> '' AND case_key <> ''"
            " AND case_key <> :key GROUP BY case_key, kind) ORDER BY id DESC LIMIT :limit",
            key=case_key,
            limit=limit,
        )
        own = bare_name(customer)
        return [
            EarlierText(row.customer, text, row.created_at.date().isoformat())
            for row in rows
            if not own or bare_name(row.customer) != own
            for text in dict.fromkeys((row.text, row.rewrite_text))
            if text
        ]

    def _select(self, clause: str, **values: Any) -> list[Entry]:
        import sqlite3

        with told(self.path):
            cursor = self._db.cursor()
            cursor.row_factory = sqlite3.Row
            rows = cursor.execute(f"SELECT * FROM entries {clause}", values).fetchall()
            return [_entry(row, self._partial(row["id"])) for row in rows]

    def _partial(self, id: int) -> str:
        rows = self._db.execute("SELECT text FROM replies WHERE entry = ? ORDER BY id", (id,))
        return "".join(text for (text,) in rows)

    def _update(self, id: int, row: dict[str, Any]) -> None:
        changes = ", ".join(f"{name} = :{name}" for name in row)
        done = self._db.execute(f"UPDATE entries SET {changes} WHERE id = :id", _storable(row | {"id": id}))
        if not done.rowcount:
            raise HistoryError(
                f"履歴の #{id} は処理の途中で削除されたため、結果を残せませんでした。",
                "結果が必要な場合は、画面の内容を保存してください。",
            )

    def _now(self, ago: timedelta = timedelta()) -> str:
        return (self._clock() - ago).astimezone(UTC).strftime(_STAMP)


def _storable(row: dict[str, Any]) -> dict[str, Any]:
    """A half of a surrogate pair (a file name, a JSON escape) cannot be written as UTF-8."""
    return {
        name: value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
        for name, value in row.items()
    }


def _entry(row: "Row", partial: str) -> Entry:
    values = dict(row)
    values["created_at"] = datetime.strptime(values["created_at"], _STAMP).replace(tzinfo=UTC)
    values["sendable"] = None if values["sendable"] is None else bool(values["sendable"])
    return Entry(**values, partial=partial)
