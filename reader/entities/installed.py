"""The pipelines that there are, read from what they say of themselves; nothing here loads one or imports spaCy."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from configparser import ConfigParser
from configparser import Error as ConfigParserError
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, entry_points, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from reader.entities.labels import any_known
from reader.errors import PipelineError
from reader.files import spelt_out
from reader.model.pipeline import EMBEDDED_NAME, Origin, Pipeline

EMBEDDED = Path(__file__).resolve().parent / "model"
FINDERS = frozenset({"ner", "beam_ner", "entity_ruler", "span_ruler"})
PACKAGE_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_GROUP = "spacy_models"  # the entry points by which spaCy itself knows its pipelines
_REQUIRED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def embedded() -> Pipeline:
    """The pipeline that ships with the program; its version ends in a mark of its weights, made again or not."""
    found = _described(EMBEDDED_NAME, Origin.EMBEDDED, EMBEDDED)
    return replace(found, version=f"{found.version}+{_mark()}") if found.problem is None else found


@cache
def _mark() -> str:
    try:
        weights = (EMBEDDED / "ner" / "model").read_bytes()
    except OSError:
        return "none"  # loading will tell
    return hashlib.blake2b(weights, digest_size=4).hexdigest()


def packages() -> list[Pipeline]:
    """Every installed package that spaCy knows as a pipeline and that finds entities, by name."""
    names = sorted({entry.name for entry in entry_points(group=_GROUP)})
    found = [pipeline for name in names if (pipeline := _package(name)) is not None]
    return [pipeline for pipeline in found if pipeline.labels or pipeline.problem]


def find(name: str) -> Pipeline:
    """The pipeline of that name: "embedded", an installed package or a folder. PipelineError where there is none."""
    if name == EMBEDDED_NAME:
        return embedded()
    folder = spelt_out(name)
    found = _package(name) if PACKAGE_NAME.fullmatch(name.replace("-", "_")) else None
    if found is None and folder.is_dir():
        found = _described(name, Origin.FOLDER, folder)
    if found is None:
        raise PipelineError(f"There is no spaCy pipeline named {name}; install it or choose another.")
    return found


def _package(name: str) -> Pipeline | None:
    """What a package says of itself; None where there is none, or it is no pipeline."""
    module = name.replace("-", "_")
    try:
        distribution(name)
        spec = find_spec(module)
    except (PackageNotFoundError, ImportError, ValueError):
        return None
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    return _described(module, Origin.PACKAGE, Path(folders[0])) if folders else None


def _described(name: str, origin: Origin, folder: Path) -> Pipeline:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        lang, release = str(meta["lang"]), str(meta["version"])
    except (OSError, ValueError, KeyError, TypeError):
        unread = f"The spaCy pipeline {name} cannot be loaded: it has no meta.json that can be read."
        return Pipeline(name, "", "", (), origin, unread)
    finders = _finders(folder, meta, release)
    labels = _labels(meta, finders)
    problem = _problem(name, meta, finders, labels) if origin is not Origin.EMBEDDED else None
    return Pipeline(name, release, lang, labels, origin, problem)


def _finders(folder: Path, meta: Mapping[str, Any], release: str) -> list[str]:
    """The components that find entities, by their own names; what each of them is stands in the configuration."""
    inner = folder / f"{meta['lang']}_{meta.get('name')}-{release}"
    config = ConfigParser(interpolation=None, strict=False)
    try:
        config.read(inner / "config.cfg" if inner.is_dir() else folder / "config.cfg", encoding="utf-8")
    except (ConfigParserError, OSError, ValueError):
        config = ConfigParser()
    named = [str(component) for component in meta.get("pipeline") or meta.get("components") or ()]
    return [each for each in named if config.get(f"components.{each}", "factory", fallback=each).strip('"') in FINDERS]


def _labels(meta: Mapping[str, Any], finders: Iterable[str]) -> tuple[str, ...]:
    labels = meta.get("labels")
    if not isinstance(labels, dict):
        return ()
    return tuple(sorted({str(label) for finder in finders for label in labels.get(finder) or ()}))


def _problem(name: str, meta: Mapping[str, Any], finders: list[str], labels: tuple[str, ...]) -> str | None:
    fits, spacy = str(meta.get("spacy_version") or ""), version("spacy")
    if not finders:
        return f"The spaCy pipeline {name} finds no entities: it has no ner and no entity_ruler component."
    if not _satisfies(spacy, fits):
        return f"The spaCy pipeline {name} was made for spaCy {fits}, and this is spaCy {spacy}; install one that fits."
    if labels and not any_known(labels):
        return f"The spaCy pipeline {name} has no label that Tidewire knows; it has {', '.join(labels[:8])}."
    if missing := [each for each in map(_distribution_name, meta.get("requirements") or ()) if not _is_there(each)]:
        return f"The spaCy pipeline {name} needs {', '.join(missing)}, which is not installed."
    return None


def _satisfies(release: str, fits: str) -> bool:
    try:
        return SpecifierSet(fits).contains(release, prereleases=True)
    except InvalidSpecifier:
        return True  # it says nothing that can be understood; loading will show


def _distribution_name(requirement: object) -> str:
    found = _REQUIRED.match(str(requirement))
    return found.group() if found else ""


def _is_there(name: str) -> bool:
    try:
        return not name or bool(version(name))
    except PackageNotFoundError:
        return False
