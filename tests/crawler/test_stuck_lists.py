"""Lists that state more pages than there is a way to: never complete, and told in a survey."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.archive.writer import WarcWriter
from crawler.catalogue.database import connect
from crawler.catalogue.queries import columns
from crawler.model import Fetched, Outcome
from crawler.profiles.survey import Doubt, survey_of
from crawler.replay import replay
from crawler.scope import SURVEY, Scope

from .test_survey import FOOT, HOME, MENU, NOW, PAGES, PROFILE, column, rows

PATH = "政务公开/工作动态"


@pytest.mark.parametrize(
    ("pager", "complete"),
    [
        ("""<div id=p></div><script>$("#p").pagination("setPage",1,5);</script>""", False),
        ("""<div class=page>共4条 第1页/共2页</div>""", True),  # all four are there: the page turns them by script
        ("""<div class=page>第1页/共1页</div>""", True),
    ],
)
def test_list_of_several_pages_without_a_way_to_the_second_is_incomplete(
    tmp_path: Path, pager: str, complete: bool
) -> None:
    body = column("政务公开", "/zwgk/", "工作动态", "/zwgk/gzdt/", body=rows("zwgk/gzdt", 4) + pager)
    writer = WarcWriter(tmp_path / "other", "elsewhere", 7, NOW, software="other", committed={})
    for place, inner in (PAGES | {"/zwgk/gzdt/": body}).items():
        page = f"<html><head></head><body>{MENU}{inner}{FOOT}</body></html>".encode()
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        writer.write(Fetched(f"{HOME.rstrip('/')}{place}", NOW, Outcome.OK, 200, headers, page))
    writer.close()
    catalogue, archive = tmp_path / "survey.sqlite", tmp_path / "archive"
    scope = Scope(structure_only=True, depth=None, samples=0)
    warc = tmp_path / "other" / writer.warc_file
    run = replay(PROFILE, [warc], catalogue=catalogue, archive=archive, mode=SURVEY, scope=scope)
    conn = connect(catalogue)
    try:
        survey = survey_of(conn, archive, PROFILE, run.id, depth=None)
        state = next(found for found in columns(conn, PROFILE.id, run=run.id) if found.path == PATH)
    finally:
        conn.close()
    assert state.complete is complete
    told = [entry.subject for entry in survey.unsure if entry.doubt is Doubt.SHORT_LIST]
    assert told == ([] if complete else [PATH])
