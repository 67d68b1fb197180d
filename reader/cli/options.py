"""The global options, which every command takes too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reader.cli.session import Session

pass_session = click.make_pass_decorator(Session, ensure=True)


class Command(click.Command):
    """A command that takes the global options too, so that they may stand before or after its name."""

    def __init__(self, name: str | None, params: list[click.Parameter] | None = None, **settings: Any) -> None:
        super().__init__(name, params=[*(params or []), *global_options()], **settings)


def global_options() -> list[click.Parameter]:
    """Fresh options that are written into the session as they are read."""
    file = click.Path(path_type=Path)
    return [
        _option("--cache", type=file, metavar="FILE", help="The cache to use."),
        _option("--config", type=file, metavar="FILE", help="The configuration to use."),
        _option("--recogniser", metavar="NAME", help="The pipeline that must be used to find entities."),
        _option("--json", is_flag=True, help="Results as JSON, one object a line."),
        _option("--quiet", is_flag=True, help="No notes and no progress on stderr."),
        _option("--debug", is_flag=True, help="Show where an error comes from."),
    ]


def _option(name: str, **settings: Any) -> click.Option:
    return click.Option([name], expose_value=False, callback=_keep, **settings)


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value and param.name:
        setattr(ctx.ensure_object(Session), param.name, value)
