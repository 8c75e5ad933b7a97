"""The dictionary by which words are cut, opened once a process."""

import mmap
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sudachipy import Tokenizer


@cache
def tokenizer() -> "Tokenizer":
    """Return SudachiPy with its core dictionary, cutting into the longest words (mode C)."""
    from sudachipy import Dictionary, SplitMode

    opened = Dictionary(dict="core").tokenizer(mode=SplitMode.C)
    _give_back("system.dic")
    return opened


def _give_back(name: str) -> None:
    """Let go of the pages of a mapped file; those that are used come back by themselves.

    Opening the dictionary reads a list of 70 MiB from end to end, of which one text needs little. Where the system
    does not say at which addresses a file lies, as only Linux does, nothing happens.
    """
    import ctypes

    with suppress(OSError, AttributeError), open("/proc/self/maps", encoding="utf-8") as maps:
        for line in maps:
            if line.rstrip().endswith(f"/{name}"):
                start, end = (int(address, 16) for address in line.partition(" ")[0].split("-"))
                length = ctypes.c_size_t(end - start)
                ctypes.CDLL(None).madvise(ctypes.c_void_p(start), length, mmap.MADV_DONTNEED)
