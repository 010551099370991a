"""The script of the year: the ordinary life, then everything that goes wrong, or seems to."""

from __future__ import annotations

from collections.abc import Callable

from testbed.year import script_accidents, script_columns, script_pages, script_records, script_time
from testbed.year.clerk import Clerk
from testbed.year.model import Year
from testbed.year.ordinary import ordinary_year

SCRIPTS: tuple[Callable[[Year, Clerk], None], ...] = (
    script_columns.outages,
    script_columns.stale_columns,
    script_columns.opened_and_closed,
    script_columns.none_notices,
    script_columns.archived_topic,
    script_columns.yearly_form,
    script_columns.disclosure_columns,
    script_columns.odd_columns,
    script_columns.empty_columns,
    script_pages.dead_links,
    script_pages.dates,
    script_pages.marks,
    script_pages.tags_of_articles,
    script_pages.under_construction,
    script_pages.guide,
    script_pages.hidden_links,
    script_pages.notes_of_correction,
    script_pages.closed_mailbox,
    script_records.decisions,
    script_records.numbers,
    script_records.reports,
    script_accidents.accidents,
    script_records.letters,
    script_records.services,
    script_records.portal,
    script_records.privacy,
    script_records.undated,
    script_records.gaps,
    script_accidents.slow_accidents,
    script_accidents.accident_papers,
    script_records.external_column,
    script_records.no_talks,
    script_time.backdated,
    script_time.edits,
    script_time.deletions,
    script_time.redated,
    script_time.burst,
    script_time.twice,
    script_time.redesign,
    script_columns.neglect,
    script_columns.few_on_home,
)


def whole_year() -> Year:
    """The year with all that is planted in it."""
    year, clerk = ordinary_year()
    for plant in SCRIPTS:
        plant(year, clerk)
    return year
