"""Hand text to the clipboard by the way that works here, and say truthfully which way that was.

In tmux its buffer, over SSH the terminal (OSC 52), otherwise the desktop's clipboard through pyperclip in a child
process: a tool without a display hangs, lies or writes onto the screen, and a child can be timed, read back and
silenced. Every text is also kept in a file.
"""

from __future__ import annotations

import base64
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reader.files import own_folder, write_whole

TIME_LIMIT = 2.0  # seconds for each tool
KEPT = "last-copy.txt"

_LONGEST_OSC52 = 74_994  # bytes of base64; xterm drops more, and so do its relatives
_CANNOT_COPY, _CANNOT_READ = 3, 4
# xclip ends before the server knows the new owner of the clipboard, so it is read back more than once.
_DESKTOP = f"""
import sys
import time
import pyperclip
text = sys.stdin.buffer.read().decode("utf-8")
try:
    pyperclip.copy(text)
except Exception:
    sys.exit({_CANNOT_COPY})
try:
    for wait in (0, 0.05, 0.1, 0.2, 0.4):
        time.sleep(wait)
        back = pyperclip.paste()
        if back == text:
            break
except Exception:
    sys.exit({_CANNOT_READ})
sys.stdout.buffer.write(back.encode("utf-8"))
"""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class CopyResult:
    """What became of a copied text.

    `way` is "tmux", "clipboard", "terminal", "file" or "none"; `confirmed` says that the text was read back
    from where it was put; `message` is for the reader and claims no more than is known.
    """

    way: str
    confirmed: bool
    message: str


@dataclass(frozen=True, slots=True)
class Finished:
    """How a tool ended; `code` is None where it did not start or had to be stopped."""

    code: int | None
    output: bytes = b""


Runner = Callable[[Sequence[str], bytes, Mapping[str, str], float], Finished]
Way = Callable[[str], CopyResult | None]


def copy(
    text: str,
    *,
    state_dir: Path,
    env: Mapping[str, str],
    write_osc52: Callable[[str], None] | None,
    run: Runner | None = None,
    time_limit: float = TIME_LIMIT,
) -> CopyResult:
    """Copy `text` without control characters; never raises, and never takes longer than a few time limits.

    `write_osc52` gets a whole escape sequence and hands it to the terminal; None where there is no terminal.
    It may block for seconds, so call it away from the thread that draws.
    """
    text = printable(text)
    kept = keep(text, state_dir)
    for way in _ways(env, write_osc52, run or run_tool, time_limit):
        result = way(text)
        if result:
            return result
    if kept:
        return CopyResult("file", False, f"No clipboard could be reached; the text is kept in {kept}.")
    return CopyResult("none", False, f"No clipboard could be reached, and {state_dir} cannot be written.")


def printable(text: str) -> str:
    """The text with plain line ends and no control character but line feed and tab."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))


def keep(text: str, state_dir: Path) -> Path | None:
    """Keep the text in a file for its owner alone, replaced in one step; None where that is impossible."""
    target = state_dir / KEPT
    try:
        write_whole(own_folder(state_dir) / KEPT, [text.encode("utf-8")], durable=False)
    except OSError:
        return None
    return target


def osc52(text: str) -> str | None:
    """The escape sequence that asks a terminal to take the text; None where it is too long for terminals."""
    encoded = base64.b64encode(text.encode("utf-8")).decode("ascii")
    return f"\x1b]52;c;{encoded}\x07" if len(encoded) <= _LONGEST_OSC52 else None


def run_tool(command: Sequence[str], text: bytes, env: Mapping[str, str], time_limit: float) -> Finished:
    """Run a tool with `text` on its standard input, and stop it and its children at the time limit.

    Its output goes to files, not pipes: xclip stays behind to serve the clipboard and would hold a pipe open.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output:
        given.write(text)
        given.seek(0)
        try:
            process = subprocess.Popen(
                command,
                stdin=given,
                stdout=output,
                stderr=subprocess.DEVNULL,
                env=dict(env),
                start_new_session=True,
            )
        except (OSError, ValueError):
            return Finished(None)
        return _wait(process, output, time_limit)


def _wait(process: subprocess.Popen[bytes], output: IO[bytes], time_limit: float) -> Finished:
    try:
        code = process.wait(time_limit)
    except subprocess.TimeoutExpired:
        _stop(process)
        return Finished(None)
    output.seek(0)
    return Finished(code, output.read())


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1)


def _ways(env: Mapping[str, str], write: Callable[[str], None] | None, run: Runner, time_limit: float) -> list[Way]:
    """The ways worth trying here, the best first."""

    def in_tmux(text: str) -> CopyResult | None:
        copied = _to_tmux(text, env, run, time_limit)
        # A terminal on the same desktop may not understand what tmux passes on, so its clipboard is filled as well.
        if copied and forwarded and not remote and (desktop := on_desktop(text)) and desktop.confirmed:
            return CopyResult("tmux", True, "Copied to tmux's buffer and to the clipboard.")
        return copied

    def on_desktop(text: str) -> CopyResult | None:
        return _to_desktop(text, env, run, time_limit)

    def through_terminal(text: str) -> CopyResult | None:
        return _to_terminal(text, write)

    remote = bool(env.get("SSH_TTY") or env.get("SSH_CONNECTION"))
    forwarded = bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))
    ways: list[Way] = [in_tmux] if env.get("TMUX") else []
    if not remote:
        return [*ways, on_desktop, through_terminal]
    return [*ways, through_terminal, on_desktop] if forwarded else [*ways, through_terminal]


def _to_tmux(text: str, env: Mapping[str, str], run: Runner, time_limit: float) -> CopyResult | None:
    """tmux's own buffer, and with -w (from tmux 3.2 on) the terminal around it too."""
    data = text.encode("utf-8")
    for options, more in ((["-w"], " and on to the terminal, unconfirmed"), ([], "")):
        if run(["tmux", "load-buffer", *options, "-"], data, env, time_limit).code != 0:
            continue
        shown = run(["tmux", "show-buffer"], b"", env, time_limit)
        if shown.code == 0 and shown.output == data:
            return CopyResult("tmux", True, f"Copied to tmux's buffer{more}.")
    return None


def _to_desktop(text: str, env: Mapping[str, str], run: Runner, time_limit: float) -> CopyResult | None:
    data = text.encode("utf-8")
    # -P keeps the working folder off the child's path: a pyperclip.py lying there is not ours.
    done = run([sys.executable, "-P", "-c", _DESKTOP], data, env, time_limit)
    if done.code == 0 and _same(done.output, data):
        return CopyResult("clipboard", True, "Copied to the clipboard.")
    if done.code == _CANNOT_READ:
        return CopyResult("clipboard", False, "Sent to the clipboard, unconfirmed.")
    return None


def _to_terminal(text: str, write: Callable[[str], None] | None) -> CopyResult | None:
    sequence = osc52(text)
    if write is None or sequence is None:
        return None
    try:
        write(sequence)
    except Exception:  # noqa: BLE001  # the edge to a terminal that may be gone in any way
        return None
    return CopyResult("terminal", False, "Sent to the terminal's clipboard, unconfirmed.")


def _same(output: bytes, data: bytes) -> bool:
    return output.replace(b"\r\n", b"\n") == data
