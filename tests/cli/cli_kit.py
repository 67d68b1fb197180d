"""Articles to import, and what a command leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@dataclass(frozen=True)
class Result:
    """What one command left behind."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Tidewire = Callable[..., Result]


def subscribe(tidewire: Tidewire, tmp_path: Path, *urls: str) -> None:
    """Let these feeds be followed, as by a list of them."""
    (tmp_path / "urls").write_text("\n".join(urls) + "\n")
    assert tidewire("import", tmp_path / "urls").status == 0


HARBOUR = """Title: Harbour bridge reopens
Source: Coast Post
Author: Ada Byrne and Tom Vance
Date: 2019-10-25T14:10:00+03:00
URL: https://coast.example/bridge

The bridge over the harbour in Ankara opened again on Friday. Turkey paid for it.
Recep Tayyip Erdogan cut the ribbon. It rained, and Erdogan left.
-
Ferry prices rise
The ferry line said on Monday that tickets would cost ... World News -
"""
TALKS = """Title: Turkey and Russia talk about missiles
Source: Wire Nine
Date: 2019-10-24

Turkish officials met the Russian side in Moscow. Turkey wants the S-400. NATO does not like that.
"""
