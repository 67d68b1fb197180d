"""Copying on the real thing: an X server with xclip, one that has died, and a terminal that reads OSC 52 back."""

from __future__ import annotations

import base64
import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.samples import store_samples
from reader.ui.clipboard import CopyResult, copy

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the tools of Linux")
needs_x = pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xclip")), reason="needs Xvfb and xclip")
SECONDS = 30
MEGABYTE = "“Ünï” 王\n" * 60_000


@pytest.fixture
def display(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """An X server of its own, which says on a pipe which display it is."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "64x64x8", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as said:
        number = said.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}", server
    server.kill()
    server.wait()


def environment(**more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **more}


def pasted(display: str) -> str:
    command = ["xclip", "-selection", "clipboard", "-o"]
    done = subprocess.run(command, capture_output=True, check=True, env=environment(DISPLAY=display), timeout=SECONDS)
    return done.stdout.decode("utf-8")


@needs_x
@pytest.mark.parametrize("text", ["“Ünï” & 王\nline", MEGABYTE], ids=["short", "1 MB"])
def test_an_x_server_with_xclip(tmp_path: Path, display: tuple[str, subprocess.Popen[bytes]], text: str) -> None:
    env = environment(DISPLAY=display[0])
    result = copy(text, state_dir=tmp_path, env=env, write_osc52=None, time_limit=SECONDS)
    assert result == CopyResult("clipboard", True, "Copied to the clipboard.")
    assert pasted(display[0]) == text
    assert (tmp_path / "last-copy.txt").read_text("utf-8") == text


@needs_x
def test_an_x_server_that_has_died(
    tmp_path: Path, display: tuple[str, subprocess.Popen[bytes]], capfd: pytest.CaptureFixture[str]
) -> None:
    display[1].kill()
    display[1].wait()
    result = copy("x", state_dir=tmp_path, env=environment(DISPLAY=display[0]), write_osc52=None, time_limit=SECONDS)
    assert (result.way, result.confirmed) == ("file", False)
    assert result.message == f"No clipboard could be reached; the text is kept in {tmp_path / 'last-copy.txt'}."
    assert capfd.readouterr() == ("", "")


@needs_x
@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_tmux_as_it_comes_on_a_desktop(tmp_path: Path, display: tuple[str, subprocess.Popen[bytes]]) -> None:
    socket = str(tmp_path / "socket")
    env = environment(TERM="xterm", DISPLAY=display[0], TMUX=f"{socket},0,0")
    subprocess.run(["tmux", "-f", "/dev/null", "-S", socket, "new-session", "-d", "sleep 60"], check=True, env=env)
    try:
        result = copy(MEGABYTE, state_dir=tmp_path, env=env, write_osc52=None, time_limit=SECONDS)
        shown = subprocess.run(["tmux", "-S", socket, "show-buffer"], capture_output=True, check=True, env=env)
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], check=True, env=env)
    assert result == CopyResult("tmux", True, "Copied to tmux's buffer and to the clipboard.")
    assert shown.stdout.decode("utf-8") == pasted(display[0]) == MEGABYTE


def in_a_terminal(arguments: list[str], env: dict[str, str]) -> tuple[str, int]:
    """What a terminal of its own receives from a program that it starts."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-m", "reader", *arguments], env)
    received, until = b"", time.monotonic() + SECONDS
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other side has closed
            break
        if not data:
            break
        received += data
    os.close(terminal)
    return received.decode("utf-8"), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def remote(tmp_path: Path) -> dict[str, str]:
    store_samples(tmp_path / "cache.db")
    return environment(
        SSH_TTY="/dev/pts/9",
        TERM="xterm-256color",
        LANG="C.UTF-8",
        TIDEWIRE_CACHE=str(tmp_path / "cache.db"),
        TIDEWIRE_STATE=str(tmp_path / "state"),
        TIDEWIRE_CONFIG=str(tmp_path / "config.toml"),
    )


def test_a_terminal_over_ssh_gets_the_citation_as_osc52(remote: dict[str, str], tmp_path: Path) -> None:
    received, status = in_a_terminal(["cite", "In Atlanta", "--copy"], remote)
    assert status == 0
    (sent,) = re.findall(r"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", received)
    copied = base64.b64decode(sent).decode("utf-8")
    assert copied.startswith("Osgood, C. (2019, November 2). In Atlanta")
    assert copied == (tmp_path / "state" / "last-copy.txt").read_text("utf-8")
    assert "Sent to the terminal's clipboard, unconfirmed." in received
    assert "Copied" not in received


def test_a_terminal_of_which_nothing_is_known_gets_no_sequence(remote: dict[str, str]) -> None:
    received, status = in_a_terminal(["cite", "In Atlanta", "--copy"], {**remote, "TERM": "dumb"})
    assert status == 1
    assert "\x1b" not in received
    assert "No clipboard could be reached" in received
