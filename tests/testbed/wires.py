"""What a browser would ask for on a page of each family: links, and what its scripts fetch. Plain string search."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import urlencode, urljoin, urlsplit

from testbed.city import City
from testbed.render.site import Posted
from testbed.truth import truth
from tests.testbed.wires_govcn import govcn
from tests.testbed.wires_guangdong import guangdong
from tests.testbed.wires_kaipu import kaipu

Wire = Callable[[City, str, str], Iterator[str]]


def site_of(city: City, url: str) -> str:
    """The site that answers an address."""
    return next(name for name, base in city.bases.items() if url.startswith(base))


def target(url: str) -> str:
    """Path and query."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def text_of(body: bytes) -> str:
    """The text of a page, by its bytes and not by what it declares; entities are decoded."""
    try:
        return unescape(unescape(body.decode()))
    except UnicodeDecodeError:
        return unescape(unescape(body.decode("gb18030")))


def page(city: City, url: str) -> str:
    """The text of a page that answers 200."""
    answer = city.answer(site_of(city, url), target(url))
    assert answer.status == 200, url
    return text_of(answer.body)


def hrefs(url: str, text: str) -> Iterator[str]:
    """Links, pictures, scripts, and what viewers are told to show."""
    for path in re.findall(r"""viewer\.html\?file=([^"'&]+)""", text):
        yield urljoin(url, path)
    for path in re.findall(r"""<param name="SRC" value="([^"]+)""", text):
        yield urljoin(url, path)
    for href in re.findall(r"""(?:href|src|data-powerurl)\s*=\s*["']([^"']+)["']""", text, re.IGNORECASE):
        href = href.strip().replace("\\", "/")
        if not href.startswith(("javascript:", "mailto:", "#")) and "+urls[" not in href and "{{" not in href:
            yield urljoin(url, href)


def hanweb(city: City, url: str, text: str) -> Iterator[str]:
    """Groups of dataproxy.jsp, addresses in arrays, tree and tables of the disclosure module."""
    for href in re.findall(r"urls\[i\]='([^']+)'", text):
        yield urljoin(url, href)
    for total, group, proxy, per, col, unit in re.findall(
        r"totalRecord:(\d+).*?groupSize:(\d+).*?proxyUrl:'([^']+)',perPage:(\d+).*?columnid:(\d+).*?unitid:'(\d+)'",
        text,
        re.DOTALL,
    ):
        size = int(group) * int(per)
        for start in range(size + 1, int(total) + 1, size):
            yield urljoin(
                url,
                f"{proxy}?startrecord={start}&endrecord={start + size - 1}&perpage={per}&columnid={col}&unitid={unit}",
            )
    for href in re.findall(r'load\("([^"]+)"\)', text):
        yield urljoin(url, href)
    for area, jdid in re.findall(r'tree\.jsp\?standardXxgk=1&area=(\w+)&divid=div1".*?jdid = "(\d+)"', text, re.DOTALL):
        tree = urljoin(url, f"/module/xxgk/tree.jsp?area={area}")
        for code in re.findall(r"funclick\('(\w+)'\)", page(city, tree)):
            yield urljoin(
                url, f"/module/xxgk/search.jsp?infotypeId={code}&jdid={jdid}&area={area}&divid=div1&standardXxgk=1"
            )
    for n in re.findall(r"xxgkpage\('(\d+)'\)", text):
        yield re.sub(r"&currpage=\d+", "", url) + f"&currpage={n}"


def epoint(city: City, url: str, text: str) -> Iterator[str]:
    """The pages of the list service that a page's script asks by POST."""
    script = (
        r'"siteGuid":"([^"]+)"\};\s+var categorynum = "(\d+)", deptcode = "(\d*)", pageSize = (\d+);.*?url:"([^"]+)"'
    )
    for site, category, dept, size, service in re.findall(script, text, re.DOTALL):
        fields = {"deptcode": dept, "categorynum": category, "siteGuid": site, "pageSize": int(size)}
        total, page, got = 1, 0, 0
        while got < total:
            page += 1
            posted = Posted(json.dumps({**fields, "pageIndex": page}).encode())
            answer = json.loads(city.answer_post(site_of(city, url), service, posted).body)["custom"]
            total, got = answer["total"], got + len(answer["data"])
            yield from (urljoin(url, row["infourl"]) for row in answer["data"])


def igs(city: City, url: str, text: str) -> Iterator[str]:
    """The pages of the list service that a page's script asks, and the script pagers of the other lists."""
    for pages, stem, ext in re.findall(r'createPageHTML\((\d+), 0, "(\w+)", "(\w+)"', text):
        yield from (urljoin(url, f"{stem}_{n}.{ext}") for n in range(1, int(pages)))
    for request in re.findall(r'ajax\(\{url:"(/igs/[^"]+)"', text):
        number, pages = 0, 1
        while number < pages:
            number += 1
            asked = request.replace("pageNumber=1", f"pageNumber={number}")
            answer = json.loads(city.answer(site_of(city, url), asked).body)
            pages = answer["pages"]
            yield from (urljoin(url, row["DOCPUBURL"]) for row in answer["rows"])


def jpaas(city: City, url: str, text: str) -> Iterator[str]:
    """The pages of the units whose descriptions stand in attributes of scripts."""
    for service, single, double in re.findall(r"""url="([^"]+)" queryData="(?:\{('[^"]+')\}|\{("[^}]+)\})\"""", text):
        fields = dict(re.findall(r"'(\w+)':'([^']*)'", single) or re.findall(r'"(\w+)":"([^"]*)"', double))
        assert fields["parseType"] == "bulidstatic"
        asked = urljoin(url, f"{service}?{urlencode(fields)}")
        rows, page = "", 0
        while page == 0 or (("<li" in rows or "<td>" in rows) and page < 30):
            page += 1
            sent = f"{asked}&{urlencode({'paramJson': json.dumps({'pageNo': page, 'pageSize': 15})})}"
            answer = city.answer(site_of(city, url), target(sent))
            assert answer.status == 200, url
            before, rows = rows, json.loads(answer.body)["data"]["html"]
            yield from hrefs(url, unescape(rows))
            if "tj_list" in rows or before == rows:
                break


def legacy(city: City, url: str, text: str) -> Iterator[str]:
    """The pages behind a pager that sends the whole form."""
    while turn := re.search(r"__doPostBack\('(\w+)','(\d+)'\)\">下一页", text):
        form = dict(re.findall(r'name="(__\w+)" id="\w+" value="([^"]*)"', text))
        form |= {"__EVENTTARGET": turn[1], "__EVENTARGUMENT": turn[2]}
        answer = city.answer_post(site_of(city, url), target(url), Posted(urlencode(form).encode()))
        assert answer.status == 200, url
        text = text_of(answer.body)
        yield from hrefs(url, text)


def plain(city: City, url: str, text: str) -> Iterator[str]:
    """Nothing but links."""
    return iter(())


WIRES: dict[str, Wire] = {
    "gov_cn": govcn,
    "guangdong": guangdong,
    "hanweb": hanweb,
    "epoint": epoint,
    "jpaas": jpaas,
    "legacy": legacy,
    "ucap_new": kaipu,
    "trs_igs": igs,
    "vsb": plain,
}


def links(city: City, url: str, text: str) -> Iterator[str]:
    """Everything that a page leads to."""
    yield from hrefs(url, text)
    yield from WIRES[city.family](city, url, text)


def walk(city: City) -> tuple[set[str], set[str]]:
    """All addresses that are reached from the two homes, and those of them that are not there."""
    seen = {city.bases["bureau"], city.bases["municipal"]}
    queue, broken = list(seen), set()
    elsewhere = {item["url"] for item in truth(city)["items"] if item["kind"] == "foreign"}
    while queue:
        url = queue.pop()
        answer = city.answer(site_of(city, url), target(url))
        text = text_of(answer.body) if "html" in answer.content_type or "xml" in answer.content_type else ""
        if answer.status != 200 or "您访问的页面不存在" in text:
            broken.add(url)
            continue
        for link in links(city, url, text):
            parts = urlsplit(link)
            if link in elsewhere:
                continue
            assert any(link.startswith(base) for base in city.bases.values()), f"{url} leads outside: {link}"
            site = city.sites[site_of(city, link)]
            whole = parts._replace(path=site.normal(parts.path), fragment="").geturl()
            if whole not in seen:
                seen.add(whole)
                queue.append(whole)
    return seen, broken
