"""Themes: one file a theme, colours for the page, its shades and each entity label; the reader's own beside ours.

The shipped ones lie in styles/themes; the reader's own, in the folder `themes` beside the configuration, need to say
only what differs from the theme that they are based on.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from reader import paths
from reader.errors import ConfigError, reason
from reader.model.label import Label

ORDER = ("dark", "light", "night", "paper", "contrast", "ansi")
COLORS = ("background", "foreground", "panel", "primary", "accent", "error")
SHADES = ("muted", "faint", "cursor", "cursor-blurred", "unread", "link", "selection")
_TOP: Mapping[str, type] = {
    "title": str, "dark": bool, "ansi": bool, "base": str, "colors": dict, "shades": dict, "entities": dict,
}  # fmt: skip
_TYPES = {str: "a text", bool: "true or false", dict: "a table"}
_TABLES = {"colors": COLORS, "shades": SHADES, "entities": tuple(label.value.lower() for label in Label)}
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A theme as its file has it; `title` is its name on the screen."""

    name: str
    title: str
    theme: Theme


def load_themes(own: Path | None = None) -> dict[str, ThemeFile]:
    """Every theme by name, in the order in which a key walks through them: the shipped ones, then those in `own`.

    Raises ConfigError that names the file, the key and the nearest right one.
    """
    folder = paths.styles_dir() / "themes"
    shipped = {name: _parsed(folder / f"{name}.toml") for name in ORDER}
    themes = {name: _built(name, data) for name, data in shipped.items()}
    for file in sorted(own.glob("*.toml")) if own is not None and own.is_dir() else ():
        themes[file.stem] = _built(file.stem, _own_data(file, shipped))
    return themes


def chosen(name: str, themes: Mapping[str, ThemeFile]) -> str:
    """The name itself; ConfigError, with the nearest one, where there is no such theme."""
    if name not in themes:
        hint = _hint(name, themes)
        raise ConfigError(f"The configuration names the unknown theme {name!r}; {hint}")
    return name


def variable_defaults(themes: Mapping[str, ThemeFile]) -> dict[str, str]:
    """The variables that the style sheets may use beside Textual's own, as the first theme sets them."""
    return dict(next(iter(themes.values())).theme.variables)


def entity_variable(label: Label) -> str:
    return f"entity-{label.value.lower().replace('_', '-')}"


def _parsed(file: Path) -> Data:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"The theme {file} cannot be read: {reason(error)}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"The theme {file} is not UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"The theme {file} is not TOML: {error}.") from None


def _own_data(file: Path, shipped: Mapping[str, Data]) -> Data:
    """A theme of the reader's own, proven, over the one that it is based on."""
    data = _parsed(file)
    _check(file, data, _TOP, "")
    for table, names in _TABLES.items():
        _check(file, data.get(table, {}), dict.fromkeys(names, str), f"{table}.")
        for key, value in data.get(table, {}).items():
            _check_color(file, f"{table}.{key}", value)
    base = data.get("base", "dark" if data.get("dark", True) else "light")
    if base not in shipped:
        raise ConfigError(f"The theme {file} is based on the unknown theme {base!r}; {_hint(base, shipped)}")
    tables = {table: {**shipped[base][table], **data.get(table, {})} for table in _TABLES}
    return {**shipped[base], "title": file.stem, **data, **tables}


def _check(file: Path, table: Data, known: Mapping[str, type], prefix: str) -> None:
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"The theme {file} has the unknown key {prefix}{key}; {_hint(key, known, prefix)}")
        if type(value) is not known[key]:
            raise ConfigError(f"The theme {file} must set {prefix}{key} to {_TYPES[known[key]]}.")


def _check_color(file: Path, key: str, value: str) -> None:
    try:
        Color.parse(value)
    except ColorParseError:
        raise ConfigError(
            f"The theme {file} sets {key} to {value!r}, which is no colour; write one as '#2a4478' or as 'navy'."
        ) from None


def _hint(name: str, known: Collection[str], prefix: str = "") -> str:
    near = difflib.get_close_matches(name, known, 1, cutoff=0.5)
    return f"did you mean {prefix}{near[0]}?" if near else f"known are {', '.join(prefix + each for each in known)}."


def _built(name: str, data: Data) -> ThemeFile:
    colors = data["colors"]
    theme = Theme(
        name=f"tidewire-{name}",
        dark=data["dark"],
        ansi=data.get("ansi", False),
        secondary=colors["primary"],
        warning=colors["accent"],
        success=colors["primary"],
        surface=colors["background"],
        variables=_variables(data),
        **colors,
    )
    return ThemeFile(name, data["title"], theme)


def _variables(data: Data) -> dict[str, str]:
    """The theme's own variables, and those by which Textual's own widgets show notes and what is selected.

    A theme of terminal colours needs what Textual's own of this kind has.
    """
    shades = {name: data["shades"][name] for name in SHADES}
    entities = {entity_variable(label): data["entities"][label.value.lower()] for label in Label}
    if data.get("ansi"):
        return {**BUILTIN_THEMES["ansi-dark"].variables, **shades, **entities}
    widgets = {
        "text-muted": shades["muted"],
        "text-disabled": shades["muted"],
        "screen-selection-background": shades["selection"],
        "input-selection-background": shades["selection"],
        "block-cursor-background": shades["selection"],
        "block-cursor-foreground": data["colors"]["foreground"],
    }
    return {**widgets, **shades, **entities}
