"""What the documents say is there is there."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from reader.cite import formats
from reader.cli.group import cli
from reader.keys import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_readme_opens_with_the_two_commands_and_then_a_picture():
    assert re.search(r"\A# Tidewire\n+    make run.*\n    make test.*\n+.*\n+!\[", README)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path):
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not link.startswith("http") and not (document.parent / link).exists()] == []


def test_files_of_code_that_are_named_are_there():
    named = {name for document in DOCUMENTS for name in re.findall(r"`([\w/]+\.py)`", document.read_text("utf-8"))}
    known = [
        f"/{path.relative_to(ROOT).as_posix()}" for room in ("reader", "tests") for path in (ROOT / room).rglob("*.py")
    ]
    assert [name for name in sorted(named) if not any(path.endswith(f"/{name}") for path in known)] == []


def test_the_readme_is_a_screen_or_two():
    assert len(README.splitlines()) < 100


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_headings_that_are_there(document: Path):
    wrong = []
    for page, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", document.read_text(encoding="utf-8")):
        text = (document.parent / page if page else document).read_text(encoding="utf-8")
        headings = [
            re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in re.findall(r"^#+ (.*)", text, re.M)
        ]
        wrong += [] if anchor in headings else [f"{page}#{anchor}"]
    assert wrong == []


def test_every_command_stands_in_the_guide():
    commands = set(cli.commands if hasattr(cli, "commands") else cli.list_commands(None))
    named = set(re.findall(r"tidewire (\w+)", GUIDE)) | set(re.findall(r"· `(\w+)", GUIDE))
    assert commands - named == set()


def test_the_keys_that_the_readme_names_do_what_it_says():
    keys = {key for command in COMMANDS for key in command.keys} | {"1", "9", "enter"}
    named = {key for key in re.findall(r"`([^` ]{1,9})`", README) if len(key) == 1 or key.startswith("ctrl+")}
    assert len(named) > 15
    assert named - keys == set()


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    texts = [document.read_text("utf-8") for document in DOCUMENTS]
    named = {name for text in texts for name in re.findall(r"^ {4}make (\w+)", text, re.MULTILINE)}
    assert named - targets == set()


def test_the_number_of_ways_to_cite_is_true():
    styles = sum(each.is_style for each in formats())
    assert (styles, len(formats()) - styles) == (8, 8)
    assert all("eight styles and eight formats" in text for text in (README, GUIDE))


def test_help_is_there_without_a_cache():
    assert CliRunner().invoke(cli, ["--help"]).exit_code == 0


def test_no_document_or_source_names_a_place_of_one_machine():
    found = []
    for folder in ("reader", "tests", "docs", "styles", ".ci"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".md", ".toml", ".tcss", ".svg") or path.name == "run":
                text = path.read_text(encoding="utf-8")
                found += [str(path) for word in ("/" + "root/", "/" + "work/", "/" + "home/") if word in text]
    assert found == []
