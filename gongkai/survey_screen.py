"""A survey as a person reads it: the site, the tree of columns, and what is not certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from checks.seeing.outcomes import outcome_in_chinese
from crawler.model import ColumnClass, Outcome
from crawler.profiles.profile import Profile
from crawler.profiles.survey import Doubt, Survey, SurveyColumn, Transport, Unsure
from gongkai.screen import print_table, say
from reports.words import COLUMN_CLASSES

_NAME_WIDTH = 34  # of the first field: with the others it fits 80 columns
_SHOWN = 8  # subjects a doubt is printed with

TRANSPORTS: dict[Transport, str] = {
    Transport.HTML: "网页",
    Transport.XML: "XML",
    Transport.JSON: "JSON",
    Transport.SCRIPT: "脚本",
    Transport.HIDDEN: "看不到",
}
_NO_CLASS = frozenset({"group", "heading", "door", "external"})  # what is no list or page of its own
KINDS: dict[str, str] = {"page": "单页", "group": "目录", "heading": "无地址", "external": "站外", "door": "转址"}
# In the order in which they matter to somebody who wants to check the site.
DOUBTS: dict[Doubt, tuple[str, str]] = {
    Doubt.HOME: ("首页存疑", "请打开核对，并改正 home"),
    Doubt.UNREAD: ("栏目打不开", "打不开的栏目一律不下结论；请稍后再试，或与网站管理员核实"),
    Doubt.HIDDEN_LIST: ("列表由脚本生成，看不到条目", "这些栏目只能人工查看，不会判为空白或未更新"),
    Doubt.SHORT_LIST: ("列表自报还有条目或页，却没有找到下一页", "请人工核对翻页；采集结果会标为不完整"),
    Doubt.EMPTY_LIST: ("列表里一个条目也没有", "请人工打开确认"),
    Doubt.UNDATED: ("列表不显示日期", "采集时从文章页取日期"),
    Doubt.SAMPLE: ("抽查的文章读不出正文或发布日期", "请人工打开核对"),
    Doubt.UNKNOWN_CLASS: ("看不出栏目类别", "不按更新期限检查；需要时在站点文件里写 class"),
    Doubt.UNKNOWN_KIND: ("页面类型没有把握", "请人工打开核对"),
    Doubt.HEADING: ("菜单标题没有地址", "只作分组，不单独检查"),
    Doubt.ONLY_SITEMAP: ("只在网站地图里出现，菜单里没有", "请核对是否仍在使用"),
    Doubt.ORPHAN: ("只从链接或位置导航发现，菜单里没有", "请核对是否仍在使用"),
    Doubt.EXTERNAL: ("栏目指向其他网站", "不采集；如属本网站，在站点文件里写 hosts"),
    Doubt.TOO_DEEP: ("层级超过 --depth，没有访问", "需要时加大 --depth"),
}
_HOME_ADVICE: dict[str, str] = {
    Outcome.BLOCKED_ADDRESS: "内网和本机地址须先许可，例如加上 --allow-net 10.0.0.0/8",
    Outcome.DNS: "请核对网址有没有写错",
    Outcome.ROBOTS_DISALLOWED: "网站的 robots.txt 不允许采集，请与网站管理员商量",
    Outcome.CHALLENGE: "网站要求人工验证，本程序不会绕过；请网站管理员放行",
    Outcome.LOGIN: "首页要求登录，本程序不会登录",
    Outcome.TLS: "证书不可信；请先核实，再在站点文件里许可",
}
_SYSTEMS = {"generic": "通用读法"}  # other platforms are called what the profile's `platform` calls them
_HOME_WORDS = {"no_menu": "没有找到导航菜单", "not_tried": "没有访问"}


def survey_json(profile: Profile, survey: Survey, written: str | None) -> dict[str, Any]:
    """The survey for scripts."""
    return {"site": profile.id, **asdict(survey), "written": written}


def print_survey(survey: Survey, *, reasons: bool = False) -> None:
    """The whole survey, at most 80 characters wide where the names allow it."""
    if not survey.columns and not survey.platforms:
        _print_nothing_read(survey)
        return
    for line in _head(survey):
        say(line)
    say()
    marks = _marks(survey.unsure)
    if survey.columns:
        print_table(
            ("栏目", "类别", "列表", "条目", "最新"),
            [_row(column, branch, column.path in marks) for column, branch in tree(survey.columns)],
            right=(3,),
            keep=(1, 2, 4),
        )
        _print_legend(survey.columns)
    if reasons:
        say("归类依据：")
        for column in survey.columns:
            say(f"  {column.path}：{COLUMN_CLASSES[column.column_class]}（{column.reason}）")
        say()
    _print_doubts(survey.unsure)


def _print_nothing_read(survey: Survey) -> None:
    """No page could be read: why, and what to do. A table of zeros would say that the site is empty."""
    home = next((entry for entry in survey.unsure if entry.doubt is Doubt.HOME), None)
    reason = home.detail if home is not None else ""
    why = outcome_in_chinese(reason) if reason in set(Outcome) else _HOME_WORDS.get(reason, reason)
    say(f"没有读到首页：{survey.home}")
    say(f"  原因：{why or '不明'}。{_HOME_ADVICE.get(reason, '请在浏览器里打开核对，或稍后再试')}。")


def _head(survey: Survey) -> Iterator[str]:
    yield survey.name or "（首页没有网站名称）"
    yield f"  {survey.home}"
    marks = (("网站标识码", survey.site_id_code), ("备案号", survey.icp))
    if any(value for _, value in marks):
        yield "  " + "，".join(f"{label} {value}" for label, value in marks if value)
    systems = "，".join(f"{_SYSTEMS.get(name, name)} {count} 页" for name, count in survey.platforms.items())
    yield f"  页面系统：{systems or '没有认出'}；编码：{'，'.join(survey.encodings) or '不明'}"
    levels: dict[int, int] = defaultdict(int)
    for column in survey.columns:
        levels[column.level] += 1
    counted = " / ".join(str(levels[level]) for level in sorted(levels))
    unknown = [column for column in survey.columns if column.column_class is ColumnClass.UNKNOWN]
    groups = sum(column.kind in _NO_CLASS for column in unknown)
    parts = [f"已归类 {len(survey.columns) - len(unknown)} 个"]
    parts += [f"只作分组 {groups} 个"] if groups else []
    parts += [f"看不出类别 {len(unknown) - groups} 个"] if len(unknown) > groups else []
    yield f"  栏目 {len(survey.columns)} 个（各级 {counted or 0}）：{'，'.join(parts)}"
    yield f"  各列表第一页共 {survey.items} 条，最新一条 {survey.newest or '没有日期'}"


def _print_legend(columns: Sequence[SurveyColumn]) -> None:
    """What the numbers of entries mean, where one of them is not plain."""
    counts = [column for column in columns if column.kind == "list"]
    if any(column.goes_on or (column.total or 0) != column.rows for column in counts):
        say("条目：20/253 是第一页 20 条、网站自报共 253 条；20+ 是第一页 20 条、后面还有页。")
        say()


def _marks(unsure: Sequence[Unsure]) -> set[str]:
    return {entry.subject for entry in unsure if entry.doubt not in (Doubt.HEADING, Doubt.EXTERNAL)}


def _row(column: SurveyColumn, branch: str, marked: bool) -> tuple[str, str, str, str, str]:
    more = "+" if column.goes_on and column.rows else ""
    total = f"/{column.total}" if column.total and column.total != column.rows else more
    return (
        _wrapped(branch, f"{column.name}{' ?' if marked else ''}"),
        COLUMN_CLASSES[column.column_class] if column.column_class is not ColumnClass.UNKNOWN else "—",
        list_word(column),
        f"{column.rows}{total}" if column.kind == "list" and column.transport is not Transport.HIDDEN else "",
        column.newest.isoformat() if column.newest else "",
    )


def _wrapped(branch: str, name: str) -> str:
    """The name behind its branch; a long one goes on in the next line, below its own beginning."""
    from rich.cells import cell_len, chop_cells

    if cell_len(branch + name) <= _NAME_WIDTH:
        return branch + name
    parts = chop_cells(name, max(_NAME_WIDTH - cell_len(branch), 8))
    deeper = branch.replace("├", "│").replace("└", " ")
    return branch + f"\n{deeper}".join(parts)


def list_word(column: SurveyColumn) -> str:
    if column.kind in KINDS:
        return KINDS[column.kind]
    if column.outcome not in (Outcome.OK, Outcome.NOT_MODIFIED):
        return {"not_tried": "未访问", "not_captured": "未存档"}.get(column.outcome, "打不开")
    return TRANSPORTS[column.transport] if column.transport is not None else "—"


def tree(columns: Sequence[SurveyColumn]) -> Iterator[tuple[SurveyColumn, str]]:
    """The columns with the lines of a tree before their names, in the order of the menus, children below parents."""
    children: dict[str, list[SurveyColumn]] = defaultdict(list)
    paths = {column.path for column in columns}
    for column in columns:
        above = column.path.rpartition("/")[0]
        while above and above not in paths:
            above = above.rpartition("/")[0]
        children[above].append(column)

    def below(parent: str, indent: str) -> Iterator[tuple[SurveyColumn, str]]:
        for place, column in enumerate(children[parent], 1):
            last = place == len(children[parent])
            yield column, f"{indent}{'└ ' if last else '├ '}" if parent else ""
            deeper = f"{indent}{'  ' if last else '│ '}" if parent else ""
            if column.path != parent:
                yield from below(column.path, deeper)

    yield from below("", "")


def _print_doubts(unsure: Sequence[Unsure]) -> None:
    groups: dict[Doubt, list[Unsure]] = defaultdict(list)
    for entry in unsure:
        groups[entry.doubt].append(entry)
    if not groups:
        say("没有存疑之处。")
        return
    say("没有把握的地方（树中以 ? 标出）：")
    for doubt, (words, advice) in DOUBTS.items():
        entries = groups.get(doubt)
        if not entries:
            continue
        say(f"  {words}：{len(entries)} 处。{advice}。")
        for entry in entries[:_SHOWN]:
            say(f"    {entry.subject}{doubt_detail(entry)}")
        if len(entries) > _SHOWN:
            say(f"    …… 其余 {len(entries) - _SHOWN} 处见 --json")


def doubt_detail(entry: Unsure) -> str:
    if entry.doubt is Doubt.UNREAD or (entry.doubt is Doubt.HOME and entry.detail in set(Outcome)):
        return f"：{outcome_in_chinese(entry.detail)}"
    if entry.doubt is Doubt.HOME:
        return f"：{_HOME_WORDS.get(entry.detail, entry.detail.replace('moved: ', '转到 '))}"
    if entry.doubt is Doubt.SHORT_LIST and entry.detail.startswith("page "):
        return f"：只见第 1 页，自报共 {entry.detail.rpartition('/')[2]} 页"
    if entry.doubt in (Doubt.SHORT_LIST, Doubt.EXTERNAL):
        return f"：{entry.detail}"
    if entry.doubt is Doubt.SAMPLE:
        kind, _, url = entry.detail.partition(": ")
        return f"：{'没有发布日期' if kind == 'undated' else f'读成了 {kind}'} {url}"
    return ""
