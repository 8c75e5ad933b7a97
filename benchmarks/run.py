"""Time and memory of the commands, as ratios within one run: ``python benchmarks/run.py [rounds]``.

Prints for each command the median CPU seconds (user and system) of its process, the ratio to ``python -c pass``,
the median wall seconds and the largest resident memory. The commands are run in turn, so that a machine that
slows down slows all of them. Where ``llm`` or ``textlint`` (with preset-japanese) are on PATH, they run too.

What is measured is the coach of the Python that runs this file. What users get is an installed wheel
(``python -m venv v && v/bin/pip install . && v/bin/python benchmarks/run.py``); a checkout (``pip install -e``) takes
some 35 ms more where PYTHONDONTWRITEBYTECODE is set, since every start then compiles the sources. Memory depends
on how the page cache holds the dictionary, by some MiB. POSIX only: it reads the kernel's accounting of each
finished process.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DRAFT = ROOT / "samples" / "drafts" / "web-renewal-application-poor.txt"
CASE = ROOT / "samples" / "cases" / "web-renewal.toml"
PROFILE = ROOT / "samples" / "profile.toml"
KIBIBYTE = 1 if sys.platform != "darwin" else 1024


def commands(folder: Path) -> dict[str, list[str]]:
    """Return what is measured, by the name in the table."""
    coach = [sys.executable, "-m", "coach"]
    half, whole = folder / "half.txt", folder / "whole.txt"
    text = DRAFT.read_text(encoding="utf-8")
    times = 1_000_000 // len(text.encode("utf-8"))
    half.write_text(text * (times // 2), encoding="utf-8")
    whole.write_text(text * times, encoding="utf-8")
    told = ["-c", str(CASE), "--no-history"]
    found = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "coach --help": [*coach, "--help"],
        "coach --version": [*coach, "--version"],
        "coach classify": [*coach, "classify", str(CASE)],
        "coach feedback, one draft": [*coach, "feedback", str(DRAFT), *told],
        "coach feedback, with profile": [*coach, "feedback", str(DRAFT), *told, "-p", str(PROFILE)],
        "coach feedback, 0.5 MB": [*coach, "feedback", str(half), *told],
        "coach feedback, 1 MB": [*coach, "feedback", str(whole), *told],
    }
    if shutil.which("llm"):
        found["llm --help"] = ["llm", "--help"]
    if shutil.which("textlint"):
        found["textlint preset-japanese, one draft"] = ["textlint", "--preset", "preset-japanese", str(DRAFT)]
    return found


def measure(command: list[str], folder: str) -> tuple[float, float, float]:
    """Return CPU seconds, wall seconds and peak memory in MiB of one run; in ``folder``, where no other coach lies."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    # Textlint leaves with 1 where it finds something.
    if process.returncode > 1:
        sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * KIBIBYTE / 1024


def main() -> None:
    """Run every command in turn and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        chosen = commands(Path(folder))
        runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in chosen}
        for command in chosen.values():
            measure(command, folder)
        for _ in range(rounds):
            for name, command in chosen.items():
                runs[name].append(measure(command, folder))
    floor = statistics.median(cpu for cpu, _, _ in runs["python -c pass"])
    print("| command | CPU s | x python -c pass | wall s | MiB |\n|---|---|---|---|---|")
    for name, figures in runs.items():
        cpu, wall = (statistics.median(values) for values in list(zip(*figures, strict=True))[:2])
        memory = max(figure[2] for figure in figures)
        print(f"| {name} | {cpu:.2f} | {cpu / floor:.1f} | {wall:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
