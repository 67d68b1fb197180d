"""The root of the command line as click has it: the commands, each imported when it is wanted."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Sequence

import click

from reader import __version__
from reader.cli.options import global_options, pass_session
from reader.cli.session import Session

COMMANDS = {
    "demo": "demo:demo",
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


def invoke(argv: Sequence[str], session: Session) -> int:
    """Run a command line and return its exit status; errors of ours are the caller's."""
    try:
        result = cli.main(list(argv), prog_name="tidewire", standalone_mode=False, obj=session)
    except click.ClickException as error:
        error.show(sys.stderr)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except SystemExit as ended:
        # click ends the process so where the reader of its output has gone; that is no failure of ours
        if ended.code == 1:
            raise BrokenPipeError from None
        return int(ended.code or 0)
    return result if isinstance(result, int) else 0
