"""Writing where the user said: whole or not at all, and nothing beside it is touched."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from coach.cli.files import write_file
from coach.cli.refusals import reason
from tests.test_cli import CASE, POOR, coach

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, modes and devices of POSIX")


def test_a_new_file_stands_alone(tmp_path: Path) -> None:
    write_file(tmp_path / "out.txt", "一\n二\n")
    assert (tmp_path / "out.txt").read_bytes() == "一\n二\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_a_part_of_the_user_is_not_ours(tmp_path: Path) -> None:
    own = tmp_path / "out.txt.part"
    own.write_text("mine", encoding="utf-8")
    write_file(tmp_path / "out.txt", "x")
    assert own.read_text(encoding="utf-8") == "mine"


@posix
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_is_followed(tmp_path: Path, exists: bool) -> None:
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "real.txt", tmp_path / "link.txt"
    if exists:
        target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_file(link, "new")
    assert link.is_symlink() and target.read_text(encoding="utf-8") == "new"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_permissions_stay(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(mode)
    write_file(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "out.txt", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == 0o640


@posix
def test_a_pipe_is_written_into_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, "本文")
        assert os.read(reader, 100).decode() == "本文"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_device_stays_a_device(tmp_path: Path) -> None:
    link = tmp_path / "full"
    link.symlink_to("/dev/full")
    with pytest.raises(OSError, match=str(errno.ENOSPC)):
        write_file(link, "x")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode) and link.is_symlink()


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")

    def fail(source: str, target: str) -> None:
        raise OSError(errno.EIO, "broken")

    with pytest.raises(OSError, match="broken"):
        write_file(path, "new", fail)
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [
        ("out.txt", "old")
    ]


@pytest.mark.skipif(sys.platform == "win32" or not os.getuid(), reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_left(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(PermissionError):
        write_file(path, "new")
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "権限"), (errno.ENOSPC, "空き容量"), (errno.EISDIR, "フォルダ"), (9999, "エラー 9999")],
)
def test_the_systems_reason_is_japanese(number: int, words: str) -> None:
    told = reason(OSError(number, os.strerror(number)))
    assert words in told and os.strerror(number) not in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("classify", "{own}"),
        ("draft", "-c", "{own}"),
        ("feedback", "{own}", "-c", CASE),
        ("feedback", POOR, "-c", "{own}"),
        ("feedback", POOR, "-c", CASE, "-p", "{own}"),
        ("feedback", POOR, "-c", CASE, "--reply", "{own}"),
        ("draft", "-c", CASE, "--after", "{own}"),
        ("compare", POOR, "{own}", "-c", CASE),
        ("compare", POOR, POOR, "-c", "{own}"),
    ],
    ids=lambda arguments: " ".join(Path(word).name for word in arguments),
)
@pytest.mark.parametrize("spelling", ["own.txt", "./own.txt", "link.txt"])
def test_no_result_is_written_over_what_it_is_made_from(
    arguments: tuple[str, ...], spelling: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.txt"
    own.write_text("案件名:受電\nはじめまして。", encoding="utf-8")
    if spelling == "link.txt":
        os.link(own, tmp_path / spelling)
    named = [word.format(own=own) for word in arguments]
    done = coach(*named, "-o", spelling, cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == ""
    assert f"-o の {spelling}" in done.stderr and "次にすること: " in done.stderr
    assert own.read_text(encoding="utf-8") == "案件名:受電\nはじめまして。"
