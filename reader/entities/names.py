"""Names as keys: the folded form by which a name is found, the parts of a person's name, initials."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from reader.entities.words import equals, words

_LETTERS = str.maketrans(
    {"ı": "i", "İ": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th"}
    | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ə": "a", "Ə": "A", "’": "'", "‘": "'", "ʼ": "'", "`": "'"}
    | {"´": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00ad": None}
    | dict.fromkeys("‐‑‒–—−", "-")
)
_MARKS = re.compile("[\u0300-\u036f]")
_POSSESSIVE = re.compile(r"\s*'\s*s?$")
_DOTTED = re.compile(r"\b((?:[^\W\d_]\.\s?){2,})(?=\W|$)|\b((?:[^\W\d_]\.)+[^\W\d_])\b")
_CODE = re.compile(r"\b([^\W\d_]{1,6})-(\d)|\b([^\W\d_]{1,3}) (?=\d)|\b(\d+)-([^\W\d_])(?!\w)")
_PLURAL_CODE = re.compile(r"^(\w*\d+)s$")
_SLASHED = re.compile(r"\b([as])/([as])\b")  # A/S, S/A
_GAP = re.compile(r"[^\w+]+|_+")
_WORD = re.compile(r"[^\W_]+(?:['’.\-‑][^\W_]+)*\.?")
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_NUMBERS = ("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xxiii")
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr"} | {number: number for number in _NUMBERS}
_ARTICLE = re.compile(r"\b(?:[Aa]l|[Ee]l|[Aa]sh?|[Aa]d|[Aa]n|[Aa]r|[Aa]t|[Aa]z)-(?=[^\W\d_]{3})|(?<=\s)al\s|^al\s")


def flat(text: str) -> str:
    """The text without accents and typographic marks, its case kept: the first half of `fold`."""
    if text.isascii():
        return text
    marked = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return unicodedata.normalize("NFKC", _MARKS.sub("", marked)).translate(_LETTERS)


def _tokens(name: str) -> list[str]:
    """The words of a name for a key: codes and initials joined, marks gone, spelling variants chosen."""
    text = " ".join(flat(name).split()).casefold()
    variants = equals("variants")
    if _PLAIN.fullmatch(text):  # as most names are; the rest would change nothing
        return [variants.get(word, word) for word in text.split()]
    text = _POSSESSIVE.sub("", text) or text
    text = _DOTTED.sub(lambda found: found.group().replace(".", "").replace(" ", "") + " ", text)
    text = _SLASHED.sub(_joined, _CODE.sub(_joined, text)).replace("&", " and ").replace("'", "").replace(".", "")
    found = [variants.get(word, word) for word in _GAP.sub(" ", text).split()]
    return [_PLURAL_CODE.sub(r"\1", word) for word in found]


def _joined(found: re.Match[str]) -> str:
    return "".join(part for part in found.groups() if part)


def _stripped(tokens: list[str]) -> list[str]:
    """Without a leading article or abbreviated title and without corporate suffixes, but never empty."""
    start, end = 0, len(tokens)
    while end - start > 1 and _goes(tokens[start], tokens[start + 1]):
        start += 1
    while end - start > 1 and tokens[end - 1] in words("corporate"):
        end -= 1
        while end - start > 1 and tokens[end - 1] in ("and", "de"):
            end -= 1
    return tokens[start:end]


def _goes(first: str, second: str) -> bool:
    """Whether a first word is an article or a title; the "DR" of DR Congo is none."""
    return (
        first == "the"
        or first in words("companyprefix")
        or (first in words("abbreviated") and (first, second) != ("dr", "congo"))
    )


def _fold_once(name: str) -> str:
    return " ".join(_stripped(_tokens(name)))


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """The alias key of a name: the same for every way of writing it that is safely the same name.

    Case, accents, possessive, plural of a numbered product, leading "the", abbreviated title, corporate suffix,
    full stops, hyphens and typographic marks do not count. Folding a key gives the key. Never raises; a name of
    marks only has the empty key.
    """
    key = _fold_once(name)
    for _ in range(8):
        again = _fold_once(key)
        if again == key:
            break
        key = again
    return key


def folded_plain(name: str) -> str:
    """`fold` for a name that is known to hold nothing but letters and spaces: cheap enough for a whole table."""
    key = name.lower()
    if not _PLAIN.fullmatch(key):
        return fold(name)
    parts = key.split()
    changes = (
        parts[0] in _first_words() or parts[-1] in words("corporate") or not equals("variants").keys().isdisjoint(parts)
    )
    return fold(name) if changes else key


@cache
def _first_words() -> frozenset[str]:
    """What `fold` may take away in front."""
    return frozenset({"the"}) | words("companyprefix") | words("abbreviated")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, folded: given names, family name without its particles, generation.

    `particles` are what stands before the family name (van der); `given` is empty for a bare surname.
    """

    given: tuple[str, ...]
    particles: tuple[str, ...]
    family: str
    suffix: str = ""

    @property
    def is_full(self) -> bool:
        return bool(self.given)

    @property
    def fathers(self) -> str:
        """The first of two Spanish surnames, by which such a person goes: Rajoy of Mariano Rajoy Brey; else ""."""
        last = self.given[-1] if len(self.given) > 1 and not self.particles else ""
        surname = len(last) > 2 and last not in words("hispanic") and last not in words("alsogiven")
        return last if surname and self.given[0] in words("hispanic") else ""

    @property
    def surname(self) -> str:
        """The key of the surname with its particles."""
        return " ".join((*self.particles, self.family))

    @property
    def surnames(self) -> tuple[str, ...]:
        """The keys a bare surname may have: "van der leyen" and "leyen", but "bin laden" only whole."""
        fatherly = words("fatherly")
        if not self.particles:
            return (self.family, self.fathers) if self.fathers else (self.family,)
        return (self.surname,) if fatherly & set(self.particles) else (self.surname, self.family)


def bare_person(name: str) -> str:
    """A person's name without titles and roles before it and ages or jobs after it, as it was written."""
    found = list(_WORD.finditer(name))
    if not found:
        return name.strip()
    start = _after_titles(found)
    return name[found[start].start() : _person_end(name, found, start)].strip()


def _after_titles(found: list[re.Match[str]]) -> int:
    """The index of the first word of the name proper; 0 where titles are all there is."""
    titles, roles = words("titles"), words("roles")
    start = 0
    for index, word in enumerate(found[:-1]):
        key = flat(word.group()).casefold().rstrip(".")
        after = found[index + 1].group()
        if key not in roles and key not in titles:
            continue
        if index > start and (key in words("namelike") or after.rstrip(".").casefold() in _SUFFIXES):
            continue
        if key in roles or index == start or after[0].isupper():
            start = index + 1
    if _is_royal(found, start):
        return start - 1
    if found[start].group()[0].isupper() or start == 0:
        return start
    return next((at for at in range(start, len(found)) if found[at].group()[0].isupper()), 0)


def _is_royal(found: list[re.Match[str]], start: int) -> bool:
    """Whether a title is part of the name since one word is all the rest: King Hussein, Queen Elizabeth II."""
    if start == 0 or flat(found[start - 1].group()).casefold() not in words("regnal"):
        return False
    rest = [word.group().rstrip(".").casefold() for word in found[start:]]
    return len(rest) == 1 or (len(rest) == 2 and rest[1] in _SUFFIXES)


def _person_end(name: str, found: list[re.Match[str]], start: int) -> int:
    """Where the name ends: at a comma that no generation suffix follows, or a bracket."""
    for left, right in zip(found[start:], found[start + 1 :], strict=False):
        between = name[left.end() : right.start()]
        if ("," in between or "(" in between) and right.group().rstrip(".").casefold() not in _SUFFIXES:
            return left.end()
    return found[-1].end() if found else len(name)


@lru_cache(maxsize=8192)
def person(name: str) -> PersonName:
    """The parts of a person's name; titles are dropped; a single word or a particle and a word is a surname."""
    core = bare_person(name)
    core = _POSSESSIVE.sub("", flat(core)) or core
    tokens = [word for word in _tokens(_ARTICLE.sub("", core)) if word] or [fold(core)]
    suffix = ""
    while len(tokens) > 1 and tokens[-1] in _SUFFIXES:
        suffix = _SUFFIXES[tokens.pop()]
    if suffix == "jr" and f"{tokens[0]} {tokens[-1]}" in words("juniors"):
        suffix = ""
    tokens = _split_initials(core, tokens)
    if _family_first(core, tokens):
        return PersonName(tuple(tokens[1:]), (), tokens[0], suffix)
    start = _family_start(tokens)
    return PersonName(tuple(tokens[:start]), tuple(tokens[start:-1]), tokens[-1], suffix)


def _split_initials(core: str, tokens: list[str]) -> list[str]:
    """ "H.W." is two given names."""
    if "." not in core or len(tokens) < 2:
        return tokens
    dotted = {found.group().replace(".", "").replace(" ", "").casefold() for found in _DOTTED.finditer(core)}
    split: list[str] = []
    for token in tokens[:-1]:
        split.extend(token if token in dotted else [token])
    return [*split, tokens[-1]]


def _family_start(tokens: list[str]) -> int:
    """The index at which the family name begins with its particles."""
    particles = words("particles")
    start = len(tokens) - 1
    while start > 0 and tokens[start - 1] in particles:
        start -= 1
    return 1 if start == 0 and len(tokens) == 2 and tokens[0] in words("givenparticles") else start


def _family_first(core: str, tokens: list[str]) -> bool:
    """Whether the name is written family name first, as Chinese and Korean names are."""
    if len(tokens) == 2 and "-" not in core:
        return tokens[0] in words("familyfirst") and len(tokens[1]) > 1
    if len(tokens) == 3 or (len(tokens) == 2 and "-" in core):
        return tokens[0] in words("familyfirst") or tokens[0] in words("familyfirstlong")
    return False


def _same_given(left: str, right: str) -> bool:
    if left == right:
        return True
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return bool(_full_forms(left) & _full_forms(right))


@lru_cache(maxsize=4096)
def _full_forms(given: str) -> frozenset[str]:
    """What a given name may be short for, itself included: "ted" gives edward and theodore."""
    return frozenset((given, *equals("nicknames").get(given, "").split()))


def _given_agree(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether one list of given names is a shorter way of writing the other."""
    if _same_given(short[0], long[0]):
        return all(_same_given(a, b) for a, b in zip(short[1:], long[1:], strict=False))
    size = len(short)
    if len(short[0]) == 1:
        return False
    return any(short == long[at : at + size] for at in range(1, len(long) - size + 1))


def same_person(left: PersonName, right: PersonName) -> bool:
    """Whether two full names may be the same person's; a bare surname is not decided here and gives False."""
    if not left.given or not right.given:
        return False
    if left.suffix != right.suffix and not (left.given == right.given and left.given[0] in ("queen", "pope")):
        return False
    if left.family != right.family:
        return _same_by_father(left, right) or _same_by_father(right, left)
    short, long = sorted((left.given, right.given), key=len)
    return _given_agree(short, long)


def _same_by_father(short: PersonName, long: PersonName) -> bool:
    """Whether the longer name only adds the mother's surname, as Spanish names may."""
    if not long.fathers or short.family != long.fathers or short.particles or short.family in words("common"):
        return False
    return _given_agree(*sorted((short.given, long.given[:-1]), key=len))


@lru_cache(maxsize=2048)
def initials(name: str) -> frozenset[str]:
    """The acronyms a name may have, in lower case: with and without its small words; "AK Party" gives "akp"."""
    parts = [word for word in re.split(r"[\s\-/]+", flat(name).replace("&", " and ")) if word[:1].isalnum()]
    if len(parts) < 2:
        return frozenset()
    small = words("connecting")

    def letters(part: str) -> str:
        return part.casefold() if part.isupper() and 1 < len(part) <= 3 and part.isalpha() else part[0].casefold()

    every = "".join(letters(part) for part in parts)
    main = "".join(letters(part) for part in parts if part.casefold() not in small)
    named = [part for part in parts if part.rstrip(".,").casefold() not in words("corporate")]
    plain = "".join(letters(part) for part in named if part.casefold() not in small)
    whole = "".join(map(letters, named))
    return frozenset(found for found in (every, main, plain, whole) if len(found) > 1)
