"""What is true of the city on the day shown, as JSON. Computed from the world and the addresses, never from pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from testbed.city import City
from testbed.render.municipal import PORTAL
from testbed.truth_figures import more_figures, parts
from testbed.truth_rows import (
    YEAR,
    bureau_columns,
    bureau_items,
    bureau_listings,
    bureau_of,
    column_path,
    column_url,
    counts,
    documents,
    portal_columns,
    portal_listings,
    portal_of,
)
from testbed.world.words import BUREAU

MONITORING_POINT = date(2016, 12, 31)
CONTACT = {  # as the site's own pages 联系我们 and 信息公开指南 say
    "office": "市安监局信息公开领导小组办公室",
    "address": "东莞市东城八一路1号机关二号大院8号楼政务大厅",
    "postcode": "523123",
    "phone": "0769-23308677、22228986",
    "fax": "0769-22114073",
    "email": "dgajjzbs@163.com",
}


def truth(city: City) -> dict[str, Any]:
    """All facts of the day now shown; the shape is described in testbed/README.md."""
    return {
        "seed": city.world.seed,
        "family": city.family,
        "variant": city.world.variant,
        "as_of": str(city.day),
        "year": YEAR,
        "monitoring_point": str(MONITORING_POINT),
        "organ": {"name": BUREAU, "short": "市安监局", "code": "007334512", "unit": "0526", **CONTACT},
        "sites": _sites(city),
        "figures": {**_figures(city), **more_figures(city)},
        "parts": parts(city),
        "registers": city.world.registers,
        "columns": [*bureau_columns(city), *portal_columns(city)],
        "items": [*bureau_items(city), *documents(city)],
        "listings": [*bureau_listings(city), *portal_listings(city)],
        "letters": _letters(city),
        "records": _records(city),
        "faults": _faults(city),
        "lookalikes": _lookalikes(city),
        "outages": [
            {"site": "bureau", "column": column_path(city, key), "url": column_url(city, key)}
            for key in city.world.outages
        ],
    }


def _sites(city: City) -> dict[str, Any]:
    def site(name: str, title: str) -> dict[str, Any]:
        home = city.bases[name]
        return {"home": home, "kind": name, "name": title, "hosts": [home.split("/")[2]]}

    return {"bureau": site("bureau", BUREAU), "municipal": site("municipal", PORTAL)}


def _figures(city: City) -> dict[str, int]:
    own = sum(counts(item) for item in city.view.items)
    portal = sum(counts(doc.item) for doc in city.view.documents if doc.organ == "aj" and doc.twin)
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


def _letters(city: City) -> list[dict[str, Any]]:
    bureau = bureau_of(city)
    return [
        {
            "url": city.address("bureau", bureau.letter_path(letter)),
            "title": letter.title,
            "sent": str(letter.sent),
            "replied": str(city.view.replied(letter)) if city.view.replied(letter) else None,
        }
        for letter in city.view.letters
    ]


def _records(city: City) -> list[dict[str, Any]]:
    bureau = bureau_of(city)
    return [
        {
            "url": city.address("bureau", bureau.item_path(item)),
            "kind": record.kind,
            "doc_no": record.doc_no,
            "decided": str(record.decided),
            "published": str(item.day),
        }
        for item in city.view.items
        for record in item.records
    ]


def _faults(city: City) -> list[dict[str, Any]]:
    return [
        {
            "id": fault.id,
            "kind": fault.kind,
            "clause": fault.clause,
            "site": fault.site,
            "subject": _subject(city, fault.place),
            "note": fault.note,
        }
        for fault in city.world.faults
    ]


def _lookalikes(city: City) -> list[dict[str, Any]]:
    return [
        {"kind": one.kind, "site": one.site, "subject": _subject(city, one.place), "note": one.note}
        for one in city.world.lookalikes
    ]


def _subject(city: City, place: tuple[str, str]) -> str:
    """The column path, column id or address a fault is about."""
    what, key = place
    bureau, portal = bureau_of(city), portal_of(city)
    if what == "column":
        return column_path(city, key)
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
