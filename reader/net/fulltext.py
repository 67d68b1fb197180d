"""The page of an article fetched, and the article on it put in the place of the summary."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from reader.config import Network
from reader.errors import FetchError, ImportFailedError
from reader.ingest.patience import MODEST
from reader.model.article import Article, ParsedArticle
from reader.net.connect import Pool
from reader.net.fetch import PAGE_TYPES, Request, fetch
from reader.net.parsing import Parsers
from reader.net.policy import Policy, place_of
from reader.net.store import Store
from reader.store import articles
from reader.store.arrival import fulltext

PLENTY = 2 * MODEST  # bytes for a page, half of them for trafilatura itself


def extract(body: bytes, url: str, content_type: str, known: str) -> ParsedArticle:
    """The article of a page, in whatever process this runs; ImportFailedError where it is not to be had."""
    from reader.ingest.fulltext import full_text_on

    return full_text_on(body, url, content_type, known=known)


async def take(store: Store, pool: Pool, parsers: Parsers, network: Network, article_id: int) -> None:
    """Fetch one article's page and store its text; FetchError and ImportFailedError leave all as it was."""
    article: Article = await store.run(articles.article, article_id)
    if article.full:
        return
    if article.row.url is None:
        raise ImportFailedError("This article has no address.")
    typed = await store.run(fulltext.typed_feed, article_id)
    policy = Policy(network.allow, place_of(typed) if typed else None)
    answer = await fetch(pool, Request(article.row.url, policy, user_agent=network.user_agent, accept=PAGE_TYPES))
    work = partial(extract, url=answer.url, content_type=answer.content_type, known=article.text)
    found = await parsers.run(work, answer.content, PLENTY, "trafilatura")
    await store.run(fulltext.put, article_id, found, instead_of=article.text)


async def take_one(cache: Path, network: Network, article_id: int) -> None:
    """Fetch one article's page, with all that it takes."""
    store, pool, parsers = Store(cache), Pool(2), Parsers(1)
    try:
        await take(store, pool, parsers, network, article_id)
    finally:
        parsers.close()
        await pool.close()
        store.close()


async def take_all(store: Store, pool: Pool, parsers: Parsers, network: Network, ids: list[int]) -> int:
    """Fetch the pages of articles one after the other; how many could be had. The others keep their summaries."""
    taken = 0
    for article_id in ids:
        try:
            await take(store, pool, parsers, network, article_id)
            taken += 1
        except (FetchError, ImportFailedError):
            await asyncio.sleep(0)
    return taken
