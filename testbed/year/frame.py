# ruff: noqa: E501  (markup is easier to check in one piece)
"""What every page of the bureau has: meta tags, menu, breadcrumb, footer, and what may be wrong with all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import quote, urlsplit

from testbed.render.site import today_line
from testbed.year.model import Column, Year
from testbed.year.writing import BUREAU

CODE = "4453000015"


@dataclass(frozen=True)
class Frame:
    """The site on a day."""

    year: Year
    day: date
    base: str  # home address with a trailing slash

    @property
    def columns(self) -> list[Column]:
        """The columns that can be found today."""
        return [one.on(self.day) for one in self.year.columns.values() if one.exists(self.day)]

    def _page(
        self,
        title: str,
        body: str,
        *,
        column: Column | None = None,
        meta: dict[str, str] | None = None,
        site_meta: bool = True,
        home: bool = False,
    ) -> str:
        on = self.year.switched
        site = (
            {"SiteName": BUREAU, "SiteDomain": urlsplit(self.base).hostname or "", "SiteIDCode": CODE}
            if site_meta
            else {}
        )
        if on("no_site_meta", self.day):
            site = {}
        if on("placeholder_meta", self.day):
            site |= {"SiteName": "网站名称", "SiteIDCode": "政府网站标识码"}
        if on("foreign_domain_meta", self.day):
            site |= {"SiteDomain": "www.template.gov.cn"}
        tags = "".join(
            f'<meta name="{name}" content="{escape(value)}">\n' for name, value in (site | (meta or {})).items()
        )
        head = f"<div class='header'><div class='name'>{BUREAU}</div><span>{today_line(self.day)}</span></div>"
        if on("no_name", self.day):
            head = "<div class='header'><div class='name'>欢迎光临</div></div>"
        full = title if home else f"{title}-{BUREAU}"
        return (
            f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>{escape(full)}</title>\n{tags}</head><body>\n{head}\n"
            f"{self._menu()}{self._crumbs(column)}{body}\n{self._footer()}</body></html>"
        )

    def _menu(self) -> str:
        lines = ""
        shown = [one for one in self.columns if not one.off_menu]
        for top in (one for one in shown if one.parent is None):
            children = [one for one in shown if one.parent == top.key]
            inner = "".join(f'<li><a href="{one.path}">{one.name}</a></li>' for one in children)
            lines += f'<li><a href="{top.path}">{top.name}</a>{f"<ul>{inner}</ul>" if inner else ""}</li>\n'
        if self.year.switched("platform", self.day):
            lines += '<li><a href="https://www.gdzwfw.gov.cn/">政务服务网</a></li>\n'
        return f'<div class="nav"><ul><li><a href="/">网站首页</a></li>\n{lines}</ul></div>\n'

    def _crumbs(self, column: Column | None) -> str:
        if column is None:
            return ""
        chain = [column.on(self.day)]
        while chain[0].parent:
            chain.insert(0, self.year.columns[chain[0].parent].on(self.day))
        links = " &gt; ".join(f'<a href="{one.path}">{one.name}</a>' for one in chain)
        return f'<div class="position">当前位置：<a href="/">首页</a> &gt; {links}</div>\n'

    def _footer(self) -> str:
        on = self.year.switched
        code = "4453000099" if on("copied_footer", self.day) else CODE
        home = "http://www.other.gov.cn/" if on("copied_footer", self.day) else self.base
        lines = [
            '<script src="http://dcs.conac.cn/js/20/000/0000/40000000/CA200000000400000001.js"></script><span id="_ideConac"></span>',
            f"网站标识码：{CODE}",
            '<a href="https://beian.miit.gov.cn/">粤ICP备11012345号-1</a>',
            '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=44530002000123">粤公网安备 44530002000123号</a>',
            f"主办单位：{BUREAU}　联系电话：0766-8812345　地址：云浦市府前路8号　邮箱：yjj@yunpu.gov.cn",
            f'<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={code}&amp;url={quote(home, safe="")}">我为政府网站找错</a>',
            '<a href="/wzdt/">网站地图</a> 版权所有',
        ]
        names = ("dzjg", "code", "icp", "police", "owner", "finderror", "sitemap")
        shown = [line for name, line in zip(names, lines, strict=True) if not on(f"no_{name}", self.day)]
        return f'<div class="footer">{"".join(f"<p>{line}</p>" for line in shown)}<p>今天是{self.day.year}年{self.day.month}月{self.day.day}日</p></div>\n'
