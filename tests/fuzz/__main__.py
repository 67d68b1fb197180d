"""A coverage-guided run over the pure rooms: `python -m tests.fuzz [--seconds 600] [ROOM…]`, or `make fuzz`.

The time is shared among the rooms, two of them at once. What breaks an invariant is kept in tests/fuzz/findings under
the name of its room, where the suite gives it to the room again for ever.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.invariants import ROOMS
from tests.fuzz.pieces import PIECES

FINDINGS = Path(__file__).parent / "findings"
AT_ONCE = 2
LONGEST_INPUT = 4096
SLOW = 20  # seconds for one input, after which it counts as a finding


def main() -> int:
    """Fuzz the rooms that are named, or all; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"one of {', '.join(ROOMS)}")
    parser.add_argument("--seconds", type=int, default=600, help="for all rooms together (600)")
    arguments = parser.parse_args()
    unknown = [room for room in arguments.rooms if room not in ROOMS]
    if unknown:
        parser.error(f"there is no room called {unknown[0]}")
    rooms = arguments.rooms or list(ROOMS)
    share = max(5, arguments.seconds * AT_ONCE // len(rooms))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = sum(pool.map(lambda room: fuzz(room, share), rooms))
    print(f"{found} found" if found else "nothing found")
    return 1 if found else 0


def fuzz(room: str, seconds: int) -> int:
    """Let one room be fuzzed by a process of its own; how many findings it kept."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, kept = Path(folder, "corpus"), Path(folder, "kept")
        corpus.mkdir()
        kept.mkdir()
        for number, piece in enumerate(PIECES):
            (corpus / str(number)).write_bytes(piece)
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.guided", room, str(corpus), f"-max_total_time={seconds}",
             f"-artifact_prefix={kept}/", f"-max_len={LONGEST_INPUT}", f"-timeout={SLOW}", "-print_final_stats=1"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        runs = [line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line]
        broken = [_keep(room, path) for path in sorted(kept.iterdir())]
    print(f"{room:<12} {seconds:>4} s  {runs[0] if runs else '?':>9} inputs  {', '.join(broken) or 'held'}", flush=True)
    if not runs or (done.returncode and not broken):
        print(done.stderr[-2000:], file=sys.stderr)
        return 1
    if broken:
        print("\n".join(done.stdout.splitlines()[-20:]), file=sys.stderr)
    return len(broken)


def _keep(room: str, path: Path) -> str:
    data = path.read_bytes()
    name = f"{room}-{hashlib.sha256(data).hexdigest()[:8]}.bin"
    (FINDINGS / name).write_bytes(data)
    return name


if __name__ == "__main__":
    sys.exit(main())
