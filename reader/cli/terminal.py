"""What the terminal can do: whether the reader can open on it, and the plain letters of one that knows no others."""

from __future__ import annotations

import codecs
import os
import sys
from typing import TextIO

from reader.errors import TidewireError

PLAIN = "tidewire.plain"
_ELSE = "`tidewire list`, `search` and `show` work anywhere"
_LETTERS: dict[int, str] = {}
for _known, _plain in (
    ("─━═▔▁", "-----"),
    ("│┃║▊▎▌▐", "|||||||"),
    ("╭╮╰╯┌┐└┘├┤┬┴┼", "+++++++++++++"),
    ("▂▃▄▅▆▇█▓", "__===###"),
    ("░·•", "..."),
    ("●★", "**"),
    ("○☆", "oo"),
    ("▸›»→", ">>>>"),
    ("‹«←", "<<<"),
    ("↑↓", "^v"),
    ("✓✗×", "vxx"),
    ("–—…", "--."),
    ("‘’“”", "''\"\""),
):
    _LETTERS |= {ord(letter): plain for letter, plain in zip(_known, _plain, strict=True)}
"""One letter for each, so that nothing on a line moves."""


def need_terminal() -> None:
    """Raise TidewireError, with what to use instead, where the reader cannot be shown."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TidewireError("The reader needs a terminal; `tidewire --help` names the commands that need none.")
    if os.name == "nt":
        return  # its terminals have no TERM
    term = os.environ.get("TERM", "")
    if not term:
        raise TidewireError(
            f"TERM is not set, so nothing is known of this terminal; set it, as in TERM=xterm-256color. {_ELSE}."
        )
    if term in ("dumb", "unknown"):
        raise TidewireError(f"This terminal (TERM={term}) cannot show the reader; {_ELSE}.")


def prepare(stream: TextIO) -> None:
    """Let a stream print letters that it knows in place of those that it does not, rather than refuse the text."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        codecs.register_error(PLAIN, _plainly)
        reconfigure(errors=PLAIN)


def ask_for_plain_letters() -> None:
    """Write ASCII alone to the screen where the reader's locale is plainly C, which Python takes for UTF-8."""
    reconfigure = getattr(sys.stderr, "reconfigure", None)
    if reconfigure is not None and _is_plain_locale():
        reconfigure(encoding="ascii", errors=PLAIN)


def _is_plain_locale() -> bool:
    """Whether the locale was set to C or POSIX; none at all says nothing, and Python's own LC_CTYPE neither."""
    names = ["LC_ALL", *([] if sys.flags.utf8_mode else ["LC_CTYPE"]), "LANG"]
    chosen = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return chosen in ("C", "POSIX")


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end].translate(_LETTERS)
    return "".join(letter if letter.isascii() else _unknown(letter) for letter in letters), error.end


def _unknown(letter: str) -> str:
    """A letter without its accents where it has some; else question marks as wide as it is."""
    import unicodedata

    bare = unicodedata.normalize("NFKD", letter)[0]
    if bare.isascii() and bare != " ":
        return bare
    if unicodedata.combining(letter):
        return ""
    return "??" if unicodedata.east_asian_width(letter) in "WF" else "?"
