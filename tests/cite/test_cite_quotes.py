"""Quotation marks within quotation marks, apostrophes, and stops beside them."""

from __future__ import annotations

import pytest

from reader.cite.markup import append, italic, one_line, print_marked
from reader.cite.quotes import curled, quoted


@pytest.mark.parametrize(
    ("title", "american", "british", "bare"),
    [
        ('He said "no"', "“He said ‘no’”", "‘He said “no”’", "He said “no”"),
        ("He said “no”", "“He said ‘no’”", "‘He said “no”’", "He said “no”"),
        ("‘No deal’ it is", "“‘No deal’ it is”", "‘“No deal” it is’", "‘No deal’ it is"),
        ("'No deal' it is", "“‘No deal’ it is”", "‘“No deal” it is’", "“No deal” it is"),
        ("“He said ‘no’”", "“‘He said “no”’”", "‘“He said ‘no’”’", "“He said ‘no’”"),
        ("Ex-minister's bid", "“Ex-minister’s bid”", "‘Ex-minister’s bid’", "Ex-minister’s bid"),
        ("Workers' rights", "“Workers’ rights”", "‘Workers’ rights’", "Workers’ rights"),
        ("The '90s are back", "“The ’90s are back”", "‘The ’90s are back’", "The ’90s are back"),
        ("‘Erdogan’s pick’", "“‘Erdogan’s pick’”", "‘“Erdogan’s pick”’", "‘Erdogan’s pick’"),
        ('A 12" pipe', '“A 12" pipe”', '‘A 12" pipe’', 'A 12" pipe'),
        ("", "“”", "‘’", ""),
    ],
)
def test_nesting(title: str, american: str, british: str, bare: str) -> None:
    assert print_marked(quoted(title, british=False), "text") == american
    assert print_marked(quoted(title, british=True), "text") == british
    assert print_marked(curled(title, british=False), "text") == bare


def joined(title: str, tail: str, *, british: bool = False) -> str:
    return print_marked(append(quoted(title, british=british), tail, inside=not british), "text")


def test_american_stops_go_inside() -> None:
    assert joined("Rain", ", ") == "“Rain,” "
    assert joined('A "no"', ". ") == "“A ‘no.’” "
    assert joined("Why?", ". ") == "“Why?” "
    assert joined("Why?", ", ") == "“Why?,” "
    assert joined('Who said "no?"', ".") == "“Who said ‘no?’”"
    assert joined("In the U.S.", ".") == "“In the U.S.”"


def test_british_stops_stay_outside() -> None:
    assert joined("Rain", ", ", british=True) == "‘Rain’, "
    assert joined("Why?", ", ", british=True) == "‘Why?’, "


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert print_marked(append(curled("The workers'", british=False), ". ", inside=True), "text") == "The workers’. "


def test_italics_are_looked_through() -> None:
    assert print_marked(append(italic("Who?"), ". DW", inside=True), "markdown") == "*Who?* DW"
    assert print_marked(append(italic("News"), ".", inside=True), "html") == "<i>News</i>."


def test_foreign_private_characters_cannot_pass_for_marks() -> None:
    assert one_line("a\ue004b\ue005\n c\t d") == "ab c d"
