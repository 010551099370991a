"""What schedules do, in the language of the page."""

from __future__ import annotations

from flask_babel import gettext as _

from gongkai.schedules.settings import Action


def action_words(action: Action, mode: str) -> str:
    """What is run."""
    crawls = {"full": _("完整采集"), "update": _("更新采集"), "links": _("链接检查")}
    others = {Action.CHECK: _("检查"), Action.PROBE: _("首页探测")}
    return str(crawls.get(mode, mode) if action is Action.CRAWL else others[action])
