"""What pages show beside their content, for small catalogues: words to be added to a run that `builders` made.

    conn = catalogue_with(column("政务公开/工作动态", last="2016-12-30"))
    see(conn, marks("home", tags=SITE_TAGS, footer=footer(code="1304000009")), hidden_link("http://bet.example/"))
    see(conn, marks("article", "/a/1.html", tags=(), footer=None), wrong(status=404, chinese=12, home_link=True))

Numbers of persons need no word of their own: write `identity_number()`, `MOBILE` or `bank_card()` into the text or the
title of a `row`; storing finds and masks them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from stdnum import luhn
from stdnum.cn import ric

from crawler.catalogue.concealed import put_hidden_link
from crawler.catalogue.marks import put_page_marks
from crawler.catalogue.queries import last_run
from crawler.catalogue.wrong import put_wrong_page
from crawler.identity import canonical_key
from crawler.model import Outcome, PageKind, Role
from crawler.sight import (
    COLUMN_TAGS,
    CONTENT_TAGS,
    SITE_TAGS,
    Finder,
    Footer,
    FooterSeen,
    Hidden,
    Hiding,
    PageMarks,
    TimeForm,
    WrongPage,
)
from tests.builders import _Builder

MOBILE = "13812345678"
CODE = "4419000012"
ALL_SITE_TAGS = SITE_TAGS
ALL_COLUMN_TAGS = SITE_TAGS + COLUMN_TAGS
ALL_CONTENT_TAGS = SITE_TAGS + COLUMN_TAGS + CONTENT_TAGS


def identity_number(born: str = "1990-03-07", region: str = "441900", serial: int = 123) -> str:
    """An identity number of nobody, with the right check digit."""
    head = f"{region}{born.replace('-', '')}{serial:03d}"
    return head + ric.calc_check_digit(f"{head}0")


def bank_card(head: str = "622202100112345678") -> str:
    """The number of a card that does not exist, with the right check digit."""
    return head + luhn.calc_check_digit(head)


def footer(
    *,
    seen: str = "whole",
    organ_mark: str | None = "link",
    organ_colour: str | None = "red",
    code: str | None = CODE,
    icp: str | None = "粤ICP备05012345号",
    police: str | None = "粤公网安备44190002000012号",
    owner: str | None = "东莞市安全生产监督管理局",
    phone: bool = True,
    address: bool = True,
    email: bool = False,
    finder: Finder | None = Finder("script", CODE),  # noqa: B008 - frozen
    sitemap: bool = True,
    statement: bool = True,
) -> Footer:
    """A footer with every mark; name those that are missing (`code=None`)."""
    return Footer(
        FooterSeen(seen), organ_mark, organ_colour, code, icp, police, owner, phone, address, email, finder, sitemap,
        statement,
    )  # fmt: skip


def finder(kind: str = "script", site_code: str | None = CODE, url_host: str | None = None) -> Finder:
    """A 找错 entry."""
    return Finder(kind, site_code, url_host)


@dataclass(frozen=True)
class marks:  # noqa: N801 - reads as a word in set-ups
    """The marks of one page. `role`: home, column, list_page or article. `url` may be a path of the site.

    An address that the run has visited gets the marks; any other is visited (it answers 200). `footer=None`: nothing
    of a footer was seen.
    """

    role: str = "home"
    url: str = ""
    tags: Sequence[str] = ALL_SITE_TAGS
    empty: Sequence[str] = ()
    placeholders: Sequence[str] = ()
    site_name: str | None = "东莞市安全生产监督管理局"
    site_domain: str | None = "bureau.example"
    site_code: str | None = CODE
    pub_form: TimeForm | None = None
    pub_agrees: bool | None = None
    time_form: TimeForm | None = None
    name_shown: bool | None = True
    building: bool = False
    whole: bool = True
    footer: Footer | None = footer()  # noqa: RUF009 - frozen
    kind: PageKind | None = None

    def as_marks(self) -> PageMarks:
        """As the reader would say it: a tag that is not there has no content."""
        tags = tuple(tag.lower() for tag in self.tags)
        return PageMarks(
            tags=tags,
            empty=tuple(self.empty),
            placeholders=tuple(self.placeholders),
            site_name=self.site_name if "sitename" in tags else None,
            site_domain=self.site_domain if "sitedomain" in tags else None,
            site_code=self.site_code if "siteidcode" in tags else None,
            pub_form=self.pub_form,
            pub_agrees=self.pub_agrees,
            time_form=self.time_form,
            name_shown=self.name_shown,
            building=self.building,
            whole=self.whole,
            footer=self.footer or Footer(),
            kind=self.kind,
        )


@dataclass(frozen=True)
class hidden_link:  # noqa: N801
    """A link to another host that visitors of a page do not see; by default on the home page."""

    url: str
    text: str = "澳门游戏"
    how: str = "off_screen"
    page: str = ""


@dataclass(frozen=True)
class wrong:  # noqa: N801
    """How the site's host answered to an address that does not exist; `chinese` None: with no page at all."""

    status: int | None = 404
    outcome: Outcome = Outcome.NOT_FOUND
    title: str = "页面不存在"
    chinese: int | None = 20
    home_link: bool = True
    redirect: str | None = None


@dataclass(frozen=True)
class encrypted:  # noqa: N801
    """A visit to an address of the site over https (or http), and how it ended."""

    url: str = "https://bureau.example/"
    outcome: Outcome = Outcome.OK
    error: str = ""
    redirect: str | None = None


Sight = marks | hidden_link | wrong | encrypted


def see(conn: sqlite3.Connection, *sights: Sight, site: str = "bureau", run: int | None = None) -> None:
    """Add what was seen to a run of a site: by default to its last one."""
    row = last_run(conn, site)
    assert row is not None
    home: str = conn.execute("SELECT home FROM sites WHERE id = ?", (site,)).fetchone()["home"]
    builder = _Builder(conn, site, run or row.id, datetime.fromisoformat(row.started_at), home)
    for sight in sights:
        _see(builder, sight)


def _see(builder: _Builder, sight: Sight) -> None:
    match sight:
        case marks():
            url, visit_id = _visit(builder, sight.url, Role(sight.role))
            put_page_marks(builder.conn, builder.run_id, visit_id, Role(sight.role), sight.as_marks())
        case hidden_link():
            url, visit_id = _visit(builder, sight.page, Role.ARTICLE)
            hidden = Hidden(sight.url, sight.text, Hiding(sight.how))
            put_hidden_link(builder.conn, builder.run_id, visit_id, hidden, url, on_home=not sight.page)
        case wrong():
            _answer(builder, sight)
        case encrypted():
            visit_id, _ = builder.fetch(sight.url, Role.LINK, sight.outcome, again=True, redirect=sight.redirect)
            builder.conn.execute("UPDATE visits SET error = ? WHERE id = ?", (sight.error or None, visit_id))


def _visit(builder: _Builder, url: str, role: Role) -> tuple[str, int]:
    address = url if "://" in url else builder.base + url.lstrip("/")
    row = builder.conn.execute(
        "SELECT url, id FROM visits WHERE run_id = ? AND key = ? ORDER BY id DESC LIMIT 1",
        (builder.run_id, canonical_key(address)),
    ).fetchone()
    if row is not None:
        return row["url"], row["id"]
    return address, builder.fetch(address, role, Outcome.OK)[0]


def _answer(builder: _Builder, sight: wrong) -> None:
    address = builder.base + "gongkai-0123456789ab.html"
    if sight.redirect is not None:
        target = sight.redirect if "://" in sight.redirect else builder.base + sight.redirect.lstrip("/")
        builder.fetch(address, Role.LINK, Outcome.REDIRECT, redirect=target)
    visit_id, _ = builder.fetch(address, Role.LINK, sight.outcome, again=sight.redirect is not None)
    builder.conn.execute("UPDATE visits SET status = ? WHERE id = ?", (sight.status, visit_id))
    if sight.chinese is not None:
        put_wrong_page(builder.conn, visit_id, WrongPage(sight.title, sight.chinese, sight.home_link))


def without(sight: marks, *tags: str) -> marks:
    """The same marks without some tags (in any case)."""
    gone = {tag.lower() for tag in tags}
    return replace(sight, tags=tuple(tag for tag in sight.tags if tag.lower() not in gone))
