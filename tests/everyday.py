"""How common everyday words are in news: `python -m tests.everyday FILE > reader/relate/everyday.txt`.

FILE holds lines with a "text" each; the program's table was made from 7,792 texts of news in the public domain, mostly
of the Voice of America.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.relate.stopwords import STOP_WORDS
from reader.relate.terms import extract, stem

_LEAST = 1  # texts of a thousand


def table(texts: Iterable[str]) -> Iterator[str]:
    """Lines of the thousandths of texts that use a term, and the terms of which that is true."""
    users: Counter[str] = Counter()
    total = 0
    for total, text in enumerate(texts, 1):  # noqa: B007
        users.update({stem(word) for word in extract("", text).spelling.values()})
    shares: defaultdict[int, list[str]] = defaultdict(list)
    for term, count in users.items():
        if term.isascii() and term.isalpha() and term not in STOP_WORDS:
            shares[round(1000 * count / total)].append(term)
    for share in sorted((share for share in shares if share >= _LEAST), reverse=True):
        yield f"{share} {' '.join(sorted(shares[share]))}"


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    print("\n".join(table(json.loads(line)["text"] for line in lines)))
