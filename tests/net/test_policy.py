"""Which addresses may be reached."""

from ipaddress import ip_address

import pytest

from reader.errors import FetchError
from reader.net.policy import Place, Policy, choose, is_local, place_of

PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"]
PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_open(address):
    assert Policy().permits(Place("https", "a.example", 443), ip_address(address))


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_closed(address):
    assert not Policy().permits(Place("http", "a.example", 80), ip_address(address))


def test_a_name_with_one_private_address_is_closed_as_a_whole():
    with pytest.raises(FetchError, match="private address"):
        choose(Policy(), Place("http", "a.example", 80), ["93.184.216.34", "127.0.0.1"])


def test_a_typed_place_opens_itself_and_nothing_else():
    typed = Policy(typed=place_of("http://192.168.1.5:8080/feed"))
    address = ip_address("192.168.1.5")
    assert typed.permits(Place("http", "192.168.1.5", 8080), address)
    assert typed.permits(Place("https", "192.168.1.5", 443), address)
    assert not typed.permits(Place("http", "192.168.1.5", 8081), address)
    assert not typed.permits(Place("http", "192.168.1.6", 8080), ip_address("192.168.1.6"))


def test_a_typed_name_of_the_world_does_not_open_this_house():
    typed = Policy(typed=place_of("http://rebinding.example/feed"))
    assert not typed.permits(Place("http", "rebinding.example", 80), ip_address("127.0.0.1"))
    assert is_local("localhost") and is_local("nas") and is_local("nas.lan") and is_local("::1")
    assert not is_local("rebinding.example")


@pytest.mark.parametrize(
    ("entry", "permitted"),
    [
        ("127.0.0.1", True), ("127.0.0.1:8801", True), ("127.0.0.1:80", False), ("127.0.0.0/8", True),
        ("nas.lan", True), ("nas.lan:8801", True), ("other.lan", False), ("10.0.0.0/8", False),
    ],
)  # fmt: skip
def test_what_the_configuration_allows(entry, permitted):
    place = Place("http", "nas.lan", 8801)
    assert Policy(allow=(entry,)).permits(place, ip_address("127.0.0.1")) is permitted


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/", "http://", "http://a.example:22/", "http://[::1", "javascript:x", ""],
)
def test_only_the_web_is_fetched(url):
    with pytest.raises(FetchError, match=r"\.$"):
        place_of(url)
