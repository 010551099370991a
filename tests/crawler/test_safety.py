"""Private addresses are refused, in every spelling, unless they are allowed."""

from __future__ import annotations

import pytest

from crawler.errors import ConfigError
from crawler.safety import AddressGuard, BlockedAddressError, guard_from

PRIVATE = [
    "127.0.0.1",
    "127.0.16.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "not an address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_address_is_refused(address: str) -> None:
    assert not AddressGuard().allows(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2400:3200::1", "64:ff9b::808:808"])
def test_public_address_is_allowed(address: str) -> None:
    assert AddressGuard().allows(address)


def test_allowed_network_opens_itself_and_nothing_else() -> None:
    guard = AddressGuard(["127.0.0.0/8"])
    assert guard.allows("127.0.16.1")
    assert guard.allows("::ffff:127.0.0.1")
    assert not guard.allows("10.0.0.1")
    assert not guard.allows("::1")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]:80/",
        "http://[::ffff:a00:1]/",
        "file:///etc/passwd",
        "ftp://8.8.8.8/",
        "http:///a",
        "http://2130706441/",
        "http://0x7f000009/",
        "http://0177.0.0.011/",
        "http://127.9/",
        "http://127.0.0.9./",
        "http://１２７.０.０.９/",
        "http://%31%32%37.0.0.9/",
        "http://127。0。0。9/",
        "http://user@127.0.0.9/",
        "http://[::ffff:127.0.0.9]/",
        "http://[fe80::1%25eth0]/",
        "http://0/",
    ],
)
def test_url_that_names_a_refused_address_is_blocked(url: str) -> None:
    with pytest.raises(BlockedAddressError):
        AddressGuard().check_url(url)


def test_name_is_left_to_the_resolver() -> None:
    for host in ("localhost", "www.example.gov.cn", "0x.example.cn", "127.0.0.1.example.cn", "163.com"):
        AddressGuard().check_url(f"http://{host}/")


def test_public_address_passes_in_every_spelling() -> None:
    for host in ("8.8.8.8", "134744072", "0x08080808", "8.8.2056", "[::ffff:8.8.8.8]"):
        AddressGuard().check_url(f"http://{host}/")


def test_environment_and_arguments_add_up() -> None:
    guard = guard_from(["10.0.0.0/8"], [], environ={"GONGKAI_ALLOW_NET": "127.0.0.0/8, 192.168.0.0/16"})
    assert all(guard.allows(address) for address in ("10.0.0.1", "127.0.0.1", "192.168.0.1"))
    assert not guard.allows("172.16.0.1")


def test_network_that_is_none_is_refused_with_an_example() -> None:
    with pytest.raises(ConfigError, match=r'"127\.0\.0\.1/99" is not a network; write'):
        AddressGuard(["127.0.0.1/99"])
