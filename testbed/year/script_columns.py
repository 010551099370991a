"""What goes wrong with columns: rest, emptiness, absence; and the times in which the site cannot be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from testbed.year.clerk import Clerk, every
from testbed.year.model import Column, Kind, Outage, Year
from testbed.year.pages import HOME_BLOCKS
from testbed.year.planting import NEVER, YEAR_ROUND, days_after, monday, outage, plant, resemble, silence
from testbed.year.writing import PLACES, TRADES, paragraphs

LEFT = date(2022, 12, 4)  # the last day on which anybody looks after the news
WEEKS = 52


def outages(year: Year, clerk: Clerk) -> None:
    """Two weeks with the server down, one of errors, one of a guard, one of silence; the portal once."""
    outage(year, "down", 14)
    outage(year, "hangs", 20, "flfg")
    outage(year, "down", 24, site="municipal")
    outage(year, "down", 26)
    outage(year, "error", 36)
    outage(year, "challenge", 40, "xzcf")
    wednesday = monday(47) + timedelta(days=2)  # seen by the visits of that week only
    year.outages.append(Outage("home", (wednesday, wednesday + timedelta(days=1))))
    for rule in ("unreachable", "unavailable_home"):
        plant(year, f"{rule}-week", rule, ("site", ""), "一周中有一天打不开", (monday(48), monday(49)))


def stale_columns(year: Year, clerk: Clerk) -> None:
    """A column of each class that rests too long, and is taken up again."""
    last, following = silence(year, "news.topics", date(2022, 3, 1), date(2022, 5, 4))
    assert following is not None
    window = (days_after(last, 15), following.up)
    plant(year, "stale-news", "stale_column", ("column", "news.topics"), f"{last.stated}之后没有更新", window)

    plant(year, "stale-news-due", "should_update_column", ("column", "news.topics"), "应更新而未更新", NEVER, window)

    last, following = silence(year, "gov.law", date(2022, 2, 1), date(2022, 10, 20))
    assert following is not None and last.stated == date(2022, 1, 5)
    window = (date(2022, 7, 6), following.up)
    plant(year, "stale-policy", "stale_column", ("column", "gov.law"), "半年没有更新", window)
    plant(year, "stale-policy-due", "should_update_column", ("column", "gov.law"), "应更新而未更新", NEVER, window)

    year.change("plan-0", stated=date(2021, 2, 3))
    year.change("plan-1", stated=date(2021, 5, 10), up=date(2021, 5, 10))
    del year.papers["plan-2"]
    window = (date(2022, 5, 11), date(2022, 7, 12))
    plant(year, "stale-plan", "stale_column", ("column", "gov.plan"), "一年没有更新", window)
    plant(year, "stale-plan-due", "should_update_column", ("column", "gov.plan"), "应更新而未更新", window)

    last, following = silence(year, "svc.stats", date(2022, 4, 20), date(2022, 8, 20))
    assert following is not None and last.stated is not None
    since = date(last.stated.year, last.stated.month + 3, last.stated.day + 1)
    window = (since, following.up)
    plant(year, "stale-service", "stale_column", ("column", "svc.stats"), "三个月没有更新", window)
    plant(year, "stale-service-due", "should_update_column", ("column", "svc.stats"), "应更新而未更新", NEVER, window)
    resemble(year, "stale_column", ("column", "topic.old"), "专题已归档")
    resemble(year, "stale_column", ("column", "gov.duty"), "单页栏目")
    resemble(year, "blank_column", ("column", "oia.request"), "依申请公开没有文章是正常的")


def opened_and_closed(year: Year, clerk: Clerk) -> None:
    """A column opened without content, and one that every bureau must have taken off the menu."""
    opened, filled = monday(22), monday(30)
    column = Column("urgent.drill", "urgent", "应急演练", "yjyl", Kind.LIST, (opened, None))
    year.columns = {**year.columns, "urgent.drill": column}
    for n, day in enumerate(every(filled, date(2022, 12, 20), 30)):
        clerk.publish(f"drill-{n}", "urgent.drill", f"{TRADES[n]}综合应急演练（第{n + 1}场）举行", day)
    plant(year, "blank-drill", "blank_column", ("column", "urgent.drill"), "新开栏目没有内容", (opened, filled))

    closed = monday(31)
    year.columns["talk.survey"] = replace(year.columns["talk.survey"], open=(date(2000, 1, 1), closed))
    plant(year, "missing-survey", "missing_column", ("column_id", "col.survey"), "意见征集栏目下线", (closed, None))


def none_notices(year: Year, clerk: Clerk) -> None:
    """Months without a penalty are told by a notice of the same title: an update, no repetition."""
    for n, day in enumerate((date(2022, 6, 30), date(2022, 7, 29), date(2022, 8, 31))):
        text = paragraphs(f"{day.year}年{day.month}月，我局无行政处罚信息。")
        clerk.publish(f"none-{n}", "gov.penalty", "本月无行政处罚信息", day, body=text, repeated=True)
    for rule in ("stale_column", "missing_record_fields", "redated_item"):
        resemble(year, rule, ("column", "gov.penalty"), "“本月无行政处罚信息”也是更新")
    for n in range(3):
        resemble(year, "redated_item", ("item", f"none-{n}"), "每月同题的零报告")


def archived_topic(year: Year, clerk: Clerk) -> None:
    """A topic that is over and says so."""
    note = "【已归档】本专题活动已经结束，内容已归档，不再更新。"
    year.columns["topic.old"] = replace(year.columns["topic.old"], notes=((YEAR_ROUND, note),))
    resemble(year, "stale_topic", ("column", "topic.old"), "专题已归档")


def neglect(year: Year, clerk: Clerk) -> None:
    """In the last weeks the site is left to itself: five news columns rest, and the home page with them."""
    for n, (key, name, slug) in enumerate((("news.media", "媒体关注", "mtgz"), ("news.video", "视频新闻", "spxw"))):
        year.columns = {**year.columns, key: Column(key, "news", name, slug, Kind.LIST, (monday(40), None))}
        for k, day in enumerate(every(monday(40), LEFT, 7)):
            clerk.publish(f"{slug}-{k}", key, f"{name}：{PLACES[k + n * 10]}开展冬春安全宣传（{k + 1}）", day)
    stale = []
    for key in ("news.work", "news.base", "news.topics", "news.media", "news.video"):
        last, _ = silence(year, key, LEFT, date(2023, 1, 1))
        stale.append(days_after(last, 15))
        window = (stale[-1], None)
        plant(year, f"left-{key}", "stale_column", ("column", key), "年底没有更新", window)
        plant(year, f"left-{key}-due", "should_update_column", ("column", key), "年底没有更新", NEVER, window)
    plant(year, "left-news", "stale_column", ("column", "news"), "一级栏目没有更新", NEVER, (min(stale), None))
    for key in (*HOME_BLOCKS[2:], "gov.read"):
        silence(year, key, LEFT, date(2023, 1, 1))
    year.documents = {key: paper for key, paper in year.documents.items() if paper.up <= LEFT}
    plant(year, "stale-veto", "stale_columns_veto", ("site", ""), "动态类栏目5个不更新", (max(stale), None))
    plant(year, "home-stale", "home_stale", ("site", ""), "首页两周没有新信息", (max(stale), None))


def yearly_form(year: Year, clerk: Clerk) -> None:
    """The site's yearly form comes after its day, and for a week its column is off the menu."""
    day = date(2022, 2, 9)
    year.change("wr-2", stated=day, up=day)
    due = (date(2022, 2, 1), None)
    plant(year, "late-form", "missed_obligation", ("text", "website_form"), "年度报表晚于1月31日", due)
    plant(year, "late-report-due", "missed_obligation", ("text", "annual_report"), "年报晚于1月31日", NEVER, due)
    period = (monday(35), monday(36))
    year.columns["gov.wr"] = replace(year.columns["gov.wr"], closed=(period,))
    plant(year, "no-form", "yearly_form_not_on_home", ("site", ""), "首页没有年度报表", period)
    plant(year, "no-form-column", "missing_column", ("column_id", "col.wr"), "年度报表栏目下线", NEVER, period)


def disclosure_columns(year: Year, clerk: Clerk) -> None:
    """The column of disclosure, a week each: without a part, under other names, with news in it, without the guide."""
    here = (("text", "政府信息公开"), ("text", "政务公开"))
    period = (monday(37), monday(38))
    year.columns["oia.rules"] = replace(year.columns["oia.rules"], closed=(period,))
    rule = "incomplete_disclosure_column"
    plant(year, "three-parts", rule, ("site", ""), "缺政府信息公开制度", period, others=here)
    plant(year, "no-rules", "missing_required_disclosure", ("text", "制度"), "制度下线", NEVER, period)
    plant(year, "no-rules-column", "missing_column", ("text", "rules"), "制度下线", NEVER, period)

    period = (monday(39), monday(40))
    for key, name in (("gov", "政务信息"), ("oia", "信息公开")):
        year.columns[key] = replace(year.columns[key], names=((period, name),))
    plant(year, "misnamed", "misnamed_disclosure_column", ("site", ""), "专栏叫“信息公开”", period)

    period = (monday(41), monday(43))
    news = Column("oia.content.news", "oia.content", "工作动态", "fdgzdt", Kind.LIST, period)
    year.columns = {**year.columns, news.key: news}
    for n in range(74, 82):  # those of October
        year.change(f"work-{n}", columns=("news.work", news.key))
    rule, others = "news_among_required_disclosure", (("column", "oia.content"), ("site", ""))
    plant(year, "news-within", rule, ("column", news.key), "法定主动公开内容中有动态", period, others=others)

    period = (monday(44), monday(45))
    year.columns["oia.guide"] = replace(year.columns["oia.guide"], closed=(period,))
    plant(year, "no-guide", "missing_required_disclosure", ("text", "指南"), "指南下线", period)
    plant(year, "no-guide-part", "incomplete_disclosure_column", ("site", ""), "指南下线", NEVER, period, others=here)
    plant(year, "no-guide-column", "missing_column", ("text", "guide"), "指南下线", NEVER, period)


def odd_columns(year: Year, clerk: Clerk) -> None:
    """An old topic without a word that it is over, a thin column, two with one list, one that no menu leads to."""
    topic = Column("topic.care", "topic", "2019年职业病防治宣传周", "zybfz2019", Kind.LIST)
    year.columns = {**year.columns, topic.key: topic}
    for n in range(5):
        clerk.publish(f"care-{n}", topic.key, f"职业病防治宣传周走进{PLACES[n + 7]}", date(2019, 4, 22 + n))
    note, since = "【已归档】活动已经结束，内容不再更新。", monday(12)
    year.columns[topic.key] = replace(topic, notes=(((since, None), note),))
    plant(year, "old-topic", "stale_topic", ("column", topic.key), "2019年的专题没有归档标识", (monday(0), since))

    fifth = sorted(paper.up for paper in year.papers.values() if paper.columns[0] == "gov.law")[4]
    plant(year, "thin", "thin_column", ("column", "gov.law"), "一年只有4条", (date(2022, 7, 10), fifth))

    period = (monday(22), monday(25))
    double = Column("key.board", "key", "曝光台", "bgt", Kind.LIST, period)
    year.columns = {**year.columns, double.key: double}
    for paper in [paper for paper in year.papers.values() if paper.columns[0] == "key.hidden"]:
        year.change(paper.id, columns=(*paper.columns, double.key))
    others = (("column", double.key),)
    plant(year, "double", "duplicate_columns", ("column", "key.hidden"), "两栏列表相同", period, others=others)

    orphan = Column("notice.old", None, "旧版公告", "jbgg", Kind.LIST, (monday(3), None), off_menu=True)
    year.columns = {**year.columns, orphan.key: orphan}
    for n, day in enumerate((date(2022, 1, 19), date(2022, 4, 27), date(2022, 8, 24), date(2022, 11, 2))):
        title = f"关于开展{PLACES[n + 3]}应急避难场所普查的公告"
        clerk.publish(f"old-notice-{n}", orphan.key, title, day, up=max(day, monday(3)), also=("notice",))
    plant(year, "orphan-column", "orphan_column", ("column", orphan.key), "导航中没有这个栏目", (monday(3), None))


def empty_columns(year: Year, clerk: Clerk) -> None:
    """For two weeks five columns of a plan stand on the menu without content."""
    period = (monday(46), monday(48))
    for n in range(5):
        key = f"topic.plan{n}"
        column = Column(key, "topic", f"{TRADES[n]}专项治理", f"zxzl{n}", Kind.LIST, period)
        year.columns = {**year.columns, key: column}
        plant(year, f"blank-{n}", "blank_column", ("column", key), "新开专题没有内容", period)
    plant(year, "blank-veto", "blank_columns_veto", ("site", ""), "空白栏目5个", period)


def few_on_home(year: Year, clerk: Clerk) -> None:
    """The weeks in which the columns of the home page bring less than ten items, counted from the papers."""
    home = [paper for paper in year.papers.values() if set(paper.columns) & set(HOME_BLOCKS)]
    for week in range(WEEKS):
        day = monday(week)
        up = [paper for paper in home if paper.listed(day)]
        days = [paper.on(day).stated for paper in up if paper.on(day).raw_day is None]
        count = sum(1 for stated in days if stated and day - timedelta(days=14) <= stated <= day)
        period = (day, monday(week + 1))
        if count < 10:
            plant(year, f"few-home-{week}", "few_home_updates", ("site", ""), f"两周{count}条", period)
