"""`tidewire cite`: citations of stored articles, printed, copied, or put into a bibliography file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.options import Command, pass_session
from reader.cli.session import Session
from reader.config import STANDARD_STYLE
from reader.errors import CacheError

if TYPE_CHECKING:
    from reader.cite import Citation
    from reader.cite.markup import Markup
    from reader.cite.registry import Part
    from reader.library import Library
    from reader.model.article import Article


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options ask for: a style or format, or the file of a CSL style; which part of it, and how marked."""

    style: str
    csl: Path | None
    part: Part
    markup: Markup
    quote: str | None


@click.command(cls=Command)
@click.argument("refs", nargs=-1, metavar="[REF]…")
@click.option("--starred", is_flag=True, help="All articles with a star.")
@click.option("--storyline", type=int, metavar="NUMBER", help="All articles of a storyline, oldest first.")
@click.option("--style", "--format", "style", metavar="NAME", help="apa, mla, chicago, bibtex, markdown and others.")
@click.option("--csl", type=click.Path(path_type=Path), metavar="FILE", help="Any CSL style, printed by pandoc.")
@click.option(
    "--part",
    type=click.Choice(["entry", "cite", "note"]),
    default="entry",
    help="The bibliography entry, what stands in the text, or the note.",
)
@click.option("--markup", type=click.Choice(["text", "markdown", "html"]), default="text", help="How italics are set.")
@click.option("--quote", metavar="WORDS", help="These words of the article, and an address that leads to them.")
@click.option("--append", type=click.Path(path_type=Path), metavar="FILE", help="Add entries to a .bib file.")
@click.option("--copy", is_flag=True, help="Copy as well as print.")
@pass_session
def cite(
    session: Session,
    /,
    refs: Sequence[str],
    starred: bool,
    storyline: int | None,
    append: Path | None,
    copy: bool,
    **asked: object,
) -> int:
    """Print the citation of articles; a REF is an id, an address or a title."""
    if not refs and not starred and storyline is None:
        raise click.UsageError("Name an article, or say --starred or --storyline.")
    wanted = _wanted(session, append, **asked)  # type: ignore[arg-type]  # click has checked their kinds
    with session.open() as library:
        articles = _articles(library, refs, starred, storyline)
        if asked.get("style") is None and append is None:
            wanted = replace(wanted, style=_style_of_folder(session, library, articles) or wanted.style)
        _remember(session, library, articles)
    if not articles:
        session.note("No article has a star.")
        return 0
    if append is not None:
        return _append(session, articles, wanted, append)
    return _print(session, articles, wanted, copy)


def _remember(session: Session, library: Library, articles: Sequence[Article]) -> None:
    """Keep that these were cited, so that no rule lets go of them; citing goes on where that fails."""
    if not session.writable:
        return
    try:
        library.marks.cite([article.id for article in articles])
    except CacheError as error:
        session.note(f"That this was cited is not kept: {error}")


def _wanted(
    session: Session,
    append: Path | None,
    style: str | None,
    csl: Path | None,
    part: Part,
    markup: Markup,
    quote: str | None,
) -> Wanted:
    if append is not None and csl is not None:
        raise click.UsageError("--append writes BibLaTeX or BibTeX, not a style.")
    standard = "biblatex" if append is not None else session.load_config().citation or STANDARD_STYLE
    return Wanted(style or standard, csl, part, markup, quote)


def _articles(library: Library, refs: Sequence[str], starred: bool, storyline: int | None) -> list[Article]:
    """Each article once: those named, those of the storyline, then those with a star, newest first."""
    from reader.ingest.clean import clean_line

    named = [library.find_article(clean_line(ref)) for ref in refs]
    if storyline is not None:
        named += [library.article(row.id) for row in library.stories.storyline(storyline).articles]
    if starred:
        from reader.cli.reading import all_rows
        from reader.model.article import ListQuery

        named += [library.article(row.id) for row in all_rows(library, ListQuery(starred=True))]
    return list({article.id: article for article in named}.values())


def _style_of_folder(session: Session, library: Library, articles: Sequence[Article]) -> str | None:
    """The style that the configuration gives to the folder of all these articles; None where they differ."""
    styles = session.load_config().folder_citations
    if not styles:
        return None
    named = {
        next((styles[folder] for folder in library.subscriptions.folders(article.id) if folder in styles), None)
        for article in articles
    }
    return named.pop() if len(named) == 1 else None


def _print(session: Session, articles: Sequence[Article], wanted: Wanted, copy: bool) -> int:
    from reader.cite import Citation
    from reader.cli.output import say, say_json

    citations = [Citation.from_article(article) for article in articles]
    if session.json:
        texts = _with_csl(citations, wanted) if wanted.csl else [_printed([each], wanted) for each in citations]
        style = wanted.csl.stem if wanted.csl else wanted.style
        for article, text in zip(articles, texts, strict=True):
            row = {"id": article.id, "guid": article.row.guid, "style": style, "part": wanted.part, "text": text}
            say_json(row)
        whole = "\n".join(texts)
    else:
        whole = "\n".join(_with_csl(citations, wanted)) if wanted.csl else _printed(citations, wanted)
        say(whole)
    if copy:
        from reader.cli.copying import copy_text

        return copy_text(session, whole)
    return 0


def _printed(citations: Sequence[Citation], wanted: Wanted) -> str:
    """The citations as one text; CiteError for an unknown style, or a part that a format does not have."""
    from reader.cite import cite_all, render

    if (wanted.part, wanted.markup, wanted.quote) == ("entry", "text", None):
        return cite_all(citations, wanted.style).rstrip("\n")
    return "\n".join(
        render(each, wanted.style, wanted.part, wanted.markup, wanted.quote, number=number)
        for number, each in enumerate(citations, 1)
    )


def _with_csl(citations: Sequence[Citation], wanted: Wanted) -> list[str]:
    from reader.cite.fragment import address_of_words
    from reader.cite.quotation import with_quotation
    from reader.cli.pandoc import cite_with

    assert wanted.csl is not None  # noqa: S101 - asked before
    texts = cite_with(wanted.csl, citations, entries=wanted.part == "entry", markup=wanted.markup)
    words = wanted.quote
    if not words:
        return texts
    addresses = [address_of_words(each.url or "", words) for each in citations]
    pairs = zip(texts, addresses, strict=True)
    return [with_quotation(words, text, address, wanted.markup) for text, address in pairs]


def _append(session: Session, articles: Sequence[Article], wanted: Wanted, file: Path) -> int:
    """Put the entries that the file does not have at its end, in one write, and print their keys."""
    from reader.cite import FORMATS, Citation
    from reader.cite.bibfile import add_entries
    from reader.cli.output import counted, say, say_json

    format_ = FORMATS.get(wanted.style)
    if format_ is None or format_.entry is None:
        raise click.UsageError("--append writes biblatex or bibtex.")
    with file.open("a+b") as bib:
        bib.seek(0)
        before = bib.read().decode("utf-8", "surrogateescape")
        addition = add_entries(before, [Citation.from_article(article) for article in articles], format_)
        bib.write(addition.tail.encode("utf-8"))
        bib.flush()
        os.fsync(bib.fileno())
    for key in addition.added:
        say_json({"key": key, "file": str(file)}) if session.json else say(key)
    known = f"; {addition.known:,} stood there already" if addition.known else ""
    session.note(f"{counted(len(addition.added), 'entry', 'entries')} added to {file}{known}.")
    return 0
