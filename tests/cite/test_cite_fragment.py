"""Addresses that lead to words, and finding words again in an edited text."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from reader.cite.fragment import address_of_words
from reader.model.place import around, find_again

URL = "https://e.example/p"
PARAGRAPH = (
    "The council met on Monday. The mayor said no. On Tuesday the mayor said no again, and on Wednesday, after a long "
    "and bitter night in the hall by the river, the mayor said no for the last time and left the room for good."
)


def directive(words: str, text: str = "") -> str:
    """The directive, decoded, of words at their last place in the text."""
    address = address_of_words(URL, words, text=text, start=text.rfind(words) if text else 0)
    assert address.startswith(f"{URL}#:~:text=")
    return unquote(address.removeprefix(f"{URL}#:~:text="))


def test_what_the_syntax_needs_is_encoded() -> None:
    assert address_of_words(URL, "a-b, c & d – “é”") == (
        f"{URL}#:~:text=a%2Db%2C%20c%20%26%20d%20%E2%80%93%20%E2%80%9C%C3%A9%E2%80%9D"
    )


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (f"{URL}#part", f"{URL}#part:~:text=a"),
        (f"{URL}#:~:text=old", f"{URL}#:~:text=a"),
        (f"{URL}#part:~:text=old", f"{URL}#part:~:text=a"),
        (f"{URL}?q=1#", f"{URL}?q=1#:~:text=a"),
        ("mailto:x@e.example", "mailto:x@e.example"),
        ("urn:guid:1", "urn:guid:1"),
    ],
)
def test_other_addresses(url: str, address: str) -> None:
    assert address_of_words(url, "a") == address


def test_words_that_occur_once_need_no_context() -> None:
    assert directive("The council met on Monday.", PARAGRAPH) == "The council met on Monday."


def test_words_that_occur_earlier_get_what_stands_before_them() -> None:
    assert directive("the mayor said no", PARAGRAPH) == "the river,-,the mayor said no"
    middle = "the mayor said no again"
    assert directive(middle, PARAGRAPH) == middle


def test_a_long_passage_is_named_by_ends_that_fit_nowhere_earlier() -> None:
    long = PARAGRAPH[PARAGRAPH.index("the mayor said no for") :]
    text = "the mayor said no for weeks. " + PARAGRAPH
    assert directive(long, text) == "the mayor said no for the last time and left the room for good."
    assert directive(PARAGRAPH) == "The council met on Monday.,left the room for good."
    echo = PARAGRAPH + " He left the room for good."
    assert directive(PARAGRAPH + " " + PARAGRAPH, echo + " " + PARAGRAPH + " " + PARAGRAPH).count(",") >= 1


def test_paragraphs_are_named_by_their_ends() -> None:
    assert directive("First words here.\nMore.\nThe last words.") == "First words here.,The last words."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. The bridge closed. Then it rained.", "The bridge closed."),
        ("New first line.\nIt rained. The bridge\u00a0closed. Then.", "The bridge\u00a0closed."),
        ("It rained. The bridge closed", None),
        ("Nothing of it", None),
        ("", None),
    ],
)
def test_words_are_found_again(text: str, expected: str | None) -> None:
    place = find_again(text, "The bridge closed.", before="It rained. ", after=" Then it rained.", near=11)
    assert (text[slice(*place)] if place else None) == expected


def test_marks_of_another_shape_are_the_same_words() -> None:
    text = "He said: “It’s over – for now.”"
    assert find_again(text, '"It\'s over - for now."') == (9, len(text))


def test_of_several_places_the_one_with_the_same_neighbours_is_meant() -> None:
    old = "Yes, it rained. Then sun. No, it rained. Then snow."
    start = old.rindex("it rained.")
    before, after = around(old, start, start + 10)
    new = "An editor's note stands here now. " + old.replace("Then sun.", "Then wind.")
    assert find_again(new, "it rained.", before=before, after=after, near=start) == (
        new.rindex("it rained."),
        new.rindex("it rained.") + 10,
    )
    assert find_again("a b a b a", "a", near=5) == (4, 5)


def test_one_word_over_and_over_is_named_by_a_few_of_them():
    """All of them were tried, one more at a time, which took minutes where there were a million."""
    address = address_of_words("https://x.example/", "la " * 600, text="la " * 900, start=150)
    assert 10 < address.count("la") <= 100


def test_what_is_no_words_is_not_named():
    assert address_of_words("https://x.example/", "x" * 9000, text="x" * 9000) == "https://x.example/"
