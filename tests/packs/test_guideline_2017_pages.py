"""The guideline of 2017 on pages: times, errors, addresses, attached files, and the marks at the foot."""

from __future__ import annotations

import sqlite3

import pytest

from checks.model import Verdict
from crawler.model import Outcome
from crawler.sight import TimeForm
from tests.builders import HOME, column, link, row
from tests.builders_guideline import POINT, attach, site_of_2018, timed_probes
from tests.builders_history import answer, crawled, seen
from tests.builders_marks import ALL_CONTENT_TAGS, CODE, Sight, finder, footer, marks, see, wrong
from tests.packs.marking import clause
from tests.packs.putting import verdict_under, verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, UNSURE

ARTICLE = HOME + "art/1.html"


def _seen(*sights: Sight) -> sqlite3.Connection:
    """A site with one notice of May 2018, and what its pages showed."""
    notice = row("关于汛期检查的通知", "2018-05-02", "2018-05-02", url=ARTICLE)
    conn = site_of_2018(column("政务公开/通知公告", rows=[notice]))
    see(conn, *sights)
    return conn


def _article(**told: object) -> marks:
    told = {"tags": ALL_CONTENT_TAGS, "time_form": TimeForm.MINUTE, **told}
    return marks("article", ARTICLE, **told)  # type: ignore[arg-type]


def _verdict(clause_id: str, *sights: Sight) -> Verdict:
    return verdict_under(_seen(*sights), clause_id, POINT)


@clause("g17.page.time", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("form", "verdict"),
    [(TimeForm.MINUTE, CLEAR), (TimeForm.SECONDS, CLEAR), (TimeForm.DATE, FLAGGED), (None, UNSURE)],
)
def test_content_page_shows_its_time_to_the_minute(form: TimeForm | None, verdict: Verdict) -> None:
    assert _verdict("g17.page.time", _article(time_form=form)) is verdict


@clause("g17.page.load", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("own", "others", "number", "verdict"),
    [
        (3001, 800, 20, FLAGGED),
        (3000, 800, 20, CLEAR),
        (3001, 800, 19, UNSURE),
        (9000, 3001, 20, UNSURE),
        (9000, None, 20, UNSURE),
    ],
)
def test_home_page_of_more_than_three_seconds_is_slow(
    own: int, others: int | None, number: int, verdict: Verdict
) -> None:
    conn = site_of_2018()
    timed_probes(conn, own, others, number=number)
    assert verdict_under(conn, "g17.page.load", POINT) is verdict


@clause("g17.page.404", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (wrong(), CLEAR),
        (wrong(title="404 Not Found", chinese=0, home_link=False), FLAGGED),
        (wrong(status=200, outcome=Outcome.SOFT_404, title="", chinese=0, home_link=False), FLAGGED),
        (wrong(status=200, outcome=Outcome.SOFT_404), UNSURE),
        (wrong(home_link=False), UNSURE),
        (wrong(chinese=None), UNSURE),
        (wrong(status=403, outcome=Outcome.FORBIDDEN, chinese=0, home_link=False), UNSURE),
        (wrong(redirect="/"), UNSURE),
    ],
)
def test_wrong_address_gets_a_friendly_page(answer: wrong, verdict: Verdict) -> None:
    assert _verdict("g17.page.404", answer) is verdict


def test_crawl_that_asked_for_no_wrong_address_knows_nothing_of_error_pages() -> None:
    assert _verdict("g17.page.404") is UNSURE


@clause("g17.page.building", "flags", "clears", "unsure")
def test_column_that_is_being_built() -> None:
    conn = site_of_2018(
        column("政务公开/统计信息"), column("政务公开/工程公告", rows=[row("建设中的道路", "2018-05-02", "2018-05-02")])
    )
    urls = {entry["path"]: entry["url"] for entry in conn.execute("SELECT path, url FROM columns")}
    built = [marks("column", url, building=True) for path, url in urls.items() if url and path != "首页"]
    see(conn, marks(), *built)
    found = verdicts_under(conn, "g17.page.building", POINT)
    assert found["政务公开/统计信息"] is FLAGGED
    assert found["政务公开/工程公告"] is UNSURE, "it lists entries"
    assert [verdict for verdict in found.values() if verdict is CLEAR] == [CLEAR], "the home page"


def test_notice_on_a_page_that_was_cut_off_is_a_doubt() -> None:
    found = verdicts_under(_seen(marks(building=True, whole=False)), "g17.page.building", POINT)
    assert found == {"首页": UNSURE}
    assert verdicts_under(_seen(marks(building=True)), "g17.page.building", POINT) == {"首页": FLAGGED}


def test_article_on_things_being_built_is_not_asked() -> None:
    found = verdicts_under(_seen(marks(), _article(building=True)), "g17.page.building", POINT)
    assert FLAGGED not in found.values()


@clause("g17.url.stable", "flags", "clears", "unsure")
@pytest.mark.parametrize(("old", "verdict"), [(Outcome.NOT_FOUND, FLAGGED), (Outcome.REDIRECT, CLEAR), (None, UNSURE)])
def test_item_that_moved_and_left_a_dead_address(old: Outcome | None, verdict: Verdict) -> None:
    def told(url: str) -> row:
        return row("检查情况", "2018-05-02", "2018-05-02", url=HOME + url, text="检查了三家企业。" * 20)

    asked = (
        [answer(HOME + "old.html", old, redirect=HOME + "new.html" if old is Outcome.REDIRECT else None)] if old else []
    )
    conn = seen(
        crawled("2018-06-04", column("动态", rows=[told("old.html")])),
        crawled("2018-12-30", column("动态", rows=[told("new.html")]), *asked),
    )
    assert verdict_under(conn, "g17.url.stable", POINT) is verdict


def test_one_crawl_alone_knows_of_no_move() -> None:
    assert _verdict("g17.url.stable") is UNSURE


def test_duplicate_that_was_taken_down_did_not_move() -> None:
    def told(url: str) -> row:
        return row("检查情况", "2018-05-02", "2018-05-02", url=HOME + url, text="检查了三家企业。" * 20)

    conn = seen(
        crawled("2018-06-04", column("动态", rows=[told("a.html"), told("b.html")])),
        crawled("2018-12-30", column("动态", rows=[told("b.html")]), answer(HOME + "a.html")),
    )
    assert verdict_under(conn, "g17.url.stable", POINT) is CLEAR


@clause("g17.link.own", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("outcome", "verdict"), [(Outcome.NOT_FOUND, FLAGGED), (Outcome.OK, CLEAR), (Outcome.TIMEOUT, UNSURE)]
)
def test_links_open_wherever_they_stand(outcome: Outcome, verdict: Verdict) -> None:
    conn = site_of_2018(
        link("/a.html", "首页上的", on_home=True, outcome=outcome), link("/b.html", "内页的", outcome=outcome)
    )
    found = verdicts_under(conn, "g17.link.own", POINT)
    assert {found[label] for label in found if label in ("首页上的", "内页的") or "b.html" in label} == {verdict}


@clause("g17.practice.file", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({}, CLEAR),
        ({"outcome": Outcome.TOO_LARGE}, CLEAR),
        ({"outcome": Outcome.NOT_FOUND}, FLAGGED),
        ({"size": 0}, FLAGGED),
        ({"outcome": Outcome.SERVER_ERROR}, UNSURE),
        ({"media_type": "text/html; charset=utf-8"}, UNSURE),
        ({"outcome": None}, UNSURE),
    ],
)
def test_attached_files_open(told: dict[str, object], verdict: Verdict) -> None:
    conn = _seen()
    attach(conn, "关于汛期检查的通知", "/files/form.doc", **told)  # type: ignore[arg-type]
    assert list(verdicts_under(conn, "g17.practice.file", POINT).values()) == [verdict]


# --- the foot ----------------------------------------------------------------------------------------------------

MARKS = [
    ("g17.foot.dzjg", {"organ_mark": None}),
    ("g17.foot.code", {"code": None}),
    ("g17.foot.icp", {"icp": None}),
    ("g17.foot.ga", {"police": None}),
    ("g17.foot.owner", {"owner": None}),
    ("g17.foot.contact", {"phone": False, "address": False, "email": False}),
    ("g17.foot.sitemap", {"sitemap": False, "statement": False}),
]


@clause("g17.foot.dzjg", "flags", "clears", "unsure")
@clause("g17.foot.code", "flags", "clears", "unsure")
@clause("g17.foot.icp", "flags", "clears", "unsure")
@clause("g17.foot.ga", "flags", "clears", "unsure")
@clause("g17.foot.owner", "flags", "clears", "unsure")
@clause("g17.foot.contact", "flags", "clears", "unsure")
@clause("g17.foot.sitemap", "flags", "clears", "unsure")
@pytest.mark.parametrize(("clause_id", "gone"), MARKS)
def test_mark_stands_at_the_foot_of_the_home_page(clause_id: str, gone: dict[str, object]) -> None:
    assert _verdict(clause_id, marks()) is CLEAR
    assert _verdict(clause_id, marks(footer=footer(**gone))) is FLAGGED  # type: ignore[arg-type]
    assert _verdict(clause_id, marks(footer=footer(seen="part", **gone))) is UNSURE, "a script may write it"  # type: ignore[arg-type]
    assert _verdict(clause_id, marks(footer=None)) is UNSURE, "nothing of a footer was seen"
    assert _verdict(clause_id) is UNSURE, "the home page was not read"


@pytest.mark.parametrize("how", ["link", "script", "image"])
def test_organs_mark_may_be_a_link_a_script_or_a_picture(how: str) -> None:
    assert _verdict("g17.foot.dzjg", marks(footer=footer(organ_mark=how))) is CLEAR


@pytest.mark.parametrize("kept", [{"phone": True}, {"address": True}, {"email": True}])
def test_one_way_to_reach_the_organ_is_enough(kept: dict[str, bool]) -> None:
    ways = {"phone": False, "address": False, "email": False, **kept}
    assert _verdict("g17.foot.contact", marks(footer=footer(**ways))) is CLEAR  # type: ignore[arg-type]


@pytest.mark.parametrize(("entry", "verdict"), [("联系我们", UNSURE), ("机构概况", FLAGGED)])
def test_home_page_that_only_links_to_a_contact_page_is_for_a_person(entry: str, verdict: Verdict) -> None:
    conn = site_of_2018(link("/lxwm/", entry, on_home=True))
    see(conn, marks(footer=footer(phone=False, address=False, email=False)))
    assert verdict_under(conn, "g17.foot.contact", POINT) is verdict


def test_site_map_may_be_linked_at_the_top_and_a_statement_will_do() -> None:
    assert _verdict("g17.foot.sitemap", marks(footer=footer(sitemap=False))) is CLEAR
    conn = site_of_2018(link("/map.html", "网站地图", on_home=True))
    see(conn, marks(footer=footer(sitemap=False, statement=False)))
    assert verdict_under(conn, "g17.foot.sitemap", POINT) is CLEAR


def test_inner_pages_whose_foot_comes_by_script_say_nothing() -> None:
    bare = footer(seen="part", organ_mark=None, icp=None)
    assert _verdict("g17.foot.dzjg", marks(), _article(footer=bare)) is CLEAR
    assert _verdict("g17.foot.icp", marks(), _article(footer=None)) is CLEAR


def test_mark_stands_on_every_page() -> None:
    bare = _article(footer=footer(icp=None))
    assert _verdict("g17.foot.icp", marks(), bare) is FLAGGED, "no inner page has it"
    having = marks("column", "/list/1.html")
    assert _verdict("g17.foot.icp", marks(), bare, having) is UNSURE, "some have it"
    assert _verdict("g17.foot.icp", marks(footer=footer(icp=None)), having) is UNSURE, "all but the home page"


@clause("g17.foot.finderror", "flags", "clears", "unsure")
def test_entry_to_report_errors_is_the_sites_own() -> None:
    def told(**given: object) -> Verdict:
        return _verdict("g17.foot.finderror", marks(footer=footer(**given)))  # type: ignore[arg-type]

    assert told() is CLEAR, "a script"
    assert told(finder=finder("link", CODE, "www.bureau.example")) is CLEAR
    assert told(finder=None) is FLAGGED
    assert told(finder=finder("link", "4419000001", "www.bureau.example")) is FLAGGED, "a copied footer"
    assert told(finder=finder("link", CODE, "www.other.example")) is FLAGGED
    assert told(finder=None, seen="part") is UNSURE
    assert told(finder=finder("script", None)) is UNSURE
    assert told(code=None) is UNSURE, "nothing to compare with"
    assert told(finder=finder("link", CODE, "bm.bureau.example")) is UNSURE
    assert _verdict("g17.foot.finderror") is UNSURE


def test_entry_of_an_older_kind_goes_to_a_person() -> None:
    old = finder("old", None, "zfwzxx.www.gov.cn")
    assert _verdict("g17.foot.finderror", marks(footer=footer(finder=old))) is UNSURE


def test_entry_that_agrees_with_the_tag_against_the_foot_is_not_called_wrong() -> None:
    entry = finder("script", "4419000001")
    both = marks(site_code="4419000001", footer=footer(finder=entry))
    assert _verdict("g17.foot.finderror", both) is UNSURE
