"""How many pages a list has, told by the link to its last page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extract.links import Anchor, key_of
from crawler.extract.nextlink import NUMBER, PREVIOUS


def last_page(members: Sequence[Anchor], numbers: Sequence[int], this: int | None) -> int | None:
    """The number of pages from the link to the last one, by the way the page's own number links are counted.

    Where several conventions fit (only one number link), the smallest claim is not made: None.
    """
    last = next((anchor for anchor in members if re.search(r"尾页|末页|最后", anchor.text) and anchor.url), None)
    numbered = [(int(match[1]), anchor) for anchor in members if (match := NUMBER.match(anchor.text)) and anchor.url]
    if last is None:
        return max(*numbers, this or 1) if numbers else None
    same = next((number for number, anchor in numbered if key_of(anchor.url) == key_of(last.url)), None)
    if same is not None:
        return same
    if key_of(last.url) in {key_of(anchor.url) for anchor in members if PREVIOUS.match(anchor.text)}:
        return None
    end = _serial(last.url)
    offsets = {number - serial for number, anchor in numbered if (serial := _serial(anchor.url)) is not None}
    if end is None or len(offsets) != 1:
        return None
    return end + offsets.pop()


def _serial(url: str) -> int | None:
    """The page number in a file name or query: index_57.html, list2_3.shtml, ?page=4."""
    match = re.search(
        r"[_-](\d{1,5})\.\w+$|[?&](?:page|cur_?page|pageNo|pageIndex|pagenum|p)=(\d{1,5})|/(\d{1,5})\.\w+$", url, re.I
    )
    return int(next(group for group in match.groups() if group)) if match else None
