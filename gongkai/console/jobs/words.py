"""What jobs and runs are called, in the language of the page."""

from __future__ import annotations

import re

from flask_babel import get_locale
from flask_babel import gettext as _

from checks.seeing.outcomes import outcome_in_chinese
from gongkai.console.words import english_of

_COMMANDS = re.compile(r"（[^（）]*gongkai [^（）]*）")


def kind_names() -> dict[str, str]:
    """What the kinds of jobs are called."""
    return {
        "crawl": _("采集"),
        "check": _("检查"),
        "recheck": _("复查"),
        "survey": _("勘察"),
        "links": _("检查链接"),
        "report": _("生成文件"),
        "audit": _("核对文件"),
        "verify": _("核验"),
        "freeze": _("冻结数据"),
        "count": _("统计"),
        "export": _("导出"),
    }


def mode_names() -> dict[str, str]:
    """What the modes of runs are called."""
    return {
        "full": _("完整采集"),
        "update": _("更新采集"),
        "links": _("链接检查"),
        "recheck": _("复查"),
        "replay": _("由存档重放"),
        "survey": _("勘察"),
        "audit": _("核对文件"),
    }


def outcome_word(outcome: str | None) -> str:
    """How a visit ended."""
    if outcome in ("ok", "not_modified"):
        return str(_("已读到"))
    locale = get_locale()
    if locale is not None and locale.language == "en":
        return english_of(outcome or "not_tried")
    return outcome_in_chinese(outcome)


def advice(outcome: str) -> str:
    """What an inspector can do about a way in which addresses fail; empty where there is nothing to say."""
    found: str = {
        "challenge": _("网站要求人工验证；请网站管理员把检查程序列入白名单。"),
        "login": _("该页需要登录，不在检查范围；如应公开，请与网站管理员核实。"),
        "forbidden": _("请网站管理员核实是否限制了访问来源。"),
        "throttled": _("请加大该站的访问间隔，换个时段再采集。"),
        "timeout": _("请稍后再采集；持续出现时可加大该站的超时。"),
        "dns": _("请核对网址，以及本机的网络和域名服务。"),
        "tls": _("证书问题会记为发现；请先与网站核实。"),
        "refused": _("网站拒绝连接；请核对网址和端口，稍后再采集。"),
        "connection_lost": _("请稍后再采集。"),
        "robots_disallowed": _("网站的 robots.txt 不允许访问；请与网站管理员协商。"),
        "robots_unreachable": _("取不到 robots.txt 时按规定不访问；请稍后再采集。"),
        "too_large": _("超过大小上限，未保存；请人工查看。"),
        "blocked_address": _("内网和本机地址须由管理员先许可。"),
        "server_error": _("网站内部出错；请稍后再采集。"),
        "client_error": _("网站不接受该请求；请人工打开核对。"),
        "redirect_loop": _("网站转址成环；请人工打开核对。"),
        "unreadable": _("请人工打开核对。"),
        "not_tried": _("没有轮到；请再采集一次，会接着做。"),
    }.get(outcome, "")
    return found


def without_commands(text: str) -> str:
    """A message without hints at the command line, which nobody here uses."""
    return _COMMANDS.sub("", text)
