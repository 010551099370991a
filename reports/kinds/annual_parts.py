"""The prose of the annual report: its parts on publishing, requests, fees, reviews and suits."""

from __future__ import annotations

from reports.document import Blank, Block, Heading, Inline, Paragraph, Text, Words, words
from reports.figures import Figures
from reports.words import self_name

_BUSIEST = 5  # columns named as the busiest


def overview(figures: Figures) -> list[Block]:
    """一、概述: what a crawl can say of the site, and a blank for what only the office knows."""
    scope = figures.scope
    return [
        Paragraph(
            (
                Text(
                    f"{scope.year}年，{_self(figures)}按照《中华人民共和国政府信息公开条例》有关要求，推进政府信息公开工作。"
                ),
                Blank("本年度组织领导、制度建设、重点领域信息公开、宣传培训等工作情况"),
            )
        ),
        Paragraph(
            figures.say(
                "{we}网站设一级栏目{columns.level1}个、二级栏目{columns.level2}个、三级栏目{columns.level3}个。",
                we=_self(figures),
            )
        ),
    ]


def published(figures: Figures) -> list[Block]:
    """二、主动公开: how many items by channel, month and column; new media; meetings; letters."""
    blocks: list[Block] = [
        Heading(2, "（一）主动公开政府信息的数量"),
        Paragraph(_total(figures)),
        *_spread(figures),
        Heading(2, "（二）政务微博、微信"),
        Paragraph(_media(figures)),
        Heading(2, "（三）回应解读和公众参与"),
        Paragraph(_meetings(figures)),
    ]
    return blocks


def _total(figures: Figures) -> Words:
    scope = figures.scope
    until = scope.until
    start = figures.say(
        "截至{year}年{month}月{day}日，{we}共公开政府信息{published.total}条。其中，",
        year=str(scope.year),
        month=str(until.month),
        day=str(until.day),
        we=_self(figures),
    )
    if scope.municipal is None:
        return start + figures.say("在本单位网站公开政府信息{published.own_site}条。")
    return start + figures.say(
        "在市政府信息公开门户网站公开政府信息{published.municipal}条，在本单位网站公开政府信息{published.own_site}条"
        "（在两个网站发布的同一信息，总数中只计1条）。"
    )


def _spread(figures: Figures) -> list[Block]:
    if not figures.count("published.total").value:
        return []
    months = figures.count("published.by_month").parts
    busiest = max(months, key=lambda month: months[month])
    columns = figures.count("published.by_column").parts
    top = sorted(columns, key=lambda path: (-columns[path], path))[:_BUSIEST]
    parts: list[Inline] = [
        Text(f"按月份看，{busiest}公开最多，为"),
        figures.figure("published.by_month", busiest),
        Text("条"),
    ]
    if top:
        parts.append(Text("；按栏目看，公开信息较多的有"))
    for index, path in enumerate(top):
        joint = "、" if index else ""
        parts += [Text(f"{joint}“{path.rpartition('/')[2]}”"), figures.figure("published.by_column", path), Text("条")]
    parts.append(Text("（一条信息列入多个栏目的，在各栏目分别计入）。" if top else "。"))
    return [Paragraph(tuple(parts))]


def _media(figures: Figures) -> Words:
    accounts = {name: _accounts(figures, f"{name}.posts") for name in ("microblog", "wechat")}
    return figures.say(
        "截至{year}年底，{we}官方微博{blog}发布信息{microblog.posts}条，粉丝{microblog.followers}个；"
        "官方微信公众号{chat}发布信息{wechat.posts}条，关注{wechat.followers}人。",
        year=str(figures.scope.year),
        we=_self(figures),
        blog=accounts["microblog"],
        chat=accounts["wechat"],
    )


def _accounts(figures: Figures, name: str) -> str:
    names = list(dict.fromkeys(row.title for row in figures.count(name).rows))
    return "、".join(f"“{account}”" for account in names)


def _meetings(figures: Figures) -> Words:
    said = (
        figures.either(
            "press_conferences.held", none="未召开新闻发布会", some="召开新闻发布会{press_conferences.held}次"
        ),
        figures.either("hearings.held", none="未召开听证会", some="召开各类听证会{hearings.held}场"),
        figures.either("forums.held", none="未召开政务论坛", some="召开各种政务论坛{forums.held}场"),
    )
    joined: Words = words(f"{figures.scope.year}年，{_self(figures)}")
    for index, part in enumerate(said):
        joined += (words("，") if index else ()) + part
    joined += figures.say("。网站发布政策解读信息{interpretations.published}篇；")
    return joined + figures.say("网站互动栏目公开的群众来信当年收到{letters.received}封、答复{letters.answered}封。")


def answered_on_request(figures: Figures) -> list[Block]:
    """三、依申请公开: requests by way and result."""
    received = figures.count("requests.received")
    year = figures.scope.year
    if received.value == 0:
        start = (
            *words(f"{year}年，{_self(figures)}"),
            figures.figure("requests.received", shown="未收到政府信息公开申请"),
        )
    else:
        start = figures.say(f"{year}年，{_self(figures)}收到政府信息公开申请{{requests.received}}件") + _by_part(
            figures, "requests.received", "其中{part}申请"
        )
    if not received.value and not figures.count("requests.answered").value:
        tail = words("。") if received.value == 0 else figures.say("，答复{requests.answered}件。")
        return [Paragraph(start + tail)]
    answered = (
        "，已全部答复；当年共答复{requests.answered}件" if _all_answered(figures) else "，答复{requests.answered}件"
    )
    end = figures.say(answered) + _by_part(figures, "requests.answered", "{part}") + words("。")
    refused = figures.either(
        "requests.refused", none="没有不予公开的情况", some="不予公开{requests.refused}件"
    ) + words("。")
    return [Paragraph(start + end + refused)]


def _by_part(figures: Figures, name: str, pattern: str) -> Words:
    """（其中当面申请1件、…） of a metric's breakdown; empty where there is nothing to break down."""
    parts = [part for part, value in figures.count(name).parts.items() if value]
    if not parts:
        return ()
    joined: Words = words("（")
    for index, part in enumerate(parts):
        label = pattern.format(part=part) if index == 0 else pattern.removeprefix("其中").format(part=part)
        joined += (*words("、" if index else "", label), figures.figure(name, part), Text("件"))
    return joined + words("）")


def _all_answered(figures: Figures) -> bool:
    forms = [form for _, form in figures.scope.registers.requests if figures.scope.inside(form.received_on)]
    until = figures.scope.until
    return bool(forms) and all(form.answered_on is not None and form.answered_on <= until for form in forms)


def fees(figures: Figures) -> list[Block]:
    """四、收费及减免."""
    said = figures.either("fees.charged", none="未收取任何费用", some="收取费用{fees.charged}元")
    return [Paragraph(words(f"{figures.scope.year}年，{_self(figures)}依申请公开政府信息") + said + words("。"))]


def reviews_and_suits(figures: Figures) -> list[Block]:
    """五、行政复议、行政诉讼."""
    start = words(f"{figures.scope.year}年，{_self(figures)}")
    review = figures.either(
        "reviews.received",
        none="未因政府信息公开被申请行政复议",
        some="因政府信息公开被申请行政复议{reviews.received}件",
    )
    suit = figures.either(
        "suits.received", none="未因政府信息公开被提起行政诉讼", some="因政府信息公开被提起行政诉讼{suits.received}件"
    )
    return [Paragraph(start + review + words("，") + suit + words("。"))]


def _self(figures: Figures) -> str:
    return self_name(figures.scope.organ_name)
