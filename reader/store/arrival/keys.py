"""What articles are recognised by when they come again: hashes of their content, folded titles and first words.

A list needs the folded words alone, and is on the screen before what only new articles need is imported.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields

from reader.model.article import ParsedArticle
from reader.model.letters import without_accents

OPENING = 60
_CONTENT = [field.name for field in fields(ParsedArticle) if field.name not in {"guid", "teasers", "structure"}]
_NOT_WORDS = re.compile(r"[\W_]+")
_CUT_OFF = re.compile(r"\s*(?:\.{2,}|…)\s*$")
_WORDS_ONLY = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256))


def words_key(text: str) -> str:
    """A text by its words alone: case, accents, punctuation and white space do not count."""
    plain = text.casefold()
    if plain.isascii():  # nearly all, and then much faster byte by byte
        return " ".join(plain.replace("'", "").encode().translate(_WORDS_ONLY).decode().split())
    plain = without_accents(unicodedata.normalize("NFKD", plain).casefold())
    return _NOT_WORDS.sub(" ", plain.replace("'", "").replace("’", "")).strip()


@dataclass(frozen=True, slots=True)
class Keys:
    """What one article is recognised by."""

    text_hash: bytes
    title_key: str
    opening: str | None


def keys_of(title: str, text: str) -> Keys:
    return Keys(text_hash(title, text), words_key(title), opening_key(text))


def spellings(url: str) -> tuple[str, ...]:
    """The ways in which one page is mostly addressed: by https or http, with "www." or not, with a slash or not."""
    found = re.fullmatch(r"https?://(?:www\.)?([^?#]*?)/?((?:\?[^#]*)?)(?:#.*)?", url, re.DOTALL)
    if found is None:
        return (url,)
    page, query = found.groups()
    hosts = [f"{scheme}://{www}" for scheme in ("https", "http") for www in ("", "www.")]
    return tuple(f"{host}{page}{slash}{query}" for host in hosts for slash in ("", "/"))


def content_hash(article: ParsedArticle) -> bytes:
    """Equal where an article came again unchanged; its guid may differ."""
    import hashlib

    content = [getattr(article, name) for name in _CONTENT]
    content += [(teaser.title, teaser.text, teaser.section) for teaser in article.teasers]
    return hashlib.blake2b(repr(content).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def text_hash(title: str, text: str) -> bytes:
    """Equal for the same title over the same words, however they are spaced."""
    import hashlib

    from reader.ingest.clean import spaced

    plain = f"{spaced(title)}\n{spaced(text)}"
    return hashlib.blake2b(plain.encode(), digest_size=16).digest()


def first_words(text: str) -> str:
    """The words of a teaser, without the mark that they were cut off."""
    return words_key(_CUT_OFF.sub("", text) if text.rstrip().endswith(("..", "…")) else text)


def opening_key(text: str) -> str | None:
    """The first 60 characters of a text's words; None for a text too short to be known by them."""
    key = first_words(text[: 4 * OPENING])
    return key[:OPENING] if len(key) >= OPENING else None
