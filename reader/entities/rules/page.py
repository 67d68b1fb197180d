"""What a rule gets and gives: a page, and mentions in order that never overlap."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reader.entities.truecase import Words
from reader.model.entity import Label, Mention


@dataclass(frozen=True, slots=True)
class Page:
    """An article as the pipeline saw it (title, line feed, text; headlines in running case), and the lexicon.

    `any_script` is for pipelines of other languages: an English one can only guess at names in other scripts than ours.
    `trims` remembers how stretches of the text are trimmed: the same ones are looked at after several rules.
    """

    text: str
    words: Words
    any_script: bool = False
    trims: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)

    def kind(self, word: str) -> int:
        """The classes of a word."""
        return self.words.kind(word)

    def of(self, mention: Mention) -> str:
        """The words of a mention."""
        return self.text[mention.start : mention.end]


Rule = Callable[[Page, list[Mention]], list[Mention]]

_LEAD = re.compile(r"(?:[\s\"'“”‘’«»()\[\]{}<>*_.,;:!?#@/|•·–—-]|(?:[Tt]he|THE)\s+)+")
_TRAIL = re.compile(r"(?:['’]s|['’]S|\s(?:and|or|of|in)\b|[\s\"'“”‘’«»()\[\]{}<>*_,;:?/|•·–—-])+$")
_CUT = re.compile(r"\n|\s?(?:\.\.\.|…)|\s[–—]\s|[;?!]\s")
_STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|"
    "Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ont|Que|Alta"
)
_DOTTED = re.compile(rf"(?:\b\w|\b(?:Inc|Corp|Ltd|Co|Cos|Mfg|Jr|Sr|St|Bros|{_STATES}))\.$")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_LETTER = re.compile(r"[^\W\d_]")


def tidy(page: Page, mentions: Iterable[Mention]) -> list[Mention]:
    """Spans without quotation marks, brackets, a leading "the" or a final 's; within one line; without overlaps."""
    found: list[Mention] = []
    trims, done = page.trims, 0
    for mention in sorted(mentions, key=_place):
        place = mention.start, mention.end
        trimmed = trims.get(place)
        if trimmed is None:
            trimmed = trims[place] = _fit(page, *place)
        start, end = trimmed
        if start < end and start >= done:
            found.append(mention if trimmed == place else Mention(start, end, mention.label))
            done = end
    return found


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _fit(page: Page, start: int, end: int) -> tuple[int, int]:
    """What is left of a stretch when all is trimmed; nothing where that has no letter that a name could have."""
    while start < end and (trimmed := _trimmed(page.text, start, end)) != (start, end):
        start, end = trimmed
    letter = _LETTER if page.any_script else _LATIN
    return (start, end) if start < end and letter.search(page.text, start, end) else (start, start)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    lead = _LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    cut = _CUT.search(text, start, end)
    if cut:
        end = cut.start()
    trail = _TRAIL.search(text, max(start, end - 12), end)
    if trail:
        end = trail.start()
    if end > start and text[end - 1] == "." and not _DOTTED.search(text, start, end):
        end -= 1
    return start, end


class Taken:
    """Which stretches are marked already; asked for many."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._starts = [mention.start for mention in mentions]
        self._ends = [mention.end for mention in mentions]

    def covers(self, start: int, end: int) -> bool:
        """Whether any marked stretch overlaps start to end."""
        at = bisect_left(self._starts, end)
        return at > 0 and self._ends[at - 1] > start

    def within(self, start: int, end: int) -> int:
        """How many marked stretches lie between start and end."""
        return bisect_right(self._ends, end) - bisect_left(self._starts, start)


def claim(mentions: list[Mention], new: list[Mention], steady: frozenset[Label] = frozenset()) -> list[Mention]:
    """Add mentions; those that one covers give way, but one that reaches beyond it or is `steady` keeps it out."""
    starts = [mention.start for mention in mentions]
    ends = [mention.end for mention in mentions]
    dropped: set[int] = set()
    added = []
    for claimed in new:
        met = range(bisect_right(ends, claimed.start), bisect_left(starts, claimed.end))
        if all(_gives_way(mentions[at], claimed, steady) for at in met):
            dropped.update(met)
            added.append(claimed)
    return sorted([*(each for at, each in enumerate(mentions) if at not in dropped), *added])


def _gives_way(mention: Mention, claimed: Mention, steady: frozenset[Label]) -> bool:
    return claimed.start <= mention.start and mention.end <= claimed.end and mention.label not in steady


_NO_NAME_BEFORE = (".", "?", "!", ":", ";", ",", "\n", "”", '"', "’", "(", "’s", "'s")
_OPENERS = frozenset(
    {"The", "In", "And", "But", "From", "At", "On", "For", "As", "To", "With", "After", "When", "While", "If"}
)


def beside_capital(text: str, start: int, end: int) -> bool:
    """Whether a word has a capitalised neighbour, so that it may be a part of a longer name."""
    after = text[end : end + 2]
    if len(after) == 2 and after[0] in " -" and after[1].isupper():
        return True
    before = text[max(0, start - 24) : start]
    if not before.endswith((" ", "-")) or before[:-1].endswith(_NO_NAME_BEFORE):
        return False
    words = before[:-1].split()
    return bool(words) and words[-1][0].isupper() and len(words[-1]) > 1 and words[-1] not in _OPENERS
