"""The words that the worker and its client exchange: one JSON object a line, article ids only, never a text."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from reader.errors import PipelineError

MAX_ERROR = 500
# How many articles a worker takes at a time: few enough that one the reader has just opened hardly waits, enough
# to keep the pipeline busy. When it dies, the article to blame is among these.
CHUNK = 8
AHEAD = 4 * CHUNK  # articles that are recognised before they are asked for


@dataclass(frozen=True, slots=True)
class Annotate:
    """To the worker: annotate these articles; what is asked last is done first."""

    annotate: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker's first line: the pipeline is loaded."""

    ready: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the reader about a pipeline that cannot be used; the work goes on with another one."""

    notice: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article's entities are committed; `entities` is how many there are."""

    annotated: int
    entities: int


@dataclass(frozen=True, slots=True)
class Failed:
    """An article could not be annotated, and that is recorded."""

    failed: int
    error: str


@dataclass(frozen=True, slots=True)
class Left:
    """Nothing was written for an article: it waits no longer, or has changed meanwhile and waits for another turn."""

    left: int


@dataclass(frozen=True, slots=True)
class Done:
    """All articles of one `Annotate` have had their answer; `done` is how many those were."""

    done: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """The worker cannot go on, for the reason given in a sentence; it ends after this line."""

    error: str


Answer = Ready | Notice | Annotated | Failed | Left | Done | Trouble
Message = Annotate | Answer

_BY_KEYS: dict[frozenset[str], type[Message]] = {
    frozenset(kind.__dataclass_fields__): kind
    for kind in (Annotate, Ready, Notice, Annotated, Failed, Left, Done, Trouble)
}


def encode(message: Message) -> bytes:
    """One line, ended by a line feed; an error longer than a log wants is cut."""
    fields = asdict(message)
    if "error" in fields:
        fields["error"] = fields["error"][:MAX_ERROR]
    return json.dumps(fields).encode() + b"\n"


def decode(line: bytes) -> Message:
    """Read one line; PipelineError for anything that is no message."""
    try:
        fields = json.loads(line)
        kind = _BY_KEYS[frozenset(fields)]
        return kind(**{name: _typed(name, value) for name, value in fields.items()})
    except (ValueError, TypeError, KeyError, RecursionError):
        shown = line[:60].decode("utf-8", "replace")
        raise PipelineError(f"The annotator said what nobody understands: {shown!r}.") from None


def _typed(name: str, value: Any) -> Any:
    if name in ("error", "ready", "notice"):
        wanted: type = str
    elif name == "annotate":
        wanted, value = tuple, tuple(_typed("id", item) for item in list(value))
    else:
        wanted = int
    if type(value) is not wanted:
        raise TypeError(name)
    return value
