"""The size of things: no file, function or class becomes the place where everything goes."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "reader").rglob("*.py"))
FILE_LINES, FUNCTION_LINES, METHODS = 400, 40, 20


def test_there_is_something_to_measure():
    assert len(SOURCES) > 30


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sizes(source: Path):
    text = source.read_text(encoding="utf-8")
    lines = text.count("\n")
    assert lines <= FILE_LINES, f"{source.name} has {lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{node.name} has {length} lines"
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) for item in node.body)
            assert methods <= METHODS, f"{node.name} has {methods} methods"


def test_style_sheets_are_not_hidden_in_code():
    hidden = [path.name for path in SOURCES if "DEFAULT_CSS" in path.read_text(encoding="utf-8")]
    assert hidden == []
    assert list((ROOT / "styles").rglob("*.py")) == []


def test_every_public_thing_says_what_it_is():
    """Modules, public classes and public functions longer than a few lines carry a docstring."""
    silent = []
    for source in SOURCES:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree):
            silent.append(str(source.relative_to(ROOT)))
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
        silent += [f"{source.relative_to(ROOT)}: {node.name}" for node in classes if not ast.get_docstring(node)]
    assert silent == []
