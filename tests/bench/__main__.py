"""Every benchmark, one after the other: `python -m tests.bench DATA`; DATA is the folder of the development sets.

Benchmarks whose data is not there are left out, and said to be.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCHES: tuple[tuple[str, str | None], ...] = (
    ("bench_screen", None),
    ("bench_store", None),
    ("bench_feeds", None),
    ("bench_query", None),
    ("bench_entities", "ner"),
    ("bench_names", "related"),
    ("bench_related", "related"),
    ("bench_relations_cost", None),
    ("bench_stability", None),
    ("bench_cite", "citations/goldens.json"),
)


def main(data: Path) -> int:
    """Run them; the number that failed."""
    failed = 0
    for name, needs in BENCHES:
        print(f"\n== {name}", flush=True)
        if needs and not (data / needs).exists():
            print(f"left out: there is no {data / needs}")
            continue
        arguments = [str(data / needs)] if needs else []
        failed += subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *arguments], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
