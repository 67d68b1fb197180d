"""The wheel holds all that the program needs, and nothing that only its makers need."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.patience import LIMIT

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel, unpacked; its dependencies are those of the test environment."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=LIMIT)
    (wheel,) = folder.glob("tidewire-*.whl")
    assert wheel.stat().st_size < 12 * MEGABYTE
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def tidewire(site: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "reader", *arguments]
    done = subprocess.run(
        command, env=environment, cwd=site, capture_output=True, text=True, check=False, timeout=LIMIT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_styles_seeds_and_model_are_inside_and_the_training_is_not(unpacked: Path):
    assert (unpacked / "reader" / "styles" / "app.tcss").is_file()
    assert (unpacked / "reader" / "styles" / "themes" / "dark.toml").is_file()
    assert len(list((unpacked / "reader" / "seeds").glob("*.txt"))) >= 40
    assert (unpacked / "reader" / "entities" / "model" / "config.cfg").is_file()
    assert not (unpacked / "reader" / "entities" / "training").exists()
    model = sum(path.stat().st_size for path in (unpacked / "reader" / "entities" / "model").rglob("*"))
    assert model < 8 * MEGABYTE


@pytest.mark.pipeline
def test_the_program_of_the_wheel_imports_annotates_and_cites(unpacked: Path, tmp_path: Path):
    program = "import reader.paths as p; print(p.__file__, p.styles_dir(), p.seeds_dir())"
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    where = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=unpacked, capture_output=True, text=True, check=True
    )
    assert all(path.startswith(str(unpacked)) for path in where.stdout.split())
    cache = ("--cache", str(tmp_path / "cache.db"))
    seed = next((unpacked / "reader" / "seeds").glob("2019-10-25-turkey*"))
    assert json.loads(tidewire(unpacked, *cache, "--json", "import", str(seed)))["stored"]
    names = {json.loads(line)["name"] for line in tidewire(unpacked, *cache, "--json", "entities").splitlines()}
    assert {"Turkey", "Russia", "Rosoboronexport"} <= names
    assert "Lindqvist" in tidewire(unpacked, *cache, "cite", "1", "--style", "mla")
