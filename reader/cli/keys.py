"""`tidewire keys`: which key does what."""

from __future__ import annotations

import click

from reader.cli.options import Command, pass_session
from reader.cli.session import Session


@click.command(cls=Command)
@pass_session
def keys(session: Session) -> None:
    """List the reader's keys, your own included, and the names that [keys] in the configuration knows them by."""
    from reader.cli.output import say, say_json
    from reader.keys import groups, shown, with_overrides

    table = with_overrides(session.load_config().keys)
    for number, (group, members) in enumerate(groups(table).items()):
        if not session.json:
            say(("\n" if number else "") + group)
        for command in members:
            if session.json:
                fields = {"id": command.id, "keys": list(command.keys), "description": command.description}
                say_json(fields | {"group": group})
            else:
                say(f"  {shown(command.keys):<16} {command.id:<16} {command.description}")
