"""Start the program: `tidewire`, or `python -m reader`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and end the process with its status."""
    gc.disable()  # looking for garbage while everything is imported takes a fifth of the start and finds none
    try:  # before anything else of ours is imported: Ctrl-C may come at any moment
        from reader.cli.main import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    except MemoryError:  # so little that not even the sentence could be put together
        from reader.errors import NO_MEMORY

        sys.stderr.write(f"tidewire: {NO_MEMORY}\n")
        status = 1
    sys.exit(status)


if __name__ == "__main__":
    main()
