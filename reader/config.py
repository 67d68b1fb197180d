"""The configuration: read once from a TOML file, strict, and frozen from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from reader.errors import ConfigError, reason
from reader.files import spelt_out

Part = TypeVar("Part")

MEASURE = range(20, 301)
STANDARD_STYLE = "apa"  # of citations, where the reader names none
_TYPES = {str: "a text", int: "a whole number", dict: "a table", bool: "true or false", list: "a list of texts"}
_TOP: Mapping[str, type] = {
    "theme": str, "citation": str, "measure": int, "annotate": dict, "network": dict,
    "keep": dict, "keys": dict,
}  # fmt: skip
_CITATION: Mapping[str, type] = {"style": str, "folders": dict}
_ANNOTATE: Mapping[str, type] = {"pipeline": str, "recogniser": str}  # the second is the older name

_NETWORK: Mapping[str, type] = {"allow": list, "user_agent": str, "schedule": bool}
_KEEP: Mapping[str, type] = {"days": int, "count": int}
_NO_CITATION: tuple[str | None, dict[str, str]] = (None, {})


@dataclass(frozen=True, slots=True)
class Keep:
    """How many articles of a feed are kept: those of the last `days`, the last `count`; None keeps all."""

    days: int | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """What may be reached though it is private, what the program calls itself, and whether it reloads by itself."""

    allow: tuple[str, ...] = ()
    user_agent: str | None = None
    schedule: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """What the reader's own file says; None where it leaves the choice to the program.

    `citation` is the format that copying starts with, `folder_citations` those of articles in certain folders of
    feeds, `measure` the width of the text in columns,
    `pipeline` the one that finds entities (a name, or the path of a folder), `keys` the reader's own keys by command.
    `file` is where all this was read, if it was; `keep` holds the rules of retention by a feed's name or address, ""
    for all other feeds.
    """

    theme: str | None = None
    citation: str | None = None
    folder_citations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    measure: int = 72
    pipeline: str | None = None
    network: Network = Network()
    keep: Mapping[str, Keep] = field(default_factory=lambda: MappingProxyType({}))
    file: Path | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


class PartlyReadError(ConfigError):
    """Some of the file cannot be meant; `rest` is what can, with standards for the others."""

    def __init__(self, rest: Config, *mistakes: str) -> None:
        super().__init__(*mistakes)
        self.rest = rest


def load_config(file: Path) -> Config:
    """Read the configuration; a file that is not there means defaults.

    Raises ConfigError that names the file and each key that is wrong, and for an unknown key the nearest known one.
    """
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except OSError as error:
        raise ConfigError(f"The configuration {file} cannot be read: {reason(error)}.") from None
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
    mistakes: list[str] = []

    def read(part: Callable[[Path, Any], Part], value: object, otherwise: Part) -> Part:
        try:
            return part(file, value)
        except ConfigError as error:
            mistakes.extend(error.mistakes)
            return otherwise

    citation, folders = read(_citation, data.pop("citation", None), _NO_CITATION)
    data = read(_known, data, {key: value for key, value in data.items() if type(value) is _TOP.get(key)})
    config = Config(
        file=file,
        theme=data.get("theme"),
        citation=citation,
        folder_citations=MappingProxyType(folders),
        measure=read(_measure, data.get("measure"), Config().measure),
        pipeline=read(_pipeline, data.get("annotate", {}), None),
        network=read(_network, data.get("network", {}), Network()),
        keep=MappingProxyType(read(_keep, data.get("keep", {}), {})),
        keys=MappingProxyType(read(_keys, data.get("keys", {}), {})),
    )
    if mistakes:
        raise PartlyReadError(config, *mistakes)
    return config


def _known(file: Path, data: dict[str, Any]) -> dict[str, Any]:
    _check(file, data, _TOP, "")
    return data


def _measure(file: Path, value: int | None) -> int:
    if value is not None and value not in MEASURE:
        raise ConfigError(f"The configuration {file} sets measure to {value}; it can be {MEASURE[0]} to {MEASURE[-1]}.")
    return Config().measure if value is None else value


def _citation(file: Path, value: object) -> tuple[str | None, dict[str, str]]:
    """The format for all articles, and those for folders: one name, or a table with `style` and `folders`."""
    if not isinstance(value, dict):
        if value is not None:
            _check(file, {"citation": value}, _TOP, "")
        return (value if isinstance(value, str) else None), {}
    _check(file, value, _CITATION, "citation.")
    folders = value.get("folders", {})
    _check(file, folders, dict.fromkeys(folders, str), "citation.folders.")
    return value.get("style"), folders


def _pipeline(file: Path, table: dict[str, Any]) -> str | None:
    """A pipeline's name as it is; the path of a folder is read from where the configuration lies."""
    _check(file, table, _ANNOTATE, "annotate.")
    name = table.get("pipeline") or table.get("recogniser")
    if name is None or not (name[:1] in (".", "~") or "/" in name or "\\" in name):
        return name or None
    return str(file.absolute().parent / spelt_out(name))


def _network(file: Path, table: dict[str, Any]) -> Network:
    _check(file, table, _NETWORK, "network.")
    allow = table.get("allow", [])
    if not all(isinstance(entry, str) for entry in allow):
        raise ConfigError(f"The configuration {file} must set network.allow to {_TYPES[list]}.")
    return Network(tuple(allow), table.get("user_agent"), table.get("schedule", True))


def _keep(file: Path, table: dict[str, Any]) -> dict[str, Keep]:
    """Rules for every feed, and tables of rules for feeds by name or address."""
    general = {key: value for key, value in table.items() if not isinstance(value, dict)}
    rules = {"": general} if general else {}
    rules |= {key: value for key, value in table.items() if isinstance(value, dict)}
    mistakes = [wrong for name, rule in rules.items() for wrong in _wrong_rule(file, name, rule)]
    if mistakes:
        raise ConfigError(*mistakes)
    return {name: Keep(rule.get("days"), rule.get("count")) for name, rule in rules.items()}


def _wrong_rule(file: Path, name: str, rule: dict[str, Any]) -> Iterator[str]:
    yield from _wrong(file, rule, _KEEP, f"keep.{name}." if name else "keep.")
    if any(type(value) is int and value < 1 for value in rule.values()):
        yield f"The configuration {file} must keep at least one day and one article."


def _check(file: Path, table: dict[str, Any], known: Mapping[str, type], prefix: str) -> None:
    """Raise ConfigError with all that is wrong in a table."""
    mistakes = tuple(_wrong(file, table, known, prefix))
    if mistakes:
        raise ConfigError(*mistakes)


def _wrong(file: Path, table: dict[str, Any], known: Mapping[str, type], prefix: str) -> Iterator[str]:
    for key, value in table.items():
        if key not in known:
            yield f"The configuration {file} has the unknown key {prefix}{key}; {_hint(key, known, prefix)}"
        elif type(value) is not known[key]:
            yield f"The configuration {file} must set {prefix}{key} to {_TYPES[known[key]]}."


def _hint(key: str, known: Mapping[str, type], prefix: str) -> str:
    import difflib

    near = difflib.get_close_matches(key, known, 1, cutoff=0.5)
    return f"did you mean {prefix}{near[0]}?" if near else f"known are {', '.join(prefix + name for name in known)}."


def _keys(file: Path, table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The reader's own keys, proven against the table of commands before any screen opens."""
    if not table:
        return {}
    from reader.keys import with_overrides

    found = {command: _key_list(file, command, value) for command, value in table.items()}
    try:
        with_overrides(found)
    except ConfigError as error:
        raise ConfigError(*(f"The configuration {file}: {mistake}" for mistake in error.mistakes)) from None
    return found


def _key_list(file: Path, command: str, value: object) -> tuple[str, ...]:
    keys = [value] if isinstance(value, str) else value
    if isinstance(keys, list) and all(isinstance(key, str) and key for key in keys):
        return tuple(keys)
    raise ConfigError(f"The configuration {file} must set keys.{command} to a key or a list of keys.")
