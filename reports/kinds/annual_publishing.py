"""The prose of the annual report on what was published: items, new media, meetings, letters."""

from __future__ import annotations

from reports.comparing_years import compared
from reports.document import Blank, Block, Paragraph, Text, Words, words
from reports.figures import Figures
from reports.prose import Clause, enumerated, known, sentence
from reports.words import self_name

_BUSIEST = 5  # columns named as the busiest


def published(figures: Figures) -> list[Block]:
    """How many items were published, by channel, against the year before, by month and column."""
    if not known(figures, "published.total"):
        return [Paragraph((Blank(f"主动公开政府信息数（{figures.count('published.total').note}）"),))]
    return [Paragraph(each) for each in (_total(figures), _spread(figures)) if each]


def _total(figures: Figures) -> Words:
    scope = figures.scope
    until = scope.until
    said = figures.say(
        "截至{year}年{month}月{day}日，{we}共公开政府信息{published.total}条",
        year=str(scope.year),
        month=str(until.month),
        day=str(until.day),
        we=self_name(scope.organ_name),
    )
    return said + _against_before(figures) + words("。其中，") + _channels(figures)


def _against_before(figures: Figures) -> Words:
    """，比上年（801条）增加12条，增长1.5%: only where both years can be compared without doubt."""
    beside = compared(figures, "published.total")
    if beside.change is None or beside.cautions:
        return ()
    before = figures.figure("published.total", before=True)
    return words("，上年为", before, f"条，{beside.words}")


def _channels(figures: Figures) -> Words:
    municipal = Clause(
        "published.municipal", "在市政府信息公开门户网站公开政府信息{published.municipal}条", "市级平台公开政府信息数"
    )
    own = Clause("published.own_site", "在本单位网站公开政府信息{published.own_site}条", "本单位网站公开政府信息数")
    if figures.scope.municipal is None:
        return sentence(figures, "", [own])
    return sentence(figures, "", [municipal, own], end="（两个网站都发布的信息，总数中不重复计算）。")


def _spread(figures: Figures) -> Words:
    if not figures.count("published.total").value:
        return ()
    months = figures.count("published.by_month").parts
    busiest = max(months, key=lambda month: months[month])
    said = words(f"按月份看，{busiest}公开最多，为", figures.figure("published.by_month", busiest), "条")
    columns = figures.count("published.by_column").parts
    top = [path for path in sorted(columns, key=lambda path: (-columns[path], path))[:_BUSIEST] if columns[path]]
    if not top:
        return said + words("。")
    named = [words(f"“{path.rpartition('/')[2]}”", figures.figure("published.by_column", path), "条") for path in top]
    return (
        said
        + words("；按栏目看，公开信息较多的有")
        + enumerated(named)
        + words("（一条信息列入多个栏目的，在各栏目分别计入）。")
    )


def _named(figures: Figures, posts: str) -> list[str]:
    """The accounts behind a number of posts; a yearly figure (年度数据) names none."""
    made = figures.count(posts)
    return [] if made.from_figures else list(dict.fromkeys(row.title for row in made.rows))


def media(figures: Figures) -> list[Words]:
    """Micro-blog and WeChat accounts: posts of the year, followers at its end."""
    until = figures.scope.until
    start = f"截至{until.year}年年底" if until.month == 12 and until.day == 31 else f"截至{until.month}月{until.day}日"
    said: Words = ()
    for name, kind, verb, unit in (("microblog", "官方微博", "粉丝", "个"), ("wechat", "官方微信公众号", "关注", "人")):
        posts, followers = f"{name}.posts", f"{name}.followers"
        if known(figures, posts) and not figures.count(posts).rows:
            continue
        accounts = "、".join(f"“{each}”" for each in _named(figures, posts))
        said += sentence(
            figures,
            f"{start}，{self_name(figures.scope.organ_name)}{kind}{accounts}" if not said else f"{kind}{accounts}",
            [
                Clause(posts, f"发布信息{{{posts}}}条", f"{kind}名称和发布数"),
                Clause(followers, f"{verb}{{{followers}}}{unit}", f"{kind}{verb}数"),
            ],
        )
    asks = f"政务微博、政务微信开设和发布情况（台账中没有{figures.scope.year}年的记录；未开设的，写明未开设）"
    return [said or (Blank(asks),)]


def participation(figures: Figures) -> list[Words]:
    """Press conferences, hearings, forums; interpretations; letters."""
    year, we = figures.scope.year, self_name(figures.scope.organ_name)
    meetings = [
        Clause(
            "press_conferences.held", "召开新闻发布会{press_conferences.held}次", "新闻发布会次数", "未召开新闻发布会"
        ),
        Clause("hearings.held", "召开各类听证会{hearings.held}场", "听证会场数", "未召开听证会"),
        Clause("forums.held", "召开各种政务论坛{forums.held}场", "政务论坛场数", "未召开政务论坛"),
    ]
    interpretations = Clause(
        "interpretations.published",
        "网站发布政策解读信息{interpretations.published}篇",
        "政策解读篇数",
        "网站未发布政策解读信息",
    )
    return [
        sentence(figures, f"{year}年，{we}", meetings) + sentence(figures, "", [interpretations]) + _letters(figures)
    ]


def _letters(figures: Figures) -> Words:
    """Letters received and answered; none of both is one sentence."""
    if figures.count("letters.received").value == 0 == figures.count("letters.answered").value:
        return (figures.figure("letters.received", shown="网站互动栏目没有当年的群众来信"), Text("。"))
    clauses = [
        Clause("letters.received", "当年收到{letters.received}封", "群众来信数"),
        Clause("letters.answered", "答复{letters.answered}封", "答复群众来信数"),
    ]
    return sentence(figures, "网站互动栏目公开的群众来信", clauses, joint="、")
