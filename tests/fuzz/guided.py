"""One room under the coverage-guided fuzzer: `python -m tests.fuzz.guided ROOM [its own arguments]`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["reader"]):
    from tests.fuzz.invariants import hold


def main() -> None:
    room = sys.argv.pop(1)
    atheris.Setup(sys.argv, lambda data: hold(room, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
