"""`tidewire annotate --jsonl`: texts in, mentions out, nothing stored."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from reader.annotator.pipelines import load_pipeline
from reader.annotator.work import recognise_each
from reader.cli.session import Session, tell
from reader.entities.directory import MemoryDirectory
from reader.entities.resolve import resolve
from reader.errors import ImportFailedError
from reader.ingest.jsonl import parse_objects
from reader.model.entity import Label, Mention, Recognised

GROUP = 32
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """One line of the input; `given` are mentions that came with it and need no recogniser."""

    id: Any
    title: str
    text: str
    given: Recognised | None


def annotate_stdin(session: Session) -> int:
    """Answer every line of stdin with one on stdout, in order; 1 where a line was bad, which is told on stderr."""
    errors = 0
    # Plain ASCII: these texts were not cleaned, so that offsets stay those of the input.
    for answer in annotate_lines(sys.stdin.buffer, session):
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        if "error" in answer:
            errors += 1
            tell(answer["error"])
    return 1 if errors else 0


def annotate_lines(lines: Iterable[bytes], session: Session) -> Iterator[dict[str, Any]]:
    """An answer for every line that is not blank; entity ids are those of one directory for the whole run."""
    directory = MemoryDirectory()
    pipeline = None
    documents = _documents(lines)
    while group := list(islice(documents, GROUP)):
        wanted = [each for each in group if isinstance(each, Document) and each.given is None]
        if wanted and pipeline is None:
            pipeline = load_pipeline(session.recogniser, session.load_config().pipeline)
            for notice in pipeline.notices:
                tell(notice)
        pairs = [(each.title, each.text) for each in wanted]
        found = recognise_each(pipeline, pairs) if pipeline is not None else iter(())
        for each in group:
            if isinstance(each, Document):
                yield _answer(each, each.given or next(found), directory)
            else:
                yield each


def _documents(lines: Iterable[bytes]) -> Iterator[Document | dict[str, Any]]:
    for number, value in parse_objects(lines):
        if isinstance(value, ImportFailedError):
            yield {"error": str(value)}
            continue
        try:
            yield _document(value)
        except ImportFailedError as error:
            yield {"id": value.get("id"), "error": f"Line {number} {error}"}


def _document(value: dict[str, Any]) -> Document:
    title, text = value.get("title") or "", value.get("text")
    if not isinstance(text, str) or not isinstance(title, str):
        raise ImportFailedError('needs a "text" and may have a "title", both texts.')
    if "id" not in value:
        raise ImportFailedError('has no "id".')
    # A lone surrogate can be neither read nor written by anything; its place is kept.
    title, text = _SURROGATE.sub("\ufffd", title), _SURROGATE.sub("\ufffd", text)
    given = _given(value["mentions"], len(text)) if value.get("mentions") is not None else None
    return Document(value["id"], title, text, given)


def _given(mentions: Any, length: int) -> Recognised:
    if not isinstance(mentions, list):
        raise ImportFailedError('has "mentions" that are not a list.')
    return Recognised(text=tuple(sorted(_mention(each, length) for each in mentions)))


def _mention(value: Any, length: int) -> Mention:
    try:
        start, end, label = value["start"], value["end"], Label(value["label"])
    except (TypeError, KeyError, ValueError):
        raise ImportFailedError('has a mention without "start", "end" or a known "label".') from None
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise ImportFailedError("has a mention that lies outside its text.")
    return Mention(start, end, label)


def _answer(document: Document, found: Recognised | Exception, directory: MemoryDirectory) -> dict[str, Any]:
    if isinstance(found, Exception):
        return {"id": document.id, "error": f"The pipeline failed on {document.id}: {found}."}
    rows: list[dict[str, Any]] = []
    for entity in resolve(document.title, document.text, found, directory):
        entity_id = directory.add(entity)
        rows += _rows(document.text, entity.text, entity_id, directory.name(entity_id))
    return {"id": document.id, "mentions": sorted(rows, key=lambda row: (row["start"], row["end"]))}


def _rows(text: str, mentions: Sequence[Mention], entity_id: int, name: str) -> list[dict[str, Any]]:
    return [
        {
            "start": mention.start,
            "end": mention.end,
            "text": text[mention.start : mention.end],
            "label": mention.label.value,
            "entity": entity_id,
            "name": name,
        }
        for mention in mentions
    ]
