"""What is claimed of every family of the synthetic city: crawled from its home addresses, it is the truth, exactly.

A family is a class of its own (`test_crawl_testbed.py`), so that workers can share the families among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest

from crawler.archive.verify import verify_captures
from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.profiles import Profile
from crawler.replay import replay
from tests.e2e import comparing
from tests.e2e.city import City, crawled

YEAR = {"since": date(2016, 1, 1), "until": date(2016, 12, 31), "kinds": ("article", "listed")}
NONE: tuple[list[Any], list[Any]] = ([], [])
both_sites = pytest.mark.parametrize("site", ["bureau", "municipal"])


class CatalogueIsTheTruth:
    """The claims; a subclass names the options of the testbed."""

    options: ClassVar[tuple[str, ...]] = ()

    @pytest.fixture(scope="class")
    @classmethod
    def city(cls, tmp_path_factory: pytest.TempPathFactory) -> City:
        return crawled(tmp_path_factory.mktemp("city"), *cls.options)

    def test_both_runs_are_complete(self, city: City) -> None:
        assert [(run.state, dict(run.failures)) for run in city.runs] == [("complete", {}), ("complete", {})]
        assert all(run.columns_reached == run.columns_known for run in city.runs)

    @both_sites
    def test_columns_are_those_of_the_truth(self, city: City, site: str) -> None:
        conn = connect(city.catalogue)
        assert comparing.missing_and_extra(*comparing.columns(conn, city.truth, site)) == NONE
        if site == "bureau":
            levels = Counter(column.level for column in queries.columns(conn, site))
            assert levels == {1: 5, 2: 17, 3: 34}
        conn.close()

    @both_sites
    @pytest.mark.parametrize("what", [comparing.listings, comparing.items, comparing.placements, comparing.attachments])
    def test_what_stands_in_them_is_that_of_the_truth(self, city: City, site: str, what: Any) -> None:
        conn = connect(city.catalogue)
        found, true = what(conn, city.truth, site)
        conn.close()
        assert comparing.missing_and_extra(found, true) == NONE
        assert true or what is comparing.attachments

    @pytest.mark.parametrize("what", [comparing.letters, comparing.records])
    def test_letters_and_decisions_are_those_of_the_truth(self, city: City, what: Any) -> None:
        conn = connect(city.catalogue)
        found, true = what(conn, city.truth)
        conn.close()
        assert true
        assert comparing.missing_and_extra(found, true) == NONE

    def test_figures_of_the_year_are_exact(self, city: City) -> None:
        conn = connect(city.catalogue)
        own = {item.identity for item in queries.items(conn, "bureau", **YEAR)}
        portal = {item.identity for item in queries.items(conn, "municipal", **YEAR)}
        conn.close()
        figures = city.truth["figures"]
        assert len(own) == figures["published.own_site"] == 813
        assert len(portal) == figures["published.municipal"] == 378
        assert len(own | portal) == figures["published.total"] == 813

    def test_planted_dead_links_and_no_others_are_dead(self, city: City) -> None:
        conn = connect(city.catalogue)
        dead, planted = comparing.dead_links(conn, city.truth)
        conn.close()
        assert dead == planted

    def test_archive_is_whole_and_replays_to_the_same_catalogue(self, city: City, tmp_path: Path) -> None:
        conn = connect(city.catalogue)
        assert list(verify_captures(conn, city.folder / "archive", site="bureau")) == []
        warcs = sorted((city.folder / "archive" / "bureau").glob("*.warc.gz"))
        home = conn.execute("SELECT home FROM sites WHERE id = 'bureau'").fetchone()["home"]
        again = replay(
            Profile(id="bureau", home=home), warcs, catalogue=tmp_path / "again.db", archive=city.folder / "archive"
        )
        assert again.complete
        other = connect(tmp_path / "again.db")
        for question in (queries.columns, queries.items, queries.listings):
            assert _told(question(conn, "bureau")) == _told(question(other, "bureau"))
        conn.close()
        other.close()


def _told(rows: Iterable[Any]) -> list[dict[str, object]]:
    """What rows say, in an order that does not depend on which answer came first."""
    return sorted((_said(row) for row in rows), key=repr)


def _said(row: Any) -> dict[str, object]:
    """What a row says of the site, without ids and the times of our own visits."""
    ours = {"id", "identity", "item_id", "column_id", "capture_id", "first_seen", "last_seen", "seen_at"}
    return {name: getattr(row, name) for name in row.__slots__ if name not in ours}
