"""The one tree of errors that a reader of the news may meet; each message is a whole sentence for them."""

from __future__ import annotations

NO_MEMORY = "There is not enough memory for that; close other programs, or lift the limit that is set for this one."


def reason(error: OSError | ValueError) -> str:
    """Why a file or process was refused, as it stands in the middle of a sentence."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def lacks_memory(error: BaseException) -> bool:
    """Whether memory is all that is missing; a library that cannot be loaded for want of it only says so."""
    signs = ("failed to map segment", "annot allocate memory")
    return isinstance(error, MemoryError) or any(sign in str(error) for sign in signs)


class TidewireError(Exception):
    """Something went wrong that one sentence can explain; the message is that sentence."""


class CacheError(TidewireError):
    """The cache cannot be opened, read or written."""


class DamagedError(CacheError):
    """The cache, or what should be one, cannot be read as one."""


class ImportFailedError(TidewireError):
    """A file, folder or stream could not be taken in."""


class NotFoundError(TidewireError):
    """No article or entity answers to the given name."""


class QueryError(TidewireError):
    """A line of the filter language cannot be meant; `start` and `end` are where, `repaired` the line as meant."""

    def __init__(self, sentence: str, start: int, end: int, repaired: str | None = None) -> None:
        super().__init__(sentence)
        self.start, self.end, self.repaired = start, end, repaired


class ConfigError(TidewireError):
    """The configuration file says something that cannot be meant; `mistakes` has a sentence for each."""

    def __init__(self, *mistakes: str) -> None:
        super().__init__(" ".join(mistakes))
        self.mistakes = mistakes


class CorrectionError(TidewireError):
    """What the reader wants to set right about an entity makes no sense."""


class PipelineError(TidewireError):
    """The entity pipeline cannot be loaded or has stopped."""


class FetchError(TidewireError):
    """An address could not be fetched, or may not be.

    `status` is the server's answer where there was one, `wait` the seconds after which it wants to be asked again,
    `gone` that it says the thing will never be there again. `offline` says that there seems to be no network, which
    is no fault of the address.
    """

    def __init__(
        self,
        sentence: str,
        *,
        status: int | None = None,
        wait: int | None = None,
        gone: bool = False,
        offline: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.wait = wait
        self.gone = gone
        self.offline = offline
