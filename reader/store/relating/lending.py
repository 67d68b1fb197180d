"""A headline alone says little: it is compared with others as if it said some of what its nearest ones say as well."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from reader.relate.rank import length
from reader.relate.terms import KEPT_TERMS, extract, says, telling
from reader.store.connection import Connection
from reader.store.relating import termcount
from reader.store.relating.profiles import Subject, searched
from reader.store.sql import THESE

LENDERS = 3
LEAST = 0.12  # of a score; who is further away may tell of something else
_HEADLINE = 40  # terms
_LENT = 0.4  # of the length of the headline's own vector, shared out by how near the lenders are


def borrows(db: Connection, subject: Subject) -> bool:
    """Whether an article is a headline alone; few words tell that it might be, without reading a text."""
    if len(subject.profile.terms) > _HEADLINE:
        return False
    row = db.execute("SELECT trim(text) = '' FROM article WHERE id = ?", (subject.article_id,)).fetchone()
    return row is not None and bool(row[0])


def widened(db: Connection, subject: Subject, near: Mapping[int, float]) -> Subject:
    """A subject with the words of the titles of those near it, given with their scores; it keeps what it is quoted by.

    What is stored of it stays its own, so that no word is lent further.
    """
    rows = db.execute(f"SELECT id, title FROM article WHERE id IN ({THESE})", (json.dumps(list(near)),))  # noqa: S608
    titles = {article_id: extract(title, "") for article_id, title in rows.fetchall()}
    users = termcount.users(db, {*subject.idf, *(term for title in titles.values() for term in title.weights)})
    worth = says(users, subject.total)
    weights = defaultdict(float, zip(subject.profile.terms, subject.profile.weights, strict=True))
    spelling = dict(subject.spelling)
    share = _LENT * subject.profile.length / (sum(near.values()) or 1.0)
    for article_id, title in titles.items():
        part = near[article_id] * share / length(weight * worth[term] for term, weight in title.weights.items())
        for term, weight in title.weights.items():
            weights[term] += part * weight
            spelling.setdefault(term, title.spelling[term])
    ranked = telling(weights, worth, KEPT_TERMS)
    profile = subject.profile._replace(
        terms=ranked,
        weights=[weights[term] for term in ranked],
        length=length(weights[term] * worth[term] for term in ranked),
    )
    words = searched(ranked, weights, worth, users, subject.total, spelling)
    return replace(subject, profile=profile, idf=worth, words=words)
