"""Each way to a clipboard, with runners that pretend and with real tools that hang, die and lie."""

from __future__ import annotations

import base64
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from reader.ui import clipboard
from reader.ui.clipboard import CopyResult, Finished, copy

LOCAL = {"DISPLAY": ":0"}
TMUX = {"TMUX": "/tmp/tmux-0/default,1,0"}
SSH = {"SSH_TTY": "/dev/pts/3"}
linux = pytest.mark.skipif(sys.platform != "linux", reason="scripts stand in for the tools of Linux")


class Tools:
    """A runner whose tools answer as told: the first word of a command names the answer, Python means pyperclip."""

    def __init__(self, **answers: Finished | None) -> None:
        self.answers = answers
        self.calls: list[tuple[list[str], bytes]] = []

    def __call__(self, command: Sequence[str], text: bytes, env: Mapping[str, str], time_limit: float) -> Finished:
        self.calls.append((list(command), text))
        if command[0] == sys.executable:
            name = "desktop"
        elif command[1] == "show-buffer":
            name = "show"
        else:
            name = "load_w" if "-w" in command else "load"
        answer = self.answers.get(name, Finished(None))
        return Finished(0, self.calls[0][1]) if answer is None else answer


ECHO = None  # succeeds and gives back what was copied first


class Terminal:
    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, sequence: str) -> None:
        self.written.append(sequence)

    @property
    def text(self) -> str:
        (sequence,) = self.written
        assert sequence.startswith("\x1b]52;c;")
        assert sequence.endswith("\x07")
        return base64.b64decode(sequence[7:-1]).decode()


def attempt(
    state: Path, env: Mapping[str, str], tools: Tools, text: str = "Doe, J.", terminal: Terminal | None = None
) -> CopyResult:
    return copy(
        text, state_dir=state, env=env, write_osc52=terminal.write if terminal else None, run=tools, time_limit=0.1
    )


def test_desktop_read_back(tmp_path: Path) -> None:
    tools, terminal = Tools(desktop=ECHO), Terminal()
    result = attempt(tmp_path, LOCAL, tools, "王 & “é”", terminal)
    assert result == CopyResult("clipboard", True, "Copied to the clipboard.")
    assert tools.calls[0][1] == "王 & “é”".encode()
    assert terminal.written == []


@pytest.mark.parametrize(
    "answer", [Finished(0, b""), Finished(0, b"older text"), Finished(3), Finished(1), Finished(None)]
)
def test_desktop_that_failed_or_lied_is_not_believed(tmp_path: Path, answer: Finished) -> None:
    terminal = Terminal()
    result = attempt(tmp_path, LOCAL, Tools(desktop=answer), terminal=terminal)
    assert (result.way, result.confirmed) == ("terminal", False)
    assert "unconfirmed" in result.message
    assert terminal.text == "Doe, J."


def test_desktop_that_cannot_be_read_is_unconfirmed(tmp_path: Path) -> None:
    result = attempt(tmp_path, LOCAL, Tools(desktop=Finished(4)))
    assert (result.way, result.confirmed) == ("clipboard", False)
    assert "unconfirmed" in result.message


def test_tmux_comes_first_even_over_ssh(tmp_path: Path) -> None:
    tools, terminal = Tools(load_w=Finished(0), show=ECHO, desktop=ECHO), Terminal()
    result = attempt(tmp_path, TMUX | SSH, tools, terminal=terminal)
    assert (result.way, result.confirmed) == ("tmux", True)
    assert "on to the terminal, unconfirmed" in result.message
    assert tools.calls[0] == (["tmux", "load-buffer", "-w", "-"], b"Doe, J.")
    assert terminal.written == []


def test_old_tmux_without_w(tmp_path: Path) -> None:
    result = attempt(tmp_path, TMUX, Tools(load_w=Finished(1), load=Finished(0), show=ECHO))
    assert result == CopyResult("tmux", True, "Copied to tmux's buffer.")


def test_tmux_buffer_that_holds_something_else(tmp_path: Path) -> None:
    tools = Tools(load_w=Finished(0), load=Finished(0), show=Finished(0, b"old"), desktop=ECHO)
    assert attempt(tmp_path, TMUX, tools).way == "clipboard"


def test_over_ssh_the_terminal_is_asked_and_no_tool(tmp_path: Path) -> None:
    tools, terminal = Tools(desktop=ECHO), Terminal()
    result = attempt(tmp_path, SSH, tools, terminal=terminal)
    assert (result.way, result.confirmed) == ("terminal", False)
    assert tools.calls == []


def test_forwarded_display_is_the_second_way_over_ssh(tmp_path: Path) -> None:
    assert attempt(tmp_path, {"SSH_CONNECTION": "a b", **LOCAL}, Tools(desktop=ECHO)).way == "clipboard"


def test_nothing_works_names_the_file(tmp_path: Path) -> None:
    state = tmp_path / "new" / "state"
    result = attempt(state, {}, Tools())
    assert (result.way, result.confirmed) == ("file", False)
    assert str(state / "last-copy.txt") in result.message
    assert (state / "last-copy.txt").read_text("utf-8") == "Doe, J."


def test_nothing_works_and_no_file(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    result = attempt(blocked / "state", {}, Tools())
    assert (result.way, result.confirmed) == ("none", False)
    assert "cannot be written" in result.message


def test_broken_terminal_is_no_success(tmp_path: Path) -> None:
    def broken(_: str) -> None:
        raise RuntimeError("the driver is gone")

    result = copy("x", state_dir=tmp_path, env=SSH, write_osc52=broken, run=Tools())
    assert result.way == "file"


def test_too_long_for_a_terminal(tmp_path: Path) -> None:
    terminal = Terminal()
    result = attempt(tmp_path, SSH, Tools(), "x" * 1_000_000, terminal)
    assert result.way == "file"
    assert terminal.written == []
    assert (tmp_path / "last-copy.txt").stat().st_size == 1_000_000


def test_control_characters_go_nowhere(tmp_path: Path) -> None:
    terminal = Terminal()
    attempt(tmp_path, SSH, Tools(), "a\x1b[2J\x07b\r\nc\td\x9b0m\x00", terminal)
    assert terminal.text == "a[2Jb\nc\td0m"


def test_lone_surrogate_does_not_raise(tmp_path: Path) -> None:
    assert attempt(tmp_path, {}, Tools(), "a\udc80b").way == "file"


@linux
def test_kept_text_is_private_and_replaced(tmp_path: Path) -> None:
    state = tmp_path / "state"
    for text in ("first", "second"):
        assert clipboard.keep(text, state) == state / "last-copy.txt"
    assert [path.name for path in state.iterdir()] == ["last-copy.txt"]
    assert (state / "last-copy.txt").read_text() == "second"
    assert stat.S_IMODE((state / "last-copy.txt").stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def script(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def real(folder: Path, **more: str) -> dict[str, str]:
    """An environment with the tools of `folder` before the machine's, and only pyperclip's path from ours."""
    return {"PATH": f"{folder}:/usr/bin:/bin", "DISPLAY": ":99", **more}


XCLIP = """
case "$*" in
  *-o*) cat "$STORE" ;;
  *) cat > "$STORE" ;;
esac
"""


@linux
def test_real_child_with_a_tool_that_works(tmp_path: Path) -> None:
    script(tmp_path, "xclip", XCLIP)
    env = real(tmp_path, STORE=str(tmp_path / "store"))
    result = copy("Ünïcode\nline", state_dir=tmp_path, env=env, write_osc52=None, time_limit=20)
    assert result == CopyResult("clipboard", True, "Copied to the clipboard.")
    assert (tmp_path / "store").read_text("utf-8") == "Ünïcode\nline"


@linux
def test_real_tool_that_stays_to_serve_the_clipboard_holds_nobody_up(tmp_path: Path) -> None:
    script(tmp_path, "serving", 'cat > /dev/null; sleep 30 & echo $! > "$STORE"; echo done')
    env = {"PATH": "/usr/bin:/bin", "STORE": str(tmp_path / "pid")}
    done = clipboard.run_tool([str(tmp_path / "serving")], b"text", env, 20)
    os.kill(int((tmp_path / "pid").read_text()), 9)
    assert done == Finished(0, b"done\n")


@linux
def test_real_tool_that_hangs_is_stopped(tmp_path: Path) -> None:
    script(tmp_path, "hanging", 'echo $$ > "$STORE"; exec sleep 30')
    env = {"PATH": "/usr/bin:/bin", "STORE": str(tmp_path / "pid")}
    assert clipboard.run_tool([str(tmp_path / "hanging")], b"x" * 1_000_000, env, 0.3) == Finished(None)
    if (tmp_path / "pid").exists():
        with pytest.raises(ProcessLookupError):
            os.kill(int((tmp_path / "pid").read_text()), 0)


@linux
def test_copy_with_a_hanging_tool_falls_to_the_terminal(tmp_path: Path) -> None:
    script(tmp_path, "xclip", "exec sleep 30")
    terminal = Terminal()
    result = copy("x", state_dir=tmp_path, env=real(tmp_path), write_osc52=terminal.write, time_limit=0.3)
    assert result.way == "terminal"


@linux
@pytest.mark.parametrize(
    "body", ["exit 1", "cat > /dev/null; echo 'cannot open display' >&2", "echo other; cat >/dev/null"]
)
def test_real_tools_that_die_or_lie(tmp_path: Path, body: str, capfd: pytest.CaptureFixture[str]) -> None:
    script(tmp_path, "xclip", body)
    result = copy("x", state_dir=tmp_path, env=real(tmp_path), write_osc52=None, time_limit=20)
    assert result.way == "file"
    assert capfd.readouterr() == ("", "")


@linux
def test_missing_tool_is_no_error(tmp_path: Path) -> None:
    assert clipboard.run_tool([str(tmp_path / "absent")], b"", {}, 1) == Finished(None)


@linux
@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_real_tmux(tmp_path: Path) -> None:
    socket = str(tmp_path / "socket")
    env = {"PATH": os.environ["PATH"], "TERM": "xterm", "TMUX": f"{socket},0,0"}
    subprocess.run(["tmux", "-f", "/dev/null", "-S", socket, "new-session", "-d", "sleep 60"], check=True, env=env)
    try:
        result = copy("“Ünï”\nline", state_dir=tmp_path, env=env, write_osc52=None, time_limit=20)
        shown = subprocess.run(["tmux", "-S", socket, "show-buffer"], capture_output=True, check=True, env=env)
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], check=True, env=env)
    assert (result.way, result.confirmed) == ("tmux", True)
    assert shown.stdout.decode() == "“Ünï”\nline"


def test_clipboard_module_brings_neither_textual_nor_pyperclip() -> None:
    code = "import sys, reader.ui.clipboard; print(sorted({'textual', 'pyperclip', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
