"""Papers about accidents on a site, by their titles: which are reports, which speak of the same accident."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from checks.facts import SiteFacts
from checks.seeing.accidents import day_said, signed_day
from crawler.catalogue.accidents import titles_elsewhere
from crawler.catalogue.queries import ItemRow

_REPORT = re.compile(r"事故.{0,12}调查报告|调查报告.{0,8}事故")
_REPLY = re.compile(r"批复|结案")
_EVALUATION = re.compile(r"评估")
_EXCERPT = re.compile(r"摘要|摘录|节选|节录|简要|概要|简介|主要内容")
_SUPERVISION = re.compile(r"督办")
_NEWS = re.compile(r"快报|通报|事故情况|事故信息")
REPLIED = re.compile(r"批复|批准.{0,12}(?:结案|调查报告)|同意.{0,12}(?:结案|调查报告)")  # said of the day of a reply
# Papers about reports in general, or about other matters, whatever words they hold.
_OTHER = re.compile(
    r"制度|办法|规定|规程|规范|规则|指引|指南|指导|培训|学习|会议|座谈|征求意见|解读|通知$|方案|细则|专家|招聘|采购|中标|工作部署|统计|综述"
    r"|分析|案例|警示|预案|演练|知识|回头看|季度|上半年|全年|月份|年度|安委会|加强|做好|报送|工作$"
)
_MONTH_DAY = re.compile(r"[“”\"'〝‘「『](\d{1,2})\s*[·•・‧．.﹒∙]\s*(\d{1,2})[“”\"'〞’」』]")
_YEAR = re.compile(r"(20\d{2})年?")
_GENERIC = re.compile(
    r"关于|公布|公开|发布|印发|转发|对|调查处理|调查报告|调查|查处|处理|情况|通报|快报|批复|结案|挂牌督办|挂牌|督办|解除|摘要|摘录|节选|简要|全文"
    r"|整改|防范|措施|落实|评估|报告|意见|通知|公告|的|一起|特别重大|较大|重大|一般|生产安全|安全生产|责任|非责任|死亡|伤亡|人员|事故"
    r"|机械伤害|高处坠落|高空坠落|物体打击|车辆伤害|起重伤害|触电|坍塌|火灾|爆炸|中毒|窒息|淹溺|灼烫|其他伤害|坠落|[第号期]"
    r"|应对|处置|应急|及|和|与"
)
_NOISE = re.compile(r"[\W\d_]+")
_SURE, _PERHAPS = 0.75, 0.5


class Match(StrEnum):
    """Whether two titles speak of the same accident."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class PaperKind(StrEnum):
    """What a paper about an accident is."""

    REPORT = "report"
    EXCERPT = "excerpt"  # of a report
    REPLY = "reply"  # 批复, 结案: the case is closed
    EVALUATION = "evaluation"  # of the measures afterwards
    SUPERVISION = "supervision"  # 挂牌督办
    NEWS = "news"  # that it happened; only where the title names the accident by its day


@dataclass(frozen=True, slots=True)
class AccidentName:
    """What a title says of which accident: “3·5” as month and day, a year, and the words that name place and firm."""

    month_day: tuple[int, int] | None
    year: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper about an accident, with the text of its page (empty where it was not read)."""

    item: ItemRow
    kind: PaperKind
    name: AccidentName
    text: str

    @property
    def title(self) -> str:
        return self.item.title or ""


@lru_cache(maxsize=16384)
def kind_of_title(title: str) -> PaperKind | None:
    """What a title announces; None for everything that is about no single accident."""
    if "事故" not in title:
        return None
    if _EVALUATION.search(title) and re.search(r"整改|防范|措施", title):
        return PaperKind.EVALUATION
    if _OTHER.search(_MONTH_DAY.sub("", title).removesuffix("的通知")):
        return None
    if _SUPERVISION.search(title):
        return PaperKind.SUPERVISION
    if _REPLY.search(title):
        return PaperKind.REPLY
    if _REPORT.search(title):
        return PaperKind.EXCERPT if _EXCERPT.search(title) else PaperKind.REPORT
    return PaperKind.NEWS if _NEWS.search(title) and _MONTH_DAY.search(title) else None


@lru_cache(maxsize=16384)
def accident_name(title: str) -> AccidentName:
    """What a title says of which accident it is."""
    found = _MONTH_DAY.search(title)
    rest = unicodedata.normalize("NFKC", _MONTH_DAY.sub("", title))
    year = _YEAR.search(rest)
    words = _NOISE.sub("", _GENERIC.sub("", _NOISE.sub("", rest)))
    return AccidentName((int(found[1]), int(found[2])) if found else None, int(year[1]) if year else None, words)


def same_accident(one: AccidentName, other: AccidentName) -> Match:
    """Whether two names mean one accident: the same “3·5” and alike words, or the same words alone."""
    if one.year and other.year and one.year != other.year:
        return Match.NO
    if one.month_day and other.month_day and one.month_day != other.month_day:
        return Match.NO
    alike = _likeness(one.words, other.words)
    if one.month_day and one.month_day == other.month_day:
        return Match.YES if alike >= _PERHAPS else Match.MAYBE
    if alike >= _SURE:
        return Match.YES if min(len(one.words), len(other.words)) >= 4 else Match.MAYBE
    return Match.MAYBE if alike >= _PERHAPS else Match.NO


def papers(facts: SiteFacts) -> list[Paper]:
    """All papers about single accidents on the site, by date, with their texts."""
    return papers_among(facts.titles.holding(("事故",)), facts.texts)


def papers_among(items: Iterable[ItemRow], texts_of: Callable[[list[int]], Mapping[int, str]]) -> list[Paper]:
    """The papers about single accidents among items, in their order; `texts_of` reads the texts of those by number."""
    kinds = [(item, kind) for item in items if (kind := kind_of_title(item.title or "")) is not None]
    texts = texts_of([item.id for item, _ in kinds])
    return [Paper(item, kind, accident_name(item.title or ""), texts.get(item.id, "")) for item, kind in kinds]


def replied_on(report: Paper, replies: Iterable[Paper]) -> date | None:
    """The day of the reply (批复) to a report: told by it, or by a reply that surely is about the same accident."""
    told = day_said(report.text, REPLIED)
    if told is not None:
        return told
    match, reply = best_match(report.name, replies)
    if match is not Match.YES or reply is None:
        return None
    return signed_day(reply.text) or reply.item.written_on


def reports_elsewhere(facts: SiteFacts) -> list[AccidentName]:
    """The accidents whose reports stand on the municipal portals."""
    titles = facts.ask(titles_elsewhere, tuple(partner.id for partner in facts.partners), "事故")
    return [accident_name(title) for title in titles if kind_of_title(title) is PaperKind.REPORT]


def best_match(name: AccidentName, others: Iterable[Paper]) -> tuple[Match, Paper | None]:
    """The paper that speaks of an accident most surely, and how surely."""
    found: tuple[Match, Paper | None] = (Match.NO, None)
    for paper in others:
        match = same_accident(name, paper.name)
        if match is Match.YES:
            return match, paper
        if match is Match.MAYBE and found[1] is None:
            found = (match, paper)
    return found


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one in other or other in one:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
