"""What kind of thing a name is, guessed from the name alone: for comparing bare names and for the fake recogniser."""

from __future__ import annotations

import re

from reader.entities.known import full_name, label_of, readings
from reader.entities.names import bare_person, flat, fold, person
from reader.entities.things import is_acronym
from reader.entities.words import words
from reader.model.entity import Label

_CODE = re.compile(r"\b[^\W\d_]{1,6}-?\d|\b\d{2,}\b")
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Sir|Prof|President|Secretary-General|Chancellor|Minister|Senator|King|Queen|"
    r"Prince|Princess|Pope|Sheikh)\b\.? "
)
_PARTICLE_FIRST = re.compile(r"(?:bin|ibn|[Vv]on|[Vv]an|de|der|den|di|du|del|ter|ten) [A-Z]")
_ARTICLE_FIRST = re.compile(r"(?:[Aa]l|[Ee]l)-[A-Z][^\s]+")
_TOWN = re.compile(r"^[^,]+, [^,]+$")
_KINDS = (
    (Label.FAC, "facword"),
    (Label.LOC, "placeword"),
    (Label.EVENT, "eventword"),
    (Label.LAW, "lawword"),
    (Label.ORG, "orgword"),
    (Label.ORG, "orgtail"),
    (Label.ORG, "corporate"),
)


def guess_label(name: str) -> Label | None:
    """The likeliest label of a name that stands alone; None where a single unknown word does not tell."""
    key = fold(name)
    if full_name(key) is not None or _titled(name):
        return Label.PERSON
    if is_acronym(name) and any(each.label is Label.ORG for each in readings(key)):
        return Label.ORG
    return label_of(key) or _by_form(name) or _by_last_word(name) or _by_size(name, key)


def _titled(name: str) -> bool:
    """Whether a title stands before what can be a name, and nothing in the tables goes by it."""
    core = bare_person(name)
    key, first = fold(name), flat(name.split(maxsplit=1)[0] if name.split() else "").casefold().rstrip(".")
    stripped = first in words("abbreviated") and not key.startswith(first)
    if (label_of(key) is not None and not stripped) or _by_last_word(name) is not None:
        return False
    return first in words("titles") and core[:1].isupper() and name.endswith(core) and " and " not in name


def _by_form(name: str) -> Label | None:
    if _TITLED.match(name):
        return Label.PERSON
    return Label.PRODUCT if _CODE.search(flat(name)) else None


def _by_last_word(name: str) -> Label | None:
    last = flat(name).casefold().rstrip(".").split()[1:][-1:]
    return next((label for label, kind in _KINDS if last and last[0] in words(kind)), None)


def _by_size(name: str, key: str) -> Label | None:
    if is_acronym(name):
        return Label.ORG
    if _TOWN.match(name) and " jr" not in name.casefold():
        return Label.GPE
    if " " not in key or _ARTICLE_FIRST.fullmatch(name):
        return None
    if _PARTICLE_FIRST.match(name):
        return Label.PERSON
    return Label.PERSON if _looks_personal(name) else Label.ORG


def _looks_personal(name: str) -> bool:
    parts = name.split()
    small = words("connecting") - words("particles")
    first = fold(parts[0])
    if first in words("unpersonal") or label_of(first) is Label.NORP:
        return False
    plain = all(_may_name(part) and part.casefold() not in small for part in parts)
    return plain and len(parts) <= 5 and person(name).is_full


def _may_name(part: str) -> bool:
    """Whether a word may stand in a person's name: capitalised, a particle, no acronym."""
    if part.isupper() and "." not in part and len(part) > 2:
        return False
    return part[:1].isupper() or part.casefold().partition("-")[0] in words("particles")
