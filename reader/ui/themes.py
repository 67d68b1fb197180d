"""Themes read from styles/themes: one file a theme, colours for the page, its shades and each entity label."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from textual.theme import BUILTIN_THEMES, Theme

from reader import paths
from reader.model.entity import Label

ORDER = ("dark", "light", "contrast", "ansi")
SHADES = ("muted", "faint", "cursor", "cursor-blurred", "unread")


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A theme as its file has it; `title` is its name on the screen."""

    name: str
    title: str
    theme: Theme


def load_themes(folder: Path | None = None) -> dict[str, ThemeFile]:
    """Every theme that is shipped, by name, in the order in which a key walks through them."""
    folder = folder or paths.styles_dir() / "themes"
    return {name: load_theme(folder / f"{name}.toml") for name in ORDER}


def load_theme(file: Path) -> ThemeFile:
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    colors = data["colors"]
    theme = Theme(
        name=f"tidewire-{file.stem}",
        dark=data["dark"],
        ansi=data.get("ansi", False),
        secondary=colors["primary"],
        warning=colors["accent"],
        success=colors["primary"],
        surface=colors["background"],
        variables=_variables(data),
        **colors,
    )
    return ThemeFile(file.stem, data["title"], theme)


def variable_defaults(themes: dict[str, ThemeFile]) -> dict[str, str]:
    """The variables that the style sheets may use beside Textual's own, as the first theme sets them."""
    return dict(next(iter(themes.values())).theme.variables)


def entity_variable(label: Label) -> str:
    return f"entity-{label.value.lower().replace('_', '-')}"


def _variables(data: dict[str, dict[str, str]]) -> dict[str, str]:
    """The theme's own variables; one of terminal colours needs those that Textual's own of this kind has, too."""
    base = BUILTIN_THEMES["ansi-dark"].variables if data.get("ansi") else {}
    shades = {name: data["shades"][name] for name in SHADES}
    entities = {entity_variable(label): data["entities"][label.value.lower()] for label in Label}
    return {**base, **shades, **entities}
