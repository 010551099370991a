"""Numbers given in the order of a list: 当面、传真、网络申请分别为1件、0件、3件."""

from __future__ import annotations

import re

_RESPECTIVELY = re.compile(r"分别(?:为|是|达|有|收到|受理|公开|发布|召开|举办|占)?")
_ITEMS = re.compile(r"[、和及与,]|以及")


def respective(clause: str, before: str, numbers: int) -> list[str]:
    """The words of each number where a clause gives several "respectively"; empty where it does not, or does not fit.

    The last item's ending is lent to the others: in 一、二、三级栏目 all are 级栏目.
    """
    match = _RESPECTIVELY.search(clause)
    if match is None or numbers < 2:
        return []
    head = clause[: match.start()] or before
    items = [item for item in _ITEMS.split(head) if item]
    if len(items) < numbers:
        return []
    items = items[-numbers:]
    last = items[-1]
    return [item if item == last or item.endswith(last[-2:]) else item + last[len(item) :] for item in items]
