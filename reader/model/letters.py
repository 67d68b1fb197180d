"""Letters as they are compared."""

from __future__ import annotations

import unicodedata


def without_accents(text: str) -> str:
    """A text without the marks on its letters, and with the plain form of letters of another shape ("ﬁ", "Ａ")."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
