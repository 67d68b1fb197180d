"""The types of entities."""

from __future__ import annotations

from enum import StrEnum


class Label(StrEnum):
    """The type of an entity, named as spaCy's English pipelines name them."""

    PERSON = "PERSON"
    ORG = "ORG"
    GPE = "GPE"
    LOC = "LOC"
    NORP = "NORP"
    FAC = "FAC"
    EVENT = "EVENT"
    PRODUCT = "PRODUCT"
    LAW = "LAW"
    WORK_OF_ART = "WORK_OF_ART"
