"""A figure beside that of the year before: what changed, by how much, and what speaks against comparing them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.count import Count
from reports.figures import Figures, written
from reports.metrics.base import Source, Summary
from reports.scope import Scope
from reports.summaries import Number, percent, plain


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric, or one part of it, in two years.

    `change` is this year's value less that of the year before, in the metric's unit (percentage points for a share),
    None where either is not known. `percent` is the change in percent of the year before, with one decimal; None
    where there is no change to speak of, the year before was 0, or the metric is itself a share. `cautions` are
    sentences in Chinese without a full stop: why the two may not be alike. They are part of the comparison.
    """

    this: Count
    before: Count
    part: str | None
    value: Number | None
    value_before: Number | None
    change: Number | None
    percent: Number | None
    cautions: tuple[str, ...]

    @property
    def words(self) -> str:
        """As a report says it: 比上年增加12条，增长3.5%; where one year is not known, that."""
        if self.change is None:
            return "上年数未知，无法比较" if self.value_before is None else "本年数未知，无法比较"
        if self.change == 0:
            return "与上年持平"
        share = self.this.metric.summary is Summary.SHARE
        unit = "个百分点" if share else self.this.metric.unit
        size, more = written(abs(Decimal(self.change))), self.change > 0
        if share:
            return f"比上年{'提高' if more else '下降'}{size}{unit}"
        told = f"比上年{'增加' if more else '减少'}{size}{unit}"
        if self.percent is None:
            return told
        return f"{told}，{'增长' if more else '下降'}{written(abs(Decimal(self.percent)))}%"


def compared(figures: Figures, name: str, part: str | None = None) -> Comparison:
    """One metric of a document beside the year before. Both counts are those of its `Figures`."""
    this, before = figures.count(name), figures.count(name, before=True)
    scope = figures.scope
    return comparison(this, before, part, more=tuple(_of_crawls(scope, this)) + tuple(_of_periods(scope)))


def comparison(this: Count, before: Count, part: str | None = None, *, more: tuple[str, ...] = ()) -> Comparison:
    """Two counts of one metric side by side; `more` are cautions that only their scopes know."""
    value, old = _value(this, part), _value(before, part)
    change = None if value is None or old is None else plain(value - old)
    return Comparison(
        this=this,
        before=before,
        part=part,
        value=value,
        value_before=old,
        change=change,
        percent=_percent(this, change, old),
        cautions=tuple(dict.fromkeys((*_of_counts(this, before), *more))) if change is not None else (),
    )


def _value(made: Count, part: str | None) -> Number | None:
    return made.value if part is None else made.part(part)


def _percent(this: Count, change: Number | None, old: Number | None) -> Number | None:
    if not change or not old or this.metric.summary is Summary.SHARE:
        return None
    return plain(percent(change, old))


def _of_counts(this: Count, before: Count) -> list[str]:
    """What two counts themselves say against being compared."""
    found: list[str] = []
    one, other = this.metric, before.metric
    if (one.definition, one.unit, one.summary) != (other.definition, other.unit, other.summary):
        found.append(f"两年的统计口径不同，上年口径为：{other.definition.rstrip('。')}")
    if this.complete != before.complete:
        found.append("上年数不完整" if this.complete else "本年数不完整")
    elif not this.complete:
        found.append("两年的数据都不完整")
    for year, made, against in (("上年", before, this), ("本年", this, before)):
        told = [note for note in made.note.split("；") if note.startswith("未计") and note not in against.note]
        found += [f"{year}{note}" for note in told]
    return found


def _of_crawls(scope: Scope, made: Count) -> list[str]:
    """A crawl metric of a year that no crawl saw end: what was taken down before the first crawl is not in it."""
    if made.metric.source not in (Source.CRAWL, Source.BOTH):
        return []
    found = []
    for channel in made.metric.sites:
        site = scope.site(channel)
        first = scope.known.first_crawl_day(site) if site is not None else None
        if site is not None and first is not None and first > date(scope.year - 1, 12, 31):
            found.append(f"“{site.name}”最早于{first.isoformat()}采集，此前已从网站撤下的信息不在上年数内")
    return found


def _of_periods(scope: Scope) -> list[str]:
    """A year that is not over beside a whole one."""
    if scope.until < date(scope.year, 12, 31):
        return [f"本年数只统计到{scope.until.isoformat()}，上年数为全年"]
    return []
