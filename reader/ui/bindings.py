"""Bindings made from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.binding import Binding

from reader.keys import COMMANDS, Command


def binding_of(command: Command) -> Binding:
    """One binding for all keys of a command."""
    return Binding(
        ",".join(map(_textual_key, command.keys)), f"run({command.id!r})", command.description, id=command.id
    )


def bindings() -> list[Binding]:
    """The bindings of the main screen; a command whose keys differ in meaning gets one binding a key."""
    made: list[Binding] = []
    for command in COMMANDS:
        if command.id == "related":
            made += numbered(command)
        else:
            made.append(binding_of(command))
    return made


def everywhere() -> list[Binding]:
    """The bindings that hold on every screen, also while one writes."""
    suspend = next(command for command in COMMANDS if command.id == "suspend")
    return [replace(binding_of(suspend), action="suspend_process", priority=True)]


def numbered(command: Command) -> list[Binding]:
    """The keys of a command whose place in the table is its argument: the first key means 1, and so on."""
    return [
        Binding(
            _textual_key(key),
            f"run({command.id!r}, {number})",
            command.description,
            id=f"{command.id}-{number}",
        )
        for number, key in enumerate(command.keys, 1)
    ]


def keymap(commands: Iterable[Command]) -> dict[str, str]:
    """What Textual needs to bind the reader's own keys; it lists the changed commands only."""
    standard = {command.id: command.keys for command in COMMANDS}
    changed: dict[str, str] = {}
    for command in commands:
        if command.keys == standard[command.id]:
            continue
        if command.id == "related":
            changed |= {f"related-{number}": _textual_key(key) for number, key in enumerate(command.keys, 1)}
        else:
            changed[command.id] = ",".join(map(_textual_key, command.keys))
    return changed


def _textual_key(key: str) -> str:
    return "comma" if key == "," else key
