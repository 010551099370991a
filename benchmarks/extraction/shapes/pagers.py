"""Pagers of a list in all conventions, each with what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Said:
    """What a pager says; None is not said."""

    markup: str
    file: str = "index.html"  # the file name of this page
    next_href: str | None = None
    total: int | None = None
    pages: int | None = None


def _total(rng: Random, pages: int, size: int) -> int:
    """A total that fits: the page at hand is full unless it is the only one, which holds all there is."""
    last = rng.randint(1, max(size, 1))
    return size if pages == 1 else (pages - 1) * max(size, 1) + last


def total_words(rng: Random, total: int) -> str:
    """The total in one of its wordings."""
    shown = f"{total:,}" if total > 999 and rng.random() < 0.7 else str(total)
    return rng.choice(
        (
            f"共{shown}条",
            f"共 {shown} 条记录",
            f"总共{shown}条信息",
            f"总数：{shown}",
            f"共有{shown}条",
            f"总记录数：{shown}",
            f"共{shown}条数据",
        )
    )


def none(rng: Random, size: int) -> Said:
    """No pager."""
    return Said("")


def trs(rng: Random, size: int) -> Said:
    """createPageHTML of TRS: pages first, current page from 0."""
    pages = rng.randint(1, 60)
    total = _total(rng, pages, size) if rng.random() < 0.4 else None
    tail = f",{max(size, 1)},{total}" if total else ""
    call = f'<div class="page"><script>createPageHTML({pages}, 0, "index", "html"{tail});</script></div>'
    return Said(call, "index.html", "index_1.html" if pages > 1 else None, total, pages)


def ucap(rng: Random, size: int) -> Said:
    """createPageHTML of UCAP: element id first, current page from 1."""
    pages = rng.randint(1, 60)
    total = _total(rng, pages, size)
    call = f"<div id=page_div></div><script>createPageHTML('page_div',{pages}, 1,'list2','shtml',{total});</script>"
    return Said(call, "list2.shtml", "list2_2.shtml" if pages > 1 else None, total, pages)


def nfcms(rng: Random, size: int) -> Said:
    """Numbered links counted from 1, and 尾页."""
    pages = rng.randint(2, 40)
    links = "".join(f'<a href="index_{n}.html">{n}</a>' for n in range(2, min(pages, 5) + 1))
    told = total_words(rng, pages * max(size, 1) - 1) if rng.random() < 0.5 else ""
    total = pages * max(size, 1) - 1 if told else None
    markup = (
        f'<div class="page">{told}<a href="index.html" class="cur">1</a>{links}<a href="index_2.html">下一页</a>'
        f'<a href="index_{pages}.html">尾页</a></div>'
    )
    return Said(markup, "index.html", "index_2.html", total, pages)


def vsb(rng: Random, size: int) -> Said:
    """Numbering that runs backwards."""
    pages = rng.randint(2, 150)
    total = (pages - 1) * max(size, 1) + 1
    markup = (
        f'<div class="pb_sys_common"><span class="p_t">共{total}条</span> <span class="p_no_d">1</span>'
        f'<span class="p_no"><a href="tzgg/{pages - 1}.htm">2</a></span><span class="p_next"><a href="tzgg/{pages - 1}.htm">下页</a></span>'
        f'<span class="p_last"><a href="tzgg/1.htm">尾页</a></span><span class="p_t">1/{pages}</span></div>'
    )
    return Said(markup, "tzgg.htm", f"tzgg/{pages - 1}.htm", total, pages)


def query(rng: Random, size: int) -> Said:
    """`?page=2` with the totals in words."""
    pages = rng.randint(2, 900)
    total = _total(rng, pages, size)
    form = rng.choice(("第1页/共{p}页", "当前第1页 共{p}页", "页次：1/{p}", "1/{p}页", "第 1 页，共 {p} 页"))
    markup = (
        f"<div class=pages>{total_words(rng, total)} {form.format(p=pages)} 首页 上一页 "
        f'<a href="?lm=10&page=2">下一页</a> <a href="?lm=10&page={pages}">尾页</a></div>'
    )
    return Said(markup, "list.asp?lm=10", "?lm=10&page=2", total, pages)


def select(rng: Random, size: int) -> Said:
    """A select box with an option for each page, and links by script."""
    pages = rng.randint(2, 30)
    options = "".join(
        f'<option value="list_{n}.htm"{" selected" if n == 1 else ""}>第{n}页</option>' for n in range(1, pages + 1)
    )
    total = (pages - 1) * max(size, 1) + 1
    markup = f'<div class=fy>{total_words(rng, total)} 转到 <select onchange="location.href=this.value">{options}</select></div>'
    return Said(markup, "list_1.htm", "list_2.htm", total, pages)


def post_back(rng: Random, size: int) -> Said:
    """ASP.NET: the next page needs a form; no address leads there."""
    pages = rng.randint(2, 30)
    total = (pages - 1) * max(size, 1) + 1
    markup = (
        f"<div id=AspNetPager1>共{total}条记录 第1页/共{pages}页 "
        "<a href=\"javascript:__doPostBack('AspNetPager1','2')\">下一页</a></div>"
    )
    return Said(markup, "List.aspx?t=7", None, total, pages)


def one_page(rng: Random, size: int) -> Said:
    """A pager that says that there is one page."""
    return Said(f"<div class=page>共{size}条 第1页/共1页 首页 上一页 下一页 尾页</div>", "index.html", None, size, 1)


PAGERS: tuple[Callable[[Random, int], Said], ...] = (none, trs, ucap, nfcms, vsb, query, select, post_back, one_page)
