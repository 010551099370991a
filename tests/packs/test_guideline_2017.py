"""The guideline of 2017 on meta tags: which must be there, and what they may say."""

from __future__ import annotations

import sqlite3

import pytest

from checks.model import Verdict
from crawler.sight import TimeForm
from tests.builders import HOME, column, row
from tests.builders_guideline import POINT, site_of_2018
from tests.builders_marks import (
    ALL_COLUMN_TAGS,
    ALL_CONTENT_TAGS,
    ALL_SITE_TAGS,
    Sight,
    footer,
    marks,
    see,
    without,
)
from tests.packs.marking import clause
from tests.packs.putting import put, verdict_under
from tests.rules.asking import CLEAR, FLAGGED, UNSURE

ARTICLE = HOME + "art/1.html"
COLUMN = marks("column", "/list/1.html", tags=ALL_COLUMN_TAGS)


def _seen(*sights: Sight) -> sqlite3.Connection:
    """A site with one notice of May 2018, and what its pages showed."""
    notice = row("关于汛期检查的通知", "2018-05-02", "2018-05-02", url=ARTICLE)
    conn = site_of_2018(column("政务公开/通知公告", rows=[notice]))
    see(conn, *sights)
    return conn


def _article(url: str = ARTICLE, **told: object) -> marks:
    told = {"tags": ALL_CONTENT_TAGS, "pub_form": TimeForm.MINUTE, "time_form": TimeForm.MINUTE, **told}
    return marks("article", url, **told)  # type: ignore[arg-type]


def _verdict(clause_id: str, *sights: Sight) -> Verdict:
    return verdict_under(_seen(*sights), clause_id, POINT)


# --- tags --------------------------------------------------------------------------------------------------------


@clause("g17.meta.home", "flags", "clears", "unsure")
def test_home_page_needs_its_three_tags() -> None:
    assert _verdict("g17.meta.home", marks()) is CLEAR
    assert _verdict("g17.meta.home", without(marks(), "SiteIDCode")) is FLAGGED
    assert _verdict("g17.meta.home") is UNSURE, "the home page was not read"


def test_blank_tag_is_missing_and_named() -> None:
    told = put(_seen(without(marks(empty=("sitedomain",)), "SiteDomain")), "g17.meta.home", POINT)
    found = next(iter(told.values()))
    assert found.verdict is FLAGGED
    assert "SiteDomain（1个页面）" in found.message
    assert HOME in found.message


def test_case_of_tag_names_does_not_matter() -> None:
    assert _verdict("g17.meta.home", marks(tags=("SITENAME", "sitedomain", "SiteIdCode"))) is CLEAR


def test_page_that_was_cut_off_may_hold_the_tag() -> None:
    assert _verdict("g17.meta.home", without(marks(whole=False), "SiteName")) is UNSURE


@clause("g17.meta.column", "flags", "clears", "unsure")
def test_column_page_needs_seven_tags() -> None:
    assert _verdict("g17.meta.column", COLUMN) is CLEAR
    assert _verdict("g17.meta.column", without(COLUMN, "ColumnType")) is FLAGGED
    assert _verdict("g17.meta.column", marks()) is UNSURE


def test_second_page_of_a_list_is_not_asked_for_tags() -> None:
    assert _verdict("g17.meta.column", COLUMN, marks("list_page", "/list/1_2.html", tags=())) is CLEAR


@clause("g17.meta.content", "flags", "clears", "unsure")
def test_content_page_needs_ten_tags() -> None:
    assert _verdict("g17.meta.content", _article()) is CLEAR
    assert _verdict("g17.meta.content", without(_article(), "ContentSource")) is FLAGGED
    assert _verdict("g17.meta.content", marks()) is UNSURE


def test_optional_tags_are_not_asked_for() -> None:
    assert "author" not in ALL_CONTENT_TAGS
    assert _verdict("g17.meta.content", _article()) is CLEAR


@pytest.mark.parametrize(("day", "verdict"), [("2017-06-07", UNSURE), ("2017-06-08", FLAGGED)])
def test_article_from_before_the_guideline_needs_no_tags(day: str, verdict: Verdict) -> None:
    conn = site_of_2018(column("政务公开/通知公告", rows=[row("旧通知", day, day, url=ARTICLE)]))
    see(conn, _article(tags=ALL_SITE_TAGS))
    assert verdict_under(conn, "g17.meta.content", POINT) is verdict


@clause("g17.meta.placeholder", "flags", "clears", "unsure")
def test_templates_own_words_are_no_content() -> None:
    assert _verdict("g17.meta.placeholder", marks()) is CLEAR
    assert _verdict("g17.meta.placeholder", marks(), _article(placeholders=("contentsource",))) is FLAGGED
    assert _verdict("g17.meta.placeholder") is UNSURE


@clause("g17.meta.domain_match", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("bureau.example", CLEAR),
        ("www.bureau.example", CLEAR),
        ("http://www.bureau.example/", CLEAR),
        ("a.example;bureau.example", CLEAR),
        ("www.other.example", FLAGGED),
        ("网站域名填写处", FLAGGED),
        ("example.bureau.example", UNSURE),
        ("slj.dg.gov.cn", UNSURE),
    ],
)
def test_site_domain_is_the_sites_own(written: str, verdict: Verdict) -> None:
    assert _verdict("g17.meta.domain_match", marks(site_domain=written)) is verdict


def test_another_domain_beside_another_name_or_code_is_a_copied_template() -> None:
    copied = marks(site_domain="slj.dg.gov.cn", site_name="东莞市水利局")
    assert _verdict("g17.meta.domain_match", copied) is FLAGGED
    assert _verdict("g17.meta.domain_match", marks(site_domain="slj.dg.gov.cn", site_code="4419000003")) is FLAGGED


def test_site_reached_by_a_number_says_nothing_of_its_domain() -> None:
    conn = site_of_2018(address="http://127.0.0.7:8080/")
    see(conn, marks(site_domain="dgsafety.dg.gov.cn"))
    assert verdict_under(conn, "g17.meta.domain_match", POINT) is UNSURE


@clause("g17.meta.code_match", "flags", "clears", "unsure")
def test_site_code_is_that_of_the_foot() -> None:
    assert _verdict("g17.meta.code_match", marks()) is CLEAR
    assert _verdict("g17.meta.code_match", marks(site_code="4419000001")) is FLAGGED
    assert _verdict("g17.meta.code_match", marks(footer=footer(code=None))) is UNSURE


@pytest.mark.parametrize("code", ["441900", "44190000012", "bm1700000", "粤4419000012"])
def test_site_code_has_ten_digits_or_bm_and_eight(code: str) -> None:
    assert _verdict("g17.meta.code_match", marks(site_code=code, footer=footer(code=code))) is FLAGGED


def test_code_of_a_state_department_is_in_order() -> None:
    code = "bm17000009"
    assert _verdict("g17.meta.code_match", marks(site_code=code, footer=footer(code=code))) is CLEAR


def test_two_codes_under_one_name_are_a_fault_and_under_two_names_two_organs() -> None:
    other = _article(site_code="4419000099")
    assert _verdict("g17.meta.code_match", marks(), other) is FLAGGED
    guest = _article(site_code="4419000099", site_name="东莞市安全生产宣教中心网站")
    assert _verdict("g17.meta.code_match", marks(), guest) is UNSURE


@clause("g17.meta.pubdate_match", "flags", "clears", "unsure")
def test_pubdate_is_the_day_that_the_page_shows() -> None:
    assert _verdict("g17.meta.pubdate_match", _article(pub_agrees=True)) is CLEAR
    assert _verdict("g17.meta.pubdate_match", _article(pub_agrees=False)) is FLAGGED
    assert _verdict("g17.meta.pubdate_match", _article(pub_agrees=None)) is UNSURE


@clause("g17.meta.pubdate_form", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("form", "verdict"),
    [
        (TimeForm.MINUTE, CLEAR),
        (TimeForm.SECONDS, CLEAR),
        (TimeForm.DATE, FLAGGED),
        (TimeForm.OTHER, FLAGGED),
        (None, UNSURE),
    ],
)
def test_pubdate_with_seconds_is_let_pass_and_a_date_alone_is_not(form: TimeForm | None, verdict: Verdict) -> None:
    assert _verdict("g17.meta.pubdate_form", _article(pub_form=form)) is verdict
