"""All metrics by topic, as a page of documentation: made from the metrics themselves, never typed."""

from __future__ import annotations

from collections.abc import Mapping

from reports.metrics.base import Metric, Source, Summary, metrics

TOPICS: Mapping[str, tuple[str, ...]] = {
    "主动公开 · what was published": ("published", "website", "news", "interpretations", "responses"),
    "栏目与专题 · columns and topics": ("columns", "topics"),
    "法定主动公开 · regulations, licences, penalties, charges": (
        "regulations",
        "normative",
        "licences",
        "services",
        "penalties",
        "coercions",
        "charges",
        "procurement",
        "accident_reports",
    ),
    "会议与发布 · meetings and briefings": (
        "press_conferences",
        "hearings",
        "forums",
        "meetings",
        "trainings",
        "trainees",
    ),
    "互动交流 · letters, surveys, interviews": (
        "letters",
        "messages",
        "surveys",
        "interviews",
        "proposals",
        "complaints",
        "handled",
        "visits",
    ),
    "依申请公开 · requests": ("requests", "fees"),
    "复议与诉讼 · reviews and suits": ("reviews", "suits"),
    "新媒体 · new media": ("microblog", "wechat"),
    "机构与保障 · staff, funds, safety": ("offices", "reading_points", "staff", "funds", "security", "entities"),
}
"""Title of a topic → first words of the names of its metrics."""

_SOURCES = {Source.CRAWL: "crawl", Source.REGISTER: "register", Source.BOTH: "both", Source.CHECK: "check"}
_SUMMARIES = {
    Summary.SUM: "",
    Summary.SHARE: "share of the rows with amount 1, in percent",
    Summary.MEAN: "mean of the amounts",
    Summary.MEDIAN: "median of the amounts",
}
_FEW = 6  # cells that are named one by one

_HEAD = """# Metrics (统计指标)

Written by `gongkai count list --write docs/metrics.md`; a test compares it with the metrics.

A metric is a file in `reports/metrics/` with a definition, a unit, the rows that are counted, and the cells of the
statistics forms in which it stands. Its value follows from its rows and from nothing else: `gongkai count --year 2016
--rows --format csv` prints them, each with address, capture and digest, or with register, row and evidence.

* *crawl*: seen on a site and archived. *register*: written down by the office (台账). *both*: seen, and the office may
  state it as well; where the two differ, both are shown and nothing is averaged.
* A value is the sum of the amounts of its rows unless the table says share, mean or median. A share's rows are
  everything that was looked at, with amount 1 or 0. Shares, means and medians of no rows are not known.
* Not known (未填报) is never 0: nobody looked, nobody filled it in, or it cannot be told, and the reason is printed.
  What had to be left out of a number stands in a note beside it.
* Of one item in several columns or on both channels one row is made. Columns of the year before are those of the whole
  crawl nearest to its end; without one within 31 days nothing is said about merged, closed or opened columns.
"""


def metric_page() -> str:
    """The page as Markdown."""
    parts = [_HEAD]
    for topic, names in by_topic().items():
        parts.append(f"## {topic}\n")
        parts.append("| metric | title | unit | definition | source | stands in |")
        parts.append("| --- | --- | --- | --- | --- | --- |")
        parts += [_line(metrics()[name]) for name in names]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def by_topic() -> dict[str, list[str]]:
    """Names of metrics by topic, in the order of the page. Raises ValueError for a metric that has no topic."""
    found = {
        topic: [name for first in firsts for name in metrics() if name.partition(".")[0] == first]
        for topic, firsts in TOPICS.items()
    }
    lost = metrics().keys() - {name for names in found.values() for name in names}
    if lost:
        raise ValueError(f"reports/metric_page.py: no topic for {', '.join(sorted(lost))}")
    return found


def facts_of(metric: Metric) -> dict[str, object]:
    """What a metric is, as plain values."""
    return {
        "metric": metric.name,
        "title": metric.title,
        "unit": metric.unit,
        "definition": metric.definition,
        "source": metric.source.value,
        "summary": metric.summary.value,
        "sites": list(metric.sites),
        "registers": list(metric.registers),
        "parts": [str(part) for part in metric.parts],
        "places": {form: dict(cells) for form, cells in metric.places.items()},
    }


def _line(metric: Metric) -> str:
    how = _SUMMARIES[metric.summary]
    source = _SOURCES[metric.source] + (f"; {how}" if how else "")
    places = "; ".join(_cells(form, list(cells)) for form, cells in metric.places.items())
    return f"| `{metric.name}` | {metric.title} | {metric.unit} | {metric.definition} | {source} | {places} |"


def _cells(form: str, cells: list[str]) -> str:
    if len(cells) <= _FEW:
        return f"{form} {', '.join(cells)}"
    return f"{form} {cells[0]} … {cells[-1]} ({len(cells)} cells)"
