"""The first start: a link, good for half an hour, by which whoever started the console makes the first account.

Its key is known to the terminal alone; the console keeps the digest, in memory.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.console.people.session import digest_of

GOOD_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class FirstLink:
    """A link to the page that makes the first administrator. It is worthless as soon as there is any account."""

    digest: str
    until: datetime

    def opens(self, key: str, now: datetime) -> bool:
        """True if the key is right and still good."""
        return hmac.compare_digest(self.digest, digest_of(key)) and now < self.until


def first_link(now: datetime) -> tuple[FirstLink, str]:
    """A new link and the key in it."""
    key = secrets.token_urlsafe(32)
    return FirstLink(digest_of(key), now + GOOD_FOR), key
