"""The long form of the fault tests: `python -m tests.faults [TRIALS]` prints a row for every kind of fault."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import clocks, crowds, damage, disks, kills, terminals, workers
from tests.faults.ground import Verdict

Trial = Callable[[Path, int], Verdict]
COLUMNS = ("lost", "half", "tracebacks", "silent")
MOST = 100
LAW = "{:<42}{:>8}{:>8}{:>14}{:>12}{:>10}{:>10}"


def trials() -> list[tuple[str, Trial, int]]:
    """Each fault with how often it is tried, of a hundred; those that this machine cannot make are left out."""
    mounts = disks.may_mount()
    found: list[tuple[str, Trial, int, bool]] = [
        ("kill -9 of a reload", kills.reload, 100, True),
        ("kill -9 of the worker", kills.worker, 100, True),
        ("kill -9 of the recogniser", kills.recogniser, 20, sys.platform == "linux"),
        ("kill -9 of the reader", kills.reader, 100, True),
        ("no file may grow", disks.largest_file, 12, True),
        ("disk full", disks.full_disk, 12, mounts),
        ("disk full while marking", disks.marks_on_a_full_disk, 10, mounts),
        ("read-only disk", disks.read_only, 5, mounts),
        ("damaged cache", damage.damaged, 100, True),
        ("newer cache, or another program's", damage.foreign, 30, True),
        ("clock 20 years ahead or behind", clocks.jumps, 6, clocks.faketime() is not None),
        ("three readers and four commands at once", crowds.instances, 10, True),
        ("worker without memory", workers.without_memory, 10, True),
        ("worker that hangs", workers.hanging, 5, True),
        ("terminal that goes away", terminals.gone, 30, True),
        ("sizes without end, 1 x 1, 500 x 500", terminals.resized, 18, True),
    ]
    for name, _, _, possible in found:
        if not possible:
            print(f"left out: {name} (needs root to mount a small disk, or libfaketime)")
    return [(name, trial, count) for name, trial, count, possible in found if possible]


def main(arguments: list[str]) -> int:
    """Run every kind; 1 where anything went wrong. The first argument is the number of trials instead of a hundred."""
    share = int(arguments[0]) / MOST if arguments else 1.0
    chosen = arguments[1:]
    worst = 0
    print(LAW.format("fault", "trials", "lost", "half stored", "tracebacks", "silent", "minutes"), flush=True)
    for name, trial, count in trials():
        if not chosen or any(word in name for word in chosen):
            worst += _run(name, trial, max(1, round(count * share)))
    return 1 if worst else 0


def _run(name: str, trial: Trial, count: int) -> int:
    """All trials of one kind; how many things went wrong."""
    begun, verdicts = time.monotonic(), []
    for seed in range(count):
        folder = Path(tempfile.mkdtemp(prefix="faults-"))
        try:
            verdict = trial(folder / "ground", seed)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        verdicts.append(verdict)
        for said in verdict.all():
            print(f"  {name}, seed {seed}: {said}", flush=True)
    sums = [sum(len(getattr(verdict, column)) for verdict in verdicts) for column in COLUMNS]
    minutes = f"{(time.monotonic() - begun) / 60:.1f}"
    print(LAW.format(name, count, *sums, minutes), flush=True)
    return sum(sums)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
