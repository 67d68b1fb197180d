"""What is brought along is listed with its licence, and what the development set holds is pinned."""

import re
from pathlib import Path

from packaging.utils import canonicalize_name

from tests.supply import closure, direct, licence

ROOT = Path(__file__).resolve().parents[2]
LISTED = dict(re.findall(r"^\| \**([a-z0-9-]+)\** \| (.+?) \|$", (ROOT / "THIRD_PARTY.md").read_text("utf-8"), re.M))
PINNED = {
    canonicalize_name(line.partition("==")[0]): line.partition("==")[2]
    for line in (ROOT / "requirements-dev.lock").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
}


def test_every_package_that_comes_along_is_listed_with_the_licence_it_names():
    assert {name: licence(each) for name, each in closure().items()}.items() <= LISTED.items()


def test_what_pyproject_asks_for_stands_in_bold():
    text = (ROOT / "THIRD_PARTY.md").read_text("utf-8")
    assert set(re.findall(r"\*\*([a-z0-9-]+)\*\*", text)) == direct()


def test_every_package_that_comes_along_is_pinned_for_development():
    assert set(closure()) - set(PINNED) - {"pip", "setuptools"} == set()
    assert all(re.fullmatch(r"[0-9][\w.!+]*", version) for version in PINNED.values())


def test_no_package_is_asked_for_without_a_limit():
    from importlib.metadata import requires

    loose = [line for line in requires("tidewire") or () if "extra ==" not in line and not re.search(r"<|==", line)]
    assert loose == []
