"""Whom a duty binds: every organ, departments, or governments; and organs whose name holds certain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from crawler.catalogue.queries import SiteRow
from crawler.model import SiteKind

Organs = Literal["any", "department", "government"]

CHINESE: dict[str, str] = {"any": "各级行政机关", "department": "政府部门", "government": "人民政府"}
# 东莞市人民政府, 长安镇人民政府门户网站; not 市人民政府办公室, 市人民政府国有资产监督管理委员会.
_GOVERNMENT = re.compile(r"人民政府(?:门户)?(?:网站?|信息公开.*)?$")


def is_government(site: SiteRow) -> bool:
    """True for the site of a government itself: a municipal portal, or an organ whose name ends in 人民政府."""
    return site.kind is SiteKind.MUNICIPAL or _GOVERNMENT.search((site.organ or site.name).strip()) is not None


def bound(site: SiteRow, organs: Organs, words: Sequence[str] = ()) -> bool:
    """True if a duty binds the organ of this site; `words`: its name must hold one of them."""
    if organs != "any" and (organs == "government") is not is_government(site):
        return False
    name = f"{site.organ or ''} {site.name}"
    return not words or any(word in name for word in words)
