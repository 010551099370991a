"""How a visit ended: as messages word it, and whether the site itself said that the page is not there."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.model import Outcome

OUTCOMES_IN_CHINESE: Mapping[str, str] = {
    "not_found": "页面不存在（404）",
    "gone": "页面已删除（410）",
    "soft_404": "页面显示为“不存在”",
    "challenge": "被验证页拦截",
    "login": "需要登录",
    "forbidden": "拒绝访问（403）",
    "throttled": "访问受限（429）",
    "timeout": "超时",
    "dns": "域名无法解析",
    "tls": "证书或加密连接失败",
    "refused": "连接被拒绝",
    "connection_lost": "连接中断",
    "robots_disallowed": "robots.txt 不允许抓取",
    "robots_unreachable": "robots.txt 无法取得",
    "too_large": "页面过大",
    "blocked_address": "内网地址未获许可",
    "server_error": "服务器错误（5xx）",
    "client_error": "请求错误（4xx）",
    "redirect_loop": "循环跳转",
    "unreadable": "页面内容无法识别",
    "not_captured": "归档中没有该页面",
    "not_tried": "尚未抓取",
}


def is_broken(outcome: str | None) -> bool:
    """True where the site itself said that the page is not there."""
    return outcome in (Outcome.NOT_FOUND, Outcome.GONE, Outcome.SOFT_404)


def outcome_in_chinese(outcome: str | None) -> str:
    """An outcome as messages word it."""
    return OUTCOMES_IN_CHINESE.get(outcome or "not_tried", str(outcome))
