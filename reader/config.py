"""The configuration: read once from a TOML file, strict, and frozen from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from reader.errors import ConfigError

MEASURE = range(20, 301)
_TYPES = {str: "a text", int: "a whole number", dict: "a table"}
_TOP: Mapping[str, type] = {"theme": str, "citation": str, "measure": int, "annotate": dict, "keys": dict}
_ANNOTATE: Mapping[str, type] = {"pipeline": str, "recogniser": str}  # the second is the older name


@dataclass(frozen=True, slots=True)
class Config:
    """What the reader's own file says; None where it leaves the choice to the program.

    `citation` is the format that copying starts with, `measure` the width of the text in columns,
    `pipeline` the one that finds entities (a name, or the path of a folder), `keys` the reader's own keys by command.
    """

    theme: str | None = None
    citation: str | None = None
    measure: int = 72
    pipeline: str | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


def load_config(file: Path) -> Config:
    """Read the configuration; a file that is not there means defaults.

    Raises ConfigError that names the file and the key, and for an unknown key the nearest known one.
    """
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except OSError as error:
        raise ConfigError(f"The configuration {file} cannot be read: {(error.strerror or '').lower()}.") from None
    return _config(file, _parsed(file, data))


def _parsed(file: Path, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError(f"The configuration {file} is not UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"The configuration {file} is not TOML: {error}.") from None


def _config(file: Path, data: dict[str, Any]) -> Config:
    _check(file, data, _TOP, "")
    annotate = data.get("annotate", {})
    _check(file, annotate, _ANNOTATE, "annotate.")
    measure = data.get("measure", Config().measure)
    if measure not in MEASURE:
        raise ConfigError(
            f"The configuration {file} sets measure to {measure}; it can be {MEASURE[0]} to {MEASURE[-1]}."
        )
    return Config(
        theme=data.get("theme"),
        citation=data.get("citation"),
        measure=measure,
        pipeline=_place(file, annotate.get("pipeline") or annotate.get("recogniser")),
        keys=MappingProxyType(_keys(file, data.get("keys", {}))),
    )


def _place(file: Path, name: str | None) -> str | None:
    """A pipeline's name as it is; the path of a folder is read from where the configuration lies."""
    if name is None or not (name[:1] in (".", "~") or "/" in name or "\\" in name):
        return name or None
    return str(file.absolute().parent / Path(name).expanduser())


def _check(file: Path, table: dict[str, Any], known: Mapping[str, type], prefix: str) -> None:
    for key, value in table.items():
        if key not in known:
            _refuse_unknown(file, key, known, prefix)
        if type(value) is not known[key]:
            raise ConfigError(f"The configuration {file} must set {prefix}{key} to {_TYPES[known[key]]}.")


def _refuse_unknown(file: Path, key: str, known: Mapping[str, type], prefix: str) -> NoReturn:
    import difflib

    near = difflib.get_close_matches(key, known, 1, cutoff=0.5)
    hint = f"did you mean {prefix}{near[0]}?" if near else f"known are {', '.join(prefix + name for name in known)}."
    raise ConfigError(f"The configuration {file} has the unknown key {prefix}{key}; {hint}")


def _keys(file: Path, table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The reader's own keys, proven against the table of commands before any screen opens."""
    if not table:
        return {}
    from reader.keys import with_overrides

    found = {command: _key_list(file, command, value) for command, value in table.items()}
    try:
        with_overrides(found)
    except ConfigError as error:
        raise ConfigError(f"The configuration {file}: {error}") from None
    return found


def _key_list(file: Path, command: str, value: object) -> tuple[str, ...]:
    keys = [value] if isinstance(value, str) else value
    if isinstance(keys, list) and all(isinstance(key, str) and key for key in keys):
        return tuple(keys)
    raise ConfigError(f"The configuration {file} must set keys.{command} to a key or a list of keys.")
