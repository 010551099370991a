"""What goes wrong on pages: links, dates, tags, footers, the guide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from testbed.year.clerk import Clerk
from testbed.year.model import Period, Year
from testbed.year.planting import NEVER, monday, plant, resemble, switch
from testbed.year.singles import TEXTS, guide_without
from testbed.year.writing import paragraph

ALWAYS = date(2000, 1, 1)
# A name may stand in a picture, a page with status 200 may be friendly, a number for a host tells no domain.
UNSURE_AT_BEST = {"no_name", "soft_404", "foreign_domain_meta"}


def dead_links(year: Year, clerk: Clerk) -> None:
    """A dead link on the home page, a dead article, a dead file, a dead second page; most are mended later."""
    broken: Period = (monday(6), monday(13))
    year.home_links.append((broken, "安全生产标准化", "/old/bzh.html", False))
    year.home_links.append(((monday(13), None), "安全生产标准化", "/old/bzh.html", True))
    plant(year, "dead-home", "dead_link", ("link", "/old/bzh.html"), "首页链接打不开", broken)
    paper, period = year.papers["check-6"], (monday(16), monday(19))
    year.change(paper.id, dead=period)
    plant(year, "dead-article", "dead_link", ("item", paper.id), "列表中的文章打不开", period)
    form, since = year.papers["form-2"], (monday(5), None)
    year.edit(form.id, since[0], files=((form.files[0][0], False),))
    file = ("text", f"files/{form.number}_0")
    for rule in ("dead_link", "unopened_attachment", "missing_form_download"):
        plant(year, f"dead-file-{rule}", rule, file, "附件打不开", since, others=(("item", form.id),))
    period = (monday(33), monday(34))
    switch(year, "no_second_page_gzdt", period)
    plant(year, "dead-page", "broken_pager", ("column", "news.work"), "第2页打不开", period)
    plant(year, "dead-page-link", "dead_link", ("link", "/gzdt/index_1.html"), "第2页打不开", NEVER, period)


def dates(year: Year, clerk: Clerk) -> None:
    """Dates that are not there, contradict each other, lie ahead, or do not exist."""
    up = date(2022, 4, 6)
    clerk.publish("undated", "notice", "关于启用新版应急值班电话的公告", up)
    year.change("undated", stated=None)
    plant(year, "undated-notice", "undated_item", ("item", "undated"), "列表和正文都没有日期", (up, None))

    clerk.publish(
        "conflict", "news.base", "金坑镇开展敬老院消防安全夜查", date(2022, 6, 21), listed_day=date(2022, 6, 11)
    )
    plant(year, "conflict", "date_conflict", ("item", "conflict"), "列表与正文相差10天", (date(2022, 6, 21), None))
    clerk.publish("near", "news.base", "平山镇开展加油站消防安全夜查", date(2022, 6, 22), listed_day=date(2022, 6, 21))
    resemble(year, "date_conflict", ("item", "near"), "相差一天")

    up, stated = date(2022, 5, 16), date(2022, 7, 16)
    clerk.publish("future", "news.work", "市应急管理局召开年中安全形势分析会", stated, up=up)
    plant(year, "future", "future_date", ("item", "future"), "日期晚于监测时间点", (up, stated))
    up = date(2022, 8, 10)
    clerk.publish("impossible", "news.work", "市应急管理局走访慰问一线救援队伍", up, raw_day="2022-02-30")
    plant(year, "impossible", "impossible_date", ("item", "impossible"), "2022-02-30不存在", (up, None))
    plant(year, "impossible-undated", "undated_item", ("item", "impossible"), "没有可信的日期", NEVER, (up, None))
    clerk.publish("today", "news.work", "市应急管理局启动秋季安全督查", monday(37), up=monday(37))
    resemble(year, "future_date", ("item", "today"), "监测当日发布")


def marks(year: Year, clerk: Clerk) -> None:
    """Footers, tags, names and error pages that are wrong on all pages for a while."""
    for name, week, rule, note in (
        ("no_icp", 4, "missing_footer_mark", "页脚没有ICP备案号"),
        ("no_police", 7, "missing_footer_mark", "页脚没有公安备案标识"),
        ("no_dzjg", 8, "missing_footer_mark", "页脚没有党政机关标识"),
        ("no_owner", 12, "missing_footer_mark", "页脚没有主办单位"),
        ("no_finderror", 16, "wrong_finderror_entry", "没有找错入口"),
        ("copied_footer", 18, "wrong_finderror_entry", "找错入口是别的网站的"),
        ("no_site_meta", 22, "missing_meta_tag", "没有网站标签"),
        ("placeholder_meta", 34, "missing_meta_tag", "标签是模板原文"),
        ("foreign_domain_meta", 38, "wrong_meta_value", "SiteDomain不是本站域名"),
        ("no_name", 42, "site_name_not_shown", "页头没有网站名称"),
        ("soft_404", 43, "unfriendly_404", "错误地址也答200"),
        ("bare_404", 47, "unfriendly_404", "错误页是服务器的原始页面"),
    ):
        period: Period = (monday(week), monday(week + 1))
        switch(year, name, period)
        plant(year, name, rule, ("site", ""), note, period, doubt=name in UNSURE_AT_BEST)


def tags_of_articles(year: Year, clerk: Clerk) -> None:
    """Articles whose tags are missing, say another day, or a day without a time; each is mended after a while."""
    for name, title, since, until, rule, changes in (
        ("bare", "夏季用电安全提示", 6, 9, "missing_meta_tag", {"meta": False}),
        ("other-day", "秋季用电安全提示", 33, 35, "wrong_meta_value", {"told": "2022-01-01 08:00"}),
        ("timeless", "春节用电安全提示", 2, 4, "time_not_shown", {"timeless": True}),
        ("day-only", "冬季用电安全提示", 41, 43, "pubdate_format", {"told": monday(41).isoformat()}),
    ):
        day = monday(since)
        clerk.publish(f"tags-{name}", "key.warn", title, day, **changes)
        year.edit(f"tags-{name}", monday(until), meta=True, told=None, timeless=False)
        read_again = monday(12) if until == 9 else monday(until)  # an update does not ask for the page again
        plant(year, f"tags-{name}", rule, ("site", ""), "正文页标签", (day, monday(until)), (day, read_again))


def under_construction(year: Year, clerk: Clerk) -> None:
    """A page that only promises to come."""
    begun, done = monday(21), monday(23)
    stated, lines = TEXTS["gov.about"]
    year.pages["gov.about"] = [(begun, stated, ("栏目建设中，敬请期待！",)), (done, stated, lines)]
    others = (("column", "gov.about"), ("text", "/jggk/"))
    plant(year, "building-blank", "blank_column", ("column", "gov.about"), "概况页建设中", NEVER, (begun, done))
    plant(year, "building", "page_under_construction", ("site", ""), "概况页建设中", (begun, done), others=others)


def guide(year: Year, clerk: Clerk) -> None:
    """The disclosure guide: out of date, renewed, renewed without some of its parts, complete again."""
    whole, cut = guide_without(), guide_without("传真号码", "办公时间")
    renewed, lacking, mended = monday(6), monday(9), monday(17)
    year.pages["oia.guide"] = [
        (ALWAYS, date(2019, 3, 4), whole),
        (renewed, renewed, whole),
        (lacking, lacking, cut),
        (mended, mended, whole),
    ]
    plant(year, "old-guide", "outdated_guide", ("column", "oia.guide"), "指南停留在2019年", (monday(0), renewed))
    plant(year, "cut-guide", "incomplete_guide", ("column", "oia.guide"), "缺传真、办公时间", (lacking, mended))


def hidden_links(year: Year, clerk: Clerk) -> None:
    """Links that nobody sees, and things that are hidden with good reason."""
    period: Period = (monday(28), monday(31))
    year.home_blocks.append(
        (
            period,
            '<div style="position:absolute;left:-9999px;top:-9999px"><a href="http://www.bet365-lucky.example.com/">'
            "网上赌博娱乐城</a></div>",
        )
    )
    plant(year, "hidden-link", "hidden_link", ("text", ""), "首页屏幕外的赌博链接", period)
    year.home_blocks.append(
        (
            (ALWAYS, None),
            '<div class="drop" style="display:none"><a href="http://www.gov.cn/">中国政府网</a>'
            '<a href="https://www.mem.gov.cn/">应急管理部</a></div>',
        )
    )
    resemble(year, "hidden_link", ("text", "gov.cn"), "下拉菜单中的友情链接")


def notes_of_correction(year: Year, clerk: Clerk) -> None:
    """A text that is corrected with a note is no silent edit; see `script_time` for one that is."""
    paper = year.papers["notice-5"]
    note = paragraph("（更正：本通知附件联系人电话已于更新后公布，原文有误，特此更正。）")
    year.edit(paper.id, monday(15), body=(*paper.body[:-1], note))
    resemble(year, "silent_edit", ("item", paper.id), "附有更正说明")


def closed_mailbox(year: Year, clerk: Clerk) -> None:
    """At the end of the year the mailbox is gone and nothing takes its place."""
    closed = monday(50)
    for key in ("talk.mail", "talk", "talk.live"):
        year.columns[key] = replace(year.columns[key], open=(ALWAYS, closed))
    plant(year, "no-channel-column", "missing_column", ("column_id", "col.consult"), "没有咨询栏目", (closed, None))
    plant(year, "no-channel", "no_consult_channel", ("site", ""), "没有咨询渠道", (closed, None))
