"""What a process of this package needs to start, and how it says that a process of its own was ended."""

from __future__ import annotations

import os
from pathlib import Path

SIGNALLED = 128  # plus the signal: how a worker ends whose recogniser was ended by one, as a shell would put it
_PACKAGE_PARENT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str] | None:
    """This process's own environment; in a checkout that is not installed, with the way to the package."""
    if _PACKAGE_PARENT.name in ("site-packages", "dist-packages"):
        return None
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(_PACKAGE_PARENT), *([known] if known else [])])}
