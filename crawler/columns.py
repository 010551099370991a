"""What a column is: its name, its path and its address against the column sheet (`columns.toml`).

What a column is for is told here; how fresh it must be and whether it must exist is the business of a pack.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.errors import ConfigError
from crawler.model import ColumnClass

SHEET = Path(__file__).with_name("columns.toml")


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """One row of the column sheet."""

    id: str
    name: str
    column_class: ColumnClass
    expects_items: bool
    synonyms: tuple[str, ...]
    slugs: tuple[str, ...]
    stands_for: tuple[str, ...] = ()  # ids of the columns it holds together (双公示)
    prefixes: tuple[str, ...] = ()  # beginnings of names (走进某市)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The column sheet, with its names ready for comparing."""

    columns: tuple[ColumnKind, ...]
    by_name: Mapping[str, ColumnKind]
    by_slug: Mapping[str, ColumnKind]
    longest_first: tuple[tuple[str, ColumnKind], ...]
    shelves: Mapping[str, ColumnClass]
    excluded: Mapping[str, str]  # names that look like a column and are none, with the reason

    def column(self, column_id: str) -> ColumnKind | None:
        """The row with this id, or None."""
        return next((column for column in self.columns if column.id == column_id), None)


@dataclass(frozen=True, slots=True)
class ColumnIdentity:
    """What a column was taken for, and why (a sentence for people)."""

    id: str | None
    column_class: ColumnClass
    reason: str
    expects_items: bool = True


_COLUMN_KEYS = {"id": str, "name": str, "class": str, "expects_items": bool, "synonyms": list, "slugs": list}
_OPTIONAL_KEYS = {"stands_for", "prefixes"}
_SHELF_KEYS = {"names": list, "class": str}
_EXCLUDED_KEYS = {"names": list, "reason": str}
_DECORATION = re.compile(
    r"^(?:(?:本|市|我|省|县|区)(?:局|委|办|厅|院|单位|部门|中心)?)(?=[\u4e00-\u9fff]{4,})|(?:专栏|栏目|信息|专区|平台)$"
)
_LINKS_AWAY = re.compile(r"链接|导航|地图|搜索|检索|登录|下载专区$")
# Words that change what a name is about, wherever they stand: a synonym inside such a name proves nothing.
_OTHER_SUBJECT = {
    "col.news": re.compile(r"解读|通知|公告|办事|服务|预警|统计|调查|执法|党建|纪检"),
    "col.policy": re.compile(r"解读|图解"),
    "col.notice": re.compile(
        r"处罚|许可|采购|招标|中标|成交|竞价|拍卖|出让|供地|征收|征地|拆迁|环评|环境影响|信用|任免|任前|录用|预算|决算|双公示|事故|失信|红黑"
    ),
    "col.stats": re.compile(r"信件|留言|办件|办事|来信|访问|双公示"),
    "col.topic": re.compile(r"公开专栏|重点领域"),
    "col.personnel": re.compile(r"考试"),
    "col.consult": re.compile(r"统计|满意度|须知|指南"),
    "oip.report": re.compile(r"法治|统计|企业|预算|财务|审计|事故|质量|环境|网站"),
}
# A name that is nothing but a form says less than the column above it: 双公示/公示, 政府采购/公告.
_FORMS = frozenset(
    {"公示", "公告", "通告", "通知", "公示信息", "公告信息", "文件", "统计", "政策", "法规", "动态", "资讯", "新闻"}
)
_SETTLED = frozenset({ColumnClass.EVENT, ColumnClass.ANNUAL, ColumnClass.PERSONNEL_PLAN, ColumnClass.STATS_SERVICE})
# Two characters that name a column alone, and say nothing at the end of another name (教育服务, 水资源公报).
_ALONE = frozenset({"服务", "便民", "法律", "问卷", "公报"})
# Names of organs: what stands in such a column is that organ's affair, whatever words its name holds (县统计局).
_ORGAN = re.compile(
    r"^(?=.{3,})(?!走进|魅力|认识|我|本局).*(?:[^新布]局|委员会|[市县区省]委|厅|[府编外侨台信明制口金防贫访商]办|办公室|[镇乡]|街道|街道办|办事处|管委会|法院|检察院|供销社"
    r"|[支大总]队)$|^[省市县区州].{2,}(?:中心|公司|集团|医院|学校|大学|学院|社|所|站)$"
)
_TOWNSHIP = re.compile(r"^.{1,10}(?:[镇乡]|街道|街道办|街道办事处)$|^(?:镇街|乡镇|街道|街镇|乡镇街道|镇街之窗)$")


# A child of 互动交流 or 新闻中心 that no name identifies may be anything; to call it stale would be a guess.
_NOT_INHERITED = frozenset({ColumnClass.UNKNOWN, ColumnClass.DYNAMIC, ColumnClass.MESSAGES, ColumnClass.SURVEY_TALK})
# Below 工作机构 stand departments and townships with news and notices of their own.
_HOLDERS = frozenset({"col.org"})


def name_key(name: str) -> str:
    """A column name for comparing: width-folded, without blanks, brackets and marks."""
    folded = unicodedata.normalize("NFKC", name)
    return re.sub(r"[\s\u200b·•|\-—_()\[\]【】《》“”\"'、,，]+", "", folded)


@cache
def sheet(path: Path = SHEET) -> Sheet:
    """The column sheet. Raises ConfigError where the file holds unknown keys, classes or doubled names."""
    with path.open("rb") as file:
        try:
            data = tomllib.load(file)
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"not valid TOML ({error})", where=str(path), fix="correct the line named") from error
    return read_sheet(data, str(path))


def read_sheet(data: Mapping[str, Any], where: str) -> Sheet:
    """A column sheet out of parsed TOML; `where` names it in errors."""
    unknown = set(data) - {"column", "shelf", "excluded"}
    if unknown:
        raise ConfigError(
            f"unknown key {min(unknown)!r}", where=where, fix="use [[column]], [[shelf]] and [[excluded]] only"
        )
    columns = tuple(_column(entry, where) for entry in data.get("column", []))
    by_name: dict[str, ColumnKind] = {}
    for column in columns:
        for name in (column.name, *column.synonyms):
            other = by_name.setdefault(name_key(name), column)
            if other is not column:
                raise ConfigError(
                    f"{name!r} stands for both {other.id} and {column.id}", where=where, fix="remove one of the two"
                )
    by_slug: dict[str, ColumnKind] = {}
    for column in columns:
        for slug in column.slugs:
            by_slug.setdefault(slug, column)
    shelves: dict[str, ColumnClass] = {}
    for entry in data.get("shelf", []):
        _check_keys(entry, _SHELF_KEYS, where, "shelf")
        for name in entry["names"]:
            shelves[name_key(name)] = _class_of(entry["class"], where, "shelf")
    excluded: dict[str, str] = {}
    for entry in data.get("excluded", []):
        _check_keys(entry, _EXCLUDED_KEYS, where, "excluded")
        excluded.update((name_key(name), entry["reason"]) for name in entry["names"])
    ordered = sorted(by_name.items(), key=lambda item: -len(item[0]))
    return Sheet(columns, by_name, by_slug, tuple(ordered), shelves, excluded)


def _column(entry: Mapping[str, Any], where: str) -> ColumnKind:
    label = str(entry.get("id", "a [[column]] without id"))
    _check_keys(entry, _COLUMN_KEYS, where, label)
    return ColumnKind(
        id=entry["id"],
        name=entry["name"],
        column_class=_class_of(entry["class"], where, label),
        expects_items=entry["expects_items"],
        synonyms=tuple(entry["synonyms"]),
        slugs=tuple(entry["slugs"]),
        stands_for=tuple(entry.get("stands_for", ())),
        prefixes=tuple(entry.get("prefixes", ())),
    )


def _check_keys(entry: Mapping[str, Any], keys: Mapping[str, type], where: str, label: str) -> None:
    for key in entry:
        if key not in keys and key not in _OPTIONAL_KEYS:
            raise ConfigError(f"{label}: unknown key {key!r}", where=where, fix=f"known keys: {', '.join(keys)}")
    for key, kind in keys.items():
        if not isinstance(entry.get(key), kind):
            raise ConfigError(f"{label}: {key!r} is missing or no {kind.__name__}", where=where, fix=f"write {key} = …")


def _class_of(value: str, where: str, label: str) -> ColumnClass:
    try:
        return ColumnClass(value)
    except ValueError as error:
        known = ", ".join(ColumnClass)
        raise ConfigError(f"{label}: unknown class {value!r}", where=where, fix=f"use one of {known}") from error


def identify(path: Sequence[str], url: str | None = None) -> ColumnIdentity:
    """What the column at `path` (names from the top down) is, by name, synonym, contained synonym, slug, ancestors.

    The leaf name decides if it can; an ancestor only gives its class to a leaf that nothing identifies, and only
    where that is safe (topics, and columns that are not shelves). Unknown is an honest answer.
    """
    known = sheet()
    if not path:
        return ColumnIdentity(None, ColumnClass.UNKNOWN, "no name")
    leaf = name_key(path[-1])
    topic = _topic_of(path, known)
    if leaf in known.excluded:
        return ColumnIdentity(None, ColumnClass.UNKNOWN, f"{path[-1]}: {known.excluded[leaf]}", expects_items=False)
    exact = known.by_name.get(leaf)
    if exact is not None:
        if topic is not None:
            return ColumnIdentity(None, ColumnClass.ARCHIVE, f"{path[-1]} is part of the topic {topic}")
        settled = _from_ancestors(path[-2:], known) if leaf in _FORMS else None
        if settled is not None and settled.column_class in _SETTLED:
            return settled
        how = "name" if leaf == name_key(exact.name) else "synonym"
        return _of_whom(path, _identity(exact, f"{how} {path[-1]}"))
    if topic is not None:
        return ColumnIdentity(None, ColumnClass.ARCHIVE, f"part of the topic {topic}")
    if leaf in known.shelves:
        return ColumnIdentity(None, known.shelves[leaf], f"{path[-1]} is a shelf of columns", expects_items=False)
    if _ORGAN.match(leaf):
        return ColumnIdentity(None, ColumnClass.UNKNOWN, f"{path[-1]} is the name of an organ", expects_items=False)
    contained = _contained(leaf, known)
    if contained is not None:
        return _of_whom(path, _identity(contained[1], f"{path[-1]} contains {contained[0]}"))
    slug = slug_of(url)
    column = known.by_slug.get(slug) if slug is not None else None
    above = {known.by_name.get(name_key(name)) for name in path[:-1]}
    if column is not None and column not in above:  # else it is only the folder of the column above
        return _of_whom(path, _identity(column, f"address part {slug}"))
    return _from_ancestors(path, known)


def is_column_name(name: str) -> bool:
    """True if this is, word for word, the name of a column, a shelf or a tool in the sheet: no title of an entry."""
    known, key = sheet(), name_key(name)
    return key in known.by_name or key in known.shelves or key in known.excluded


def _of_whom(path: Sequence[str], found: ColumnIdentity) -> ColumnIdentity:
    """Below a township stand its own 政务动态 and 人事信息: of that class, but not the site's column of that name."""
    township = next((name for name in path[:-1] if _TOWNSHIP.match(name_key(name))), None)
    if township is None or found.id is None:
        return found
    return ColumnIdentity(None, found.column_class, f"{found.reason}, of {township}", found.expects_items)


def _topic_of(path: Sequence[str], known: Sheet) -> str | None:
    """The topic a column belongs to: the first node on a topic shelf that is no known column by its own name.

    专题专栏/应急管理/应急预案 are columns that happen to stand there; 专题专栏/安全生产月/统计数据 is part of a topic.
    """
    shelf = next((i for i, name in enumerate(path) if known.shelves.get(name_key(name)) is ColumnClass.ARCHIVE), None)
    if shelf is None:
        return None
    return next((name for name in path[shelf + 1 :] if name_key(name) not in known.by_name), None)


def _identity(column: ColumnKind, reason: str) -> ColumnIdentity:
    return ColumnIdentity(column.id, column.column_class, f"{reason}: {column.name}", column.expects_items)


def _contained(leaf: str, known: Sheet) -> tuple[str, ColumnKind] | None:
    """The longest name or synonym of at least three characters inside the leaf's name."""
    if _LINKS_AWAY.search(leaf):
        return None
    begun = next(((p, c) for c in known.columns for p in c.prefixes if leaf.startswith(p) and leaf != p), None)
    if begun is not None:
        return begun
    stripped = _DECORATION.sub("", leaf)
    if stripped != leaf and stripped in known.by_name:
        return stripped, known.by_name[stripped]
    for name, column in known.longest_first:
        if len(name) < 3 or name not in leaf:
            continue
        other = _OTHER_SUBJECT.get(column.id)
        if other is not None and other.search(leaf.replace(name, "")):
            continue
        return name, column
    # Two characters are enough at the end of a name (公司要闻, 任免公示), where the subject of a Chinese name stands.
    for name, column in known.longest_first:
        if len(name) != 2 or name in _ALONE or not leaf.endswith(name):
            continue
        other = _OTHER_SUBJECT.get(column.id)
        if other is None or not other.search(leaf[:-2]):
            return name, column
    return None


def slug_of(url: str | None) -> str | None:
    """The folder of an address that names the column: the last one made of letters (`/zwgk/gzdt/index.html` → gzdt)."""
    if url is None:
        return None
    folders = [part for part in urlsplit(url).path.split("/")[:-1] if part]
    for folder in reversed(folders):
        letters = re.sub(r"[_-]?\d+$", "", folder.lower())
        if re.fullmatch(r"[a-z]{2,12}", letters):
            return letters
    return None


def _from_ancestors(path: Sequence[str], known: Sheet) -> ColumnIdentity:
    for name in reversed(path[:-1]):
        column = known.by_name.get(name_key(name))
        if column is None or column.id in _HOLDERS:
            continue
        if column.id == "col.key_area":
            return ColumnIdentity(
                None, ColumnClass.UNKNOWN, f"below {name}: what is due there differs from field to field"
            )
        if column.column_class not in _NOT_INHERITED and column.id.startswith("col."):
            reason = f"below {name}: {column.name}"
            return ColumnIdentity(None, column.column_class, reason, column.expects_items)
    return ColumnIdentity(None, ColumnClass.UNKNOWN, f"no name or synonym matches {path[-1]}")
