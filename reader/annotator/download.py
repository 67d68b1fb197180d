"""spaCy's own download of a pipeline, run in the program's own environment."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence

from reader.errors import PipelineError, reason

_NAME = re.compile(r"[a-z]{2,3}(?:_[a-z0-9]+){1,5}")
_LONGEST = 60
_WHERE = "github.com, where spaCy keeps its pipelines,"
# What is looked for in the last words of spaCy and pip, and what it means for the reader.
_REASONS = (
    (r"No module named '?pip", "this environment has no pip; install it with the tool that installed Tidewire"),
    (r"externally-managed-environment", "this Python is managed by the system; install Tidewire in a place of its own"),
    (r"No compatible package|can't find|HTTP error 404|HTTPError: 404", "spaCy has none of that name for its version"),
    (r"No space left", "the disk is full"),
    (r"Permission denied|Read-only file system", "the folder of this environment cannot be written"),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError", f"the connection to {_WHERE} is not trusted"),
    (r"ConnectionError|Max retries|NewConnectionError|ProxyError|Timeout|Couldn't fetch|resolve|unreachable",
     f"{_WHERE} cannot be reached without a network"),
)  # fmt: skip


def check_name(name: str) -> None:
    """Raise PipelineError for what cannot be the name of one of spaCy's pipelines."""
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise PipelineError(f"“{name[:_LONGEST]}” is no name of a spaCy pipeline; they look like en_core_web_sm.")


def download(name: str, argv: Sequence[str] | None = None) -> None:
    """Have spaCy download and install a pipeline; PipelineError says in a sentence why it could not.

    `argv` replaces the command that is run, which never passes through a shell. May take minutes.
    """
    check_name(name)
    command = list(argv) if argv else [sys.executable, "-P", "-m", "spacy", "download", name]
    environment = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            check=False,
        )
    except OSError as error:
        raise PipelineError(f"The pipeline {name} could not be installed: {reason(error)}.") from error
    if done.returncode:
        raise PipelineError(f"The pipeline {name} could not be installed: {_reason(done.stdout)}.")


def _reason(said: bytes) -> str:
    text = said.decode("utf-8", "replace")
    for sign, meaning in _REASONS:
        if re.search(sign, text):
            return meaning
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return f"spaCy says “{lines[-1][:160].rstrip('.')}”" if lines else "spaCy gave no reason"
