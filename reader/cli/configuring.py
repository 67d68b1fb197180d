"""`tidewire config`: where the configuration lies, what it sets, and the reader's own themes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import click

from reader import paths
from reader.cli.options import Command, pass_session
from reader.cli.session import Session
from reader.errors import ConfigError

_NAMES = {"folder_citations": "citation.folders", "pipeline": "annotate.pipeline"}


@click.command(cls=Command)
@pass_session
def config(session: Session) -> None:
    """Say where the configuration lies and what it sets, and prove it and your own themes."""
    from reader.cli.opening import proven
    from reader.cli.output import say, say_json
    from reader.ui.proofs import mistakes

    loaded = proven(session)
    if wrong := mistakes(loaded):
        raise ConfigError(*wrong)
    file = session.config or paths.config_file()
    rows = [*_places(session, file), _themes(file), *_settings(loaded)]
    for name, value in rows:
        if session.json:
            say_json({"name": name, "value": value})
        else:
            say(f"{name:<28} {_shown(value)}")


def _places(session: Session, file: Path) -> Iterator[tuple[str, object]]:
    yield "configuration", str(file) if file.exists() else f"{file} (not there; all is standard)"
    yield "own themes", str(paths.themes_dir(file))
    yield "cache", str(session.cache_file)
    yield "state", str(paths.state_dir())


def _themes(file: Path) -> tuple[str, object]:
    """The themes that can be chosen."""
    from reader.ui.themes import load_themes

    return "themes", list(load_themes(paths.themes_dir(file)))


def _settings(value: Any, prefix: str = "") -> Iterator[tuple[str, object]]:
    """What is set otherwise than it would be without a file, by the names that the file knows."""
    standard = type(value)()
    for field in fields(value):
        content, name = getattr(value, field.name), prefix + _NAMES.get(field.name, field.name)
        if field.name == "file" or content == getattr(standard, field.name):
            continue
        if is_dataclass(content):
            yield from _settings(content, f"{name}.")
        elif isinstance(content, Mapping):
            for key, entry in content.items():
                inner = f"{name}.{key}" if key else name
                yield from _settings(entry, f"{inner}.") if is_dataclass(entry) else [(inner, entry)]
        else:
            yield name, content


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
