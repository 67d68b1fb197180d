"""What a fresh interpreter has loaded after an import: the start path stays short, the floors stay apart."""

import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

from tests.patience import LIMIT


def loaded_by(statement: str) -> set[str]:
    program = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=LIMIT)
    return {name.split(".")[0] for name in done.stdout.split()} | set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import reader.library", {"textual", "rich", "spacy", "sqlite_utils", "thinc"}),
        (
            "import reader.ui.app",
            {
                "spacy",
                "thinc",
                "sqlite_utils",
                "click",
                "pyperclip",
                "httpcore",
                "feedparser",
                "lxml",
                "reader.annotator",
            },
        ),
        ("import reader.cli.main, reader.cli.opening", {"click", "textual"}),
        ("import reader.ui.app", {"reader.typeset.layout", "reader.relate", "reader.ui.sidebar", "reader.ingest"}),
        ("import reader.entities", {"spacy", "thinc", "numpy"}),
        ("import reader.cite", {"textual", "rich", "spacy", "sqlite_utils", "sqlite3"}),
        (
            "import reader.model.article, reader.model.entity, reader.model.relation",
            {"reader.store", "sqlite3"},
        ),
        ("import reader.annotator.client", {"textual", "rich", "spacy", "sqlite_utils"}),
        ("import reader.annotator.worker, reader.annotator.work", {"textual", "rich", "spacy", "thinc", "numpy"}),
        ("import reader.__main__", {"textual", "spacy", "sqlite_utils", "sqlite3", "reader.library"}),
    ],
)
def test_an_import_stays_light(statement: str, absent: set[str]):
    assert loaded_by(statement) & absent == set()


def test_the_command_line_cites_without_a_screen(tmp_path):
    program = (
        "import sys\nfrom reader.__main__ import main\n"
        f"sys.argv = ['tidewire', '--cache', {str(tmp_path / 'c.db')!r}, 'cite', '1']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "assert 'textual' not in sys.modules and 'spacy' not in sys.modules, 'a heavy import'"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=LIMIT)
    assert done.returncode == 0, done.stderr


def circle(*, outside: str, types: bool) -> list[str]:
    """The first circle of files that import each other; imports for type checkers alone are looked at with `types`."""
    graph = grimp.build_graph("reader", cache_dir=None, exclude_type_checking_imports=not types)
    files = {name for name in graph.modules if not name.startswith(outside)}
    try:
        TopologicalSorter({name: graph.find_modules_directly_imported_by(name) & files for name in files}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_files_do_not_import_each_other_in_a_circle():
    """Imports within functions count; the parts of the screen may name the type of the screen that holds them."""
    assert circle(outside="-", types=False) == []
    assert circle(outside="reader.ui", types=True) == []
