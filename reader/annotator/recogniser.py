"""The process that runs the pipelines, and the only one with spaCy: `python -m reader.annotator.recogniser`.

It reads and writes the lines of `texts` and knows no cache. It does not outlive the process that started it: once it
has loaded the end of its input ends it, whatever it is at, and on Linux so does the death of its parent at any time.
Where there is work for two it makes another one out of itself, which has the pipelines without loading them.
"""

from __future__ import annotations

import argparse
import gc
import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from reader.annotator.prepared import prepare, read_tables
from reader.annotator.texts import (
    Found,
    Names,
    State,
    decode_documents,
    encode_names,
    encode_trouble,
)
from reader.annotator.voice import Voice
from reader.errors import NO_MEMORY, PipelineError, TidewireError, lacks_memory

if TYPE_CHECKING:
    from reader.entities.protocol import Document, Pipelines, Recogniser
    from reader.model.entity import Recognised

_DIE_WITH_PARENT = 1  # Linux: PR_SET_PDEATHSIG
_YOUNG = 50_000  # objects made between two looks for garbage; a text makes many, and none of them in circles


def prepare_each(recogniser: Recogniser, documents: Sequence[Document]) -> Iterator[Found]:
    """What is to be said of each article, or the error it caused."""
    for document, found in zip(documents, _recognise_each(recogniser, documents), strict=False):
        try:
            yield found if isinstance(found, PipelineError) else prepare(document, found)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong with the names of an article belongs to it
            yield _told(error)


def _told(error: Exception) -> PipelineError:
    return error if isinstance(error, PipelineError) else PipelineError(f"{type(error).__name__}: {error}")


def _recognise_each(recogniser: Recogniser, documents: Sequence[Document]) -> Iterator[Recognised | PipelineError]:
    """What is found in each article, or the error it caused: where a batch breaks, the rest go one by one."""
    answered = 0
    error: Exception = PipelineError("The pipeline gave no answer.")
    try:
        for found in recogniser.recognise(documents):
            yield found
            answered += 1
    except Exception as raised:  # noqa: BLE001 - whatever a pipeline raises belongs to one article
        error = raised
    if answered < len(documents) == 1:
        yield _told(error)
        return
    for document in documents[answered:]:
        yield from _recognise_each(recogniser, [document])


def state(pipelines: Pipelines) -> State:
    """What there is to know of pipelines as they are now."""
    return State(pipelines.name, dict(pipelines.broken), pipelines.notices)


def _listen(stream: BinaryIO, requests: queue.SimpleQueue[bytes]) -> None:
    for line in stream:
        requests.put(line)
    os._exit(0)


def _die_with_parent(parent: int) -> None:
    """Where a pipeline hangs, nobody sees the end of the input; Linux ends the process all the same."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def _rest(idle: bool) -> None:
    """Leave the processor to whoever else wants it. No lock is held here that others could wait for."""
    if idle and hasattr(os, "sched_setscheduler"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _serve(options: argparse.Namespace, voice: Voice) -> None:
    from reader.annotator.pipelines import load_pipeline

    pipelines = load_pipeline(options.recogniser, options.pipeline)
    read_tables()
    gc.freeze()
    gc.set_threshold(_YOUNG)
    if options.twin:
        _double(options.twin, voice)
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    voice.say(encode_names(Names((), state(pipelines))))
    while True:
        groups = [decode_documents(line) for line in _taken(requests)]
        found = prepare_each(pipelines, [document for group in groups for document in group])
        for group in groups:
            voice.say(encode_names(Names(tuple(islice(found, len(group))), state(pipelines))))


def _double(twin: Sequence[int], voice: Voice) -> None:
    """Go on as two processes, of which the new one reads and writes the streams `twin` and ends with the old one.

    Not where torch is loaded: that keeps all processors busy by itself, and what it began on them outlives no copy.
    """
    asked, answers = twin
    parent = os.getpid()
    with suppress(OSError):  # there is no room for another process: this one does the work alone
        if "torch" not in sys.modules and not os.fork():
            _die_with_parent(parent)
            os.dup2(asked, sys.stdin.fileno())
            voice.move(answers)
    os.close(asked)
    os.close(answers)


def _taken(requests: queue.SimpleQueue[bytes]) -> list[bytes]:
    """The next request, and one more where it waits already: more texts at once take less time each."""
    taken = [requests.get()]
    if not requests.empty():
        taken.append(requests.get())
    return taken


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer until the input ends; 1 after a trouble that was told."""
    parser = argparse.ArgumentParser(prog="python -m reader.annotator.recogniser")
    parser.add_argument("--recogniser", help="the pipeline that must be used")
    parser.add_argument("--pipeline", help="the pipeline that should be used, where it can be")
    parser.add_argument("--parent", type=int, default=os.getppid(), help="the process not to be outlived")
    parser.add_argument("--twin", type=int, nargs=2, help="streams of a second process, to read and to write")
    parser.add_argument("--idle", action="store_true")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    _die_with_parent(options.parent)
    _rest(options.idle)
    voice = Voice()
    try:
        _serve(options, voice)
    except BrokenPipeError:
        return 0
    except TidewireError as error:
        voice.say(encode_trouble(str(error)))
    except Exception as error:  # noqa: BLE001 - the edge of the process: who asked has to be told
        told = f"The pipeline cannot be run ({type(error).__name__}: {error})."
        voice.say(encode_trouble(NO_MEMORY if lacks_memory(error) else told))
    return 1


if __name__ == "__main__":
    # At exit the interpreter would wait for the thread that listens; nothing is left that needs an orderly end.
    status = main()
    sys.stderr.flush()
    os._exit(status)
