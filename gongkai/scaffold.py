"""Writing a new workspace: settings and site profiles with a comment for each choice."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import ConfigError
from gongkai.workspace import CONFIG_NAME, Workspace, load_workspace

FOLDERS = ("sites", "registers", "packs", "reports")


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site profile to be written. `organ`: on a municipal portal, whose share is crawled."""

    id: str
    kind: str  # bureau | municipal
    home: str
    name: str = ""
    organ: str | None = None
    delay_seconds: float = 1.0
    concurrency: int = 2


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """Everything `gongkai init` asks for."""

    sites: tuple[NewSite, ...]
    organ: str = ""
    contact: str = ""
    details: dict[str, str] = field(default_factory=dict)  # further keys of [organ]
    allow_net: tuple[str, ...] = ()


def write_workspace(root: Path, plan: NewWorkspace) -> Workspace:
    """Write a workspace into `root` and load it again. Raises ConfigError where one is there already."""
    from reports.registers import write_templates

    if (root / CONFIG_NAME).exists():
        raise ConfigError(
            "there is a workspace here already", where=str(root), fix="edit its files, or choose another folder"
        )
    for site in plan.sites:
        _check_home(site.home)
    try:
        for name in FOLDERS:
            (root / name).mkdir(parents=True, exist_ok=True)
        for site in plan.sites:
            (root / "sites" / f"{site.id}.toml").write_text(_profile(site), encoding="utf-8")
        write_templates(root / "registers")
        (root / CONFIG_NAME).write_text(_settings(plan), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot be written ({error.strerror})", where=str(root)) from error
    return load_workspace(root)


def _check_home(home: str) -> None:
    try:
        parts = urlsplit(home)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        valid = False
    if not valid:
        fix = f"write http://{home}/" if "://" not in home and "." in home else "write it as http://www.example.gov.cn/"
        raise ConfigError(f"{home!r} is not the address of a site", fix=fix)


def _settings(plan: NewWorkspace) -> str:
    organ = {"name": plan.organ, **plan.details}
    return f"""# 工作目录设置 · settings of this workspace. An unknown key is an error, so no slip goes unnoticed.

[organ]
# The organ as its annual report introduces it. What is empty is printed as 【待填】, never invented.
name = {_text(organ.get("name", ""))}             # 单位全称
office = {_text(organ.get("office", ""))}           # 信息公开工作机构
address = {_text(organ.get("address", ""))}
postcode = {_text(organ.get("postcode", ""))}
phone = {_text(organ.get("phone", ""))}
fax = {_text(organ.get("fax", ""))}
email = {_text(organ.get("email", ""))}

# 检查单位 · who sends bulletins and ledgers of several sites, to whom (`gongkai report bulletin`).
[inspection]
issuer = ""           # 发文机关
area = ""             # 全市, 全省, 本系统
addressees = ""       # 主送机关
contact = ""          # 联系人
phone = ""

[fetch]
# Goes into the User-Agent header, so that a webmaster can reach you: an address or a telephone number.
contact = {_text(plan.contact)}
# Networks that may be entered although they are private, e.g. ["10.0.0.0/8"] for a government intranet.
allow_net = [{", ".join(_text(net) for net in plan.allow_net)}]

[paths]
catalogue = "catalogue.sqlite"   # one SQLite file: what was seen, and the findings
archive = "archive"              # WARC files: the evidence

[check]
# Rule packs of `gongkai check`; see `gongkai rules list`. Of these, those in force on the day are applied.
# Own packs go into packs/<id>.toml.
packs = [
    "census-2015", "guideline-2017", "inspection-2019", "oia-2008", "oia-2019", "dual-publicity", "safety",
    "website-form", "practice",
]

[console]
# 审阅台 · how long one stays logged in at `gongkai serve`: without any request, and at most.
idle_minutes = 60
session_hours = 12

# 计划任务 · what `gongkai schedule run` starts by itself; see `gongkai schedule list`. One table a schedule.
# [[schedule]]
# name = "nightly"
# cron = "0 22 * * *"          # minute hour day month weekday, Asia/Shanghai: every day at 22:00
# action = "crawl"             # crawl, check, probe
# mode = "full"                # of a crawl
# sites = "all"                # or ids: ["bureau"]
# window = "22:00-06:00"       # asked to stop at its end; goes on at the next start
# grace_minutes = 60           # a start later than this is a missed one, and is reported
"""


def _profile(site: NewSite) -> str:
    organ = f"organ = {_text(site.organ)}   # only this organ's share is crawled\n" if site.organ else ""
    return f"""# A site is this file. Only `home` is needed; everything else has a default.
name = {_text(site.name or site.id)}
kind = {_text(site.kind)}   # bureau: the organ's own site; municipal: the portal of all organs
home = {_text(site.home)}
{organ}
[fetch]
delay_seconds = {site.delay_seconds}   # between two requests to one host
concurrency = {site.concurrency}       # requests in flight, 1 to 16
# night_window = "22:00-06:00"         # crawl only at night (Asia/Shanghai)

# A column that is judged wrongly can be put right here:
# [columns."政务公开/工作动态"]
# class = "dynamic"      # dynamic, policy, interpretation, personnel_plan, static, …
# ignore = true          # not crawled, not judged
# archived = true        # 已归档

# What is surely there, so that a quiet loss is loud (a run below it is incomplete):
# [expect]
# columns = 20
# items = 300
"""


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
