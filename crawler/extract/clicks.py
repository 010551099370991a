"""Where an element leads whose link is written in script: `onclick="window.open('/a.html')"`, `onclick="show('…')"`.

No script is run: only an address that stands there whole is taken.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_GOES_TO = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|(?:window\.)?open\s*\()\s*(['"])([^'"\s]+)\1(?!\s*\+)"""
)
_GIVEN = re.compile(r"""[(,]\s*(['"])((?:https?://|\.{0,2}/)[^'"\s]+)\1\s*[,)]""")
_FILE = re.compile(r"\.(?:s?html?|jhtml|jsp|aspx?|php|do|pdf|docx?)(?:[?#]|$)", re.IGNORECASE)
_NO_ENTRY = re.compile(r"(?i)favorite|homepage|share|print|login|logout|sidebar|weibo|qzone")


def address_of_click(element: HtmlElement) -> str:
    """The address as written in the element's script, or an empty string.

    `location.href = '…'` and `window.open('…')` go where they say; of any other call an argument counts that is the
    address of a page or a file. What is joined from pieces is not known.
    """
    script = element.get("onclick") or ""
    href = element.get("href") or ""
    if href[:11].lower() == "javascript:":
        script = f"{href};{script}"
    if ("'" not in script and '"' not in script) or _NO_ENTRY.search(script):
        return ""
    goes = _GOES_TO.search(script)
    if goes is not None:
        return goes[2] if not goes[2].lower().startswith(("javascript:", "#", "about:")) else ""
    return next((match[2] for match in _GIVEN.finditer(script) if _FILE.search(match[2])), "")
