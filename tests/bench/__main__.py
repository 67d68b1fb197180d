"""The one table of figures, as `make bench` prints it.

    python -m tests.bench [DATA] [--quick] [--json | --markdown] [--only SECTION…]

DATA is the folder of the development sets. Every section runs in a process of its own; one whose data is not there is
left out, and said to be. `--quick` measures less often and smaller caches, in under two minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import HEAD, Figure, as_json, as_markdown, line
from tests.bench.sections import SECTIONS

ONE_PROCESSOR = {"OPENBLAS_NUM_THREADS": "1"}  # for each process, as the worker has it: CPU times are to say something


def main() -> int:
    """Run the sections; the number of those that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true", help="a line of JSON for every figure")
    parser.add_argument("--markdown", action="store_true", help="tables for the documents")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS), metavar="SECTION")
    parser.add_argument("--here", choices=SECTIONS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        for figure in SECTIONS[options.here].find(options.data, options.quick):
            print(as_json(figure), flush=True)
        return 0
    return sum(not run(name, options) for name in options.only)


def run(name: str, options: argparse.Namespace) -> bool:
    """Print the figures of one section; whether it got to its end."""
    section = SECTIONS[name]
    say = print if not options.json else lambda text: print(text, file=sys.stderr)
    if section.needs and not (options.data / section.needs).exists():
        say(f"{section.title}: left out, there is no {options.data / section.needs}")
        return True
    say(f"\n### {section.title}\n" if options.markdown else f"\n{section.title}\n{HEAD}")
    argv = [sys.executable, "-m", "tests.bench", str(options.data), "--here", name, *["--quick"] * options.quick]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, env=ONE_PROCESSOR | os.environ) as process:
        assert process.stdout is not None
        if options.markdown:
            say(as_markdown(figures(process.stdout)))
        else:
            for figure in figures(process.stdout):
                print(as_json(figure) if options.json else line(figure), flush=True)
    if process.returncode:
        say(f"{section.title}: broke off")
    return process.returncode == 0


def figures(lines: Iterator[str]) -> Iterator[Figure]:
    """The figures that a section has printed; what else it says is passed on."""
    fields = set(Figure.__dataclass_fields__)
    for text in lines:
        if text.startswith("{"):
            yield Figure(**{key: value for key, value in json.loads(text).items() if key in fields})
        else:
            sys.stderr.write(text)


if __name__ == "__main__":
    sys.exit(main())
