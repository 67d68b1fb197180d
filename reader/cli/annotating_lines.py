"""`tidewire annotate --jsonl`: texts in, mentions out, nothing stored."""

from __future__ import annotations

import json
import os
import queue
import re
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import Any

from reader.annotator.prepared import Prepared
from reader.annotator.recognition import Recognition, opened
from reader.annotator.texts import Found
from reader.cli.session import Session, tell
from reader.entities.directory import MemoryDirectory
from reader.entities.protocol import Document as Article
from reader.entities.resolve import gather, identify
from reader.errors import ImportFailedError, PipelineError
from reader.ingest.jsonl import parse_objects
from reader.model.entity import Label, Mention, Recognised

GROUP = 16
AHEAD = 4  # groups that are at work or waited for
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """One line of the input; `given` are mentions that came with it and need no recogniser."""

    id: Any
    title: str
    text: str
    given: Recognised | None


Line = Document | dict[str, Any]  # the latter is an answer already: what is wrong with the line


def annotate_stdin(session: Session) -> int:
    """Answer every line of stdin with one on stdout, in order; 1 where a line was bad, which is told on stderr."""
    errors = 0
    # Plain ASCII: these texts were not cleaned, so that offsets stay those of the input.
    for answer in annotate_lines(_stdin(), session):
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        if "error" in answer:
            errors += 1
            tell(answer["error"])
    return 1 if errors else 0


def annotate_lines(lines: Iterable[bytes], session: Session) -> Iterator[dict[str, Any]]:
    """An answer for every line that is not blank; entity ids are those of one directory for the whole run.

    The names of lines that are there already are found while those before them are resolved.
    """
    directory = MemoryDirectory()
    groups = Groups(lines)
    asked: deque[Sequence[Line]] = deque()
    with OnDemand(session) as names:
        while True:
            group = groups.next(wait=not asked) if len(asked) < AHEAD else None
            if group:
                names.ask(group)
                asked.append(group)
            elif asked:
                yield from _answers(asked.popleft(), names, directory)
            else:
                return


def _stdin() -> Iterable[bytes]:
    """The input as a stream of its own: what a thread waits for must not be in the way when the program ends."""
    try:
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    except (OSError, ValueError):
        return sys.stdin.buffer


class Groups:
    """Lines of the input as they come, a few at a time; a thread of its own waits for them."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._ready: queue.Queue[list[Line] | Exception] = queue.Queue(AHEAD)
        self._ended = False
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()

    def _read(self, lines: Iterable[bytes]) -> None:
        try:
            documents = _documents(lines)
            while group := list(islice(documents, GROUP)):
                self._ready.put(group)
        except Exception as error:  # noqa: BLE001 - it is raised where the lines are wanted
            self._ready.put(error)
        else:
            self._ready.put([])

    def next(self, *, wait: bool) -> list[Line]:
        """The next lines; none where there are none yet and one does not wait, or at the end."""
        if self._ended:
            return []
        try:
            group = self._ready.get(block=wait)
        except queue.Empty:
            return []
        if isinstance(group, Exception):
            raise group
        self._ended = not group
        return group


class OnDemand:
    """What the pipelines find, as far as there is anything for them to do; troubles with them are told."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stack = ExitStack()
        self._recognition: Recognition | None = None
        self._told: set[str] = set()

    def __enter__(self) -> OnDemand:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def ask(self, group: Sequence[Line]) -> None:
        """Have the names found in those lines that came without them."""
        wanted = _unread(group)
        if wanted and self._recognition is None:
            wish = self._session.load_config().pipeline
            self._recognition = self._stack.enter_context(opened(self._session.recogniser, wish))
        if wanted and self._recognition is not None:
            self._recognition.ask([Article(each.title, each.text) for each in wanted])

    def of(self, group: Sequence[Line]) -> Iterator[Found]:
        """What was found in these lines, waited for; groups are answered in the order in which they were asked."""
        if not _unread(group) or self._recognition is None:
            return iter(())
        found = self._recognition.answer()
        for notice in self._recognition.state.notices:
            if notice not in self._told:
                tell(notice)
            self._told.add(notice)
        return iter(found)


def _unread(group: Sequence[Line]) -> list[Document]:
    return [each for each in group if isinstance(each, Document) and each.given is None]


def _answers(group: Sequence[Line], names: OnDemand, directory: MemoryDirectory) -> Iterator[dict[str, Any]]:
    found = names.of(group)
    for each in group:
        yield _answer(each, each.given or next(found), directory) if isinstance(each, Document) else each


def _documents(lines: Iterable[bytes]) -> Iterator[Line]:
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


def _answer(document: Document, found: Found | Recognised, directory: MemoryDirectory) -> dict[str, Any]:
    if isinstance(found, PipelineError):
        return {"id": document.id, "error": f"The pipeline failed on {document.id}: {found}."}
    rows: list[dict[str, Any]] = []
    named = found.named if isinstance(found, Prepared) else gather(document.title, document.text, found)
    for entity in identify(named, directory):
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
