"""新点 habits that both its sites share: numbered categories, dated folders, guids, lists by JSON."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

from testbed.render.site import Answer, Posted

REST = "/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
COMMON = "/js/webBuilderCommon.js"
ATTACH = "/EWB-FRONT/WebbuilderMIS/attach/downloadZtbAttach.jspx"


def guid(kind: str, number: object) -> str:
    """A guid that stays the same."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}:{number}"))


def folder(category: str) -> str:
    """/001/001010/ for 001010: one folder a level."""
    return "/" + "".join(f"{category[:end]}/" for end in range(3, len(category) + 1, 3))


def article_path(category: str, day: date | None, code: str) -> str:
    """/001/001010/20160315/{guid}.html; what has no day keeps the address of the old system."""
    return (
        f"{folder(category)}{day:%Y%m%d}/{code}.html" if day else f"/InfoDetail/?InfoID={code}&CategoryNum={category}"
    )


def site_info(site: str) -> dict[str, str]:
    """What the site's script says of it."""
    return {"projectName": "/EWB-FRONT", "siteGuid": guid("site", site)}


def common_script(site: str) -> bytes:
    """webBuilderCommon.js"""
    return f"var siteInfo={json.dumps(site_info(site))};\n".encode()


def attach_path(number: int) -> str:
    """The type of the file cannot be seen."""
    return f"{ATTACH}?attachGuid={guid('file', number)}&appUrlFlag=web"


def asked(posted: Posted) -> dict[str, Any]:
    """The fields of the request: JSON as the body, or in the form field `params`."""
    try:
        text = posted.body.decode() if posted.body.lstrip().startswith(b"{") else posted.form().get("params", "{}")
        fields = json.loads(text)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def page_of(fields: dict[str, Any]) -> tuple[int, int]:
    """pageIndex (from 1) and pageSize (20 at most)."""

    def whole(name: str, default: int) -> int:
        text = str(fields.get(name, default))
        return int(text) if text.isdigit() and int(text) else default

    return whole("pageIndex", 1), min(whole("pageSize", 20), 20)


def answer(rows: list[dict[str, Any]], total: int) -> Answer:
    """The answer of the list service."""
    custom = {"code": 1, "text": "", "total": total, "data": rows}
    body = {"controls": [], "custom": custom, "status": {"code": 200, "text": "", "url": ""}}
    return Answer(200, json.dumps(body, ensure_ascii=False).encode(), "application/json;charset=UTF-8")


def refused() -> Answer:
    """Without the site's guid or a known category there is nothing."""
    return answer([], 0)
