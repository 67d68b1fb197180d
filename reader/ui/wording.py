"""How times, numbers and people are said on the screen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reader.model.query import Grouping
from reader.typeset.cells import cells, fit

if TYPE_CHECKING:
    from reader.model.article import Article, ArticleRow
    from reader.model.query import Snippet

WORDS_A_MINUTE = 230
SOURCE_LEAST = 8  # cells of a source that still name it
NO_ARTICLES = "No articles yet"


def counted(number: int, one: str, many: str | None = None) -> str:
    """ "1 article", "41 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def parse_date(value: str) -> datetime | date | None:
    """A stored date: a day where only the day is known, else a moment in UTC; None where it is neither."""
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def age(value: str | None, now: datetime) -> str:
    """How long ago, as short as it can be said: "now", "12m", "5h", "yesterday", "3d", "25 Oct", "25 Oct 2019"."""
    when = parse_date(value) if value else None
    if when is None:
        return ""
    if isinstance(when, datetime):
        seconds = (now - when).total_seconds()
        if 0 <= seconds < 3600:
            return f"{int(seconds // 60)}m" if seconds >= 60 else "now"
        if 0 <= seconds < 86400 and when.astimezone(now.tzinfo).date() == now.date():
            return f"{int(seconds // 3600)}h"
    day = when.astimezone(now.tzinfo).date() if isinstance(when, datetime) else when
    days = (now.date() - day).days
    if 0 <= days < 7:
        return ("today", "yesterday")[days] if days < 2 else f"{days}d"
    return short_day(day, now.year)


def short_day(day: date, this_year: int) -> str:
    """ "25 Oct" in this year, "25 Oct 2019" in another."""
    said = f"{day.day} {day:%b}"
    return said if day.year == this_year else f"{said} {day.year}"


def day_of(value: str | None, this_year: int) -> str:
    """The day of a stored date in UTC, as short as it can be said; "" where there is none."""
    when = parse_date(value[:10]) if value else None
    return "" if when is None else short_day(when, this_year)


def row_age(row: ArticleRow, now: datetime) -> str:
    """The age of an article; of a publisher's without a date how long ago it came, and said so."""
    when = age(row.published, now)
    came = age(row.fetched, now) if row.source and not when else ""
    return f"came {came}" if came else when


def clock(value: str | None, now: datetime) -> str:
    """The time of day of a stored date, where it has one: "14:10"."""
    when = parse_date(value) if value else None
    return f"{when.astimezone(now.tzinfo):%H:%M}" if isinstance(when, datetime) else ""


def heading_of(day: date, now: datetime) -> str:
    """A day as a heading: "Today", "Yesterday", "Tue 24 Nov", "Fri 25 Oct 2019"."""
    near = {0: "Today", 1: "Yesterday"}.get((now.date() - day).days)
    return near or f"{day:%a} {day.day} {day:{'%b' if day.year == now.year else '%b %Y'}}"


def full_date(value: str | None, now: datetime) -> str:
    """The date as the head of an article says it: "Fri 25 Oct 2019 14:10", without the time where none is known."""
    when = parse_date(value) if value else None
    if when is None:
        return ""
    if isinstance(when, datetime):
        when = when.astimezone(now.tzinfo)
        return f"{when:%a} {when.day} {when:%b %Y %H:%M}"
    return f"{when:%a} {when.day} {when:%b %Y}"


def byline(article: Article, now: datetime) -> str:
    """Source, authors, date and reading time; what is not known is left out."""
    row = article.row
    date = full_date(row.published, now) or (f"came {full_date(article.fetched, now)}" if row.source else "")
    edited = f"edited {full_date(article.revised, now)}" if article.revised else ""
    parts = [row.source or "", ", ".join(row.authors), date, edited, reading_time(article)]
    return " · ".join(part for part in parts if part)


def reading_time(article: Article) -> str:
    if article.row.is_teaser:
        return "teaser"
    words = article.text.count(" ") + article.text.count("\n") + 1  # to split a long text takes as long as to read it
    return f"{max(1, round(words / WORDS_A_MINUTE))} min"


def row_note(row: ArticleRow, now: datetime, width: int, under: Grouping = Grouping.NONE) -> str:
    """The second line of an article in a list: source, age, its story, how many entities; not what it stands `under`.

    What has no room is left out: the entities first; the others where too little of the source would be left. An
    article never loses its age.
    """
    entities = counted(row.entities, "entity", "entities") if row.entities else ""
    kind = "teaser" if row.is_teaser else ""
    story = f"story of {row.story_size}" if row.story_size > 1 and under is not Grouping.STORY else ""
    when = clock(row.published, now) if under is Grouping.DAY else row_age(row, now)
    publisher = row.source if under is not Grouping.SOURCE else ""
    source, *rest = [part for part in (publisher, when, kind, story, entities) if part] or [""]
    for less, least in ((entities, cells(source)), (kind, SOURCE_LEAST), (story, SOURCE_LEAST)):
        if less in rest and width - cells(" · ".join(["", *rest])) < min(cells(source), least):
            rest.remove(less)
    tail = " · ".join(["", *rest])
    return fit(source, max(0, width - cells(tail))) + tail


def excerpt(snippet: Snippet, before: str, width: int) -> Snippet:
    """A snippet cut to a line, with the first thing found in sight; `before` stands in front, where it has room."""
    lead = f"{before} · " if before and cells(before) + 24 <= width else ""
    first = next((index for index, (_, found) in enumerate(snippet) if found), 0)
    start = "".join(text for text, _ in snippet[:first])
    room = max(0, (width - cells(lead)) // 4)
    while cells(start) > room and start.strip("… "):
        start = "…" + start.lstrip("… ").partition(" ")[2]
    left, shown = width, list[tuple[str, bool]]()
    for text, found in ((lead, False), (start, False), *snippet[first:]):
        shown.append((fit(text, left), found))
        left -= cells(shown[-1][0])
    return tuple(piece for piece in shown if piece[0])


def sparkline(counts: list[int]) -> str:
    """Counts as a line of bars, the highest one full; an empty bucket keeps the lowest bar."""
    bars = "▁▂▃▄▅▆▇█"
    top = max(counts, default=0)
    return "".join(bars[max(1, round(count / top * 7))] if count else bars[0] for count in counts)
