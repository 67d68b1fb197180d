"""Bodies unpacked piece by piece, so that a small answer cannot become a large one unnoticed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, ClassVar, Protocol, cast

from reader.errors import FetchError

PIECE = 1 << 18
MOST_LAYERS = 2
HELD = 1 << 20  # bytes of a body that are kept in memory; what is longer waits on the disk
HELD_IN_ALL = 8 << 20  # bytes of all bodies together, beyond which each further one waits on the disk as well
_GZIP = b"\x1f\x8b"


class Decoder(Protocol):
    """Takes what arrives and gives what it means, never more than a piece at a time; `ended` once that is all."""

    @property
    def ended(self) -> bool: ...

    def feed(self, data: bytes) -> Iterator[bytes]: ...


class _Zlib:
    """gzip, of several members too, or deflate; what stands behind its end is passed over."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._stream = zlib.decompressobj(wbits=47 if gzip else 15)
        self._begun = False

    @property
    def ended(self) -> bool:
        return self._stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._stream.eof:
                if not self._gzip or not data.startswith(_GZIP):
                    break
                self._stream = zlib.decompressobj(wbits=47)
            try:
                piece = self._stream.decompress(data, PIECE)
            except zlib.error as error:
                if self._begun or self._gzip:
                    raise FetchError("The answer is packed in a way that cannot be unpacked.") from error
                self._stream = zlib.decompressobj(wbits=-15)  # some servers leave out what deflate begins with
                self._begun = True
                continue
            self._begun = True
            yield piece
            data = self._stream.unconsumed_tail or self._stream.unused_data


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._error = brotli.error
        self._stream = brotli.Decompressor()

    @property
    def ended(self) -> bool:
        return bool(self._stream.is_finished())

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            piece = self._stream.process(data, output_buffer_limit=PIECE)
            while piece:
                yield piece
                piece = b"" if self._stream.is_finished() else self._stream.process(b"", output_buffer_limit=PIECE)
        except self._error as error:
            raise FetchError("The answer is packed in a way that cannot be unpacked.") from error


def decoders(content_encoding: str) -> list[Decoder]:
    """What unpacks a body, from the outside in; FetchError for what is not known."""
    names = [name.strip().lower() for name in content_encoding.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > MOST_LAYERS:
        raise FetchError("The answer is packed too many times over.")
    return [_decoder(name) for name in reversed(names)]


def _decoder(name: str) -> Decoder:
    if name in ("gzip", "x-gzip"):
        return _Zlib(gzip=True)
    if name == "deflate":
        return _Zlib(gzip=False)
    if name == "br":
        return _Brotli()
    raise FetchError(f"The answer is packed as {name[:20]!r}, which is not known.")


class Body:
    """A body as it comes in: unpacked, refused once longer than `limit` bytes, closed when nobody holds it."""

    _in_memory: ClassVar[int] = 0  # bytes of all bodies

    def __init__(self, content_encoding: str, limit: int) -> None:
        self._pieces = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115 - closed at the end of this
        self._raw = self._held = self.size = 0
        self._spilled = False
        self._decoders = decoders(content_encoding)
        self._limit = limit
        self._digest = hashlib.blake2b(digest_size=16)

    def add(self, data: bytes) -> None:
        self._raw += len(data)
        self._refuse(self._raw)
        self._through(data, 0)

    def _through(self, data: bytes, layer: int) -> None:
        if layer == len(self._decoders):
            self.size += len(data)
            self._refuse(self.size)
            self._digest.update(data)
            self._keep(data)
            return
        for piece in self._decoders[layer].feed(data):
            self._through(piece, layer + 1)

    def _keep(self, data: bytes) -> None:
        """Put a piece where it waits: in memory while neither this body nor all together are too long for that."""
        self._pieces.write(data)
        if self._spilled:
            return
        self._spilled = self.large or Body._in_memory + len(data) > HELD_IN_ALL
        if self._spilled:
            self._pieces.rollover()
            self._let_go()
        else:
            Body._in_memory += len(data)
            self._held += len(data)

    def _let_go(self) -> None:
        Body._in_memory -= self._held
        self._held = 0

    def _refuse(self, size: int) -> None:
        if size > self._limit:
            raise FetchError(f"The answer is larger than {self._limit // 1024 // 1024} MB.")

    @property
    def large(self) -> bool:
        """Whether few such should be worked on at once."""
        return self.size > HELD

    @property
    def complete(self) -> bool:
        """Whether what was packed has come to its end."""
        return all(decoder.ended for decoder in self._decoders)

    @property
    def digest(self) -> bytes:
        """What tells one body from another, 16 bytes."""
        return self._digest.digest()

    def stream(self) -> BinaryIO:
        """The body from its beginning; there is only one such stream."""
        self._pieces.seek(0)
        return cast("BinaryIO", self._pieces)

    def beginning(self, size: int) -> bytes:
        """So many bytes of it, or all where it is shorter."""
        return self.stream().read(size)

    def whole(self) -> bytes:
        return self.stream().read()

    def __del__(self) -> None:
        self._let_go()
        self._pieces.close()
