"""What the program stands on: packages, the configuration, the terminal, and who may read its files."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from reader import __version__, paths
from reader.cli.findings import Finding
from reader.cli.session import Session
from reader.errors import TidewireError
from reader.files import is_open_to_others
from reader.store.cachefile import logs

CLIPBOARD_TOOLS = ("tmux", "wl-copy", "xclip", "xsel", "pbcopy", "clip.exe")
PACKAGES = ("textual", "spacy", "sqlite-utils", "click")
_SECRET = re.compile(r"://[^/\s\"']*:[^/\s\"'@]+@|password|token|secret", re.IGNORECASE)


def program() -> Iterator[Finding]:
    """Versions, and whether the import name is ours alone."""
    yield Finding("version", f"Tidewire {__version__}, Python {platform.python_version()}, {platform.system()}")
    yield _packages()
    yield _distributions()


def _packages() -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            return Finding("packages", f"{name} is not installed", sound=False, advice="install Tidewire again")
    return Finding("packages", ", ".join(found))


def _distributions() -> Finding:
    """Another distribution has the same import name; installed together, the two overwrite each other."""
    from importlib.metadata import packages_distributions

    owners = sorted(set(packages_distributions().get("reader", [])) - {"tidewire"})
    if owners:
        detail = f"the import name reader belongs to {', '.join(owners)} as well"
        return Finding(
            "import name", detail, sound=False, advice="install Tidewire on its own: `pipx install tidewire`"
        )
    return Finding("import name", "reader belongs to Tidewire alone")


def configuration(session: Session) -> Finding:
    file = session.config or paths.config_file()
    try:
        session.load_config()
    except TidewireError as error:
        return Finding("configuration", str(error), sound=False)
    return Finding("configuration", str(file) if file.exists() else f"{file} does not exist; all is standard")


def rights(session: Session) -> Iterator[Finding]:
    """Whether others on this machine may read what is the reader's own."""
    folder = paths.state_dir()
    found = open_to_others(session)
    for path in found:
        detail = f"{path} can be read by others"
        yield Finding("rights", detail, sound=False, advice="`tidewire doctor --repair` closes it")
    if not found:
        yield Finding("rights", "the cache, its backups and the state folder are their owner's alone")
    yield Finding("state", str(folder))


def open_to_others(session: Session) -> list[Path]:
    """The files and folders of the reader's own that others may read."""
    cache, config = session.cache_file, session.config or paths.config_file()
    own = [cache, *logs(cache)]
    own += cache.parent.glob(f"{cache.name}.damaged-*")
    folder = paths.state_dir()
    own += [folder, *sorted(folder.rglob("*"))] if folder.is_dir() else []
    own += [config] if _holds_secret(config) else []
    return [path for path in own if path.exists() and not path.is_symlink() and is_open_to_others(path)]


def _holds_secret(config: Path) -> bool:
    try:
        return _SECRET.search(config.read_text("utf-8", "replace")) is not None
    except OSError:
        return False


def screen() -> Iterator[Finding]:
    """The terminal and the ways to the clipboard."""
    tools = [tool for tool in CLIPBOARD_TOOLS if shutil.which(tool) and (tool != "tmux" or "TMUX" in os.environ)]
    yield Finding("clipboard", ", ".join([*tools, "the terminal (OSC 52)"]))
    name, size = os.environ.get("TERM", ""), shutil.get_terminal_size((0, 0))
    if not sys.stdout.isatty():
        yield Finding("terminal", "this output goes to no terminal, so nothing can be said of one")
        return
    seen = f"{name or 'no TERM'}, {_colours(name)}, {size.columns} x {size.lines}{_within()}"
    if name in ("", "dumb"):
        yield Finding(
            "terminal", seen, sound=False, advice="open the reader in a terminal that sets TERM, such as xterm-256color"
        )
        return
    yield Finding("terminal", seen)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        detail = f"the terminal is said to use {sys.stdout.encoding}, in which much of the news cannot be shown"
        yield Finding("letters", detail, sound=False, advice="set LANG to a locale that ends in .UTF-8")


def _colours(name: str) -> str:
    if "NO_COLOR" in os.environ:
        return "no colours, as NO_COLOR asks"
    if os.environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        return "all colours"
    return "256 colours" if "256" in name else "16 colours"


def _within() -> str:
    inside = [said for sign, said in (("TMUX", "tmux"), ("STY", "screen"), ("SSH_TTY", "SSH")) if os.environ.get(sign)]
    return f", within {' and '.join(inside)}" if inside else ""
