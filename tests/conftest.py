"""Every test has its own state, configuration and cache, so that the developer's own never leak in."""

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from reader.annotator.work import annotate_pending
from reader.ingest.seed import parse_seed
from reader.library import Library
from reader.store import database
from reader.store.database import connect
from tests.pipeline_kit import train

SEEDS = Path(__file__).resolve().parents[1] / "seeds"

# The same examples every time, however slow the machine; what is new is looked for by `make fuzz`.
settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")


# A shell starts what it runs in the background deaf to Ctrl-C, and so would be every process that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--remake-goldens", action="store_true", help="Write tests/goldens/screen and typeset anew.")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDEWIRE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TIDEWIRE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("TIDEWIRE_CACHE", str(tmp_path / "cache.db"))
    for name in ("TMUX", "SSH_TTY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def own_growth(monkeypatch: pytest.MonkeyPatch) -> None:
    """What earlier tests left in memory does not count as what the program has grown by."""
    monkeypatch.setattr("reader.ingest.patience._at_first", {})


@pytest.fixture(scope="session", autouse=True)
def empty_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], None]]:
    """A new cache is a copy of one made in earnest, in a tenth of the time, unless the schema is another one."""
    make, version = database._make, database.VERSION
    empty = tmp_path_factory.mktemp("empty") / "cache.db"
    connect(empty).close()
    content = empty.read_bytes()

    def copy(path: Path) -> None:
        if version == database.VERSION:
            path.write_bytes(content)
        else:
            make(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_make", copy)
        yield make


@pytest.fixture
def in_earnest(empty_caches: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every new cache be made statement by statement."""
    monkeypatch.setattr(database, "_make", empty_caches)


@pytest.fixture(scope="session")
def edition_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition, annotated by the fake recogniser; copy it, do not write to it."""
    cache = tmp_path_factory.mktemp("edition") / "cache.db"
    with Library.open(cache) as library:
        library.add([parse_seed(file.read_bytes()) for file in sorted(SEEDS.glob("*.txt"))])
    annotate_pending(cache, "fake")
    return cache


@pytest.fixture
def edition(edition_file: Path, tmp_path: Path) -> Path:
    """A cache of one's own with the annotated sample edition."""
    cache = tmp_path / "edition.db"
    shutil.copy(edition_file, cache)
    return cache


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an English pipeline that knows five sentences by heart; copy it, do not write to it."""
    return train(tmp_path_factory.mktemp("pipelines") / "tiny")


@pytest.fixture(scope="session")
def tiny_german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in German."""
    return train(tmp_path_factory.mktemp("pipelines") / "tiny_german", "de")
