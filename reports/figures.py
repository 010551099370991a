"""Numbering the figures of one document: each metric gets one source note, in the order of first mention."""

from __future__ import annotations

from decimal import Decimal
from string import Formatter

from reports.count import Count, count
from reports.document import Blank, Figure, Inline, Source, Text, Words
from reports.metrics.base import Source as Origin
from reports.metrics.base import metrics
from reports.scope import Scope

NOT_FILLED = "未填报"


class Notes:
    """The figures of one document that is made of given counts: `add` brings them in, `figure` gives them a note.

    `year` is the year they are of; `origin` says in Chinese where they come from.
    """

    def __init__(self, year: int, origin: str = "") -> None:
        self.year = year
        self.origin = origin
        self._counts: dict[tuple[str, bool], Count] = {}
        self._notes: dict[tuple[str, bool], int] = {}

    def count(self, name: str, *, before: bool = False) -> Count:
        """The count of this name. KeyError where it was not brought in."""
        return self._counts[name, before]

    def names(self) -> list[str]:
        """The names of the counts made or brought in so far, those of the year before left out."""
        return [name for name, before in self._counts if not before]

    def add(self, made: Count) -> None:
        """Bring in a count that is no metric of the year, such as a group of findings."""
        self._counts[made.metric.name, False] = made

    def figure(
        self,
        name: str,
        part: str | None = None,
        *,
        shown: str = "",
        scale: Decimal = Decimal(1),
        complete: bool | None = None,
        before: bool = False,
    ) -> Figure:
        """The figure of a metric or of one part of it. `shown` stands for the number, as 未召开 does for 0.

        `scale` converts the unit (0.0001: yuan to 万元). Not known prints 未填报; a count on an incomplete crawl
        says so beside the number, unless the caller knows better of this part (`complete`).
        """
        made = self.count(name, before=before)
        note = self._notes.setdefault((name, before), len(self._notes) + 1)
        year = self.year - 1 if before else self.year
        value = made.value if part is None else made.part(part)
        if value is None:
            return Figure(NOT_FILLED, note, name, part, year, scale)
        number = shown or written(Decimal(value) * scale)
        whole = made.complete if complete is None else complete
        return Figure(number if whole else f"{number}（不完整）", note, name, part, year, scale)

    def say(self, template: str, **more: str | Inline) -> Words:
        """Words of a template: `{metric.name}` and `{metric.name/part}` become figures, others come from `more`."""
        parts: list[Inline] = []
        for literal, name, _, _ in Formatter().parse(template):
            if literal:
                parts.append(Text(literal))
            if name is None:
                continue
            if name in more:
                given = more[name]
                parts.append(Text(given) if isinstance(given, str) else given)
            else:
                metric, _, part = name.partition("/")
                parts.append(self.figure(metric, part or None))
        return tuple(part for part in parts if not (isinstance(part, Text) and not part.text))

    def either(self, name: str, *, none: str, some: str) -> Words:
        """Words for "there were none" (still with a source note) or for a number, by the value of a metric."""
        if self.count(name).value == 0:
            return (self.figure(name, shown=none),)
        return self.say(some)

    def sources(self) -> tuple[Source, ...]:
        """The source notes of all figures mentioned so far, by number."""
        return tuple(
            Source(note, self._counts[key], self._origin(self._counts[key]), self.year - key[1], key[1])
            for key, note in self._notes.items()
        )

    def _origin(self, made: Count) -> str:
        return self.origin


class Figures(Notes):
    """The figures of one organ's year. A count is made once, so a number is the same wherever it stands.

    Figures of the year before are asked for with `before=True`; they have source notes of their own.
    """

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope.year)
        self.scope = scope

    def count(self, name: str, *, before: bool = False) -> Count:
        """The count of one metric in the year of the document, or in the year before."""
        key = (name, before)
        if key not in self._counts:
            self._counts[key] = count(self.scope.year_before if before else self.scope, name)
        return self._counts[key]

    def _origin(self, made: Count) -> str:
        metric = made.metric
        if metric.source is Origin.REGISTER or made.from_figures:
            files = sorted({row.file for row in made.rows if row.file})
            return f"台账（{'、'.join(files)}）" if files else "台账"
        return "；".join(self._crawl_of(channel) for channel in metric.sites if self.scope.site(channel) is not None)

    def _crawl_of(self, channel: str) -> str:
        site = self.scope.site(channel)
        run = self.scope.run(site) if site is not None else None
        if site is None or run is None:
            return "尚未采集"
        state = "完整" if run.complete else "不完整"
        return f"“{site.name}”（{site.home}）第{run.id}次采集，{(run.finished_at or '')[:10]}结束，{state}"


def written(value: Decimal) -> str:
    """A number as a report prints it: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def filled(value: str | None, label: str) -> Inline:
    """A known value as words, or a blank with its label."""
    return Text(value.strip()) if value and value.strip() else Blank(label)


def cells_of(form: str) -> dict[str, tuple[str, str | None]]:
    """Which metric (and which part of it) fills each cell of a statistics form, as "stats-2014"."""
    return {
        cell: (metric.name, part) for metric in metrics().values() for cell, part in metric.places.get(form, {}).items()
    }
