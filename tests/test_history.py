"""Every version kept: before the work, through crashes, beside other processes, and gone when purged."""

import errno
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.errors import InputError
from coach.history import History, HistoryError, NewEntry, case_key
from coach.history_schema import history_error, migrate

ROOT = Path(__file__).resolve().parents[1]
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CASE = 'title = "採用サイトの制作"\ncustomer = "株式会社見本精機"\n'
OTHER_CASE = 'title = "展示会のチラシ"\ncustomer = "例示堂株式会社"\n'


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def pass_days(self, days: float) -> None:
        self.time += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "history.db"


@pytest.fixture
def history(path: Path, clock: Clock) -> Iterator[History]:
    with History(path, clock) as opened:
        yield opened


def draft(text: str = "費用は120万円です。", case: str = CASE, **more: str) -> NewEntry:
    customer = "株式会社見本精機" if case == CASE else "例示堂株式会社"
    return NewEntry(**{"kind": "application", "text": text, "case_text": case, "customer": customer, **more})


# What is kept


def test_a_draft_is_there_before_anything_is_computed(history: History, clock: Clock) -> None:
    id = history.begin(draft(title="採用サイトの制作", type="few", source="応募.txt", command="feedback"))

    entry = history.get(id)
    assert (entry.text, entry.case_text, entry.customer) == ("費用は120万円です。", CASE, "株式会社見本精機")
    assert (entry.title, entry.kind, entry.type) == ("採用サイトの制作", "application", "few")
    assert (entry.source, entry.command, entry.created_at) == ("応募.txt", "feedback", NOON)
    assert (entry.status, entry.score, entry.sendable) == ("running", None, None)


def test_the_answer_is_kept_piece_by_piece_until_the_result_holds_it(history: History) -> None:
    id = history.begin(draft())
    history.append_partial(id, "株式会社")
    history.append_partial(id, "見本精機様\n")
    assert history.get(id).partial == "株式会社見本精機様\n"

    history.finish(id, '{"score": 62}', 62, False, "直した文です。")

    entry = history.get(id)
    assert (entry.status_label, entry.score, entry.sendable) == ("完了", 62, False)
    assert (entry.result_json, entry.rewrite_text, entry.partial) == ('{"score": 62}', "直した文です。", "")


@pytest.mark.parametrize(("status", "label"), [("failed", "失敗"), ("interrupted", "中断")])
def test_a_run_without_a_result_keeps_what_had_arrived(history: History, status, label: str) -> None:
    id = history.begin(draft())
    history.append_partial(id, "途中まで")
    history.fail(id, status, "接続が切れました。")

    entry = history.get(id)
    assert (entry.status_label, entry.reason, entry.partial) == (label, "接続が切れました。", "途中まで")


def test_a_row_that_nobody_finished_is_shown_as_interrupted(history: History) -> None:
    assert history.get(history.begin(draft())).status_label == "中断"


@pytest.mark.parametrize("text", ["", "𠮷田様へ\r\n㈱か\u3099", "NUL\0の後", "'; DROP TABLE entries; --"])
def test_texts_come_back_as_they_were(history: History, text: str) -> None:
    assert history.get(history.begin(draft(text))).text == text


def test_half_a_surrogate_pair_does_not_stop_the_work(history: History) -> None:
    assert (
        history.get(history.begin(draft("費用\ud83dです。", source="応募\udc83.txt"))).text == "費用?です。"
    )


# Finding it again


def test_the_newest_come_first_and_a_limit_holds(history: History) -> None:
    ids = [history.begin(draft(f"第{number}版です。")) for number in range(5)]

    assert [entry.id for entry in history.entries(3)] == ids[:1:-1]


def test_a_missing_number_is_named(history: History) -> None:
    with pytest.raises(InputError) as caught:
        history.get(12)
    assert "#12" in caught.value.message and caught.value.hint


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('title = "採用"', 'title = "採用"', True),
        ('title = "採用"\r\n', '\ufefftitle　=　"採用"\n', True),
        ('title = "採用"', 'title = "営業"', False),
    ],
    ids=["the same", "white space and width", "another case"],
)
def test_a_case_is_recognised_by_its_words(one: str, other: str, same: bool) -> None:
    assert (case_key(one) == case_key(other)) is same


def test_no_case_has_no_key() -> None:
    assert case_key(" \n") == ""


def test_the_latest_pair_are_the_newest_two_texts_of_one_case_and_kind(history: History) -> None:
    history.begin(draft("初稿です。"))
    second = history.begin(draft("第二稿です。"))
    history.begin(draft("別の案件です。", OTHER_CASE))
    third = history.begin(draft("第三稿です。"))
    again = history.begin(draft("第三稿です。"))
    history.begin(draft("初回メッセージです。", kind="first_message"))

    before, after = history.latest_pair(case_key(CASE), "application")

    assert third < again
    assert (before.id, after.id) == (second, again)


def test_without_a_key_the_case_worked_on_last_counts(history: History) -> None:
    history.begin(draft("甲の初稿。", OTHER_CASE))
    history.begin(draft("甲の二稿。", OTHER_CASE))

    assert [entry.text for entry in history.latest_pair()] == ["甲の初稿。", "甲の二稿。"]


def test_a_composed_text_is_a_version_too(history: History) -> None:
    composed = history.begin(draft("", command="draft"))
    history.finish(composed, "{}", 70, True, "作られた文です。")
    history.begin(draft("手を入れた文です。"))

    assert [entry.wording for entry in history.latest_pair(case_key(CASE))] == [
        "作られた文です。",
        "手を入れた文です。",
    ]


@pytest.mark.parametrize(
    "texts", [[], ["初稿です。"], ["初稿です。", "初稿です。"]], ids=["none", "one", "the same twice"]
)
def test_no_two_versions_is_said_with_a_way_on(history: History, texts: list[str]) -> None:
    for text in texts:
        history.begin(draft(text))
    with pytest.raises(InputError) as caught:
        history.latest_pair(case_key(CASE))
    assert "coach compare" in caught.value.hint


def test_texts_for_others_are_the_newest_of_each_case_with_what_was_written_for_it(
    history: History, clock: Clock
) -> None:
    history.begin(draft("古い版です。", OTHER_CASE))
    clock.pass_days(1)
    sent = history.begin(draft("送った版です。", OTHER_CASE))
    history.finish(sent, "{}", 80, True, "直した版です。")
    history.begin(draft("案件なしの文です。", ""))
    history.begin(draft("今のお客様の文です。"))

    found = history.sent_texts("見本精機 様", case_key(CASE))

    assert [(text.customer, text.text, text.on) for text in found] == [
        ("例示堂株式会社", "送った版です。", "2026-11-26"),
        ("例示堂株式会社", "直した版です。", "2026-11-26"),
    ]


def test_another_case_of_the_same_customer_is_not_another_customer(history: History) -> None:
    history.begin(draft("前の案件です。", 'title = "前の案件"', customer="㈱見本精機"))

    assert history.sent_texts("株式会社見本精機", case_key(CASE)) == []


# Forgetting


def test_purging_one_leaves_the_others_and_never_reuses_the_number(history: History) -> None:
    first, second = history.begin(draft("一つ目。")), history.begin(draft("二つ目。"))

    assert history.purge(ids=[second, 99]) == 1
    assert [entry.id for entry in history.entries()] == [first]
    assert history.begin(draft("三つ目。")) > second


def test_purging_by_age_takes_what_is_older(history: History, clock: Clock) -> None:
    history.begin(draft("古い。"))
    clock.pass_days(31)
    kept = history.begin(draft("新しい。"))

    assert history.purge(older_than_days=30) == 1
    assert [entry.id for entry in history.entries()] == [kept]


def test_purged_words_are_nowhere_left_on_the_disk(history: History, path: Path) -> None:
    secret = "ひみつの取引条件"
    id = history.begin(draft(secret * 3000))
    history.append_partial(id, secret)
    history.begin(draft("残る。"))
    files = [path, path.with_name("history.db-wal")]
    assert any(secret.encode() in file.read_bytes() for file in files)

    assert history.purge(ids=[id]) == 1

    assert not any(secret.encode() in file.read_bytes() for file in files)


def test_purging_everything_and_nothing(history: History) -> None:
    history.begin(draft())
    assert history.purge() == 0
    assert history.purge(everything=True) == 1
    assert history.entries() == []


def test_a_result_for_a_purged_row_is_reported(history: History) -> None:
    id = history.begin(draft())
    history.purge(everything=True)
    history.append_partial(id, "続き")
    with pytest.raises(HistoryError, match=f"#{id}"):
        history.finish(id, "{}", 50, True)


# The file

posix = pytest.mark.skipif(os.name != "posix", reason="file modes exist on POSIX only")


@posix
def test_only_the_owner_can_read_it(history: History, path: Path) -> None:
    history.begin(draft())

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {"history.db": 0o600, "history.db-wal": 0o600, "history.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@posix
def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    path.parent.mkdir()
    path.touch(mode=0o644)
    path.chmod(0o644)

    History(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_written_is_there_when_opened_again(path: Path) -> None:
    with History(path) as history:
        id = history.begin(draft("残る文です。"))
    with History(path) as history:
        assert history.get(id).text == "残る文です。"


def test_an_old_file_is_brought_up_to_date_step_by_step(path: Path) -> None:
    def m001_first(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE things (name TEXT)")

    def m002_second(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE things ADD COLUMN size INTEGER")

    def m003_broken(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE things")
        db.execute("SELECT nothing FROM nowhere")

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db, path, [m001_first])
        db.execute("INSERT INTO things VALUES ('kept')")
        migrate(db, path, [m001_first, m002_second])
        migrate(db, path, [m001_first, m002_second])
        with pytest.raises(sqlite3.OperationalError):
            migrate(db, path, [m001_first, m002_second, m003_broken])

        assert db.execute("SELECT name, size FROM things").fetchall() == [("kept", None)]
        assert db.execute("SELECT name FROM migrations").fetchall() == [("m001_first",), ("m002_second",)]


def from_a_newer_version(path: Path) -> None:
    History(path).close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO migrations VALUES ('m999_future')")


def of_something_else(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE bookmarks (url TEXT)")


def not_a_database(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("これはメモです。\n" * 500, encoding="utf-8")


def torn(path: Path) -> None:
    with History(path) as history:
        history.begin(draft("長い文です。" * 5000))
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


def a_folder(path: Path) -> None:
    path.mkdir(parents=True)


def below_a_file(path: Path) -> None:
    path.parent.write_text("ファイル", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "says", "advises"),
    [
        (from_a_newer_version, "新しい版のcoach", "更新"),
        (of_something_else, "別のデータベース", "COACH_HOME"),
        (not_a_database, "壊れているか", "別の場所へ移し"),
        (torn, "壊れて", "別の場所へ移し"),
        (a_folder, "開けません", "COACH_HOME"),
        (below_a_file, "開けません", "COACH_HOME"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_an_unusable_file_is_named_left_alone_and_has_a_way_on(
    path: Path, spoil, says: str, advises: str
) -> None:
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""

    with pytest.raises(HistoryError) as caught:
        History(path)

    assert str(path) in caught.value.message and says in caught.value.message
    assert advises in caught.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.fixture
def foreign_folder() -> Iterator[Path]:
    """A folder that we may read and not write, root or not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        if is_root := os.geteuid() == 0:
            os.seteuid(65534)
        yield folder
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


@posix
def test_a_read_only_folder_is_named(foreign_folder: Path) -> None:
    with pytest.raises(HistoryError) as caught:
        History(foreign_folder / "history.db")
    assert "権限がありません" in caught.value.message and "COACH_HOME" in caught.value.hint


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (sqlite3.SQLITE_FULL, "空きが足りない"),
        (sqlite3.SQLITE_IOERR_WRITE, "読み書きに失敗"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "権限がありません"),
        (sqlite3.SQLITE_CANTOPEN, "開けません"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "ほかのcoach"),
        (sqlite3.SQLITE_CORRUPT, "壊れています"),
        (sqlite3.SQLITE_NOTADB, "壊れているか"),
        (sqlite3.SQLITE_TOOBIG, "使えません(string or blob too big)"),
        (OSError(errno.ENOSPC, "No space left on device"), "空きが足りない"),
        (OSError(errno.EROFS, "Read-only file system"), "権限がありません"),
        (PermissionError(errno.EACCES, "Permission denied"), "権限がありません"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "開けません"),
    ],
    ids=str,
)
def test_every_failure_is_one_sentence_and_a_next_step(path: Path, error: int | OSError, says: str) -> None:
    if isinstance(error, int):
        code, error = error, sqlite3.OperationalError("string or blob too big")
        error.sqlite_errorcode = code

    told = history_error(path, error)

    assert str(path) in told.message and says in told.message
    assert told.message.endswith("。") and told.message.count("。") == 1
    assert told.hint.endswith("。") and told.exit_code == 2


# Other processes

PRELUDE = """
import sys
from pathlib import Path
from coach.history import History, HistoryError, NewEntry
history = History(Path(sys.argv[1]))
"""


def start(script: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + script, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )


def test_two_processes_write_at_once_from_the_first_moment(path: Path) -> None:
    script = """
for number in range(40):
    id = history.begin(NewEntry(kind="application", text=f"第{number}版"))
    history.append_partial(id, "前半")
    history.append_partial(id, "後半")
    history.finish(id, "{}", number, True)
"""
    writers = [start(script, path) for _ in range(2)]
    for writer in writers:
        assert writer.communicate(timeout=60) == ("", None)
        assert writer.returncode == 0

    with History(path) as history:
        entries = history.entries(1000)
    assert sorted(entry.score or 0 for entry in entries) == sorted([*range(40)] * 2)
    assert {entry.status for entry in entries} == {"done"}


def test_a_killed_process_loses_neither_draft_nor_what_had_arrived(path: Path) -> None:
    script = """
id = history.begin(NewEntry(kind="application", text="送る前の下書きです。"))
history.append_partial(id, "ここまで届いた")
print(id, flush=True)
sys.stdin.read()
"""
    victim = subprocess.Popen(
        [sys.executable, "-c", PRELUDE + script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    with victim:
        assert victim.stdout is not None
        id = int(victim.stdout.readline())
        victim.kill()

    with History(path) as history:
        entry = history.get(id)
        after = history.begin(draft())
    assert (entry.text, entry.partial) == ("送る前の下書きです。", "ここまで届いた")
    assert (entry.status, entry.status_label) == ("running", "中断")
    assert after > id


@posix
def test_a_process_killed_while_writing_leaves_a_sound_file_with_all_it_had_reported(path: Path) -> None:
    script = """
while True:
    id = history.begin(NewEntry(kind="application", text="下書きです。" * 500))
    history.finish(id, "{}", 1, True, "直した文です。" * 500)
    print(id, flush=True)
"""
    victim = start(script, path)
    with victim:
        assert victim.stdout is not None
        reported = [int(victim.stdout.readline()) for _ in range(20)]
        os.kill(victim.pid, signal.SIGKILL)

    with History(path) as history:
        assert [history.get(id).status for id in reported] == ["done"] * 20
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@posix
def test_a_full_disk_is_told_and_what_stood_before_stays(path: Path) -> None:
    script = """
import resource
first = history.begin(NewEntry(kind="application", text="前からある文です。"))
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
try:
    history.begin(NewEntry(kind="application", text="長い文です。" * 100_000))
except HistoryError as error:
    print(error.message)
second = history.begin(NewEntry(kind="application", text="短い文です。"))
print("結果", second - first)
"""
    told, _ = start(script, path).communicate(timeout=60)

    assert "読み書きに失敗しました(ディスクの空き不足" in told and told.endswith("結果 1\n")
    with History(path) as history:
        assert [entry.text for entry in history.entries()] == ["短い文です。", "前からある文です。"]


def test_a_locked_file_is_waited_for(path: Path, history: History) -> None:
    script = """
import sqlite3, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(0.3)
db.execute("COMMIT")
"""
    holder = start(script, path)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert history.begin(draft()) == 1
