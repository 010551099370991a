"""What the truth says is really on the pages. Read with plain string search, not with our crawler."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from testbed.city import City
from testbed.truth import truth

ROOT = "publicfiles/business/htmlfiles/"
FAMILIES = ("ucap", "trs")


@pytest.fixture(scope="module", params=FAMILIES)
def city(request: pytest.FixtureRequest) -> City:
    return City(2016, request.param)


def page(city: City, url: str) -> str:
    """The text of a page; entities are decoded, tags stay."""
    site = next(name for name, base in city.bases.items() if url.startswith(base))
    parts = urlsplit(url)
    answer = city.answer(site, parts.path + (f"?{parts.query}" if parts.query else ""))
    assert answer.status == 200, url
    return unescape(unescape(answer.body.decode("utf-8", "replace")))


def links(city: City, url: str, text: str) -> Iterator[str]:
    """Everything a page leads to: links, pictures, islands, doors, script pagers, files in viewers."""
    for path in re.findall(r"""viewer\.html\?file=([^"'&]+)""", text):
        yield urljoin(url, path)
    for href in re.findall(r"""(?:href|src)\s*=\s*["']([^"']+)["']""", text, re.IGNORECASE):
        if not href.startswith(("javascript:", "mailto:", "#")):
            yield urljoin(url, href)
    for href in re.findall(r"<InfoURL>([^<]+)<", text):
        yield city.bases["bureau"] + ROOT + href
    for href in re.findall(r'content="0;url=([^"]+)"', text):
        yield urljoin(url, href)
    for pages, stem, ext in re.findall(r'createPageHTML\((\d+), 0, "(\w+)", "(\w+)"', text):
        yield from (urljoin(url, f"{stem}_{n}.{ext}") for n in range(1, int(pages)))


def walk(city: City) -> tuple[set[str], set[str]]:
    """All addresses of the city that links lead to, and those of them that do not answer 200."""
    seen = {city.bases["bureau"], city.bases["municipal"]}
    queue, broken = list(seen), set()
    while queue:
        url = queue.pop()
        site = next(name for name, base in city.bases.items() if url.startswith(base))
        parts = urlsplit(url)
        answer = city.answer(site, parts.path + (f"?{parts.query}" if parts.query else ""))
        if answer.status != 200:
            broken.add(url)
        elif "html" in answer.content_type:
            for link in links(city, url, unescape(answer.body.decode())):
                target = urlsplit(link)
                there = next((name for name, base in city.bases.items() if link.startswith(base)), None)
                assert there, f"{url} leads outside: {link}"
                whole = target._replace(path=city.sites[there].normal(target.path), fragment="").geturl()
                if whole not in seen:
                    seen.add(whole)
                    queue.append(whole)
    return seen, broken


def test_every_link_answers_but_the_dead_ones_and_everything_is_reached(city: City) -> None:
    facts = truth(city)
    seen, broken = walk(city)
    assert broken == {fault["subject"] for fault in facts["faults"] if fault["kind"].startswith("dead_link")}
    for what in ("items", "columns", "letters"):
        for fact in facts[what]:
            for url in fact.get("urls", [fact["url"]]):
                parts = urlsplit(url)
                site = next(name for name, base in city.bases.items() if url.startswith(base))
                assert parts._replace(path=city.sites[site].normal(parts.path)).geturl() in seen, fact
    for item in facts["items"]:
        assert {file["url"] for file in item["attachments"]} <= seen


def test_articles_show_what_the_truth_says(city: City) -> None:
    for item in truth(city)["items"]:
        for url in item["urls"]:
            text = page(city, url)
            assert item["title"] in text
            body = text.split("crumb" if city.family == "trs" else 'class="nav"', 1)[-1]
            if item["published"] and item["kind"] != "letter":
                assert (
                    f"发布日期：{item['published']}" in body
                    or f"发布时间：{item['published']}" in body
                    or item["site"] == "municipal"
                )
                year, month, day = item["published"].split("-")
                assert item["published"] in body or f"{year}年{month}月{day}日" in body
            for field in ("index_no", "doc_no"):
                assert item[field] is None or item[field] in text
            assert item["source"] is None or f"来源：{item['source']}" in text
            for file in item["attachments"]:
                assert file["name"] in text


def test_undated_items_show_no_date_at_all(city: City) -> None:
    for fault in truth(city)["faults"]:
        if fault["kind"] == "undated_item":
            text = page(city, fault["subject"])
            body = text[text.index("zoom") - 900 : text.index("网站更新日期")]
            assert not re.search(
                r"20\d\d[-年/]\d",
                re.sub(r"""(?:href|src)="[^"]*\"""", "", body).split("当前位置")[-1].replace("今天是2017年1月20日", ""),
            )


def test_islands_hold_the_whole_list_and_pages_have_no_links_to_articles() -> None:
    city = City(2016, "ucap")
    facts = truth(city)
    for column in facts["columns"]:
        if column["site"] != "bureau" or column["kind"] != "list":
            continue
        text = page(city, column["url"])
        rows = [row for row in facts["listings"] if row["column"] == column["path"] and row["site"] == "bureau"]
        if "<tbody>" in text:
            assert text.count('<tr><td width="12">') == len(rows)
            continue
        island = max(
            re.findall(r'<xml id="DocumentsDataSrc(\d+)"><RECS totalRecs="(\d+)"', text),
            key=lambda found: int(found[0]),
        )
        assert int(island[1]) == len(rows)
        assert not any(f'href="/{row["url"].split("/", 3)[3]}"' in text for row in rows)
        assert all(row["url"].split(ROOT)[1] in text for row in rows)


def test_blank_columns_show_nothing_but_other_columns_news(city: City) -> None:
    for fault in truth(city)["faults"]:
        if fault["kind"] == "blank_column":
            url = next(column["url"] for column in truth(city)["columns"] if column["path"] == fault["subject"])
            text = page(city, url)
            assert 'totalRecs="0"' in text or "<tbody>\n</tbody>" in text or '<ul class="list">\n</ul>' in text


def test_every_page_carries_the_clock_and_the_footer_date(city: City) -> None:
    facts = truth(city)
    for column in facts["columns"]:
        text = page(city, column["url"])
        assert "今天是2017年1月20日 星期五" in text and "网站更新日期：2017-01-20" in text


def test_files_are_what_their_names_say(city: City) -> None:
    ole = b"\xd0\xcf\x11\xe0"
    heads = {"pdf": b"%PDF", "zip": b"PK", "ofd": b"PK", **dict.fromkeys(("doc", "xls", "wps", "et"), ole)}
    dead = {fault["subject"] for fault in truth(city)["faults"]}
    found = set()
    for item in truth(city)["items"]:
        for file in item["attachments"]:
            if file["url"] in dead:
                continue
            answer = city.answer(item["site"], urlsplit(file["url"]).path)
            ext = file["url"].rpartition(".")[2]
            assert answer.status == 200 and answer.body.startswith(heads[ext])
            found.add(ext)
    assert found == set(heads)


def test_accident_reports_have_the_six_parts(city: City) -> None:
    reports = [item for item in truth(city)["items"] if item["columns"][0].endswith("事故调查报告")]
    assert len(reports) > 10
    for report in reports:
        text = page(city, report["url"])
        for part in (
            "单位概况",
            "经过和事故救援",
            "人员伤亡和直接经济损失",
            "原因和事故性质",
            "处理建议",
            "防范和整改措施",
        ):
            assert part in text


def test_slash_noise_and_alias_name_the_same_page() -> None:
    city = City(2016, "ucap")
    plain = city.answer("bureau", f"/{ROOT}dgsafety/tzgg/index.htm")
    assert plain.status == 200
    for path in (
        "/business/htmlfiles/dgsafety/tzgg/index.htm",
        "/publicfiles///business/htmlfiles/dgsafety/tzgg/index.htm",
    ):
        assert city.answer("bureau", path).body == plain.body


def test_nothing_is_shown_before_its_day(city: City) -> None:
    early = City(2016, city.family, date(2016, 3, 1))
    facts = truth(early)
    shown = {item["published"] for item in facts["items"] if item["published"] and item["kind"] == "article"}
    assert max(shown) <= "2016-03-01"
    assert 0 < facts["figures"]["published.own_site"] < 813
    later = next(item for item in truth(city)["items"] if item["published"] and item["published"] > "2016-03-02")
    assert early.answer(later["site"], urlsplit(later["url"]).path).status == 404
    assert city.answer(later["site"], urlsplit(later["url"]).path).status == 200
    notice = next(column for column in facts["columns"] if column["column_id"] == "col.notice")
    assert "2016-03-0" not in page(early, notice["url"]).replace("2016-03-01", "")


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(family: str) -> None:
    one, two, other = City(7, family), City(7, family), City(8, family)
    assert truth(one) == truth(two)
    assert truth(one)["items"] != truth(other)["items"]
    for site in ("bureau", "municipal"):
        for path in list(one.sites[site].routes)[::25]:
            assert one.answer(site, path) == two.answer(site, path)


@pytest.mark.parametrize("family", FAMILIES)
def test_an_outage_takes_one_news_column(family: str) -> None:
    city = City(2016, family, variant="outage")
    facts = truth(city)
    (outage,) = facts["outages"]
    assert city.answer("bureau", urlsplit(outage["url"]).path).status == 503
    assert facts["figures"]["published.own_site"] == 813
