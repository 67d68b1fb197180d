"""The process that annotates: `python -m reader.annotator.worker --cache FILE`, with options.

It has the names found by a process of its own (`recogniser`), stores them, and relates the articles.
It reads and writes the lines of `protocol`; the end of its input ends it, its stderr is a log. Whatever it has not
yet answered is pending in the cache still, so it may be killed at any moment.
"""

from __future__ import annotations

import argparse
import gc
import os
import queue
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reader.annotator.apart import RecogniserEndedError
from reader.annotator.protocol import CHUNK, Annotate, Done, Notice, Ready, Trouble, decode, encode
from reader.annotator.voice import Voice
from reader.errors import TidewireError

if TYPE_CHECKING:
    from reader.annotator.recognition import Recognition
    from reader.store.connection import Connection


YOUNG = 20_000  # objects made between two looks for garbage: articles make many, and few of them in circles


class Requests:
    """The articles still to be done, the latest request first; a thread of its own listens for more."""

    def __init__(self, stream: BinaryIO) -> None:
        self._arrived: queue.SimpleQueue[Annotate | None] = queue.SimpleQueue()
        self._stack: list[tuple[list[int], int]] = []
        threading.Thread(target=self._listen, args=(stream,), daemon=True).start()

    def _listen(self, stream: BinaryIO) -> None:
        for line in stream:
            try:
                message = decode(line)
            except TidewireError as error:
                print(error, file=sys.stderr)  # noqa: T201 - stderr is the log
                continue
            if isinstance(message, Annotate):
                self._arrived.put(message)
        self._arrived.put(None)

    def chunk(self) -> list[int] | None:
        """The next articles, waited for where there are none; None when the input has ended."""
        while not self._stack or not self._arrived.empty():
            message = self._arrived.get()
            if message is None:
                return None
            self._stack.append((list(message.annotate), len(message.annotate)))
        waiting, size = self._stack[-1]
        # The first of a request alone: it is what the reader waits for, and the rest is recognised meanwhile.
        return waiting[: 1 if len(waiting) == size else CHUNK]

    @property
    def none_wait(self) -> bool:
        """Whether there is nothing to be done now, so that there is time for the storylines."""
        return not self._stack and self._arrived.empty()

    def answered(self, count: int) -> list[Done]:
        """Strike off what `chunk` gave last; the request that is complete by that, if one is."""
        waiting, size = self._stack[-1]
        del waiting[:count]
        if waiting:
            return []
        self._stack.pop()
        return [Done(size)]


def serve(db: Connection, recognition: Recognition, requests: Requests, voice: Voice) -> None:
    """Say that the pipeline is loaded, then answer requests until the input ends."""
    from reader.annotator.ahead import Ahead
    from reader.annotator.pipelines import Watch
    from reader.annotator.work import annotate
    from reader.store.relating import settling

    gc.freeze()
    gc.set_threshold(YOUNG)
    watch = Watch(db, lambda notice: voice.say(encode(Notice(notice))))
    voice.say(encode(Ready(recognition.state.name)))
    watch.look(recognition.state)
    ahead = Ahead(db, recognition)
    while (ids := requests.chunk()) is not None:
        for outcomes in annotate(db, ahead, ids):
            voice.say(b"".join(map(encode, outcomes)))
        watch.look(recognition.state)
        for done in requests.answered(len(ids)):
            voice.say(encode(done))
        while requests.none_wait and settling.settle(db):
            pass


def work(options: argparse.Namespace, voice: Voice) -> None:
    """Have the pipeline loaded while the cache is opened, and serve."""
    from reader.annotator.recognition import opened_once

    with opened_once(options.recogniser, options.pipeline, idle=options.idle) as recognition:
        from reader.store.database import connect

        with closing(connect(options.cache, create=False)) as db:
            db.annotates = True
            serve(db, recognition, Requests(sys.stdin.buffer), voice)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the worker; 0 at the end of input, 1 after trouble."""
    parser = argparse.ArgumentParser(prog="python -m reader.annotator.worker")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--recogniser", help="the pipeline that must be used")
    parser.add_argument("--pipeline", help="the pipeline that should be used, where it can be")
    parser.add_argument("--idle", action="store_true")
    options = parser.parse_args(arguments)
    voice = Voice()
    if options.idle and hasattr(os, "nice"):
        os.nice(19)
    try:
        work(options, voice)
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130
    except RecogniserEndedError as error:
        print(error, file=sys.stderr)  # noqa: T201 - stderr is the log
        return error.status
    except TidewireError as error:
        voice.say(encode(Trouble(str(error))))
        return 1
    return 0


if __name__ == "__main__":
    # At exit the interpreter would wait for the thread that listens; nothing is left that needs an orderly end.
    status = main()
    sys.stderr.flush()
    os._exit(status)
