"""A recogniser without a model: capitalised words and the tables. For tests, and where nothing better is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from reader.entities.guess import guess_label
from reader.entities.known import is_known
from reader.entities.names import fold, person
from reader.entities.plan import Plan, make_plan
from reader.entities.words import words
from reader.model.entity import Label, Mention, Recognised
from reader.model.pipeline import FAKE_NAME
from reader.model.spans import sentences

_PIECE = r"(?:[A-Z]\.)+(?:[A-Z]\b)?|[^\W\d_][\w.&-]*[^\W_]|[^\W\d_]|\d+"
_WORD = re.compile(rf"(?:{_PIECE})(?:['’](?!s\b)[^\W\d_]+)*")
_PRODUCT = re.compile(r"\b[A-Z][A-Za-z]{0,3}-\d{1,4}[A-Z]{0,3}s?\b")
_ARTICLE = re.compile(r"(?:al|el|as|ash)-[A-Z]")
_LONGEST = 6


class FakeRecogniser:
    """Marks runs of capitalised words, known names and numbered products; the same text gives the same mentions."""

    @property
    def name(self) -> str:
        """The name by which it is asked for."""
        return FAKE_NAME

    @property
    def plan(self) -> Plan:
        return make_plan(FAKE_NAME)

    @property
    def broken(self) -> Mapping[str, str]:
        return {}

    @property
    def notices(self) -> tuple[str, ...]:
        return ()

    def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
        """Mentions of each (title, text) pair, in order and without overlaps."""
        for title, text in documents:
            found = [_mentions(title), _mentions(text)]
            families = {
                person(source[each.start : each.end]).family
                for source, mentions in zip((title, text), found, strict=True)
                for each in mentions
                if each.label is Label.PERSON
            }
            yield Recognised(_with_surnames(title, found[0], families), _with_surnames(text, found[1], families))


def _with_surnames(text: str, mentions: list[Mention], families: set[str]) -> tuple[Mention, ...]:
    """The mentions, those that are the surname of a person named in full labelled as a person's."""
    return tuple(
        each._replace(label=Label.PERSON) if fold(text[each.start : each.end]) in families else each
        for each in mentions
    )


def _mentions(text: str) -> list[Mention]:
    return [mention for low, high in sentences(text) for mention in _in_sentence(text, low, high)]


def _in_sentence(text: str, low: int, high: int) -> Iterator[Mention]:
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text, low, high):
        if run and not _continues(text, run[-1], word):
            yield from _from_run(text, run, low)
            run = []
        if _capital(word) or (run and _goes_on(word.group())):
            run.append(word)
        elif run:
            yield from _from_run(text, run, low)
            run = []
    if run:
        yield from _from_run(text, run, low)


def _capital(word: re.Match[str]) -> bool:
    return word.group()[0].isupper() and word.group().casefold() not in words("neverfirst")


def _goes_on(word: str) -> bool:
    """Whether a word that is not capitalised may stand within a name."""
    return _small(word) or word[0].isdigit() or bool(_ARTICLE.match(word))


def _small(word: str) -> bool:
    return word == "of" or word in words("particles")


def _continues(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    return text[left.end() : right.start()] == " "


def _from_run(text: str, run: list[re.Match[str]], low: int) -> Iterator[Mention]:
    """The names within a run: known ones first, a titled person, a product, else the whole of it."""
    while run and (_small(run[-1].group()) or (run[-1].group().isdigit() and len(run) == 1)):
        run = run[:-1]
    at = 0
    while at < len(run):
        size, label = _longest(text, run, at)
        if label is None:
            size, label = _unknown(text, run, at, low)
        if label is not None:
            yield Mention(run[at].start(), run[at + size - 1].end(), label)
        at += size


def _longest(text: str, run: list[re.Match[str]], at: int) -> tuple[int, Label | None]:
    """The longest known name that starts here, unless it is the first half of an unknown one ("Ankara University")."""
    rest = text[run[at].start() : run[-1].end()]
    if at == 0 and fold(run[-1].group()) in words("orgword") and len(run) <= _LONGEST:
        return len(run), guess_label(rest)
    for size in range(min(_LONGEST, len(run) - at), 0, -1):
        name = text[run[at].start() : run[at + size - 1].end()]
        if _PRODUCT.fullmatch(name):
            return size, Label.PRODUCT
        if is_known(fold(name)):
            return size, guess_label(name)
    return 1, None


def _unknown(text: str, run: list[re.Match[str]], at: int, low: int) -> tuple[int, Label | None]:
    """A run of unknown words up to the next known one; a plain first word of a sentence is none."""
    if _is_title(run, at):
        return 1, None
    size = 1
    while at + size < len(run) and size < _LONGEST and not _starts_known(text, run, at + size):
        size += 1
    while size > 1 and _small(run[at + size - 1].group()):
        size -= 1
    if size == 1 and run[at].start() == low:
        return 1, None
    name = text[run[at].start() : run[at + size - 1].end()]
    return size, guess_label(name) or Label.ORG


def _is_title(run: list[re.Match[str]], at: int) -> bool:
    """A title or a small word, or the office after "Secretary of"."""
    word = run[at].group()
    office = at > 1 and run[at - 1].group() == "of" and run[at - 2].group().casefold() in words("titles")
    return fold(word) in words("titles") or _small(word) or office


def _starts_known(text: str, run: list[re.Match[str]], at: int) -> bool:
    return _longest(text, run, at)[1] is not None
