"""From articles to mentions: the pipeline that finds the names, fed and corrected. Import it late: it brings spaCy."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import spacy

from reader.entities.language import is_english
from reader.entities.lexicon import Lexicon
from reader.entities.pipeline import EMBEDDED, LEXICON, KnownWords, load_embedded
from reader.entities.protocol import Recogniser
from reader.entities.rules import ALL_RULES, Page, Rule, correct
from reader.entities.truecase import truecase
from reader.errors import PipelineError
from reader.model.entity import Label, Mention, Recognised

EMBEDDED_NAME = "embedded"
FAKE_NAME = "fake"
PREFERRED = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")

_LOG = logging.getLogger(__name__)
_UNUSED = ("tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "trainable_lemmatizer")
_FINDERS = frozenset({"ner", "beam_ner", "entity_ruler", "span_ruler"})
_OTHER_SCHEMES = {"PER": Label.PERSON, "FACILITY": Label.FAC, "GPE_LOC": Label.GPE, "GPE_ORG": Label.GPE}
_LABELS = {label.value: label for label in Label} | _OTHER_SCHEMES
_CHUNK = 8_000
_BATCH = 60_000
_PIECES = 8
_ENDLESS = re.compile(r"\S{120,}")


class SpacyRecogniser:
    """A recogniser around one spaCy pipeline; `rules` are applied to what it finds, in their order."""

    def __init__(self, nlp: Any, name: str, lexicon: Lexicon, rules: tuple[Rule, ...] = ALL_RULES) -> None:
        self._nlp = nlp
        self._name = name
        self._lexicon = lexicon
        self._rules = rules
        self._words = KnownWords(lexicon)

    @property
    def name(self) -> str:
        return self._name

    def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
        """Mentions of each (title, text) pair; time grows with length, and memory only with the longest article."""
        for batch in _batches(documents):
            # What a batch brings into the vocabulary leaves with it: a worker lives for weeks.
            with self._nlp.memory_zone():
                found = self._find(batch)
            yield from found

    def _find(self, batch: list[tuple[str, str]]) -> list[Recognised]:
        drafts = [self._draft(title, text) for title, text in batch]
        pieces = [draft.cased[start:end] for draft in drafts for start, end in draft.chunks]
        docs = iter(self._nlp.pipe(pieces, batch_size=_PIECES))
        found = []
        for draft in drafts:
            raw = [mention for start, _ in draft.chunks for mention in _mentions(next(docs), start)]
            page = Page(draft.cased, self._words)
            found.append(_parted(correct(page, raw, self._rules), len(draft.title) + 1))
        return found

    def _draft(self, title: str, text: str) -> _Draft:
        if not is_english(text):
            return _Draft(title, "", [])
        cased = truecase(f"{title}\n{text}", self._words)
        # A "word" of such a length is data; the tokenizer would take its square in time.
        cased = _ENDLESS.sub(lambda match: " " * len(match.group()), cased)
        return _Draft(title, cased, list(chunks(cased)))


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article as the pipeline gets it: title and text joined by a line feed, and where that is cut.

    `cased` is empty where the article is in another language.
    """

    title: str
    cased: str
    chunks: list[tuple[int, int]]


def load_recogniser(name: str | None = None) -> Recogniser:
    """The named recogniser; without a name the best installed English pipeline, else the embedded one.

    `name` is "embedded", "fake", an installed spaCy package or the folder of a pipeline. PipelineError where it cannot
    be loaded or finds no entities.
    """
    if name == FAKE_NAME:
        from reader.entities.fake import FakeRecogniser

        return FakeRecogniser()
    lexicon = _load_lexicon()
    if name is None:
        name, nlp = _load_best()
    else:
        nlp = _load_own() if name == EMBEDDED_NAME else _load_installed(name)
    return SpacyRecogniser(nlp, name, lexicon)


def _load_best() -> tuple[str, Any]:
    for package in filter(spacy.util.is_package, PREFERRED):
        try:
            return package, _load_installed(package)
        except PipelineError as error:
            _LOG.warning("%s Another pipeline is used instead.", error)
    return EMBEDDED_NAME, _load_own()


def _load_own() -> Any:
    try:
        return load_embedded(EMBEDDED)
    except Exception as error:  # a damaged file makes spaCy, thinc and msgpack raise whatever they raise
        raise PipelineError(_own_is_broken(error)) from error


def _load_lexicon() -> Lexicon:
    try:
        return Lexicon.load(EMBEDDED / LEXICON)
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise PipelineError(_own_is_broken(error)) from error


def _own_is_broken(error: Exception) -> str:
    return f"The embedded entity pipeline in {EMBEDDED} cannot be loaded ({_one_line(error)}); install Tidewire again."


def _load_installed(name: str) -> Any:
    if not spacy.util.is_package(name) and not Path(name).is_dir():
        raise PipelineError(f"There is no spaCy pipeline named {name}; install it or choose another.")
    try:
        with warnings.catch_warnings():
            # Told once by our own sentence if it matters: a pipeline of another spaCy version mostly works.
            warnings.simplefilter("ignore")
            nlp = spacy.load(name, exclude=_UNUSED)
    except Exception as error:
        raise PipelineError(
            f"The spaCy pipeline {name} cannot be loaded ({_one_line(error)}); "
            f"install one that fits spaCy {spacy.__version__}."
        ) from error
    if not _FINDERS.intersection(nlp.pipe_names):
        raise PipelineError(
            f"The spaCy pipeline {name} finds no entities: it has no ner and no entity_ruler component."
        )
    return nlp


def _one_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:160].rstrip(".")


def _batches(documents: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Articles in groups small enough for memory, large enough for speed."""
    batch: list[tuple[str, str]] = []
    size = 0
    for title, text in documents:
        batch.append((title, text))
        size += len(title) + len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def chunks(text: str, limit: int = _CHUNK) -> Iterator[tuple[int, int]]:
    """Cut a text at line ends into pieces of at most `limit` characters; a longer line at a space, or anywhere."""
    start = 0
    while len(text) - start > limit:
        cut = text.rfind("\n", start + 1, start + limit) + 1
        if not cut:
            cut = text.rfind(" ", start + limit // 2, start + limit) + 1
        end = cut or start + limit
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _mentions(doc: Any, offset: int) -> Iterator[Mention]:
    for span in doc.ents:
        label = _LABELS.get(span.label_)
        if label is not None:
            yield Mention(span.start_char + offset, span.end_char + offset, label)


def _parted(mentions: Iterable[Mention], text_start: int) -> Recognised:
    """Mentions of title and text apart, each with the offsets of its own."""
    title, text = [], []
    for mention in mentions:
        if mention.start >= text_start:
            text.append(Mention(mention.start - text_start, mention.end - text_start, mention.label))
        else:
            title.append(mention)
    return Recognised(tuple(title), tuple(text))
