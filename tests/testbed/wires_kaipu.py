"""What a browser asks for on pages of the newer UCAP: forwards, script pagers, the search service."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from testbed.city import City


def channel_of(city: City, text: str) -> str:
    """The channel's number, from the page or from the service that knows its code."""
    number = re.search(r'var channelId = "(\w*)"', text).group(1)  # type: ignore[union-attr]
    code = re.search(r'var lmCode = "(\w+)"', text).group(1)  # type: ignore[union-attr]
    if number:
        return number
    answer = json.loads(city.answer("bureau", f"/getChannelList?channelCode={code}").body)
    found: str = answer["results"]["channelId"]
    return found


def search_url(channel: str, page: int) -> str:
    """The request of the page's script, field by field."""
    fields = "_isAgg=true&_isJson=true&_pageSize=20&_template=index&_rangeTimeGte=&_channelName="
    return f"/common/search/{channel}?{fields}&page={page}"


def search(city: City, channel: str, page: int) -> dict[str, Any]:
    """`data` of an answer, on top or under `results`."""
    answer = json.loads(city.answer("bureau", search_url(channel, page)).body)
    data: dict[str, Any] = answer.get("data") or answer["results"]["data"]
    return data


def kaipu(city: City, url: str, text: str) -> Iterator[str]:
    """Every page of every list, and what stands in it."""
    for href in re.findall(r'content="0;url=([^"]+)"', text):
        yield urljoin(url, href)
    for pages, stem in re.findall(r"createPageHTML\('page_div',(\d+), 1,'(\w+)','shtml'", text):
        yield from (urljoin(url, f"{stem}_{n}.shtml") for n in range(2, int(pages) + 1))
    if "var channelId" in text:
        channel, page, total = channel_of(city, text), 1, 1
        while (page - 1) * 20 < total:
            data = search(city, channel, page)
            yield urljoin(url, search_url(channel, page))
            for row in data["results"]:
                yield urljoin(url, row["url"])
                yield from (urljoin(url, one["filePath"]) for one in row["resList"])
            page, total = page + 1, data["total"]
