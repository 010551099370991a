"""robots.txt by RFC 9309: what an answer to the request for it means, and what it allows. Pure.

§2.3.1: 2xx → parse (at least 500 KiB); 4xx → no rules; 5xx or unreachable → everything is disallowed for now.
429 is the one 4xx that we take for unreachable: the careful reading of an answer that asks for fewer requests.
The syntax is protego's business, the meaning of a status is ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from crawler.model import Outcome

LIMIT = 500 * 1024  # bytes that are parsed (§2.5)
TOO_MANY = 429  # "ask later" is no leave to fetch everything else: taken like 5xx, as Google does too
HOPS = 5  # redirects that are followed (§2.3.1.2)
PRODUCT = "gongkai"  # our product token
_ANOTHER = "someone-else"


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one origin's robots.txt allows. `refusal` is set where everything is disallowed for a reason of its own."""

    rules: Protego | None = None  # None: nothing is forbidden
    refusal: Outcome | None = None
    words: str = ""  # what the network said, where it brought no answer

    def verdict(self, url: str) -> Outcome | None:
        """None if the URL may be fetched, otherwise the outcome that says why not."""
        if self.refusal is not None:
            return self.refusal
        if self.rules is None or self.rules.can_fetch(url, PRODUCT):
            return None
        return Outcome.ROBOTS_DISALLOWED

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between two requests that the site asks for, or None."""
        if self.rules is None:
            return None
        delay = self.rules.crawl_delay(PRODUCT)
        return float(delay) if delay is not None else None


ALLOW_ALL = RobotsRules()
UNREACHABLE = RobotsRules(refusal=Outcome.ROBOTS_UNREACHABLE)


def rules_from(status: int | None, body: bytes) -> RobotsRules:
    """The rules that an answer means. `status` is None where there was no answer."""
    if status is None or status >= 500 or status < 200 or status == TOO_MANY:
        return UNREACHABLE
    if status >= 300:  # 4xx, and redirects that were not followed to an end
        return ALLOW_ALL
    text = body[:LIMIT].decode("utf-8", "replace").removeprefix("\ufeff")
    if not text.strip() or text.lstrip()[:1] == "<":  # an HTML page instead of robots.txt is no set of rules
        return ALLOW_ALL
    lines = "\n".join(text.splitlines())
    return RobotsRules(rules=Protego.parse(_AGENT.sub(_as_ours_or_not, lines)))


_AGENT = re.compile(r"^([ \t]*user[ -]?agent[ \t]*[:\t ][ \t]*)([^#\r\n]*)", re.IGNORECASE | re.MULTILINE)
_TOKEN = re.compile(r"[A-Za-z_-]+")


def _as_ours_or_not(line: re.Match[str]) -> str:
    """An agent line with our name, everybody's, or nobody's (§2.2.1): a product token is compared as a whole.

    The parser would take `gong` for us too, and `gongkai crawler` for another. A token ends before the first
    character that none may have (`gongkai/2.1`).
    """
    value = line[2].strip()
    if value.startswith("*"):
        return f"{line[1]}*"
    token = _TOKEN.match(value)
    return f"{line[1]}{PRODUCT if token is not None and token[0].lower() == PRODUCT else _ANOTHER}"


def robots_url(url: str) -> str:
    """The address of the robots.txt that governs a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"
