"""Writing a file that somebody named: whole or not at all, and nothing else is touched."""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path


def write_file(path: Path, text: str, replace: Callable[[str, str], None] = os.replace) -> None:
    """Write ``text`` in UTF-8 so that a crash leaves the old file or the new one, never half of it.

    A link is followed, the permissions of a file that stands there are kept, and what is no ordinary file (a device,
    a pipe) is written into as it is. Raises ``OSError``.
    """
    try:
        there = path.stat()
    except FileNotFoundError:
        there = None
    if there and not stat.S_ISREG(there.st_mode):
        _write_into(path, text)
        return
    target = path.resolve()
    if there and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    temporary = target.with_name(f".coach-{secrets.token_hex(8)}.part")
    try:
        try:
            with temporary.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except PermissionError:
            # The file may be written although nothing new may stand beside it.
            if not there:
                raise
            _write_into(target, text)
            return
        if there:
            temporary.chmod(stat.S_IMODE(there.st_mode))
        replace(str(temporary), str(target))
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write_into(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
