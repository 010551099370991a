"""What every answer carries so that a browser trusts nothing but ourselves, and how often one may knock."""

from __future__ import annotations

import hashlib

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask_limiter import Limit, Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from werkzeug.wrappers import Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No inline script and no inline style anywhere: charts use presentation attributes, widths use classes."""

_CHANGING = ("POST", "PUT", "PATCH", "DELETE")


def _who() -> str:
    """Whose changes are counted: the person's, a stranger's by the address."""
    return f"account {current_user.account.id}" if current_user.is_authenticated else get_remote_address()


limiter = Limiter(
    get_remote_address,
    default_limits=[
        Limit("1200 per minute"),
        Limit("240 per minute", key_function=_who, methods=_CHANGING, scope="changes", shared=True),
    ],
    storage_uri="memory://",
)
"""How often one may knock at all. Failed logins are counted apart, and outlast a restart: people/knocks.py."""


def harden(response: Response) -> Response:
    """After every request. A view that needs another policy (a captured page in its frame) sets it itself."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint not in ("static", "bootstrap.static"):
        headers.setdefault("Cache-Control", "no-store")  # findings are not for the next one at this computer
    return response


class Cookies(SecureCookieSessionInterface):
    """Flask's signed cookies, with SHA-256 in place of SHA-1."""

    digest_method = staticmethod(hashlib.sha256)


def guard_cookies(app: Flask, *, secure: bool) -> None:
    """The session cookie: unreadable for scripts, sent to us alone, and over TLS only where there is TLS."""
    app.session_interface = Cookies()
    app.config.update(
        SESSION_COOKIE_NAME="__Host-gongkai" if secure else "gongkai",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )
