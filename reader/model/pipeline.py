"""Entity pipelines as the program knows them before any of them is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

EMBEDDED_NAME = "embedded"
FAKE_NAME = "fake"


class Origin(StrEnum):
    """Where a pipeline comes from: the program itself, an installed package, or a folder that the reader named."""

    EMBEDDED = "embedded"
    PACKAGE = "package"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A spaCy pipeline by what it says of itself.

    `name` is "embedded", a package's name or a folder; `lang` its language ("xx": any); `labels` are those of its own
    scheme. `problem` says in a sentence why it cannot be used; None where nothing speaks against it.
    """

    name: str
    version: str
    lang: str
    labels: tuple[str, ...]
    origin: Origin
    problem: str | None = None

    @property
    def ident(self) -> str:
        """Name and version, by which an article remembers what annotated it."""
        return f"{self.name} {self.version}".strip()
