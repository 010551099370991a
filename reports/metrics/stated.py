"""Metrics that only the office can state: the register of yearly figures (年度数据台账) is all that knows them."""

from __future__ import annotations

from collections.abc import Mapping

from reports.metrics.base import Counted, Metric, NotKnown, Source
from reports.scope import Scope

Places = Mapping[str, Mapping[str, str | None]]


def stated_metric(name: str, title: str, unit: str, what: str, places: Places | None = None) -> Metric:
    """A metric whose value is what the register of yearly figures states, and not known where it states nothing.

    `what` is the definition as far as the figure itself goes.
    """

    def rows(scope: Scope) -> list[Counted]:
        raise NotKnown(f"未填报年度数据“{title}”（registers/figures.csv）")

    return Metric(
        name=name,
        title=title,
        unit=unit,
        definition=f"{what}，由填报人在年度数据台账（figures.csv）中填报。",
        source=Source.REGISTER,
        rows=rows,
        places=places or {},
        registers=("figures",),
    )
