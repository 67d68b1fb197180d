"""What comes along with Tidewire, under which licence: `python -m tests.supply` prints the table of THIRD_PARTY.md."""

from __future__ import annotations

from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# What the packages say too loosely, or only in the classifiers that PyPI no longer wants.
_SAID = {"the mit license (mit)": "MIT", "isc license": "ISC", "the bsd 2-clause license": "BSD-2-Clause",
         "apache license, version 2.0": "Apache-2.0", "bsd": "BSD"}  # fmt: skip


def direct() -> set[str]:
    """The names of what pyproject.toml asks for, without the extras."""
    return {canonicalize_name(each.name) for each in _requirements(distribution("tidewire"), set())}


def closure() -> dict[str, Distribution]:
    """Every package that an installed Tidewire brings along here, by name; without itself."""
    found: dict[str, Distribution] = {}
    asked: set[tuple[str, str]] = set()
    waiting = [("tidewire", "")]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in asked:
            continue
        asked.add((name, extra))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        for each in _requirements(found[name], {extra}):
            waiting += [(canonicalize_name(each.name), one) for one in ("", *each.extras)]
    del found["tidewire"]
    return found


def _requirements(of: Distribution, extras: set[str]) -> list[Requirement]:
    wanted = [Requirement(line) for line in of.requires or ()]
    return [
        each
        for each in wanted
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras | {""})
    ]


def licence(of: Distribution) -> str:
    """The licence that a package names for itself."""
    said = of.metadata.get("License-Expression") or (of.metadata.get("License") or "").partition("\n")[0]
    if not said or len(said) > 80:
        classes = [line for line in of.metadata.get_all("Classifier", []) if line.startswith("License")]
        said = classes[0].rpartition(":: ")[2].removesuffix(" License") if classes else "see its files"
    return _SAID.get(said.lower(), said)


def table() -> str:
    """The packages and their licences, those that pyproject.toml names in bold."""
    named = direct()
    rows = [
        f"| {f'**{name}**' if name in named else name} | {licence(each)} |" for name, each in sorted(closure().items())
    ]
    return "\n".join(["| package | licence |", "|---|---|", *rows])


if __name__ == "__main__":
    print(table())
