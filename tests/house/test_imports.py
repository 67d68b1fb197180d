"""What a fresh interpreter has loaded after an import: the start path stays short, the floors stay apart."""

import subprocess
import sys

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
