"""Where files lie: the one place that knows."""

from __future__ import annotations

import os
from pathlib import Path

APP = "tidewire"


def _shipped(name: str) -> Path:
    """A folder that travels with the program: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def styles_dir() -> Path:
    return _shipped("styles")


def seeds_dir() -> Path:
    """The sample edition."""
    return _shipped("seeds")


def cache_file() -> Path:
    """The cache that is opened where none is named: `TIDEWIRE_CACHE`, else the user's data folder."""
    named = os.environ.get("TIDEWIRE_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "cache.db"


def config_file() -> Path:
    """The configuration: `TIDEWIRE_CONFIG`, else the user's configuration folder."""
    named = os.environ.get("TIDEWIRE_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def themes_dir(config_file: Path) -> Path:
    """The reader's own themes, beside their configuration."""
    return config_file.parent / "themes"


def state_dir() -> Path:
    """The log, the last copied text and the last place live here; losing them loses no data."""
    named = os.environ.get("TIDEWIRE_STATE")
    if named:
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)
