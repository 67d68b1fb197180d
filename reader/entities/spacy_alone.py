"""spaCy without its command line, which `import spacy` brings along: a quarter of a second, and 18 MB.

`spacy` is meant to be imported from here first. What asks for `spacy.cli` later gets it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_CLI = ("spacy.cli", "spacy.cli.info")


def _info(*arguments: Any, **options: Any) -> Any:
    """What `spacy.info` is to do."""
    from spacy.cli.info import info

    return info(*arguments, **options)


@contextmanager
def _without_commands() -> Iterator[None]:
    """Let the names of these modules lead nowhere for a while, where spaCy has not been imported yet."""
    standing = {} if "spacy" in sys.modules else {name: ModuleType(name) for name in _CLI}
    for module in standing.values():
        vars(module)["info"] = _info
    sys.modules.update(standing)
    try:
        yield
    finally:
        for name in standing:
            del sys.modules[name]


with _without_commands():
    import spacy

__all__ = ["spacy"]
