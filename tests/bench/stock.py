"""Made-up news in any amount: sentences with names at known places, put together into articles that form stories."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate

FEEDS, FOLDERS = 200, 12
NAMES, WORDS = 20_000, 30_000
SUBJECTS, CAST, SENTENCES = 1_500, 6, 20  # a subject is a cast of names, and sentences about it
FIRST_DAY = datetime(2016, 1, 1, tzinfo=UTC)
DAYS = 3000
LONG = (500, 5_000, 50_000)  # words of the long articles, of each LONG_COPIES, that lie TOP articles below the newest
LONG_COPIES, TOP = 6, 100
STORIES = (1, 4, 1, 2, 1, 8, 1, 3)  # how many articles each has, over and over

Place = tuple[int, int, int]
"""Where a name begins and ends in a text, and the number of its entity."""

_VERBS = ("warns of", "backs", "rejects", "welcomes", "delays", "signs", "opens talks on", "doubts", "cuts", "defends")
_THINGS = ("the budget", "a new law", "the trade deal", "the old harbour", "an inquiry", "the rail plan", "higher fees")
_GLUE = ("said", "that", "the", "minister", "would", "after", "talks", "in", "for", "with", "report", "on", "city")
_ENDINGS = (("PERSON", " {}"), ("ORG", " Bank"), ("ORG", " Group"), ("GPE", ""), ("PERSON", " {}"), ("LOC", " Valley"))


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it will be stored: `story` are the numbers of all articles of its story, its own among them."""

    number: int
    feed: int
    title: str
    text: str
    published: str
    in_title: tuple[Place, ...]
    in_text: tuple[Place, ...]
    story: range


Sentence = tuple[str, tuple[Place, ...]]


class Stock:
    """What articles are made from: `names` with their labels, the entities 1, 2, …; words and names by Zipf's law."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        syllables = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er")]
        self._words = [*_GLUE, *("".join(self._random.choices(syllables, k=2 + at % 3)) for at in range(WORDS))]
        self.names = list(dict.fromkeys(self._name(syllables, at) for at in range(NAMES)))
        self._word_weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._name_weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.names))))
        self._subjects = [self._subject() for _ in range(SUBJECTS)]

    def _name(self, syllables: Sequence[str], at: int) -> tuple[str, str]:
        first, second = ("".join(self._random.choices(syllables, k=3)).title() for _ in range(2))
        label, ending = _ENDINGS[at % len(_ENDINGS)]
        return first + ending.format(second), label

    def _subject(self) -> list[Sentence]:
        cast = self._random.choices(range(len(self.names)), cum_weights=self._name_weights, k=CAST)
        return [self._sentence(cast) for _ in range(SENTENCES)]

    def _sentence(self, cast: Sequence[int]) -> Sentence:
        """About fourteen words of which two are names."""
        people = self._random.sample(cast, 2)
        words = self._random.choices(self._words, cum_weights=self._word_weights, k=10)
        return _set([people[0], *words[:5], people[1], *words[5:]], self.names)

    def drafts(self, count: int, mentions: int) -> Iterator[Draft]:
        """Articles from the oldest to the newest, `mentions` in each, the two of the title among them."""
        number, story = 1, 0
        while number <= count:
            members = range(number, min(number + STORIES[story % len(STORIES)], count + 1))
            subject = self._random.choice(self._subjects)
            for member in members:
                draft = self._draft(member, members, subject, max(1, mentions // 2 - 1), count)
                yield self._lengthened(draft, count - TOP - member)
            number, story = members.stop, story + 1

    def _draft(self, number: int, story: range, subject: list[Sentence], sentences: int, count: int) -> Draft:
        chosen = self._random.sample(subject, min(sentences, len(subject)))
        chosen += self._random.choices(subject, k=sentences - len(chosen))
        chosen[-1] = self._random.choice(self._random.choice(self._subjects))
        rare = " ".join(self._random.choices(self._words, k=3))
        text, places = _joined(chosen, f"Reference {number} {rare}.")
        title, in_title = self._title(subject[0][1], number)
        moment = FIRST_DAY + timedelta(minutes=number * DAYS * 1440 // count)
        published = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        return Draft(number, 1 + number * 7 % FEEDS, title, text, published, in_title, places, story)

    def _lengthened(self, draft: Draft, place: int) -> Draft:
        """Some articles are long ones instead, to be found by the word "longread500" and so on in their titles."""
        if not 0 <= place < len(LONG) * LONG_COPIES:
            return draft
        words = LONG[place % len(LONG)]
        sentences = [sentence for _ in range(words // 240 + 1) for sentence in self._random.choice(self._subjects)]
        text, places = _joined(sentences[: words // 14 or 1], f"This was longread {draft.number}.")
        title = f"{draft.title} longread{words}"
        return replace(draft, title=title, text=text, in_text=places)

    def _title(self, people: Sequence[Place], number: int) -> tuple[str, tuple[Place, ...]]:
        verb, thing = _VERBS[number % len(_VERBS)], _THINGS[number // 10 % len(_THINGS)]
        first, second = (entity for _, _, entity in people)
        left, right = self.names[first - 1][0], self.names[second - 1][0]
        before = f"{left} {verb} {thing} as "
        return f"{before}{right} waits", (
            (0, len(left), first),
            (len(before), len(before) + len(right), second),
        )


def _set(parts: Sequence[int | str], names: Sequence[tuple[str, str]]) -> Sentence:
    """A sentence of words and of names by their index."""
    text, places = "", list[Place]()
    for part in parts:
        word = part if isinstance(part, str) else names[part][0]
        start = len(text) + 1 if text else 0
        text = f"{text} {word}" if text else word
        if isinstance(part, int):
            places.append((start, len(text), part + 1))
    return f"{text}.", tuple(places)


def _joined(sentences: Sequence[Sentence], last: str) -> tuple[str, tuple[Place, ...]]:
    """Sentences as a text of paragraphs with three of them each."""
    pieces, places, at = list[str](), list[Place](), 0
    for index, (text, own) in enumerate(sentences):
        places += [(at + start, at + end, entity) for start, end, entity in own]
        pieces += [text, "\n" if index % 3 == 2 else " "]
        at += len(text) + 1
    return "".join([*pieces, last]), tuple(places)
