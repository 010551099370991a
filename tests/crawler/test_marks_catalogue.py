"""Marks, hidden links, encryption and wrong addresses in the catalogue: what is put in comes out, in sets."""

from __future__ import annotations

from datetime import UTC, date, datetime

from crawler.catalogue import runs
from crawler.catalogue.concealed import hidden_links, outside_links
from crawler.catalogue.encryption import tls_states
from crawler.catalogue.marks import mark_groups, marked_pages
from crawler.catalogue.view import View, view_of
from crawler.catalogue.wrong import wrong_addresses
from crawler.model import Outcome, PageKind, Role
from crawler.sight import FooterSeen, Hiding, TimeForm
from tests.builders import catalogue_with, column, link
from tests.builders_marks import (
    ALL_CONTENT_TAGS,
    encrypted,
    finder,
    footer,
    hidden_link,
    marks,
    see,
    without,
    wrong,
)

VIEW = View("bureau", 1, date(2016, 12, 31))


def test_site_that_was_never_crawled_has_no_marks() -> None:
    conn = catalogue_with()
    never = View("bureau", None, date(2016, 12, 31))
    for question in (mark_groups, marked_pages, hidden_links, outside_links, tls_states, wrong_addresses):
        assert question(conn, never) == ()


def test_marks_come_back_as_they_were_seen() -> None:
    conn = catalogue_with()
    seen = marks(
        "article",
        "/a/1.html",
        tags=ALL_CONTENT_TAGS,
        empty=("author",),
        placeholders=("sitename",),
        pub_form=TimeForm.SECONDS,
        pub_agrees=False,
        time_form=TimeForm.DATE,
        building=True,
        whole=False,
        kind=PageKind.ARTICLE,
        footer=footer(seen="part", finder=finder("link", "4419000012", "bureau.example"), police=None),
    )
    see(conn, seen)
    (group,) = mark_groups(conn, VIEW)
    assert group.marks == seen.as_marks()
    assert group.marks.footer.seen is FooterSeen.PART and group.marks.pub_form is TimeForm.SECONDS
    (page,) = marked_pages(conn, VIEW)
    assert (page.url, page.role) == ("http://bureau.example/a/1.html", Role.ARTICLE)
    assert page.capture_id is not None


def test_equal_pages_of_a_role_are_one_group_and_share_their_marks() -> None:
    conn = catalogue_with()
    alike = [marks("article", f"/a/{number}.html", tags=ALL_CONTENT_TAGS) for number in range(5)]
    bare = without(marks("article", "/a/bare.html", tags=ALL_CONTENT_TAGS), "PubDate")
    see(conn, marks("home"), *alike, bare, marks("column", "/list/"))
    groups = mark_groups(conn, VIEW)
    assert [(group.role, group.pages) for group in groups] == [
        (Role.HOME, 1),
        (Role.COLUMN, 1),
        (Role.ARTICLE, 5),
        (Role.ARTICLE, 1),
    ]
    assert conn.execute("SELECT count(*) FROM mark_sets").fetchone()[0] == 3
    lacking = marked_pages(conn, VIEW, (groups[-1].set_id,))
    assert [page.url for page in lacking] == ["http://bureau.example/a/bare.html"]
    assert [page.key for page in marked_pages(conn, VIEW, role=Role.COLUMN)] == ["bureau.example/list/"]


def update(conn: object, *sights: marks | hidden_link) -> View:
    """A further, updating run of the site that sees these pages."""
    moment = datetime(2017, 1, 27, 1, 0, tzinfo=UTC)
    run_id = runs.start_run(conn, "bureau", "update", moment, "test")  # type: ignore[arg-type]
    runs.finish_run(conn, run_id, moment)  # type: ignore[arg-type]
    see(conn, *sights, run=run_id)  # type: ignore[arg-type]
    return view_of(conn, "bureau", run_id, date(2017, 1, 31))  # type: ignore[arg-type]


def test_update_replaces_the_marks_of_pages_that_it_looked_at_and_keeps_the_others() -> None:
    conn = catalogue_with()
    see(conn, marks("home", tags=()), marks("article", "/a/1.html", tags=ALL_CONTENT_TAGS))
    view = update(conn, marks("home"))
    pages = {page.url: page.marks for page in marked_pages(conn, view)}
    assert pages["http://bureau.example/"].tags == marks().tags
    assert pages["http://bureau.example/a/1.html"].tags == ALL_CONTENT_TAGS
    assert sum(group.pages for group in mark_groups(conn, view)) == 2
    assert {page.url: page.marks.tags for page in marked_pages(conn, VIEW)}["http://bureau.example/"] == ()


def test_hidden_link_is_told_with_its_foremost_page() -> None:
    conn = catalogue_with()
    see(
        conn,
        hidden_link("http://bet.example/", page="/a/very/long/address.html"),
        hidden_link("http://bet.example/", how="zero_size"),
        hidden_link("http://loan.example/", page="/a/1.html"),
    )
    first, second = hidden_links(conn, VIEW)
    assert (first.url, first.how, first.on_home) == ("http://bet.example/", Hiding.ZERO_SIZE, True)
    assert (second.from_url, second.cleaned) == ("http://bureau.example/a/1.html", False)


def test_hidden_link_of_a_page_that_was_cleaned_is_told_as_that() -> None:
    conn = catalogue_with()
    see(conn, hidden_link("http://bet.example/"), hidden_link("http://loan.example/"))
    view = update(conn, marks("home"), hidden_link("http://loan.example/"))
    assert {row.url: row.cleaned for row in hidden_links(conn, view)} == {
        "http://bet.example/": True,
        "http://loan.example/": False,
    }
    assert not any(row.cleaned for row in hidden_links(conn, VIEW))


def test_outside_links_leave_out_the_sites_own() -> None:
    conn = catalogue_with(
        column("政务公开/工作动态", last="2016-12-30"),
        link("http://other.example/x", "友情链接", on_home=True),
        link("/a/2.html"),
    )
    (found,) = outside_links(conn, VIEW)
    assert (found.url, found.text, found.on_home) == ("http://other.example/x", "友情链接", True)
    assert found.capture_id is not None  # of the home page


def test_encryption_is_unknown_where_nobody_asked_for_it() -> None:
    (state,) = tls_states(catalogue_with(), VIEW)
    assert state.is_home and state.only_plain and not state.known


def test_encryption_tells_failures_and_downgrades() -> None:
    conn = catalogue_with()
    see(
        conn,
        encrypted("https://bureau.example/a.html", Outcome.TLS, error="certificate has expired"),
        encrypted("https://bureau.example/b.html", Outcome.REDIRECT, redirect="http://bureau.example/b.html"),
        encrypted("https://bureau.example/c.html"),
        encrypted("http://bureau.example/d.html", Outcome.REDIRECT, redirect="https://bureau.example/d.html"),
    )
    (state,) = tls_states(conn, VIEW)
    assert state.known
    assert (state.failed, state.encrypted, state.downgraded, state.upgraded) == (1, 2, 1, 1)
    assert state.errors == ("certificate has expired",)
    assert state.downgraded_url == "https://bureau.example/b.html"


def test_answers_to_a_wrong_address() -> None:
    conn = catalogue_with()
    see(conn, wrong())
    (found,) = wrong_addresses(conn, VIEW)
    assert found.honest and found.friendly
    conn = catalogue_with()
    see(conn, wrong(chinese=0, home_link=False, title="404 Not Found"))
    assert wrong_addresses(conn, VIEW)[0].friendly is False
    conn = catalogue_with()
    see(conn, wrong(status=200, outcome=Outcome.SOFT_404, redirect="/error.html"))
    (found,) = wrong_addresses(conn, VIEW)
    assert found.honest is False and found.redirect_url == "http://bureau.example/error.html"
    conn = catalogue_with()
    see(conn, wrong(status=404, chinese=None))
    assert wrong_addresses(conn, VIEW)[0].friendly is None
