"""The labels of other schemes in our ten: CoNLL and WikiNER, OntoNotes, and those of spaCy's pipelines by language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from reader.entities.guess import guess_label
from reader.entities.known import label_of
from reader.entities.names import fold
from reader.model.entity import Label

# What stands for one thing in several schemes; amounts, dates, languages and titles are no entities here.
_SPELLINGS: Mapping[Label, str] = {
    Label.PERSON: "PER PERS PERSON PEOPLE PS PRS PERSNAME DERIV_PER PERSON_NAME",
    Label.ORG: "ORG ORGANIZATION ORGANISATION OG ORGNAME COMPANY CORPORATION INSTITUTION",
    Label.GPE: "GPE GPE_LOC GPE_ORG PLACENAME COUNTRY CITY STATE",
    Label.LOC: "LOC LOCATION LC GEOGNAME PLACE REGION",
    Label.NORP: "NORP DRV NAT_REL_POL NATIONALITY",
    Label.FAC: "FAC FACILITY BUILDING",
    Label.EVENT: "EVENT EVT EVN",
    Label.PRODUCT: "PRODUCT PROD OBJ",
    Label.LAW: "LAW",
    Label.WORK_OF_ART: "WORK_OF_ART WRK WORK WOA",
}
_LABELS = {spelling: label for label, spellings in _SPELLINGS.items() for spelling in spellings.split()}
_MIXED = frozenset({"MISC", "MISCELLANEOUS"})
_NOT_WORD = re.compile(r"[^A-Z0-9]+")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_THINGS = (Label.NORP, Label.EVENT, Label.PRODUCT, Label.LAW, Label.WORK_OF_ART, Label.FAC)


@cache
def _plain(label: str) -> str:
    return _NOT_WORD.sub("_", label.upper()).strip("_")


def is_known_label(label: str) -> bool:
    """Whether a label of a pipeline's own scheme means something here."""
    return _plain(label) in _LABELS or _plain(label) in _MIXED


def any_known(labels: Iterable[str]) -> bool:
    """Whether at least one of the labels means something here."""
    return any(map(is_known_label, labels))


def our_label(label: str, name: str) -> Label | None:
    """Our label for one of another scheme; what a scheme calls miscellaneous is told apart by the name itself.

    None for what is no entity here: dates, amounts, languages.
    """
    plain = _plain(label)
    return _by_name(name) if plain in _MIXED else _LABELS.get(plain)


def _by_name(name: str) -> Label:
    """Peoples, events, laws and works by the tables and by form; the rest of the miscellaneous are mostly products."""
    if (known := label_of(fold(name))) is not None:
        return known
    if _YEAR.search(name):
        return Label.EVENT
    guessed = guess_label(name)
    return guessed if guessed in _THINGS else Label.PRODUCT
