"""The process that runs the pipeline: `python -m reader.annotator.worker --cache FILE`, with options.

It reads and writes the lines of `protocol`; the end of its input ends it, its stderr is a log. Whatever it has not
yet answered is pending in the cache still, so it may be killed at any moment.
"""

from __future__ import annotations

import argparse
import os
import queue
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from reader.annotator.protocol import CHUNK, Annotate, Answer, Done, Notice, Ready, Trouble, decode, encode
from reader.errors import TidewireError


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
        waiting, _ = self._stack[-1]
        return waiting[:CHUNK]

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


class Voice:
    """The worker's stdout, kept from everything else that may print in this process."""

    def __init__(self) -> None:
        self._stream = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)

    def say(self, answer: Answer) -> None:
        self._stream.write(encode(answer))


def serve(cache: Path, recogniser: str | None, wanted: str | None, requests: Requests, voice: Voice) -> None:
    """Load the pipeline, say so, then answer requests until the input ends."""
    from reader.annotator.pipelines import Watch, load_pipeline
    from reader.annotator.work import annotate
    from reader.store import settling
    from reader.store.database import connect

    pipeline = load_pipeline(recogniser, wanted)
    with closing(connect(cache, create=False)) as db:
        watch = Watch(db, pipeline, lambda notice: voice.say(Notice(notice)))
        voice.say(Ready(pipeline.name))
        watch.look()
        while (ids := requests.chunk()) is not None:
            for outcome in annotate(db, pipeline, ids):
                voice.say(outcome)
            watch.look()
            for done in requests.answered(len(ids)):
                voice.say(done)
            while requests.none_wait and settling.settle(db):
                pass


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
        serve(options.cache, options.recogniser, options.pipeline, Requests(sys.stdin.buffer), voice)
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130
    except TidewireError as error:
        voice.say(Trouble(str(error)))
        return 1
    return 0


if __name__ == "__main__":
    # At exit the interpreter would wait for the thread that listens; nothing is left that needs an orderly end.
    status = main()
    sys.stderr.flush()
    os._exit(status)
