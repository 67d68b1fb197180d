"""Handing an address to the browser: http and https only, as an argument and never through a shell."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp

_OPEN = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"


def may_open(url: str | None) -> bool:
    """Whether an address leads to a page, and not to a file or a program."""
    return url is not None and url.startswith(("http://", "https://"))


def open_address(app: TidewireApp, url: str) -> None:
    """Open an address in the browser, or copy it where there is none; the bottom line says which."""
    if not may_open(url):
        app.main.say("Only addresses that begin with http:// or https:// are opened", error=True)
    elif app.is_web:
        app.open_url(url)
        app.main.say(f"Opened {url}")
    elif not has_browser(os.environ):
        app.copy(url, "No browser here · address")
    else:
        app.run_worker(_open(app, url), group="browser", exit_on_error=False)


def has_browser(env: Mapping[str, str]) -> bool:
    """Whether a browser can show itself: one in the terminal would write over the reader."""
    return sys.platform != "linux" or any(
        env.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME")
    )


async def _open(app: TidewireApp, url: str) -> None:
    """Let a process of its own start the browser, because browsers write to the terminal that they are started from."""
    from reader.annotator.child import environment

    app.main.say(f"Opening {url}")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-c", _OPEN, url, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True,
        env=environment(),
    )  # fmt: skip
    if await process.wait() == 0:
        app.main.say(f"Opened {url}")
    else:
        app.copy(url, "No browser could be opened. Address")
