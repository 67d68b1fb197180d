"""From articles to mentions: the pipeline that finds the names, fed and corrected. Import it late: it brings spaCy."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from reader.entities.spacy_alone import spacy  # isort: split

from spacy.tokenizer import Tokenizer

from reader.entities import installed
from reader.entities.labels import any_known, our_label
from reader.entities.language import ENGLISH, is_english
from reader.entities.lexicon import Lexicon
from reader.entities.pipeline import EMBEDDED, LEXICON, KnownWords, load_embedded
from reader.entities.plan import make_plan
from reader.entities.protocol import Recogniser
from reader.entities.rules import ALL_RULES, Page, Rule, correct
from reader.entities.truecase import truecase
from reader.errors import PipelineError
from reader.files import spelt_out
from reader.model.entity import Mention, Recognised
from reader.model.pipeline import FAKE_NAME, Origin, Pipeline

_LOG = logging.getLogger(__name__)
_UNUSED = ("tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "trainable_lemmatizer")
_CHUNK = 8_000
_BATCH = 60_000
_PART = 400_000  # letters, as of a long novel's fifth
_MOST_MENTIONS = 50_000
_PIECES = 16
_WORDS_KEPT = 40_000
_SHORTENED = re.compile(r"[.'’]")
_ENDLESS = re.compile(r"\S{120,}")


class SpacyRecogniser:
    """A recogniser around one spaCy pipeline; `rules` are applied to what it finds, in their order.

    Headlines are given back their case where there is a lexicon of English; `gate` leaves other languages unmarked.
    """

    def __init__(
        self,
        nlp: Any,
        name: str,
        lexicon: Lexicon | None,
        rules: tuple[Rule, ...] = ALL_RULES,
        *,
        gate: bool = True,
    ) -> None:
        self._nlp = nlp
        self._name = name
        self._lexicon = lexicon
        self._rules = rules
        self._words = KnownWords(lexicon or Lexicon({}, {}))
        self._gate = gate
        self._learnt: set[str] = set()
        # Those of languages without spaces between words are others, and remember nothing.
        self._remembers = isinstance(nlp.tokenizer, Tokenizer)
        if self._remembers:
            nlp.tokenizer.max_cache_size = max(_WORDS_KEPT, nlp.tokenizer.max_cache_size)

    @property
    def name(self) -> str:
        return self._name

    def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
        """Mentions of each (title, text) pair; time grows with length, memory hardly."""
        for batch in _batches(documents):
            if len(batch[0][1]) > _PART:
                yield self._find_in_parts(*batch[0])
                continue
            with self._vocabulary():
                found = self._find(batch)
            yield from found

    def _find_in_parts(self, title: str, text: str) -> Recognised:
        """Mentions of a very long text, each part of which is read as if it were an article, so that one is held.

        What comes after more mentions than any book has is no prose, and stays unmarked.
        """
        in_title: tuple[Mention, ...] = ()
        in_text: list[Mention] = []
        for start, end in chunks(text, _PART):
            if len(in_text) > _MOST_MENTIONS:
                break
            with self._vocabulary():
                (found,) = self._find([("" if start else title, text[start:end])])
            in_title += found.title
            in_text += [Mention(each.start + start, each.end + start, each.label) for each in found.text]
        return Recognised(in_title, tuple(in_text))

    def _vocabulary(self) -> AbstractContextManager[object]:
        """Where the words of a batch are kept: the first ones for good, as the commonest are among them.

        What later ones bring leaves with them, since a worker lives for weeks; within a zone spaCy remembers nothing of
        how a word is cut, so that all texts would be read twice as slowly.
        """
        return nullcontext() if len(self._nlp.vocab) < _WORDS_KEPT else self._nlp.memory_zone()

    def _find(self, batch: list[tuple[str, str]]) -> list[Recognised]:
        drafts = [self._draft(title, text) for title, text in batch]
        pieces = [draft.cased[start:end] for draft in drafts for start, end in draft.chunks]
        self._learn(pieces)
        docs = iter(self._nlp.pipe(pieces, batch_size=_PIECES))
        found = []
        for draft in drafts:
            raw = [mention for start, _ in draft.chunks for mention in _mentions(next(docs), start)]
            page = Page(draft.cased, self._words, any_script=not self._rules)
            found.append(_parted(correct(page, raw, self._rules), len(draft.title) + 1))
        return found

    def _learn(self, pieces: Iterable[str]) -> None:
        """Have every new word cut where it is remembered how.

        Within a text spaCy remembers no word behind the first one that it has a rule of its own for ("U.S.", "don't"),
        and cuts two of three that it would know anew. What may hold such a word is cut by itself.
        """
        if self._remembers and len(self._learnt) < _WORDS_KEPT and not self._nlp.vocab.in_memory_zone:
            new = set().union(*map(str.split, pieces)) - self._learnt
            self._learnt |= new
            own = {word for word in new if _SHORTENED.search(word) or word in self._nlp.tokenizer.rules}
            for words in (" ".join(new - own), *own):
                self._nlp.tokenizer(words)

    def _draft(self, title: str, text: str) -> _Draft:
        if self._gate and not is_english(text):
            return _Draft(title, "", [])
        # A "word" of such a length is data; the tokenizer would take its square in time.
        cased = _ENDLESS.sub(lambda match: " " * len(match.group()), f"{title}\n{text}")
        if self._lexicon is not None:
            cased = truecase(cased, self._words)
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
    be loaded or finds no entities. Texts in other languages are left unmarked.
    """
    if name == FAKE_NAME:
        from reader.entities.fake import FakeRecogniser

        return FakeRecogniser()
    return load(installed.find(name)) if name is not None else _load_best()


def _load_best() -> SpacyRecogniser:
    broken: set[str] = set()
    while True:
        pipeline = make_plan(broken=broken).english
        try:
            return load(pipeline)
        except PipelineError as error:
            if pipeline.origin is Origin.EMBEDDED:
                raise
            _LOG.warning("%s Another pipeline is used instead.", error)
            broken.add(pipeline.ident)


def load(pipeline: Pipeline, *, gate: bool = True) -> SpacyRecogniser:
    """A recogniser around a pipeline that was found; PipelineError says why there can be none.

    `gate` leaves unmarked what is in another language than English, where the pipeline is English. MemoryError passes:
    nothing is wrong with the pipeline then.
    """
    if pipeline.problem is not None:
        raise PipelineError(pipeline.problem)
    embedded = pipeline.origin is Origin.EMBEDDED
    english = pipeline.lang == ENGLISH
    lexicon = _load_lexicon() if english or embedded else None
    nlp = _load_own() if embedded else _load_installed(pipeline)
    return SpacyRecogniser(nlp, pipeline.name, lexicon, ALL_RULES if english else (), gate=gate and english)


def _load_own() -> Any:
    try:
        return load_embedded(EMBEDDED)
    except MemoryError:
        raise
    except Exception as error:  # a damaged file makes spaCy, thinc and msgpack raise whatever they raise
        raise PipelineError(_own_is_broken(error)) from error


def _load_lexicon() -> Lexicon:
    try:
        return Lexicon.load(EMBEDDED / LEXICON)
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise PipelineError(_own_is_broken(error)) from error


def _own_is_broken(error: Exception) -> str:
    return f"The embedded entity pipeline in {EMBEDDED} cannot be loaded ({_one_line(error)}); install Tidewire again."


def _load_installed(pipeline: Pipeline) -> Any:
    name = pipeline.name
    place = spelt_out(name) if pipeline.origin is Origin.FOLDER else name
    try:
        with warnings.catch_warnings():
            # Told once by our own sentence if it matters: whether it fits this spaCy was looked at before.
            warnings.simplefilter("ignore")
            nlp = spacy.load(place, exclude=_UNUSED)
    except MemoryError:
        raise
    except Exception as error:
        raise PipelineError(
            f"The spaCy pipeline {name} cannot be loaded ({_one_line(error)}); "
            f"install one that fits spaCy {spacy.__version__}."
        ) from error
    finders = [each for each in nlp.pipe_names if nlp.get_pipe_meta(each).factory in installed.FINDERS]
    if not finders:
        raise PipelineError(
            f"The spaCy pipeline {name} finds no entities: it has no ner and no entity_ruler component."
        )
    labels = [label for each in finders for label in nlp.get_pipe(each).labels]
    if not any_known(labels):
        has = ", ".join(labels[:8]) or "none at all"
        raise PipelineError(f"The spaCy pipeline {name} has no label that Tidewire knows; it has {has}.")
    return nlp


def _one_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:160].rstrip(".")


def _batches(documents: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Articles in groups small enough for memory, large enough for speed; a very long one alone."""
    batch: list[tuple[str, str]] = []
    size = 0
    for title, text in documents:
        if batch and len(text) > _PART:
            yield batch
            batch, size = [], 0
        batch.append((title, text))
        size += len(title) + len(text)
        if size >= min(_BATCH, _PART):
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
        label = our_label(span.label_, span.text)
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
