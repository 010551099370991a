"""Which addresses may be fetched: the guard against requests into private networks (SSRF).

The same guard is asked twice at every hop: for literal addresses before a request is sent, and for every
address a name resolves to. Design §6: private, loopback and link-local addresses are refused unless allowed.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

from crawler.errors import ConfigError

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

ENVIRONMENT = "GONGKAI_ALLOW_NET"
_NUMERIC = re.compile(r"^(?:0[xX][0-9a-fA-F]*|\d+)(?:\.(?:0[xX][0-9a-fA-F]*|\d+)){0,3}$")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class BlockedAddressError(Exception):
    """The address lies in a network that must not be fetched. Not an OSError, so that no client retries it."""


class AddressGuard:
    """Decides on addresses. `allow_net` are CIDR networks that are private but may be crawled."""

    def __init__(self, allow_net: Iterable[str] = ()) -> None:
        self._allowed = tuple(_network(text) for text in allow_net)

    def allows(self, address: str) -> bool:
        """True if this literal IP address may be connected to. Anything that is not an address is refused."""
        try:
            ip: _Address = ipaddress.ip_address(address.split("%", 1)[0])
        except ValueError:
            return False
        real = _unwrapped(ip)
        if any(real.version == network.version and real in network for network in self._allowed):
            return True
        return real.is_global and not real.is_multicast

    def check_url(self, url: str) -> None:
        """Raise BlockedAddressError if the URL is not http(s) or names a refused address literally."""
        parts = urlsplit(url)
        host = _plain(parts.hostname or "")
        if parts.scheme not in ("http", "https") or not host:
            raise BlockedAddressError(f"not a web address: {url}")
        if _is_literal(host) and not self.allows(host):
            raise BlockedAddressError(f"{host} lies in a private network; allow it with allow_net if that is meant")


def guard_from(*sources: Iterable[str], environ: Mapping[str, str] | None = None) -> AddressGuard:
    """A guard that allows the networks of all sources and of GONGKAI_ALLOW_NET (separated by commas or blanks)."""
    listed = (environ if environ is not None else os.environ).get(ENVIRONMENT, "").replace(",", " ").split()
    return AddressGuard([network for source in sources for network in source] + listed)


def _network(text: str) -> _Network:
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise ConfigError(
            f'"{text}" is not a network', where="allow_net", fix='write, for example, "10.0.0.0/8"'
        ) from None


def _plain(host: str) -> str:
    """The host as a resolver would take it: full-width digits folded, a dot behind it dropped, 2130706433 written out.

    Libraries disagree on whether `0177.0.0.1`, `127.1` and `0x7f000001` are addresses; the C library says yes.
    """
    folded = unicodedata.normalize("NFKC", unquote(host)).replace("。", ".").rstrip(".")
    if ":" in folded or not _NUMERIC.match(folded):
        return folded
    try:
        return socket.inet_ntoa(socket.inet_aton(folded))
    except OSError:
        return folded


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.split("%", 1)[0])
    except ValueError:
        return False
    return True


def _unwrapped(ip: _Address) -> _Address:
    """The IPv4 address inside a mapped, 6to4 or NAT64 IPv6 address: the place where the packets really go."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip
