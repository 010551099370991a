"""What a browser asks for on pages of the Guangdong platforms: the tree, the list service, the letters by POST."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from testbed.city import City
from testbed.render.site import Answer, Posted


def tree_of(text: str) -> list[dict[str, Any]]:
    """TREE of window._CONFIG."""
    found = json.JSONDecoder().raw_decode(text, re.search(r"TREE: ", text).end())[0]  # type: ignore[union-attr]
    assert isinstance(found, list)
    return found


def nodes_of(tree: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """All nodes, children after their parent."""
    for node in tree:
        yield node
        yield from nodes_of(node.get("children", []))


def letters(city: City, offset: int, *, cookie: bool = True, token: bool = True) -> Answer:
    """The list of letters as the page's script asks for it, after a load of the page."""
    shell = city.answer("bureau", "/hdjlpt/published?via=pc")
    csrf = re.search(r"var _CSRF = '(\w+)'", shell.body.decode()).group(1)  # type: ignore[union-attr]
    jar = "; ".join(value.split(";")[0] for name, value in shell.headers if name == "Set-Cookie")
    headers = {"content-type": "application/x-www-form-urlencoded"}
    headers |= {"cookie": jar} if cookie else {}
    headers |= {"x-csrf-token": csrf} if token else {}
    body = f"offset={offset}&limit=20&site_id=769053".encode()
    return city.answer_post("bureau", "/hdjlpt/letter/pubList", Posted(body, headers))


def guangdong(city: City, url: str, text: str) -> Iterator[str]:
    """Every node's list, every record's addresses and files, every public letter."""
    if "window._CONFIG" in text:
        sid = re.search(r"SID: '(\d+)'", text).group(1)  # type: ignore[union-attr]
        for node in nodes_of(tree_of(text)):
            yield node["jump_url"] or urljoin(url, f"/gkmlpt/api/all/{node['id']}?page=1&sid={sid}")
    if "/gkmlpt/api/all/" in url:
        site = next(name for name, base in city.bases.items() if url.startswith(base))
        parts = urlsplit(url)
        answer = json.loads(city.answer(site, f"{parts.path}?{parts.query}").body)
        for record in answer["articles"]:
            addresses = [record["url"], record["post_url"], *(file["url"] for file in record["attachment"])]
            yield from (urljoin(url, one) for one in addresses if one and "www.example.gov.cn" not in one)
        page = int(parse_qs(parts.query)["page"][0])
        if page * 100 < answer.get("total", 0):
            yield url.replace(f"page={page}", f"page={page + 1}")
    if "var _CSRF" in text:
        offset, total = 0, 1
        while offset < total:
            data = json.loads(letters(city, offset).body)["data"]
            total = data["total"]
            yield from (urljoin(url, f"/hdjlpt/detail?pid={row['id']}") for row in data["list"])
            offset += 20
