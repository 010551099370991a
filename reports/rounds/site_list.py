"""The list of sites in operation (网站名单), `sites/list.csv`: who runs them, and under whom they count.

It may name sites that were never crawled: these are 未检查 in a bulletin, not left out. Without a list, the sites of
the catalogue are all there are, and each counts under its own organ.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from crawler.catalogue.queries import SiteRow
from crawler.errors import ConfigError
from reports.rounds.round import Grouping, ListedSite

FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("网站名称", "名称"),
    "home": ("首页网址", "网址", "首页地址"),
    "organ": ("主办单位", "主办机关"),
    "code": ("网站标识码", "标识码"),
    "grouping": ("类别",),
    "area": ("所属地区或上级单位", "所属地区", "地区", "上级单位"),
    "state": ("状态", "运行状态"),
    "site": ("采集编号", "网站编号"),
}
EXAMPLE = (
    "某某县政府门户网站",
    "http://www.example.gov.cn/",
    "某某县人民政府",
    "4400000001",
    "地区",
    "某某县",
    "正常",
    "",
)
_RUNNING = ("", "正常", "正常运行", "运行")
_STOPPED = ("临时下线", "关停", "关停整合", "已关停")
_LARGEST = 5 << 20  # bytes


def read_site_list(path: Path, known: Sequence[SiteRow], codes: Mapping[str, str]) -> list[ListedSite]:
    """The sites in operation of a list, each with its id where the catalogue has it (by 采集编号, or by host).

    `codes` are the numbers (标识码) that sites show themselves, for those of which the list says none. Raises
    ConfigError with file, row and field for whatever is wrong.
    """
    rows = _rows(path)
    fields = _header(rows[0] if rows else [], str(path))
    ids, hosts = {site.id for site in known}, {_host(site.home): site.id for site in known}
    found: list[ListedSite] = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(value.strip() for value in row):
            continue
        where = f"{path}, row {number}"
        if len(row) > len(fields) and any(value.strip() for value in row[len(fields) :]):
            raise ConfigError(f"has {len(row)} cells, the header has {len(fields)}", where=where, fix="remove the rest")
        cells = {name: value.strip() for name, value in zip(fields, row, strict=False)}
        if cells.get("state", "") in _STOPPED:
            continue
        site = _listed(cells, where)
        own = site.site or hosts.get(_host(site.home))
        if site.site and site.site not in ids:
            near = difflib.get_close_matches(site.site, ids, n=1)
            raise ConfigError(
                f'采集编号 "{site.site}" is not a site of the catalogue',
                where=where,
                fix=f'did you mean "{near[0]}"?' if near else "leave it empty, or crawl the site first",
            )
        found.append(_with(site, own, codes.get(own or "", "")))
    return _distinct(found)


def of_catalogue(sites: Sequence[SiteRow], codes: Mapping[str, str]) -> list[ListedSite]:
    """The sites of the catalogue as a list."""
    found = [
        ListedSite(site.name, site.home, site.organ or site.name, codes.get(site.id, ""), site=site.id)
        for site in sites
    ]
    return _distinct(found)


def _with(site: ListedSite, own: str | None, code: str) -> ListedSite:
    return ListedSite(site.name, site.home, site.organ, site.code or code, site.grouping, site.area, own)


def _distinct(sites: Sequence[ListedSite]) -> list[ListedSite]:
    """Sites of one name get their host beside it: they are counted by name."""
    names = [site.name for site in sites]
    return [
        ListedSite(
            f"{site.name}（{_host(site.home)}）" if names.count(site.name) > 1 else site.name,
            site.home,
            site.organ,
            site.code,
            site.grouping,
            site.area,
            site.site,
        )
        for site in sites
    ]


def _listed(cells: Mapping[str, str], where: str) -> ListedSite:
    for name in ("name", "home"):
        if not cells.get(name):
            raise ConfigError(f"{FIELDS[name][0]} is empty", where=where, fix="fill it in")
    if not _host(cells["home"]):
        raise ConfigError(
            f'首页网址 "{cells["home"]}" is no address', where=where, fix="write it as http://www.example.gov.cn/"
        )
    grouping = cells.get("grouping") or Grouping.DEPARTMENT
    if grouping not in list(Grouping):
        raise ConfigError(f'类别 "{grouping}" is not known', where=where, fix=f"write {' or '.join(Grouping)}")
    state = cells.get("state", "")
    if state not in _RUNNING:
        fix = f"write 正常, or one of {'、'.join(_STOPPED)}"
        raise ConfigError(f'状态 "{state}" is not known', where=where, fix=fix)
    return ListedSite(
        name=cells["name"],
        home=cells["home"],
        organ=cells.get("organ", ""),
        code=cells.get("code", ""),
        grouping=Grouping(grouping),
        area=cells.get("area", ""),
        site=cells.get("site") or None,
    )


def _rows(path: Path) -> list[list[str]]:
    if path.stat().st_size > _LARGEST:
        raise ConfigError("is larger than 5 MB", where=str(path), fix="keep one row a site")
    body = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(body.decode(encoding), newline=""), strict=True))
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise ConfigError(f"is not a CSV table ({error})", where=str(path), fix="save it as CSV again") from None
    raise ConfigError("is neither UTF-8 nor GB18030 text", where=str(path), fix="save it as CSV UTF-8")


def _header(cells: Sequence[str], where: str) -> list[str]:
    known = {alias: name for name, aliases in FIELDS.items() for alias in (name, *aliases)}
    written = ["".join(cell.split()) for cell in cells]
    for cell in written:
        if cell not in known:
            fix = f"the fields are: {'，'.join(names[0] for names in FIELDS.values())}"
            raise ConfigError(f'row 1 (header): unknown field "{cell}"', where=where, fix=fix)
    fields = [known[cell] for cell in written]
    for name in ("name", "home"):
        if name not in fields:
            raise ConfigError(f"row 1 (header): {FIELDS[name][0]} is missing", where=where, fix="add it")
    return fields


def _host(home: str) -> str:
    try:
        return (urlsplit(home if "://" in home else f"http://{home}").netloc or "").lower()
    except ValueError:
        return ""
