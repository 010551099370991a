"""Behaviours of TLS: certificates that do not verify."""

from __future__ import annotations

from testbed.hostile.model import Expected, Stage, behaviour

_BOUND = "verified first; fetched unverified only where the profile says so, and the fault stays on record"
_FAULT = Expected("tls", {"tls": 1}, "/", requests=0)


@behaviour("tls", "a certificate that verifies, for comparison", "verified", Expected("ok", items=10), tls="good")
def tls_good(stage: Stage) -> None:
    """Nothing is wrong with the pages."""


@behaviour("tls", "a certificate that expired a month ago", _BOUND, _FAULT, tls="expired")
def tls_expired(stage: Stage) -> None:
    """Nothing is wrong with the pages."""


@behaviour("tls", "a certificate for another host", _BOUND, _FAULT, tls="wrong_host")
def tls_wrong_host(stage: Stage) -> None:
    """Nothing is wrong with the pages."""


@behaviour("tls", "a certificate that only vouches for itself", _BOUND, _FAULT, tls="self_signed")
def tls_self_signed(stage: Stage) -> None:
    """Nothing is wrong with the pages."""


@behaviour("tls", "plain HTTP where https was promised", _BOUND, _FAULT, tls="plain")
def tls_plain(stage: Stage) -> None:
    """Nothing is wrong with the pages."""
