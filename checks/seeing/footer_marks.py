"""The marks at the foot of a page by name: what each is called, and whether a page has it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from crawler.sight import Footer

Mark = Literal["organ", "code", "icp", "police", "owner", "contact", "finder", "sitemap", "statement"]

IN_CHINESE: Mapping[Mark, str] = {
    "organ": "党政机关网站标识",
    "code": "网站标识码",
    "icp": "ICP备案编号",
    "police": "公安机关备案标识",
    "owner": "网站主办单位",
    "contact": "联系方式",
    "finder": "“我为政府网站找错”入口",
    "sitemap": "网站地图",
    "statement": "网站声明",
}
_HAS: Mapping[Mark, Callable[[Footer], bool]] = {
    "organ": lambda footer: footer.organ_mark is not None,
    "code": lambda footer: footer.code is not None,
    "icp": lambda footer: footer.icp is not None,
    "police": lambda footer: footer.police is not None,
    "owner": lambda footer: footer.owner is not None,
    "contact": lambda footer: footer.contact,
    "finder": lambda footer: footer.finder is not None,
    "sitemap": lambda footer: footer.sitemap,
    "statement": lambda footer: footer.statement,
}


def has(footer: Footer, mark: Mark) -> bool:
    """True if the mark was seen at the foot of the page."""
    return _HAS[mark](footer)
