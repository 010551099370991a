"""What is true of the city on the day shown, as JSON. Computed from the world and the addresses, never from pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from testbed.city import City
from testbed.render.bureau import BureauSite
from testbed.render.municipal import CATALOGUE, PORTAL, MunicipalSite
from testbed.view import Entry
from testbed.world.model import Document, Item, Kind, Organ
from testbed.world.words import BUREAU

YEAR = 2016
MONITORING_POINT = date(2016, 12, 31)
CLASS_ON_PORTAL = {
    "政策文件": ("policy", "col.policy"), "规划统计": ("unknown", None), "财政预决算": ("annual", "col.finance"),
    "人事信息": ("personnel_plan", "col.personnel"), "通知公告": ("policy", "col.notice"), "工作动态": ("dynamic", "col.news"),
    "办事指南": ("static", "col.service"), "应急管理": ("static", "col.emergency"), "监督检查": ("event", "col.supervise"),
}  # fmt: skip


def truth(city: City) -> dict[str, Any]:
    """All facts of the day now shown; the shape is described in docs/testbed.md."""
    return {
        "seed": city.world.seed,
        "family": city.family,
        "variant": city.world.variant,
        "as_of": str(city.day),
        "year": YEAR,
        "monitoring_point": str(MONITORING_POINT),
        "organ": {"name": BUREAU, "short": "市安监局", "code": "007334512", "unit": "0526"},
        "sites": _sites(city),
        "figures": _figures(city),
        "registers": city.world.registers,
        "columns": [*_bureau_columns(city), *_portal_columns(city)],
        "items": [*_bureau_items(city), *_documents(city)],
        "listings": [*_bureau_listings(city), *_portal_listings(city)],
        "letters": _letters(city),
        "records": _records(city),
        "faults": _faults(city),
        "lookalikes": _lookalikes(city),
        "outages": [
            {"site": "bureau", "column": _path(city, key), "url": _column_url(city, key)} for key in city.world.outages
        ],
    }


def _bureau(city: City) -> BureauSite:
    site = city.sites["bureau"]
    assert isinstance(site, BureauSite)
    return site


def _portal(city: City) -> MunicipalSite:
    site = city.sites["municipal"]
    assert isinstance(site, MunicipalSite)
    return site


def _path(city: City, key: str) -> str:
    return "/".join(city.world.path(key))


def _column_url(city: City, key: str) -> str:
    return city.address("bureau", _bureau(city).column_path(key))


def _sites(city: City) -> dict[str, Any]:
    def site(name: str, title: str) -> dict[str, Any]:
        home = city.bases[name]
        return {"home": home, "kind": name, "name": title, "hosts": [home.split("/")[2]]}

    return {"bureau": site("bureau", BUREAU), "municipal": site("municipal", PORTAL)}


def _figures(city: City) -> dict[str, int]:
    own = sum(_counts(item) for item in city.view.items)
    portal = sum(_counts(doc.item) for doc in city.view.documents if doc.organ == "aj" and doc.twin)
    levels = [column.level for column in city.world.columns]
    books, (microblog, wechat) = city.world.registers, city.world.registers["media"]
    figures: dict[str, Any] = {
        "published.total": own,
        "published.own_site": own,
        "published.municipal": portal,
        "columns.level1": levels.count(1),
        "columns.level2": levels.count(2),
        "columns.level3": levels.count(3),
        "hearings.held": len(books["hearings"]),
        "forums.held": len(books["forums"]),
        "press_conferences.held": len(books["press_conferences"]),
        "requests.received": len(books["requests"]),
        "requests.answered": sum(bool(row["answered_on"]) for row in books["requests"]),
        "fees.charged": sum(int(str(row["fee"])) for row in books["requests"]),
        "reviews.received": len(books["reviews"]),
        "suits.received": len(books["suits"]),
        "microblog.posts": microblog["posts"],
        "microblog.followers": microblog["followers"],
        "wechat.posts": wechat["posts"],
        "wechat.followers": wechat["followers"],
    }
    return figures


def _counts(item: Item) -> bool:
    return item.dated and item.day.year == YEAR


# --- columns ------------------------------------------------------------------------------------------


def _bureau_columns(city: City) -> list[dict[str, Any]]:
    rows = []
    for column in city.world.columns:
        count, newest = _held(city, column.key, column.kind)
        rows.append(
            {
                "site": "bureau", "path": _path(city, column.key), "level": column.level, "url": _column_url(city, column.key),
                "class": column.cls, "kind": str(column.kind), "items": count, "newest": newest and str(newest),
                "column_id": column.column_id, "archived": city.view.archived(column.key),
            }
        )  # fmt: skip
    return rows


def _held(city: City, key: str, kind: Kind) -> tuple[int, date | None]:
    """Rows of the column's own list and the newest date; a mailbox counts letters by the day they came in."""
    if kind is Kind.SINGLE:
        return 1, city.view.single(key).day
    if kind is Kind.MESSAGES:
        return len(city.view.letters), max((letter.sent for letter in city.view.letters), default=None)
    rows = city.view.lists[key]
    return len(rows), max((row.item.day for row in rows if row.item.dated), default=None)


def _portal_columns(city: City) -> list[dict[str, Any]]:
    portal = _portal(city)
    rows: list[dict[str, Any]] = [
        {
            "site": "municipal", "path": CATALOGUE, "level": 1, "url": city.address("municipal", portal.catalogue_path()),
            "class": "unknown", "kind": "group", "items": 0, "newest": None, "column_id": "oip.catalog", "archived": False,
        }
    ]  # fmt: skip
    for organ in city.world.organs:
        for number in (None, *dict(organ.classes)):
            docs = city.view.shelves[organ.key, number]
            names = portal.shelf_names(organ, number)
            cls, column_id = CLASS_ON_PORTAL[names[-1]] if number else ("unknown", None)
            rows.append(
                {
                    "site": "municipal", "path": "/".join(names), "level": len(names),
                    "url": city.address("municipal", portal.shelf_path(organ, number)), "class": cls, "kind": "list",
                    "items": len(docs), "newest": str(docs[0].item.day) if docs else None, "column_id": column_id, "archived": False,
                }
            )  # fmt: skip
    return rows


# --- items --------------------------------------------------------------------------------------------


def _bureau_items(city: City) -> list[dict[str, Any]]:
    bureau = _bureau(city)
    rows = []
    for item in (*city.view.items, *city.world.singles):
        urls = [city.address("bureau", path) for path in bureau.item_paths(item)]
        single = item in city.world.singles
        keys = [*item.columns, *([item.copy_in] if item.copy_in else [])]
        rows.append(
            {
                **_facts(item), "site": "bureau", "url": urls[0], "urls": urls,
                "columns": [_path(city, key) for key in keys], "kind": "single" if single else "article",
                "counted": not single and _counts(item), "twin": None, "organ": item.publisher,
                "attachments": [
                    {"url": city.address("bureau", bureau.file_path(item, file)), "name": f"{file.name}.{file.ext}"} for file in item.files
                ],
            }
        )  # fmt: skip
    for letter in city.view.letters:
        url = city.address("bureau", bureau.letter_path(letter))
        rows.append(
            {
                "id": f"l{letter.number}", "title": letter.title, "published": None, "written": None, "source": None,
                "index_no": None, "doc_no": None, "site": "bureau", "url": url, "urls": [url],
                "columns": [_path(city, "talk.mail")], "kind": "letter", "counted": False, "twin": None, "organ": BUREAU,
                "attachments": [],
            }
        )  # fmt: skip
    return rows


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


def _documents(city: City) -> list[dict[str, Any]]:
    portal = _portal(city)
    rows = []
    for doc in city.view.documents:
        url = city.address("municipal", portal.document_path(doc))
        organ = portal.organs[doc.organ]
        rows.append(
            {
                **_facts(doc.item), "site": "municipal", "url": url, "urls": [url],
                "columns": ["/".join(portal.shelf_names(organ, number)) for number in (None, doc.catalogue)], "kind": "article",
                "counted": doc.organ == "aj" and doc.twin is not None and _counts(doc.item), "twin": doc.twin, "organ": organ.name,
                "attachments": [
                    {"url": city.address("municipal", portal.file_path(doc, file)), "name": f"{file.name}.{file.ext}"}
                    for file in doc.item.files
                ],
            }
        )  # fmt: skip
    return rows


# --- listings -----------------------------------------------------------------------------------------


def _bureau_listings(city: City) -> list[dict[str, Any]]:
    rows = []
    for column in city.world.columns:
        for n, entry in enumerate(city.view.lists[column.key], start=1):
            rows.append(_listing(city, column.key, n, entry))
    bureau, mailbox = _bureau(city), _path(city, "talk.mail")
    rows += [
        {
            "site": "bureau", "column": mailbox, "title": letter.title, "text": letter.title, "date": str(letter.sent),
            "url": city.address("bureau", bureau.letter_path(letter)), "row": n, "pinned": False,
        }
        for n, letter in enumerate(city.view.letters, start=1)
    ]  # fmt: skip
    return rows


def _listing(city: City, key: str, n: int, entry: Entry) -> dict[str, Any]:
    """`text` is what the list shows, `title` the best title the list's markup offers."""
    item, bureau = entry.item, _bureau(city)
    text = bureau.listed_text(item)
    listed = (item.listed_day or item.day) if item.dated else None
    return {
        "site": "bureau", "column": _path(city, key), "title": item.title if bureau.offers_title(key) else text, "text": text,
        "date": listed and str(listed), "url": city.address("bureau", bureau.item_path(item, copy=entry.copy)), "row": n,
        "pinned": item.pinned,
    }  # fmt: skip


def _portal_listings(city: City) -> list[dict[str, Any]]:
    rows = []
    for organ in city.world.organs:
        for number in (None, *dict(organ.classes)):
            for n, doc in enumerate(city.view.shelves[organ.key, number], start=1):
                rows.append(_portal_row(city, organ, number, n, doc))
    return rows


def _portal_row(city: City, organ: Organ, number: str | None, n: int, doc: Document) -> dict[str, Any]:
    portal, title = _portal(city), doc.item.title
    return {
        "site": "municipal", "column": "/".join(portal.shelf_names(organ, number)), "title": title,
        "text": portal.listed_text(title), "date": str(doc.item.day),
        "url": city.address("municipal", portal.document_path(doc)), "row": n, "pinned": False,
    }  # fmt: skip


# --- dealings and faults ------------------------------------------------------------------------------


def _letters(city: City) -> list[dict[str, Any]]:
    bureau = _bureau(city)
    return [
        {
            "url": city.address("bureau", bureau.letter_path(letter)), "title": letter.title, "sent": str(letter.sent),
            "replied": str(city.view.replied(letter)) if city.view.replied(letter) else None,
        }
        for letter in city.view.letters
    ]  # fmt: skip


def _records(city: City) -> list[dict[str, Any]]:
    bureau = _bureau(city)
    return [
        {
            "url": city.address("bureau", bureau.item_path(item)), "kind": record.kind, "doc_no": record.doc_no,
            "decided": str(record.decided), "published": str(item.day),
        }
        for item in city.view.items
        for record in item.records
    ]  # fmt: skip


def _faults(city: City) -> list[dict[str, Any]]:
    return [
        {
            "id": fault.id, "kind": fault.kind, "clause": fault.clause, "site": fault.site,
            "subject": _subject(city, fault.place), "note": fault.note,
        }
        for fault in city.world.faults
    ]  # fmt: skip


def _lookalikes(city: City) -> list[dict[str, Any]]:
    return [
        {"kind": one.kind, "site": one.site, "subject": _subject(city, one.place), "note": one.note}
        for one in city.world.lookalikes
    ]


def _subject(city: City, place: tuple[str, str]) -> str:
    """The column path, column id or address a fault is about."""
    what, key = place
    bureau, portal = _bureau(city), _portal(city)
    if what == "column":
        return _path(city, key)
    if what == "id":
        return key
    if what == "dead":
        return city.address("bureau", bureau.dead_path(key))
    if what == "letter":
        letter = next(letter for letter in city.world.letters if str(letter.number) == key)
        return city.address("bureau", bureau.letter_path(letter))
    if what == "document":
        doc = next(doc for doc in city.world.documents if doc.item.id == key)
        return city.address("municipal", portal.document_path(doc))
    return city.address("bureau", bureau.item_path(bureau.by_id[key]))
