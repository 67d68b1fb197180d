"""Copying from the screen: in the background, with a word about what was copied and by which way."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader import paths

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp


class Copying:
    """Called with a text and what it is; the clipboard may take seconds, and no key waits for it."""

    def __init__(self, app: TidewireApp) -> None:
        self._app = app

    def __call__(self, text: str, what: str) -> None:
        self._app.memory.citation = self._app.citation_format
        self._app.run_worker(lambda: self._copy(text, what), thread=True, group="clipboard", exit_on_error=False)

    def _copy(self, text: str, what: str) -> None:
        from reader.ui.clipboard import copy

        result = copy(
            text,
            state_dir=paths.state_dir(),
            env=os.environ,
            write_osc52=lambda sequence: self._app.call_from_thread(self._to_terminal, sequence),
        )
        said = result.message
        told = f"{what}: {said[:1].lower()}{said[1:].removesuffix('.')}"
        self._app.call_from_thread(self._app.main.say, told, error=result.way in ("file", "none"))

    def _to_terminal(self, sequence: str) -> None:
        """Textual's own way to the clipboard writes OSC 52 like this, but says nothing of how it went."""
        if self._app._driver is not None:
            self._app._driver.write(sequence)
