"""The plain-text article format, as delivered and as people mangle it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ImportFailedError
from reader.ingest.clean import clean_line
from reader.ingest.seed import parse_seed
from reader.model.article import Teaser

FULL = """Title: Harbour bridge reopens
Source: Coast Post
Author: Ada Byrne and Tom Vance
Date: 2019-10-25T14:10:00+03:00
URL: https://coast.example/bridge
Section: World
Lang: en

The bridge over the harbour opened again on Friday.
Traffic was light: few had heard of it.
-
Ferry prices rise
The ferry line said on Monday that tickets would cost ... World News -
Mayor answers critics
The mayor said the works were "done on time." ... City
"""

LEAD = "Turkey is in talks to buy more missiles from Moscow, the state arms exporter said"
BARE = f"""{LEAD}, despite repeated warnings from its allies.
He gave no details.
-
First headline
Its teaser breaks off at ... Middle East
"""


def test_header_body_and_tail() -> None:
    article = parse_seed(FULL.encode())
    assert article.title == "Harbour bridge reopens"
    assert article.source == "Coast Post"
    assert article.authors == ("Ada Byrne", "Tom Vance")
    assert article.published == "2019-10-25T11:10:00Z"
    assert article.url == article.guid == "https://coast.example/bridge"
    assert (article.section, article.lang) == ("World", "en")
    assert article.text.split("\n") == [
        "The bridge over the harbour opened again on Friday.",
        "Traffic was light: few had heard of it.",
    ]
    assert article.teasers == (
        Teaser("Ferry prices rise", "The ferry line said on Monday that tickets would cost…", "World News"),
        Teaser("Mayor answers critics", 'The mayor said the works were "done on time."', "City"),
    )


def test_without_a_header_nothing_is_invented() -> None:
    article = parse_seed(BARE.encode())
    assert article.title == LEAD
    assert (article.source, article.authors, article.published, article.url) == (None, (), None, None)
    assert article.text.startswith(article.title)
    assert article.teasers == (Teaser("First headline", "Its teaser breaks off at…", "Middle East"),)
    assert parse_seed(BARE.encode()).guid == article.guid


@pytest.mark.parametrize(
    "data",
    [
        FULL.encode("utf-8-sig"),
        FULL.replace("\n", "\r\n").encode(),
        FULL.replace("\n", "\r").encode(),
        FULL.encode("utf-16"),
        b"\n\n" + FULL.encode(),
        FULL.replace("\n\n", "\n\n\n\n").encode(),
        FULL.replace("\n\n", "\n \t\n").encode(),
        FULL.replace("Title:", "TITLE :").replace("Lang: en", "Lang:en").encode(),
    ],
    ids=["bom", "crlf", "cr", "utf-16", "blank-first", "more-blanks", "blank-with-space", "key-shapes"],
)
def test_the_same_article_in_other_dress(data: bytes) -> None:
    assert parse_seed(data) == parse_seed(FULL.encode())


def test_windows_1252_is_read_where_it_is_plainly_text() -> None:
    article = parse_seed("The café’s owner said “non” – twice.".encode("cp1252"))
    assert article.text == "The café’s owner said “non” – twice."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf\n", "no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (bytes(range(128, 256)) * 20, "known text"),
        ("Bombe".encode("utf-32"), "binary"),
        (b"Title: Only a header\n\n", "no text"),
        (b"-\nHeadline\nTeaser\n", "no text"),
        (b"\x1b[31m\x1b[0m", "no text"),
        (b"word " * 800_001, "longer than any article"),
        (b"<!DOCTYPE html><html><p>Hello</p>", "web page"),
        (b'<?xml version="1.0"?><rss/>', "web page"),
    ],
)
def test_what_holds_no_article_says_so(data: bytes, says: str) -> None:
    with pytest.raises(ImportFailedError, match=says):
        parse_seed(data)


@pytest.mark.parametrize(
    "text",
    [
        "Moscow: the talks went on.\n\nNobody left the room.",
        "Source: one official.\nThe second line has none, he said.\n\nThe third.",
        "Date: 2019-10-25\nOne line without any blank one.",
    ],
)
def test_a_body_that_starts_with_a_colon_is_no_header(text: str) -> None:
    article = parse_seed(text.encode())
    assert article.text.split("\n")[0] == text.split("\n", maxsplit=1)[0]
    assert (article.source, article.published) == (None, None)


def test_wrong_fields_are_dropped_and_the_rest_is_kept() -> None:
    article = parse_seed(b"Title: T\nDate: next week\nURL: javascript:alert(1)\nColour: red\nAuthor:\n\nText.\n")
    assert (article.title, article.published, article.url, article.authors) == ("T", None, None, ())


def test_authors_may_stand_on_lines_of_their_own() -> None:
    article = parse_seed(b"Title: T\nAuthor: Ada Byrne\nAuthor: Tom Vance and Ada Byrne\n\nText.\n")
    assert article.authors == ("Ada Byrne", "Tom Vance")


def test_hard_wrapped_paragraphs_are_joined() -> None:
    wrapped = (
        "The harbour bridge, which had been closed since the storm of last\n"
        "March, opened again on Friday morning to the loud and only too well-\n"
        "known sound of horns, and a band played on the quay until it was\n"
        "dark.\n\nThe mayor stayed away. Her office said that she had been held up\nin the traffic.\n"
    )
    assert parse_seed(wrapped.encode()).text.split("\n") == [
        "The harbour bridge, which had been closed since the storm of last March, opened again on Friday "
        "morning to the loud and only too well-known sound of horns, and a band played on the quay until it "
        "was dark.",
        "The mayor stayed away. Her office said that she had been held up in the traffic.",
    ]


def test_short_paragraphs_are_not_taken_for_wrapped_lines() -> None:
    body = "The talks ended early today.\nNobody would say why.\nThe doors stayed shut all day.\n\nSo be it."
    assert parse_seed(body.encode()).text == body.replace("\n\n", "\n")


def test_two_reports_of_one_title_are_two_articles() -> None:
    first = parse_seed(b"Title: Markets\nSource: Wire\nDate: 2019-10-01\n\nUp.")
    corrected = parse_seed(b"Title: Markets\nSource: Wire\nDate: 2019-10-01\n\nUp, in fact down.")
    other = parse_seed(b"Title: Markets\nSource: Wire\nDate: 2019-10-02\n\nUp.")
    assert first.guid == corrected.guid != other.guid
    assert parse_seed(b"Title: Markets\n\nUp.").guid != parse_seed(b"Title: Markets\n\nDown.").guid


@pytest.mark.parametrize(
    ("tail", "teasers"),
    [
        ("A\n", (Teaser("A", ""),)),
        ("A\na words ... News -\nB\n", (Teaser("A", "a words…", "News"), Teaser("B", ""))),
        ("A\nB\nb words ... News\n", (Teaser("A", ""), Teaser("B", "b words…", "News"))),
        ("A\n\na words… News -\n\nB\nb whole.\n", (Teaser("A", "a words…", "News"), Teaser("B", "b whole."))),
        (
            "A\na words ... and so on to the very end\n",
            (Teaser("A", "a words ... and so on to the very end"),),
        ),
        ("A\na words ...\n", (Teaser("A", "a words…"),)),
        ("\n\n", ()),
    ],
)
def test_tails(tail: str, teasers: tuple[Teaser, ...]) -> None:
    assert parse_seed(f"Body.\n-\n{tail}".encode()).teasers == teasers


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("It rained.", "It rained"),
        ("It rained in the U.S.", "It rained in the U.S."),
        ("Did it rain?", "Did it rain?"),
        ("Mr. Roe left. He will be back.", "Mr. Roe left"),
        ("He waited...", "He waited..."),
        (".", "."),
        ("word " * 60, ("word " * 21).strip() + "…"),
        ("x" * 300, "x" * 109 + "…"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert parse_seed(text.encode()).title == title


def test_a_title_is_not_cut_within_quotation_marks() -> None:
    quoted = "nothing, not one word, not one comma, not even the date, had been agreed"
    text = f"The minister told them that “{quoted}” in two nights of talks."
    title = parse_seed(text.encode()).title
    assert title.endswith("…")
    assert len(title) <= 110


@given(st.text() | st.text(st.sampled_from("ab.:- \n\r“”…ABTitle"), max_size=200))
def test_any_text_is_an_article_or_an_error(text: str) -> None:
    try:
        article = parse_seed(text.encode("utf-8", "surrogatepass"))
    except ImportFailedError:
        return
    assert article.text and article.title and article.guid
    assert article.title == clean_line(article.title)
    assert len(article.title) <= 200 or ":" in text
    assert all(line == line.strip() and line for line in article.text.split("\n"))


def test_a_stop_that_stands_apart_leaves_no_blank_behind_a_title() -> None:
    assert parse_seed(b"0 .").title == "0"


@given(st.binary())
def test_any_bytes_are_an_article_or_an_error(data: bytes) -> None:
    try:
        assert parse_seed(data).text
    except ImportFailedError as error:
        assert str(error).endswith(".")


def test_the_sample_edition_has_headers_throughout() -> None:
    files = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
    assert files
    for file in files:
        article = parse_seed(file.read_bytes())
        assert article.source and article.published, file.name


def test_blank_lines_cost_no_time():
    import time

    before = time.process_time()
    assert parse_seed(b"\n" * 300_000 + b"It rained in Oslo.").text == "It rained in Oslo."
    assert time.process_time() - before < 5


@pytest.mark.parametrize("data", [b"\n" * 9, b" \n\n", b"0 ."])
def test_next_to_nothing_is_an_article_or_an_error(data):
    try:
        article = parse_seed(data)
    except ImportFailedError:
        return
    assert article.title == clean_line(article.title) != ""


def test_a_text_of_more_lines_than_any_article_is_refused():
    with pytest.raises(ImportFailedError, match="more lines"):
        parse_seed(b"a\n\n" * 300_000)
