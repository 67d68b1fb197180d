"""Text that means harm: what a terminal would obey, what turns or hides letters, what Textual would take for markup."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b[31m red \u009b31m \x1bPq#0\x1b\\ \x00 \x08 \x7f"
MARKUP = "[bold]markup[/] [@click=app.quit]x[/] [/nothing] $accent"
LETTERS = (
    "\u202egnihtyreve\u2066 zero\u200bwidth\u200d\u2060\ufeff e"
    + "\u0301" * 60
    + " 漢字 👨\u200d👩\u200d👧 שלום \u2028 \u00ad"
)
HARM = f"{ESCAPES} {MARKUP} {LETTERS}"
WORD = "a" * 100_000
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def harmful(text: str) -> set[str]:
    """What a terminal would obey, or would turn around, in a text of lines."""
    return {
        c for c in text if c != "\n" and (unicodedata.category(c) == "Cc" or unicodedata.bidirectional(c) in _TURNING)
    }


def articles(count: int) -> list[dict[str, object]]:
    """So many articles for `import --jsonl` that mean harm in every field, and relate to each other."""
    return [
        {
            "id": f"h{number}\x1b[31m",
            "title": f"Turkey {HARM} end" if number % 2 else f"Turkey{WORD}{number}",
            "source": f"Wire {HARM}",
            "authors": [f"Ann {HARM}", WORD],
            "text": f"Turkey {HARM} met Russia.\n\n{WORD}\n\nAnkara {HARM}\n\n{'漢' * 5_000}\n\n{MARKUP * 50}",
            "url": f"https://the.example/\x1b[31mx{number}",
            "published": f"2019-10-{10 + number % 20}T10:00:00Z",
        }
        for number in range(count)
    ]


def write(file: Path, count: int = 1) -> Path:
    """Articles that mean harm as a file for `import --jsonl`."""
    file.write_text("".join(json.dumps(article) + "\n" for article in articles(count)), "utf-8")
    return file
