"""Headlines in the case of running text; what is English."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.language import is_english
from reader.entities.lexicon import Kind
from reader.entities.truecase import is_headline, truecase

COMMON = re.findall(
    r"\w+", "how pushed coding into classrooms a tie start up storm hits coast in buys more fear says new"
)
KINDS = dict.fromkeys(COMMON, Kind.COMMON) | {
    "jobs": Kind.COMMON | Kind.LAST,
    "steve": Kind.FIRST,
    "nato": Kind.ORG,
    "ups": Kind.ORG,
    "manila": Kind.CITY,
}
PHRASES = {("new", "zealand"), ("wall", "street")}


class SmallLexicon:
    def kind(self, word: str) -> int:
        return KINDS.get(word.lower(), 0)

    def phrase(self, words: Sequence[str]) -> int:
        return Kind.PLACE_PHRASE if tuple(word.lower() for word in words) in PHRASES else 0


@pytest.mark.parametrize(
    ("headline", "running"),
    [
        (
            "How Silicon Valley Pushed Coding Into American Classrooms",
            "How Silicon Valley pushed coding into American classrooms",
        ),
        ("STORM HITS COAST IN MANILA", "Storm hits coast in Manila"),
        ("NATO BUYS MORE S-400S IN NEW ZEALAND", "NATO buys more S-400S in New Zealand"),
        ("U.S. STORM HITS NATO IN MORE JOBS.", "U.S. storm hits NATO in more jobs."),
        ("How Steve Jobs Pushed Jobs", "How Steve Jobs pushed jobs"),
        ("Fears on Wall Street, Start-Ups Says", "Fears on Wall Street, start-ups says"),
        ("How eBay Pushed Coding Into Classrooms", "How eBay pushed coding into classrooms"),
        ("The storm hits Manila and the coast", "The storm hits Manila and the coast"),
        ("Steve Jobs & Storm met Ann Coast of Wall Street.", "Steve Jobs & Storm met Ann Coast of Wall Street."),
        ("New Jobs at Losk & Storm", "New jobs at Losk & Storm"),
        ("New Storm & Coast Says Jobs", "New storm & coast says jobs"),
    ],
)
def test_headlines_are_set_in_running_case(headline: str, running: str) -> None:
    assert truecase(headline, SmallLexicon()) == running


def test_the_article_itself_knows_best() -> None:
    text = (
        "Storm Hits Tolmane Harbour Says Losk\nA storm hit the old harbour of Tolmane, said Coding, a firm near Losk."
    )
    assert truecase(text, SmallLexicon()).split("\n")[0] == "Storm hits Tolmane harbour says Losk"
    shouted = "CODING SAYS STORM HITS COAST\nThe firm, Coding, spoke."
    assert truecase(shouted, SmallLexicon()).split("\n")[0] == "Coding says storm hits coast"


@given(st.text(max_size=200))
def test_length_and_letters_never_change(text: str) -> None:
    changed = truecase(text, SmallLexicon())
    assert len(changed) == len(text)
    assert changed.casefold() == text.casefold()


def test_short_and_long_lines_are_not_taken_for_headlines() -> None:
    assert not is_headline("Reuters")
    assert not is_headline("Alpha Beta Gamma " * 30)
    assert is_headline("STRONG QUAKE FELT")


def test_english_is_told_from_other_languages() -> None:
    english = "The minister said on Monday that the talks with the union had been moved to the end of the week. " * 2
    german = "Der Minister sagte am Montag, die Gespräche mit der Gewerkschaft würden auf das Ende der Woche verlegt. "
    french = "Le ministre a dit lundi que les discussions avec le syndicat auraient lieu à la fin de la semaine. "
    assert is_english(english)
    assert is_english(english.upper())
    assert not is_english(german * 4)
    assert not is_english(german.upper() * 4)
    assert not is_english(french * 4)


def test_too_few_words_are_given_the_benefit_of_the_doubt() -> None:
    assert is_english("")
    assert is_english("Bayern München siegt")
    assert is_english("Arsenal wins 3 Leeds wins 2 " * 30)
