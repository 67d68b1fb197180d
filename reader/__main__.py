"""Start the program: `tidewire`, or `python -m reader`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and end the process with its status."""
    gc.disable()  # looking for garbage while everything is imported takes a fifth of the start and finds none
    try:
        from reader.cli.main import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
