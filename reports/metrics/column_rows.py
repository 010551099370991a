"""What the metrics of the column tree share."""

from __future__ import annotations

from crawler.catalogue.queries import ColumnRow
from reports.metrics.base import Counted
from reports.metrics.published import proof_of
from reports.scope import Scope


def of_level(scope: Scope, level: int) -> list[Counted]:
    """One row for each column of a level of the bureau's site, without doors to other sites."""
    scope.crawled("bureau")
    return [column_row(scope, column) for column in tree(scope) if column.level == level]


def tree(scope: Scope) -> list[ColumnRow]:
    """The columns of the bureau's site in the order of its menus, without the home page and doors to other sites."""
    met = {column.path: column.id for column in scope.columns}

    def place(column: ColumnRow) -> tuple[int, ...]:
        # The crawl meets columns in the order of the menus; children follow their parent.
        names = column.path.split("/")
        paths = ["/".join(names[:depth]) for depth in range(1, len(names))]
        return (*(met.get(path, column.id) for path in paths), column.id)

    return sorted((one for one in scope.columns if one.level > 0 and one.kind != "external"), key=place)


def column_row(scope: Scope, column: ColumnRow) -> Counted:
    """The row behind one column."""
    return Counted(
        title=column.path,
        on=column.newest,
        site=column.site,
        url=column.url,
        proof=proof_of(scope, column.capture_id),
    )
