"""What is said between who stores articles and the process that recognises: texts there, names back, a line each."""

from __future__ import annotations

import json
from binascii import a2b_base64, b2a_base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.annotator.prepared import Prepared
from reader.entities.gathered import Gathered
from reader.entities.protocol import Document
from reader.errors import PipelineError
from reader.relate.wording import Wording

Found = Prepared | PipelineError


@dataclass(frozen=True, slots=True)
class State:
    """The pipelines as they are: the name of the English one, what could not be loaded, what is to be told of that."""

    name: str
    broken: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What was found in the articles of one request, in their order, or why nothing could be."""

    found: tuple[Found, ...]
    state: State


def encode_documents(documents: Sequence[Document]) -> bytes:
    """One line; lone surrogates survive it."""
    return json.dumps([[*document, document.lang] for document in documents]).encode() + b"\n"


def decode_documents(line: bytes) -> list[Document]:
    """Read what `encode_documents` wrote."""
    return [Document(title, text, lang) for title, text, lang in json.loads(line)]


def encode_names(names: Names) -> bytes:
    """One line; a request of no articles is how the process says that it is ready."""
    state = [names.state.name, dict(names.state.broken), names.state.notices]
    return json.dumps({"found": [_plain(each) for each in names.found], "state": state}).encode() + b"\n"


def encode_trouble(sentence: str) -> bytes:
    """The last line of a process that cannot go on."""
    return json.dumps({"trouble": sentence}).encode() + b"\n"


def decode_names(line: bytes) -> Names:
    """Read what the process said; PipelineError with its reason where it cannot go on, or is not to be understood."""
    try:
        value = json.loads(line)
        if "trouble" in value:
            raise PipelineError(value["trouble"])
        name, broken, notices = value["state"]
        return Names(tuple(map(_found, value["found"])), State(name, broken, tuple(notices)))
    except (ValueError, TypeError, KeyError):
        raise PipelineError("The process that finds the names said what nobody understands.") from None


def _plain(found: Found) -> Any:
    if isinstance(found, PipelineError):
        return str(found)
    words = found.words
    numbers = [b2a_base64(each, newline=False).decode() for each in (words.terms, words.counts, words.sketched)]
    return [found.named.packed, words.spellings, numbers, found.by, found.lang]


def _found(value: Any) -> Found:
    if isinstance(value, str):
        return PipelineError(value)
    named, spellings, numbers, by, lang = value
    terms, counts, sketched = map(a2b_base64, numbers)
    return Prepared(Gathered(named), Wording(terms, counts, spellings, sketched), by, lang)
