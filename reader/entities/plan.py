"""Which pipeline reads which language, and why; decided from what pipelines say of themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reader.entities import installed
from reader.errors import PipelineError
from reader.model.pipeline import FAKE_NAME, Origin, Pipeline

PREFERRED = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
ANY = "xx"
UNKNOWN = "und"  # text in no language that is known here: source code, tables, rare languages
_SIZES = ("trf", "lg", "md", "sm")


@dataclass(frozen=True, slots=True)
class Plan:
    """The pipeline of English, those of other languages, and one for languages that have none of their own.

    `why` gives the reason for the choice by the pipeline's name, `trouble` says in a sentence why one that was wanted
    cannot be used.
    """

    english: Pipeline
    others: Mapping[str, Pipeline] = field(default_factory=dict)
    anywhere: Pipeline | None = None
    why: Mapping[str, str] = field(default_factory=dict)
    trouble: str | None = None

    @property
    def instead(self) -> str:
        """The sentence that follows one about a pipeline that cannot be used."""
        name = "The embedded one" if self.english.origin is Origin.EMBEDDED else self.english.name
        return f"{name} is used instead."

    def idents(self, languages: Iterable[str]) -> dict[str, str]:
        """For each language the ident of the pipeline that would read it; "" where none would."""
        return {lang: pipeline.ident if (pipeline := self.of(lang)) is not None else "" for lang in languages}

    def of(self, lang: str) -> Pipeline | None:
        """The pipeline that reads articles in a language; None where they are left unmarked."""
        if lang in ("en", ""):
            return self.english
        return None if lang == UNKNOWN else self.others.get(lang, self.anywhere)

    def reads(self, pipeline: Pipeline) -> list[str]:
        """The languages that a pipeline is used for; "xx" for all that have no other."""
        langs = ["en"] if pipeline == self.english else []
        langs += sorted(lang for lang, other in self.others.items() if other == pipeline)
        return [*langs, ANY] if pipeline == self.anywhere else langs


def make_plan(wanted: str | None = None, *, broken: Collection[str] = ()) -> Plan:
    """Choose among what is installed; `wanted` is the reader's own choice, a name or a folder.

    A wanted pipeline that is missing or does not fit is passed over. `broken` are the idents of pipelines that cannot
    be loaded.
    """
    if wanted == FAKE_NAME:
        fake = Pipeline(FAKE_NAME, "", ANY, (), Origin.EMBEDDED)
        return Plan(fake, {}, fake, {FAKE_NAME: "capitalised words, for tests"})
    chosen, trouble = _wanted(wanted, broken)
    usable = [each for each in installed.packages() if each.problem is None and each.ident not in broken]
    english, why = _english(chosen, usable)
    others, anywhere = _others(chosen, usable)
    reasons = {each.name: "installed for this language" for each in others.values()}
    if anywhere is not None:
        reasons[anywhere.name] = "installed, for languages without one of their own"
    reasons[english.name] = why
    if chosen is not None:
        reasons[chosen.name] = "named in the configuration"
    return Plan(english, others, anywhere, reasons, trouble)


def _wanted(name: str | None, broken: Collection[str]) -> tuple[Pipeline | None, str | None]:
    if name is None:
        return None, None
    try:
        found = installed.find(name)
    except PipelineError as error:
        return None, str(error)
    if found.ident in broken:
        return None, f"The spaCy pipeline {found.name} cannot be loaded."
    return (None, found.problem) if found.problem else (found, None)


def _english(chosen: Pipeline | None, usable: Sequence[Pipeline]) -> tuple[Pipeline, str]:
    if chosen is not None and chosen.lang in ("en", ANY):
        return chosen, "named in the configuration"
    by_name = {each.name: each for each in usable}
    best = next((by_name[name] for name in PREFERRED if name in by_name), None)
    if best is not None:
        return best, "the best of spaCy's own that is installed"
    return installed.embedded(), "none of spaCy's own (en_core_web_…) is installed"


def _others(chosen: Pipeline | None, usable: Sequence[Pipeline]) -> tuple[dict[str, Pipeline], Pipeline | None]:
    """For each other language the best that is installed, and the best for any language."""
    best: dict[str, Pipeline] = {}
    for each in sorted(usable, key=_rank, reverse=True):
        best[each.lang] = each
    best.pop("en", None)
    anywhere = best.pop(ANY, None)
    if chosen is None or chosen.lang == "en":
        return best, anywhere
    if chosen.lang == ANY:
        return best, chosen
    return {**best, chosen.lang: chosen}, anywhere


def _rank(pipeline: Pipeline) -> tuple[bool, int, str]:
    """spaCy's own before others, the larger before the smaller."""
    _, _, size = pipeline.name.rpartition("_")
    own = "_core_" in pipeline.name or pipeline.name.startswith("xx_ent_wiki")
    return not own, _SIZES.index(size) if size in _SIZES else len(_SIZES), pipeline.name
