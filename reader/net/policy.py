"""Which addresses may be reached: decided on the number that is connected to, never on a name."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from urllib.parse import urlsplit

from reader.errors import FetchError
from reader.ingest.clean import clean_line

IP = IPv4Address | IPv6Address
_NAT64 = IPv6Network("64:ff9b::/96")
_LOCAL_ENDINGS = (".local", ".localhost", ".lan", ".home", ".internal", ".home.arpa", ".test", ".intranet")
_WEB_PORTS = {"http": 80, "https": 443}
_NO_WEB = frozenset(
    {1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69,
     77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137,
     139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554,
     556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 5060, 5061, 6000,
     6379, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 11211}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request goes: scheme, host and port of an address on the web."""

    scheme: str
    host: str
    port: int


def place_of(url: str) -> Place:
    """The place of an address; FetchError where it is none on the web, or at a port that is no web server's."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise FetchError(f"{clean_line(url[:200])} is no address.") from None
    if parts.scheme in _WEB_PORTS and not host:
        raise FetchError(f"{clean_line(url[:200])} names no server.")
    if parts.scheme not in _WEB_PORTS or not host:
        raise FetchError(f"{clean_line(url[:200])} is no address on the web; only http and https are fetched.")
    port = _WEB_PORTS[parts.scheme] if port is None else port
    if port in _NO_WEB or not 0 < port < 65536:
        raise FetchError(f"Port {port} is no web server's.")
    return Place(parts.scheme, host, port)


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be reached beside the public internet.

    `allow` holds host names, addresses and networks as `[network] allow` names them, with or without a port;
    `typed` is the place that the reader gave by hand, where there is one.
    """

    allow: tuple[str, ...] = ()
    typed: Place | None = None

    def permits(self, place: Place, address: IP) -> bool:
        """Whether a connection to this number may be made for this place."""
        real = _real(address)
        if _is_public(real):
            return True
        if self.typed is not None and is_local(place.host) and opens(self.typed, place):
            # Any other name belongs to whoever answers for it, and may lead home tomorrow though it did not today.
            return not real.is_unspecified and not real.is_multicast
        return any(_names(entry, place, real) for entry in self.allow)


def opens(typed: Place, place: Place) -> bool:
    """Whether a place is on the server that was typed: at the port that was typed, or where web servers are."""
    return typed.host == place.host and (place.port == typed.port or place.port == _WEB_PORTS[place.scheme])


def is_local(host: str) -> bool:
    """Whether a host is a number, or a name that only means something on this machine or in this house."""
    host = host.lower().rstrip(".")
    return is_number(host) or "." not in host or host.endswith(_LOCAL_ENDINGS)


def is_number(host: str) -> bool:
    """Whether a host is given by its number, so that there is no name to look up."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _real(address: IP) -> IP:
    """The IPv4 address within an IPv6 one that merely carries it."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address.sixtofour is not None:
            return address.sixtofour
        if address.teredo is not None:
            return address.teredo[1]
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _is_public(address: IP) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _names(entry: str, place: Place, address: IP) -> bool:
    """Whether an entry of `[network] allow` means this place: a name, a number, a network, each perhaps with a port."""
    host, port = _split_port(entry.strip().lower())
    if port is not None and port != place.port:
        return False
    try:
        return address in ipaddress.ip_network(host, strict=False)
    except ValueError:
        return host == place.host.lower()


def _split_port(entry: str) -> tuple[str, int | None]:
    if entry.startswith("["):
        host, _, port = entry[1:].partition("]")
        port = port.removeprefix(":")
    elif entry.count(":") == 1:
        host, _, port = entry.partition(":")
    else:
        host, port = entry, ""
    return host, int(port) if port.isascii() and port.isdigit() else None


def choose(policy: Policy, place: Place, found: Iterable[str]) -> list[str]:
    """The addresses of a host that may be connected to; FetchError where there is one that may not.

    One forbidden address forbids them all: a name that answers with both means harm.
    """
    addresses = list(dict.fromkeys(found))
    for address in addresses:
        if not policy.permits(place, ipaddress.ip_address(address.partition("%")[0])):
            which = "is" if place.host == address else f"is at {address},"
            raise FetchError(
                f"{place.host} {which} a private address; add the feed by hand, or name it in [network] allow."
            )
    return addresses
