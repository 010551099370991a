"""How two host names stand to each other: the same site, parts of one domain, or strangers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit

from checks.facts import SiteFacts
from crawler.catalogue.encryption import tls_states

_ADDRESS = re.compile(r"[\d.]+|\[?[0-9a-f]*:[0-9a-f:.]*\]?")
_NAME = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}")
_GOVERNMENT = (".gov.cn", ".政务", ".政务.cn")


class Relation(StrEnum):
    """What a host is to a site."""

    SAME = "same"  # www. or not
    KIN = "kin"  # one lies below the other: dg.gov.cn and dgsafety.dg.gov.cn
    OTHER = "other"
    UNKNOWN = "unknown"  # the site was reached by a number or a name without dots: its real name is not known


def host_of(address: str) -> str:
    """The bare host of an address or of a host as written: lower case, no scheme, port, path, or `www.`; as people
    read it (Chinese names in Chinese)."""
    text = address.strip().lower()
    host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    return _readable(host.rstrip(".").removeprefix("www."))


def is_name(host: str) -> bool:
    """True for a host name with dots; False for numbers, for intranet names and for what is no host at all."""
    return _NAME.fullmatch(host) is not None and _ADDRESS.fullmatch(host) is None


def is_government(host: str) -> bool:
    """True for hosts under the suffixes of government sites."""
    return f".{host}".endswith(_GOVERNMENT)


def own_hosts(facts: SiteFacts) -> frozenset[str]:
    """The bare hosts under which the site opened, that of its profile included."""
    found = {host_of(facts.site.home)}
    found |= {host_of(target.url) for target in facts.targets if target.role == "home"}
    found |= {host_of(state.host) for state in facts.ask(tls_states) if state.is_home}
    return frozenset(found)


def relation(host: str, own: Iterable[str]) -> Relation:
    """What a bare host is to the hosts of a site."""
    names = [name for name in own if is_name(name)]
    if host in own:
        return Relation.SAME
    if not names:
        return Relation.UNKNOWN
    if any(host.endswith(f".{name}") or name.endswith(f".{host}") for name in names):
        return Relation.KIN
    return Relation.OTHER


def _readable(host: str) -> str:
    if "xn--" not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:  # not a name that anybody registered: as written
        return host
