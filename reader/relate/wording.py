"""The words of an article as far as its text alone tells: what relating it begins with, in a few kB."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from reader.relate.sketch import sketch
from reader.relate.terms import Terms, count, weight


@dataclass(frozen=True, slots=True)
class Wording:
    """An article's terms by number with how often it uses each and a spelling, and its sketch; packed.

    Numbers are arrays of 32 bits, spellings are parted by spaces, all in the same order.
    """

    terms: bytes
    counts: bytes
    spellings: str
    sketched: bytes

    def unpack(self) -> Terms:
        """The terms as `extract` gives them."""
        numbers = array("I", self.terms)
        weights = map(weight, array("I", self.counts))
        spellings = self.spellings.split(" ")
        return Terms(dict(zip(numbers, weights, strict=True)), dict(zip(numbers, spellings, strict=False)))


def wording(title: str, text: str, sketched: bytes | None = None) -> Wording:
    """The wording of an article, of which the sketch may be known."""
    counts, spellings = count(title, text)
    return Wording(
        array("I", counts).tobytes(),
        array("I", counts.values()).tobytes(),
        " ".join(spellings.values()),
        sketch(title, text).tobytes() if sketched is None else sketched,
    )
