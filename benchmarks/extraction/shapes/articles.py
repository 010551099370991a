"""Article pages: any head with any block, line of facts, body and frame; and pages of special forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.extraction.shapes import bodies, frames, heads, words
from benchmarks.extraction.shapes.blocks import Facts, block
from benchmarks.extraction.shapes.model import ArticleShape
from benchmarks.extraction.shapes.special import FORMS

DATED, UNDATED, SPECIAL = 270, 60, 40
PLACES = ("line", "block", "line and block", "meta", "url", "below", "republished", "line", "line", "line and meta")
"""Where a dated page tells its day. `republished`: the line is right and the meta tag is the day of a migration."""


@dataclass(slots=True)
class Draft:
    """What one page is to show."""

    title: str
    day: date | None
    place: str  # of PLACES, or empty for an undated page
    source: str | None
    path: tuple[str, ...]
    old: bool
    url: str
    facts: Facts | None = None


def articles(seed: int = 2016) -> Iterator[ArticleShape]:
    """All article shapes: 270 dated, 60 without any date, 40 of special forms (letters, 双公示, hidden bodies)."""
    rng = Random(seed)
    for number in range(DATED):
        yield _page(rng, number, PLACES[number % len(PLACES)])
    for number in range(UNDATED):
        yield _page(rng, 400 + number, "")
    for number in range(SPECIAL):
        yield FORMS[number % len(FORMS)](rng, 700 + number)


def address(rng: Random, site: frames.Site, day: date | None, *, tells: bool) -> str:
    """An article's address; `tells` says whether it may (and then does) show the day."""
    host, number = site.host, rng.randint(10_000, 9_999_999)
    if tells and day is not None:
        return f"http://{host}" + rng.choice(
            (
                f"/zwgk/tzgg/{day:%Y%m}/t{day:%Y%m%d}_{number}.html",
                f"/art/{day.year}/{day.month}/{day.day}/art_12_{number}.html",
                f"/{day:%Y-%m}/{day:%d}/content_{number}.htm",
                f"/{day:%Y%m%d}/{words.hex32(rng)}.html",
                f"/html/{day:%Y}/{day:%m%d}/{number}.html",
            )
        )
    return f"http://{host}" + rng.choice(
        (
            f"/info/1001/{number % 9999}.htm",
            f"/xwzx/content/post_{number}.html",
            f"/Article_Show.asp?ArticleID={number % 9999}",
            f"/a/{number % 99999}/index.html",
            f"/c100123/c{number}/content.shtml",
            f"/publicfiles/business/htmlfiles/aqj/s1234/{rng.randint(2009, 2016)}{rng.randint(1, 12):02d}/{number}.htm",
            f"/xxgk/{words.hex32(rng)}.shtml",
        )
    )


def _draft(rng: Random, site: frames.Site, number: int, place: str) -> Draft:
    day = words.some_day(rng)
    shown = day if place else None
    title = words.title(rng, number + 2, day)
    source = (
        rng.choice((words.organ(rng), "本网", "市委宣传部", "《临江日报》", site.name)) if rng.random() < 0.6 else None
    )
    draft = Draft(title, shown, place, source, rng.choice(words.COLUMNS), rng.random() < 0.4, "")
    draft.url = address(rng, site, day, tells=place == "url" or (bool(place) and rng.random() < 0.2))
    if place == "republished" or (place != "url" and rng.random() < 0.1):
        draft.url = address(rng, site, None, tells=False)
    if place in ("block", "line and block") or rng.random() < 0.12:
        in_block = shown if place in ("block", "line and block") else None
        number_ = words.doc_no(rng, day.year) if rng.random() < 0.7 else None
        written = day - timedelta(days=rng.randint(1, 400)) if rng.random() < 0.6 else None
        draft.facts = Facts(title, words.index_no(rng, day), number_, words.organ(rng), in_block, written)
    return draft


def _metas(rng: Random, draft: Draft, site: frames.Site) -> list[str]:
    """The national meta tags: whole, in part, empty, or none."""
    found: list[str] = []
    with_day = draft.place in ("meta", "line and meta", "republished")
    if with_day and draft.day is not None:
        day = draft.day if draft.place != "republished" else draft.day + timedelta(days=rng.randint(300, 3000))
        clock = rng.choice(("", " 10:11", " 10:11:12"))
        found.append(frames.meta(rng, "PubDate", day.isoformat() + clock))
    if with_day or rng.random() < 0.2:
        found.append(frames.meta(rng, "ArticleTitle", draft.title if rng.random() < 0.8 else ""))
        if draft.source is not None:
            found.append(frames.meta(rng, "ContentSource", draft.source))
        if rng.random() < 0.5:
            found.append(frames.meta(rng, "ColumnName", draft.path[-1]))
    if rng.random() < 0.3:
        found.append(frames.meta(rng, "Keywords", f"{site.name},政务公开"))
        found.append(frames.meta(rng, "Maketime", f"{words.some_day(rng, 2018, 2023).isoformat()} 01:02:03"))
    return found


def document_title(rng: Random, draft: Draft, site: frames.Site) -> str:
    """`<title>`: the title alone, with column and site in either order, or the site's name only."""
    column = draft.path[-1]
    return rng.choice(
        (
            draft.title,
            f"{draft.title}_{column}_{site.name}",
            f"{draft.title} - {site.name}",
            f"{site.name}-{column}-{draft.title}",
            f"{draft.title}|{column}",
            site.name,
            f"{site.name}门户网站",
            f"{draft.title}-{site.name}",
            "",
        )
    )


def _page(rng: Random, number: int, place: str) -> ArticleShape:
    site = frames.site(rng)
    draft = _draft(rng, site, number, place)
    old = draft.old
    in_line = draft.day if place in ("line", "line and block", "republished", "line and meta") else None
    day_line = heads.info_line(rng, in_line, draft.source, old=old)
    written = draft.facts.written if draft.facts else None
    signed = ""
    if rng.random() < 0.35:
        base = draft.day or words.some_day(rng)
        signed_on = written or base - timedelta(days=rng.randint(0, 40))
        signed, written = bodies.signature(rng, words.organ(rng), signed_on), signed_on
    paragraphs = words.paragraphs(rng)
    body = bodies.text(rng, paragraphs, signed, old=old)
    if rng.random() < 0.15:
        body += bodies.table_of_dates(rng)
    if rng.random() < 0.2:
        body += bodies.attachments(rng)
    below = ""
    if place == "below" and draft.day is not None:
        label = rng.choice(("发布日期", "发布时间", "信息发布时间"))
        below = f"<p align=right>{label}：{heads.date_text(rng, draft.day)}</p>"
    top = block(rng, draft.facts) if draft.facts else ""
    title = heads.title_box(rng, draft.title, old=old)
    order = [top, title, day_line] if rng.random() < 0.7 else [title, day_line, top]
    content = "\n".join([*order, body, below, bodies.below(rng)])
    return _finish(rng, site, draft, content, written, paragraphs[0], f"{place or 'undated'}-{number}")


def _finish(
    rng: Random, site: frames.Site, draft: Draft, content: str, written: date | None, first: str, name: str
) -> ArticleShape:
    old = draft.old
    with_path = rng.random() < 0.85
    crumb = (
        frames.crumb(rng, draft.path, title=draft.title if rng.random() < 0.6 else None, old=old) if with_path else ""
    )
    if old:
        aside = frames.side(rng, old=True) if rng.random() < 0.4 else ""
        content = f"<table width=1000 align=center><tr>{aside}<td valign=top><table width=100%><tr><td>{content}</td></tr></table></td></tr></table>"
    else:
        aside = frames.side(rng, old=False) if rng.random() < 0.4 else ""
        content = f'<div class="main wrap"><div class="left">{content}</div>{aside}</div>'
        if rng.random() < 0.3:
            content = f'<div class="main"><div class="box">{aside}{content.replace(aside, "") if aside else content}</div></div>'
    html = frames.wrap(
        rng,
        frames.head_of(rng, site, document_title(rng, draft, site), _metas(rng, draft, site)),
        "\n".join(
            (frames.banner(rng, site, old=old), "<!--content-->", crumb, content, frames.footer(rng, site, old=old))
        ),
        old=old,
    )
    body, content_type = frames.encoded(rng, html)
    facts = draft.facts
    return ArticleShape(
        name=name,
        url=draft.url,
        body=body,
        content_type=content_type,
        title=draft.title,
        published=draft.day,
        source=draft.source,
        index_no=facts.index_no if facts else None,
        doc_no=facts.doc_no if facts else None,
        written=written,
        column_path=draft.path if with_path else None,
        first_words=first[:12],
    )
