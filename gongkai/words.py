"""Chinese words for closed lists that the terminal shows, and what to do about each way in which a visit fails."""

from __future__ import annotations

ADVICE: dict[str, str] = {
    "challenge": "网站要求人工验证；请与网站管理员联系，把检查程序的地址列入白名单",
    "login": "该页需要登录，不在检查范围；如应公开，请与网站管理员核实",
    "forbidden": "请与网站管理员联系，核实是否限制了访问来源",
    "throttled": "请加大 sites/*.toml 的 delay_seconds，换个时段再运行同一命令",
    "timeout": "请稍后再运行同一命令；若持续出现，可加大 timeout_seconds",
    "dns": "请核对 sites/*.toml 的 home 和本机的网络、域名服务",
    "tls": "证书问题会记为发现；确需继续时在 sites/*.toml 写 allow_unverified_tls = true",
    "refused": "网站拒绝连接；请核对 home 的地址和端口，稍后再运行同一命令",
    "connection_lost": "请稍后再运行同一命令",
    "robots_disallowed": "网站的 robots.txt 不允许访问；请与网站管理员协商",
    "robots_unreachable": "robots.txt 取不到时按规定不访问；请稍后再运行同一命令",
    "too_large": "超过大小上限，未保存；请人工查看",
    "blocked_address": "如确为应检查的内网网站，请用 --allow-net 网段 或在 gongkai.toml 写 allow_net",
    "server_error": "网站内部出错；请稍后再运行同一命令",
    "client_error": "网站不接受该请求；请人工打开核对",
    "redirect_loop": "网站转址成环；请人工打开核对",
    "unreadable": "请人工打开核对；如页面正常，请把该页反馈给本软件",
    "not_captured": "存档不全；如需完整结论，请联网再采集一次",
    "not_tried": "请再运行同一命令",
}

EVENTS: dict[str, str] = {
    "opened": "发现",
    "seen_fixed": "复查已整改",
    "reopened": "问题回潮",
    "confirmed": "确认属实",
    "disputed": "提出异议",
    "waived": "豁免",
    "waiver_expired": "豁免到期",
    "waiver_unneeded": "豁免可撤销",
    "waiver_revoked": "豁免撤销",
    "claimed": "报告已整改",
    "claim_refused": "复核未通过",
    "dispute_accepted": "异议成立，误报",
    "dispute_rejected": "异议不成立",
    "evidence_changed": "情况变化，重新列入",
    "deadline_set": "调整期限",
    "found_by_person": "人工认定",
    "rechecked": "复查",
    "doubted": "再次存疑",
    "settled": "已查清",
    "dismissed": "排除",
}

RUN_STATES: dict[str, str] = {"running": "进行中", "complete": "完整", "incomplete": "不完整"}

SCHEDULE_STATES: dict[str, str] = {
    "started": "运行中",
    "done": "完成",
    "stopped": "已停下，待续",
    "failed": "失败",
    "killed": "中途被杀",
    "overlapped": "重叠，未启动",
    "missed": "漏跑",
}


def word(table: dict[str, str], key: str) -> str:
    """The Chinese word of a key; a key that has none is shown as it is."""
    return table.get(key, key)
