"""Articles of many languages, each read by the pipeline of its own. Import it late: it brings spaCy."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from reader.entities import installed, recognise
from reader.entities.language import language_of
from reader.entities.plan import Plan, make_plan
from reader.entities.protocol import Document, Recogniser
from reader.errors import PipelineError
from reader.model.entity import Recognised
from reader.model.pipeline import Origin, Pipeline

_LOG = logging.getLogger(__name__)


class ByLanguage:
    """A recogniser that asks the language of every article first; what is in a language without one stays unmarked.

    The English pipeline is loaded at once, others with their first article. `plan` says what is used now, `broken`
    what could not be loaded, by ident, with the reason; `notices` are sentences for the reader about the latter.
    """

    def __init__(self, wanted: str | None = None) -> None:
        self._wanted = wanted
        self._broken: dict[str, str] = {}
        self._plan = make_plan(wanted)
        self._loaded: dict[str, Recogniser] = {}
        while not self._load(self.plan.english):
            pass

    @property
    def name(self) -> str:
        return self.plan.english.name

    @property
    def plan(self) -> Plan:
        return self._plan

    @property
    def broken(self) -> Mapping[str, str]:
        return self._broken

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader should know: why a pipeline that they named, or installed, is not used."""
        troubles = list[str | None](self.broken.values()) or [self.plan.trouble]
        return tuple(f"{trouble} {self.plan.instead}" for trouble in troubles if trouble)

    def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
        """Mentions of each (title, text) pair, with the pipeline that found them and the language they are in."""
        languages = ((document, _language(document)) for document in documents)
        for lang, group in groupby(languages, key=lambda pair: pair[1]):
            yield from self._recognise(lang, (document for document, _ in group))

    def _recognise(self, lang: str, documents: Iterator[tuple[str, str]]) -> Iterator[Recognised]:
        pipeline = self._ready(lang)
        if pipeline is None:
            yield from (Recognised(by="", lang=lang) for _ in documents)
            return
        for found in self._loaded[pipeline.name].recognise(documents):
            yield replace(found, by=pipeline.ident, lang=lang)

    def _ready(self, lang: str) -> Pipeline | None:
        """The language's pipeline, loaded; None where it has none that can be."""
        while (pipeline := self.plan.of(lang)) is not None and not self._load(pipeline):
            pass
        return pipeline

    def _load(self, pipeline: Pipeline) -> bool:
        """Have a pipeline loaded; where it cannot be, plan again without it. PipelineError where nothing is left."""
        if pipeline.name in self._loaded:
            return True
        try:
            self._loaded[pipeline.name] = recognise.load(pipeline, gate=False)
        except PipelineError as error:
            if pipeline.origin is Origin.EMBEDDED:
                raise
            _LOG.warning("%s", error)
            self._broken[pipeline.ident] = str(error)
            self._plan = make_plan(self._wanted, broken=self._broken)
            return False
        return True


def load_pipelines(recogniser: str | None = None, wanted: str | None = None) -> ByLanguage:
    """The pipelines of all languages; `recogniser` is one that must be there, `wanted` one that may be missing.

    PipelineError where `recogniser` is missing, does not fit or cannot be loaded.
    """
    if recogniser is not None and (problem := installed.find(recogniser).problem) is not None:
        raise PipelineError(problem)
    found = ByLanguage(recogniser or wanted)
    if recogniser is not None and found.broken:
        raise PipelineError(next(iter(found.broken.values())))
    return found


def _language(document: tuple[str, str]) -> str:
    declared = document.lang if isinstance(document, Document) else None
    return language_of(*document, declared)
