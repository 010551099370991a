"""The long lists of the truth: columns, items and listings of both sites."""

from __future__ import annotations

from datetime import date
from typing import Any

from testbed.city import City
from testbed.render.bureau import FORM_FILE, BureauSite, Foreign
from testbed.render.municipal import CATALOGUE, MunicipalSite
from testbed.view import Entry
from testbed.world.model import Document, File, Item, Kind, Organ
from testbed.world.words import BUREAU

YEAR = 2016
CLASS_ON_PORTAL = {
    "政策文件": ("policy", "col.policy"),
    "规划统计": ("unknown", None),
    "财政预决算": ("annual", "col.finance"),
    "人事信息": ("personnel_plan", "col.personnel"),
    "通知公告": ("policy", "col.notice"),
    "工作动态": ("dynamic", "col.news"),
    "办事指南": ("static", "col.service"),
    "应急管理": ("static", "col.emergency"),
    "监督检查": ("event", "col.supervise"),
}


def bureau_of(city: City) -> BureauSite:
    """The bureau's site as rendered."""
    site = city.sites["bureau"]
    assert isinstance(site, BureauSite)
    return site


def portal_of(city: City) -> MunicipalSite:
    """The municipal portal as rendered."""
    site = city.sites["municipal"]
    assert isinstance(site, MunicipalSite)
    return site


def column_path(city: City, key: str) -> str:
    """Names from the first level down, with slashes."""
    return "/".join(city.world.path(key))


def column_url(city: City, key: str) -> str:
    """The address of a column of the bureau."""
    return city.address("bureau", bureau_of(city).column_path(key))


def counts(item: Item) -> bool:
    """True for what the figures of the year count."""
    return item.dated and item.day.year == YEAR


# --- columns ------------------------------------------------------------------------------------------


def bureau_columns(city: City) -> list[dict[str, Any]]:
    """The bureau's column tree; a single page holds one item, a mailbox its letters."""
    rows = []
    for column in city.world.columns:
        count, newest = _held(city, column.key, column.kind)
        rows.append(
            {
                "site": "bureau",
                "path": column_path(city, column.key),
                "level": column.level,
                "url": column_url(city, column.key),
                "class": column.cls,
                "kind": str(column.kind),
                "items": count,
                "newest": newest and str(newest),
                "column_id": column.column_id,
                "archived": city.view.archived(column.key),
            }
        )
    return rows


def _held(city: City, key: str, kind: Kind) -> tuple[int, date | None]:
    """Rows of the column's own list and the newest date; of a letter that is the day of its reply, if it has one."""
    if kind is Kind.SINGLE:
        return 1, city.view.single(key).day
    if kind is Kind.MESSAGES:
        letters = city.view.letters
        return len(letters), max((city.view.replied(one) or one.sent for one in letters), default=None)
    rows = city.view.lists[key]
    return len(rows) + len(bureau_of(city).foreign(key)), max(
        (row.item.day for row in rows if row.item.dated), default=None
    )


def portal_columns(city: City) -> list[dict[str, Any]]:
    """The portal: catalogue, organs, classes."""
    portal = portal_of(city)
    rows: list[dict[str, Any]] = [
        {
            "site": "municipal",
            "path": CATALOGUE,
            "level": 1,
            "url": city.address("municipal", portal.catalogue_path()),
            "class": "unknown",
            "kind": "group",
            "items": 0,
            "newest": None,
            "column_id": "oip.catalog",
            "archived": False,
        }
    ]
    for organ in city.world.organs:
        for number in (None, *dict(organ.classes)):
            docs = city.view.shelves[organ.key, number]
            names = portal.shelf_names(organ, number)
            cls, column_id = CLASS_ON_PORTAL[names[-1]] if number else ("unknown", None)
            rows.append(
                {
                    "site": "municipal",
                    "path": "/".join(names),
                    "level": len(names),
                    "url": city.address("municipal", portal.shelf_path(organ, number)),
                    "class": cls,
                    "kind": "list",
                    "items": len(docs),
                    "newest": str(docs[0].item.day) if docs else None,
                    "column_id": column_id,
                    "archived": False,
                }
            )
    return rows


# --- items --------------------------------------------------------------------------------------------


def bureau_items(city: City) -> list[dict[str, Any]]:
    """Articles, single pages and letters of the bureau."""
    bureau = bureau_of(city)
    rows = []
    for item in (*city.view.items, *city.world.singles):
        urls = [city.address("bureau", path) for path in bureau.item_paths(item)]
        single = item in city.world.singles
        keys = [*item.columns, *([item.copy_in] if item.copy_in else [])]
        rows.append(
            {
                **_facts(item),
                "site": "bureau",
                "url": urls[0],
                "urls": urls,
                "columns": [column_path(city, key) for key in keys],
                "kind": "single" if single else "article",
                "counted": not single and counts(item),
                "twin": None,
                "organ": item.publisher,
                "attachments": [
                    _attachment(file, city.address("bureau", bureau.file_path(item, file))) for file in item.files
                ],
            }
        )
    rows += [_request_item(city, column.key) for column in city.world.columns if column.kind is Kind.REQUEST]
    rows += [
        _foreign_item(city, column.key, one) for column in city.world.columns for one in bureau.foreign(column.key)
    ]
    for letter in city.view.letters:
        url, replied = city.address("bureau", bureau.letter_path(letter)), city.view.replied(letter)
        rows.append(
            {
                "id": f"l{letter.number}",
                "title": letter.title,
                "published": replied and str(replied),
                "written": None,
                "source": None,
                "index_no": None,
                "doc_no": None,
                "site": "bureau",
                "url": url,
                "urls": [url],
                "columns": [column_path(city, "talk.mail")],
                "kind": "letter",
                "counted": False,
                "twin": None,
                "organ": BUREAU,
                "attachments": [],
            }
        )
    return rows


def _attachment(file: File, url: str) -> dict[str, str]:
    """A file as the page names it; its type shows in the name, whatever the address says."""
    return {"url": url, "name": f"{file.name}.{file.ext}", "type": file.ext}


def _request_item(city: City, key: str) -> dict[str, Any]:
    """The page 依申请公开: a text without a date, and the form to fill in."""
    url = column_url(city, key)
    return {
        "id": "s90",
        "title": city.world.by_key[key].name,
        "published": None,
        "written": None,
        "source": None,
        "index_no": None,
        "doc_no": None,
        "site": "bureau",
        "url": url,
        "urls": [url],
        "columns": [column_path(city, key)],
        "kind": "single",
        "counted": False,
        "twin": None,
        "organ": BUREAU,
        "attachments": [_attachment(FORM_FILE, city.address("bureau", bureau_of(city).file_path(None, FORM_FILE)))],
    }


def _foreign_item(city: City, key: str, row: Foreign) -> dict[str, Any]:
    """An article of another site: its own page is not ours to read, so only the row's facts are known."""
    return {
        "id": row.id,
        "title": row.title,
        "published": str(row.day),
        "written": None,
        "source": None,
        "index_no": None,
        "doc_no": None,
        "site": "bureau",
        "url": row.url,
        "urls": [row.url],
        "columns": [column_path(city, key)],
        "kind": "foreign",
        "counted": False,
        "twin": None,
        "organ": BUREAU,
        "attachments": [],
    }


def _facts(item: Item) -> dict[str, Any]:
    """What the page shows: a fact that is not shown is null."""
    return {
        "id": item.id,
        "title": item.title,
        "published": str(item.day) if item.dated else None,
        "written": str(item.written) if item.written and (item.block or item.signed) else None,
        "source": item.source,
        "index_no": item.index_no if item.block else None,
        "doc_no": item.doc_no,
    }


def documents(city: City) -> list[dict[str, Any]]:
    """All documents of the portal; `counted` only those of this bureau that have a twin."""
    portal = portal_of(city)
    rows = []
    for doc in city.view.documents:
        url = city.address("municipal", portal.document_path(doc))
        organ = portal.organs[doc.organ]
        rows.append(
            {
                **_facts(doc.item),
                "site": "municipal",
                "url": url,
                "urls": [url],
                "columns": ["/".join(portal.shelf_names(organ, number)) for number in (None, doc.catalogue)],
                "kind": "article",
                "counted": doc.organ == "aj" and doc.twin is not None and counts(doc.item),
                "twin": doc.twin,
                "organ": organ.name,
                "attachments": [
                    _attachment(file, city.address("municipal", portal.file_path(doc, file))) for file in doc.item.files
                ],
            }
        )
    return rows


# --- listings -----------------------------------------------------------------------------------------


def bureau_listings(city: City) -> list[dict[str, Any]]:
    """Every row of every list of the bureau, numbered from 1 through all pages."""
    rows = []
    for column in city.world.columns:
        for n, entry in enumerate(city.view.lists[column.key], start=1):
            rows.append(_listing(city, column.key, n, entry))
        rows += [
            {
                "site": "bureau",
                "column": column_path(city, column.key),
                "title": one.title,
                "text": one.title,
                "date": str(one.day),
                "url": one.url,
                "row": n,
                "pinned": False,
            }
            for n, one in enumerate(bureau_of(city).foreign(column.key), start=1 + len(city.view.lists[column.key]))
        ]
    bureau, mailbox = bureau_of(city), column_path(city, "talk.mail")
    rows += [
        {
            "site": "bureau",
            "column": mailbox,
            "title": letter.title,
            "text": letter.title,
            "date": str(letter.sent),
            "url": city.address("bureau", bureau.letter_path(letter)),
            "row": n,
            "pinned": False,
        }
        for n, letter in enumerate(city.view.letters, start=1)
    ]
    return rows


def _listing(city: City, key: str, n: int, entry: Entry) -> dict[str, Any]:
    """`text` is what the list shows, `title` the best title the list's markup offers."""
    item, bureau = entry.item, bureau_of(city)
    text = bureau.listed_text(item)
    listed = (item.listed_day or item.day) if item.dated else None
    return {
        "site": "bureau",
        "column": column_path(city, key),
        "title": item.title if bureau.offers_title(key) else text,
        "text": text,
        "date": listed and str(listed),
        "url": city.address("bureau", bureau.listed_path(key, entry)),
        "row": n,
        "pinned": item.pinned,
    }


def portal_listings(city: City) -> list[dict[str, Any]]:
    """Every row of every list of the portal."""
    rows = []
    for organ in city.world.organs:
        for number in (None, *dict(organ.classes)):
            for n, doc in enumerate(city.view.shelves[organ.key, number], start=1):
                rows.append(_portal_row(city, organ, number, n, doc))
    return rows


def _portal_row(city: City, organ: Organ, number: str | None, n: int, doc: Document) -> dict[str, Any]:
    portal, title = portal_of(city), doc.item.title
    return {
        "site": "municipal",
        "column": "/".join(portal.shelf_names(organ, number)),
        "title": title,
        "text": portal.listed_text(title),
        "date": str(doc.item.day),
        "url": city.address("municipal", portal.document_path(doc)),
        "row": n,
        "pinned": False,
    }
