"""Adding entries to a bibliography file that already has some: no item twice, no key twice, nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.cite.citation import Citation
from reader.cite.export import ExportFormat
from reader.cite.keys import same_item, unique_keys
from reader.cite.latex import address, protect_capitals

_KEY = re.compile(r"@\s*\w+\s*[{(]\s*([^\s,{}()=]+)\s*,")
_URL = re.compile(r"\burl\s*=\s*[{\"]\s*(.*?)\s*[}\"]\s*(?:,|\n|\})", re.I)
_TITLE = re.compile(r"\btitle\s*=\s*(\{.*)", re.I)


@dataclass(frozen=True, slots=True)
class Addition:
    """What to put at the end of the file, the keys of the entries `added`, and how many items it had before."""

    tail: str
    added: tuple[str, ...]
    known: int


def add_entries(text: str, citations: Sequence[Citation], format_: ExportFormat) -> Addition:
    """The entries that `text` does not have; an item is known by its address, else by its title.

    `format_` is one that has keys. Entries of other programs are neither read closely nor changed.
    """
    if format_.entry is None:
        raise ValueError(f"{format_.id} has no keys")
    urls = {url.replace("\\", "") for url in _URL.findall(text)}
    titles = {title.rstrip(", ") for title in _TITLE.findall(text)}
    once = {same_item(each): each for each in reversed(citations)}
    fresh = [each for each in reversed(once.values()) if not _is_in(each, urls, titles)]
    keys = unique_keys(fresh, taken=_KEY.findall(text))
    entries = [format_.entry(each, key) + "\n" for each, key in zip(fresh, keys, strict=True)]
    if not entries:
        return Addition("", (), len(citations))
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    return Addition(gap + "\n".join(entries), tuple(keys), len(citations) - len(fresh))


def _is_in(citation: Citation, urls: set[str], titles: set[str]) -> bool:
    if citation.url:
        return address(citation.url).replace("\\", "") in urls
    return "{" + protect_capitals(citation.title or "") + "}" in titles
