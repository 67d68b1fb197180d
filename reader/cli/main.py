"""Where a command line is run, and the one place where errors become sentences and exit statuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from reader.cli.session import Session, only_opens, tell
from reader.cli.terminal import prepare
from reader.errors import NO_MEMORY, ConfigError, TidewireError, lacks_memory


def run(argv: Sequence[str]) -> int:
    """Run one command line; the exit status is 0, 1 after a sentence on stderr, 2 for wrong usage, 130 for Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        prepare(stream)
    session = Session()
    try:
        status = _invoke(argv, session)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_gone()
    except TidewireError as error:
        return _failed(session, *(error.mistakes if isinstance(error, ConfigError) else (str(error),)))
    except OSError as error:
        return _failed(session, f"{(error.strerror or str(error)).capitalize()}{_file(error)}.")
    except Exception as error:  # noqa: BLE001 - the edge of the process: nobody is shown a traceback unasked
        if lacks_memory(error):
            return _failed(session, NO_MEMORY)
        return _failed(session, f"{_unexpected(error)} --debug shows where; please report it.")
    return status


def _invoke(argv: Sequence[str], session: Session) -> int:
    if only_opens(argv, session):
        from reader.cli.opening import open_reader

        try:
            return open_reader(session)
        except KeyboardInterrupt:
            return 130
    from reader.cli.group import invoke

    return invoke(argv, session)


def _reader_gone() -> int:
    """End quietly where nobody reads on; what is still buffered goes nowhere."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - os.devnull is no Path
        os.dup2(nowhere.fileno(), 1)
    return 0


def _failed(session: Session, *sentences: str) -> int:
    if session.debug:
        import traceback

        traceback.print_exc()
    for sentence in sentences:
        tell(sentence)
    return 1


def _unexpected(error: Exception) -> str:
    return f"Something unexpected happened ({type(error).__name__}: {error})."


def _file(error: OSError) -> str:
    return f": {error.filename}" if error.filename else ""
