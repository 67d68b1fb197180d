"""What of the configuration only the screen can prove: the themes, and the formats of citations."""

from __future__ import annotations

from collections.abc import Callable

from reader import paths
from reader.config import Config
from reader.errors import ConfigError, TidewireError
from reader.ui.citations import folder_formats, starting_format
from reader.ui.themes import chosen, load_themes


def mistakes(config: Config) -> list[str]:
    """All that the reader could not be opened with, a sentence each; themes of the reader's own are read for it."""
    proofs: tuple[Callable[[], object], ...] = (
        lambda: _theme(config),
        lambda: starting_format(config, None),
        lambda: folder_formats(config),
    )
    return [mistake for proof in proofs for mistake in _told(proof)]


def _theme(config: Config) -> None:
    themes = load_themes(paths.themes_dir(config.file or paths.config_file()))
    if config.theme is not None:
        chosen(config.theme, themes)


def _told(proof: Callable[[], object]) -> tuple[str, ...]:
    try:
        proof()
    except ConfigError as error:
        return error.mistakes
    except TidewireError as error:
        return (str(error),)
    return ()
