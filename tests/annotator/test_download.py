"""spaCy's download: only well-formed names are handed on, and every failure is one sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader.annotator.download import download
from reader.errors import PipelineError

NO_NETWORK = (
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='raw.githubusercontent.com', port=443): Max retries "
    "exceeded with url: /explosion/spacy-models (Caused by NameResolutionError('Failed to resolve'))"
)


def says(text: str, status: int = 1) -> list[str]:
    return [sys.executable, "-c", f"import sys; print('Traceback\\n'); print({text!r}); sys.exit({status})"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "--help",
        "en_core_web_sm; rm x",
        "../x",
        "en",
        "https://x.example/y.whl",
        "EN_core",
        "en_" + "x" * 99,
        "en_a\n",
    ],
)
def test_what_is_no_name_is_never_handed_on(name: str) -> None:
    with pytest.raises(PipelineError, match="is no name of a spaCy pipeline"):
        download(name, [sys.executable, "-c", "raise SystemExit('it was run')"])


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (NO_NETWORK, "github.com, where spaCy keeps its pipelines, cannot be reached without a network."),
        ("/usr/bin/python: No module named pip", "this environment has no pip; install it with the tool that"),
        ("✘ No compatible package found for 'xx_no' (spaCy v3.8.18)", "spaCy has none of that name for its version."),
        ("ERROR: Could not install: [Errno 28] No space left on device", "the disk is full."),
        ("something else.", "spaCy says “something else”."),
    ],
)
def test_a_failure_is_one_sentence(output: str, told: str) -> None:
    with pytest.raises(PipelineError) as error:
        download("xx_no_such_sm", says(output))
    assert str(error.value).startswith(f"The pipeline xx_no_such_sm could not be installed: {told}")
    assert "\n" not in str(error.value)


def test_a_success_says_nothing(tmp_path: Path) -> None:
    download("en_core_web_sm", says("Successfully installed", 0))


def test_a_command_that_cannot_start_is_told(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"could not be installed: no such file or directory\.$"):
        download("en_core_web_sm", [str(tmp_path / "none")])
