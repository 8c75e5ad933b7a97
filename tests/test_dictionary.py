"""The dictionary takes little memory, however the system keeps its file."""

import subprocess
import sys
from pathlib import Path

import pytest

from coach.dictionary import tokenizer

ROOT = Path(__file__).resolve().parents[1]
MIB = 1 << 20

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says at which addresses a file lies")


@linux
def test_no_page_brings_more_of_the_dictionary_than_its_stretch() -> None:
    tokenizer()
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    places = [line.split()[0].split("-") for line in maps if line.endswith("/system.dic")]
    lengths = [int(end, 16) - int(start, 16) for start, end in places]
    assert sum(lengths) > 100 * MIB
    # The ends of the file are no whole stretches.
    assert max(lengths) < 3 * MIB
    assert sorted(lengths)[len(lengths) // 2] == MIB


@linux
def test_one_draft_takes_less_than_160_mib() -> None:
    # The process tells by itself: what its parent sees includes the parent's own size.
    script = (
        "import atexit, sys; sys.argv = ['coach', *sys.argv[1:]]\n"
        "atexit.register(lambda: print(open('/proc/self/status').read(), file=sys.stderr))\n"
        "from coach.cli import main; main()"
    )
    command = ["feedback", "samples/drafts/web-renewal-application-poor.txt", "--no-history"]
    done = subprocess.run(
        [sys.executable, "-c", script, *command, "-c", "samples/cases/web-renewal.toml"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        timeout=60,
        encoding="utf-8",
    )
    assert done.returncode == 0
    peak = next(line.split()[1] for line in done.stderr.splitlines() if line.startswith("VmHWM:"))
    assert 50 < int(peak) / 1024 < 160
