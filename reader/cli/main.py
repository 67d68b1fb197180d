"""The root of the command line, and the one place where errors become sentences and exit statuses."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence

import click

from reader import __version__
from reader.cli.session import Session, global_options, pass_session, tell
from reader.cli.terminal import prepare
from reader.errors import NO_MEMORY, TidewireError

COMMANDS = {
    "demo": "opening:demo",
    "add": "adding:add",
    "feeds": "feeds:feeds_",
    "remove": "feeds:remove",
    "reload": "reloading:reload",
    "export": "exporting:export",
    "backup": "archiving:backup",
    "fulltext": "fulltext:fulltext",
    "import": "importing:import_",
    "parse": "parsing:parse",
    "list": "reading:list_",
    "search": "reading:search",
    "show": "reading:show",
    "entities": "naming:entities",
    "mentions": "naming:mentions",
    "entity": "correcting:entity",
    "corrections": "correcting:corrections",
    "related": "relating:related",
    "storylines": "relating:storylines",
    "watch": "watching:watch",
    "mute": "muting:mute",
    "cite": "citing:cite",
    "quotes": "quoting:quotes",
    "annotate": "annotating:annotate",
    "pipelines": "pipelines:pipelines",
    "config": "configuring:config",
    "doctor": "doctor:doctor",
    "keys": "keys:keys",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"reader.cli.{module}"), name)
        return command


@click.group(
    cls=LazyGroup,
    params=global_options(),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="tidewire", message="%(prog)s %(version)s")
@pass_session
@click.pass_context
def cli(ctx: click.Context, session: Session) -> int:
    """Read the news in the terminal, and follow the people, places and organisations in it.

    Without a command the reader opens.
    """
    if ctx.invoked_subcommand is not None:
        gc.enable()
        return 0
    from reader.cli.opening import open_reader

    return open_reader(session)


def run(argv: Sequence[str]) -> int:
    """Run one command line; the exit status is 0, 1 after one sentence on stderr, 2 for wrong usage, 130 for Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        prepare(stream)
    session = Session()
    try:
        status = _invoke(argv, session)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_gone()
    except TidewireError as error:
        return _failed(session, str(error))
    except OSError as error:
        return _failed(session, f"{(error.strerror or str(error)).capitalize()}{_file(error)}.")
    except Exception as error:  # noqa: BLE001 - the edge of the process: nobody is shown a traceback unasked
        if _lacks_memory(error):
            return _failed(session, NO_MEMORY)
        return _failed(session, f"{_unexpected(error)} --debug shows where; please report it.")
    return status


def _invoke(argv: Sequence[str], session: Session) -> int:
    try:
        result = cli.main(list(argv), prog_name="tidewire", standalone_mode=False, obj=session)
    except click.ClickException as error:
        error.show(sys.stderr)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except SystemExit as ended:
        # click ends the process so where the reader of its output has gone; that is no failure of ours
        return _reader_gone() if ended.code == 1 else int(ended.code or 0)
    return result if isinstance(result, int) else 0


def _reader_gone() -> int:
    """End quietly where nobody reads on; what is still buffered goes nowhere."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - os.devnull is no Path
        os.dup2(nowhere.fileno(), 1)
    return 0


def _failed(session: Session, sentence: str) -> int:
    if session.debug:
        import traceback

        traceback.print_exc()
    tell(sentence)
    return 1


def _lacks_memory(error: Exception) -> bool:
    """Whether memory is all that is missing; a library that cannot be loaded for want of it only says so."""
    signs = ("failed to map segment", "annot allocate memory")
    return isinstance(error, MemoryError) or any(sign in str(error) for sign in signs)


def _unexpected(error: Exception) -> str:
    return f"Something unexpected happened ({type(error).__name__}: {error})."


def _file(error: OSError) -> str:
    return f": {error.filename}" if error.filename else ""
