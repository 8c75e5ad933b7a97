"""The dictionary by which words are cut, opened once a process."""

import mmap
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sudachipy import Tokenizer


# Of every two stretches of this length one is set apart from its neighbours.
_STRETCH = 1 << 20


@cache
def tokenizer() -> "Tokenizer":
    """Return SudachiPy with its core dictionary, cutting into the longest words (mode C)."""
    from sudachipy import Dictionary, SplitMode

    opened = Dictionary(dict="core").tokenizer(mode=SplitMode.C)
    _hold_little_of("system.dic")
    return opened


def _hold_little_of(name: str) -> None:
    """Let a mapped file take no more memory than what is read of it from here on needs.

    Opening the dictionary reads a list of 70 MiB from end to end, of which one text needs little: those pages are
    given back, and the few that are used return by themselves. With one page Linux (since 6.18) lets in the whole
    cluster of the page cache around it, up to 2 MiB, where that lies inside one mapping; so the mapping is cut into
    pieces, by an advice without effect on a file (to leave it out of a core dump) for every other stretch. Not cut,
    one draft takes up to 80 MiB more. Where the system does not say at which addresses a file lies, as only Linux
    does, nothing happens.
    """
    import ctypes

    with suppress(OSError, AttributeError), open("/proc/self/maps", encoding="utf-8") as maps:
        found = [line.partition(" ")[0].split("-") for line in maps if line.rstrip().endswith(f"/{name}")]
        advise = ctypes.CDLL(None).madvise
        advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        for start, end in ((int(first, 16), int(last, 16)) for first, last in found):
            advise(start, end - start, mmap.MADV_DONTNEED)
            # Beginning in the middle of one: clusters lie at multiples of their own length.
            for at in range(start + _STRETCH // 2, end - _STRETCH, 2 * _STRETCH):
                advise(at, _STRETCH, mmap.MADV_DONTDUMP)
