"""Any CSL style, through pandoc where it is installed: run as a process of its own, never through a shell."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import TidewireError

if TYPE_CHECKING:
    from reader.cite import Citation
    from reader.cite.markup import Markup

TIME_LIMIT = 60.0  # seconds
_SLANTED, _RAISED = ("em", "i"), ("sup",)


class PandocError(TidewireError):
    """pandoc is not there, or could not use the style."""


def cite_with(csl: Path, citations: Sequence[Citation], *, entries: bool = True, markup: Markup = "text") -> list[str]:
    """Print citations in the style of a CSL file, in the order given: entries, else what stands in the text.

    PandocError says in a sentence what is wrong.
    """
    program = shutil.which("pandoc")
    if program is None:
        raise PandocError("--csl needs pandoc on the PATH (2.11 or newer), and there is none.")
    if not csl.is_file():
        raise PandocError(f"There is no style file {csl}.")
    with tempfile.TemporaryDirectory(prefix="tidewire-") as folder:
        items = Path(folder) / "items.json"
        named = [{**each.to_csl(), "id": f"item{number}"} for number, each in enumerate(citations)]
        items.write_text(json.dumps(named), encoding="utf-8")
        page = _run([program, *_OPTIONS, f"--csl={csl.absolute()}", f"--bibliography={items}"], _source(named, entries))
    found = _Printed()
    found.feed(page)
    texts = found.entries if entries else found.notes or found.cites
    return [_clean(texts.get(str(item["id"]) if entries else str(number), ""), markup)
            for number, item in enumerate(named)]  # fmt: skip


_OPTIONS = ("--from=markdown", "--to=html", "--wrap=none", "--citeproc", "--sandbox")


def _source(items: Sequence[dict[str, object]], entries: bool) -> str:
    """A page that lists all items, or cites each in a paragraph of its own."""
    if entries:
        return "---\nnocite: '@*'\n---\n"
    return "---\nsuppress-bibliography: true\n---\n\n" + "\n\n".join(f"[@{item['id']}]" for item in items)


def _run(command: Sequence[str], page: str) -> str:
    try:
        done = subprocess.run(command, input=page.encode(), capture_output=True, timeout=TIME_LIMIT, check=False)
    except subprocess.TimeoutExpired:
        raise PandocError(f"pandoc did not finish within {TIME_LIMIT:.0f} seconds.") from None
    if done.returncode != 0:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise PandocError(f"pandoc could not print the citation: {said[:300] or 'it does not say why'}")
    return done.stdout.decode("utf-8", "replace")


def _clean(text: str, markup: Markup) -> str:
    from reader.cite.markup import print_marked

    return print_marked(" ".join(text.split()), markup)


class _Printed(HTMLParser):
    """What pandoc printed: marked text by item for entries, by number for citations and notes."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, str] = {}
        self.cites: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str] | None, str]] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        from reader.cite.markup import ITALIC_ON, RAISED_ON

        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        into, key = None, ""
        if "csl-entry" in classes:
            into, key = self.entries, given.get("id", "").removeprefix("ref-")
        elif "citation" in classes:
            into, key = self.cites, str(len(self.cites))
        elif tag == "li" and re.match(r"fn\d+$", given.get("id", "")):
            into, key = self.notes, str(len(self.notes))
        if into is not None:
            into[key] = ""
        self._open.append((tag, into, key))
        self._skipped += "footnote-back" in classes or self._skipped > 0
        if tag in _SLANTED or tag in _RAISED:
            self._add(ITALIC_ON if tag in _SLANTED else RAISED_ON)

    def handle_endtag(self, tag: str) -> None:
        from reader.cite.markup import ITALIC_OFF, RAISED_OFF

        if tag in _SLANTED or tag in _RAISED:
            self._add(ITALIC_OFF if tag in _SLANTED else RAISED_OFF)
        while self._open:
            closed = self._open.pop()[0]
            self._skipped = max(0, self._skipped - 1)
            if closed == tag:
                break
        self._add(" " if tag == "div" else "")

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        for _, into, key in reversed(self._open if not self._skipped else ()):
            if into is not None:
                into[key] += text
                return
