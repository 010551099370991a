"""The traps of each family are really there: what a careless reader would fall into."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

from testbed.city import City
from testbed.render.site import Posted
from testbed.truth import truth
from tests.testbed.wires import page, target, text_of

NEWS = "新闻中心/工作动态"


def column_url(city: City, path: str) -> str:
    """The address of a column of the bureau."""
    return str(next(one["url"] for one in truth(city)["columns"] if (one["site"], one["path"]) == ("bureau", path)))


def test_hanweb_page_numbers_in_the_address_change_nothing() -> None:
    city = City(2016, "hanweb")
    url = column_url(city, NEWS)
    assert page(city, f"{url}?uid=9006&pageNum=2") == page(city, url)


def test_hanweb_third_group_brings_the_last_record_of_the_second_and_the_end_repeats_the_last_group() -> None:
    city = City(2016, "hanweb")
    text = page(city, column_url(city, NEWS))
    proxy, col, unit = re.findall(r"proxyUrl:'([^']+)'.*?columnid:(\d+).*?unitid:'(\d+)'", text, re.DOTALL)[0]
    total = int(re.findall(r"totalRecord:(\d+)", text)[0])

    def group(start: int) -> list[str]:
        fields = {"columnid": col, "unitid": unit, "startrecord": str(start), "endrecord": str(start + 44)}
        asked = city.answer_post("bureau", f"{proxy}?perpage=15", Posted(urlencode(fields).encode()))
        return re.findall(r'href="(/art/[^"]+|/html/[^"]+)"', text_of(asked.body))

    second, third = group(46), group(91)
    assert len(second) == 45 and len(third) == 46 and third[0] == second[-1]
    last = (total - 1) // 45 * 45 + 1
    assert group(last)[-1] == group(total + 1)[-1] and set(group(total + 1)) <= set(group(last))
    assert group(total + 900) == group(total + 1)
    wrong = city.answer_post("bureau", proxy, Posted(urlencode({"columnid": col, "unitid": "1"}).encode()))
    assert b"<record>" not in wrong.body


def test_hanweb_items_have_an_address_under_each_of_their_columns() -> None:
    own = [item for item in truth(City(2016, "hanweb"))["items"] if item["site"] == "bureau"]
    items = [item for item in own if len(item["columns"]) == 2]
    assert len(items) > 25
    for item in items:
        assert len(item["urls"]) == 2
    same_number = [item for item in items if len({url.rpartition("_")[2] for url in item["urls"]}) == 1]
    assert len(same_number) > 25


def test_hanweb_disclosure_table_lists_the_whole_area_without_a_class() -> None:
    city = City(2016, "hanweb")
    every = page(city, "http://127.0.16.2:8016/module/xxgk/search.jsp?jdid=3&area=007334512&divid=div1")
    total = int(re.findall(r"共(\d+)条", every)[0])
    organ = next(one for one in truth(city)["items"] if one["twin"])["columns"][0]
    parts = [one["items"] for one in truth(city)["columns"] if one["path"].startswith(f"{organ}/")]
    assert total == sum(parts) > 0


def unit_of(city: City, url: str, tag: str) -> str:
    """The address of a unit of a page."""
    found = re.findall(r'url="([^"]+)" queryData="([^>]+)"></script>', page(city, url))
    fields = next(one for one in (dict(re.findall(r"[\'\"](\w+)[\'\"]:[\'\"]([^\'\"]*)", text)) for _, text in found)
                  if tag in one["tagId"])  # fmt: skip
    return f"{found[0][0]}?{urlencode(fields)}"


def turned(unit: str, number: int) -> str:
    """The address of another page of a unit."""
    wanted = json.dumps({"pageNo": number, "pageSize": 15})
    return f"{unit}&{urlencode({'paramJson': wanted})}"


def test_jpaas_lists_are_in_no_page_and_turn_only_with_paramjson() -> None:
    city = City(2016, "jpaas")
    url = column_url(city, NEWS)
    listed = [row["url"] for row in truth(city)["listings"] if row["column"] == NEWS]
    assert target(listed[30]) not in page(city, url)
    unit = unit_of(city, url, "list")
    first = city.answer("bureau", unit).body
    assert json.loads(first)["data"]["html"].count("<li") == 15 and target(listed[0]).encode() in first
    assert city.answer("bureau", f"{unit}&pageNo=2").body == first
    second = city.answer("bureau", turned(unit, 2)).body
    assert target(listed[15]).encode() in second and second != first
    past = city.answer("bureau", turned(unit, 99)).body
    assert b"<li" not in past
    assert not json.loads(city.answer("bureau", f"{unit}x").body)["success"]
    aside = json.loads(city.answer("bureau", unit_of(city, url, "推荐")).body)["data"]["html"]
    assert aside.count("<li") == 5


def test_jpaas_portal_shows_its_first_page_past_the_end() -> None:
    city = City(2016, "jpaas")
    unit = unit_of(city, "http://127.0.16.2:8016/gkml/ajj/zcwj/index.html", "列表")
    assert city.answer("municipal", turned(unit, 99)).body == city.answer("municipal", unit).body


def test_jpaas_imported_articles_state_the_day_of_the_import_in_their_meta_tag() -> None:
    city = City(2016, "jpaas")
    imported = [
        item for item in truth(city)["items"]
        if item["site"] == "bureau" and item["kind"] == "article" and (item["published"] or "9") < "2015-07-01"
    ]  # fmt: skip
    assert len(imported) > 100
    for item in imported[:20]:
        text = page(city, item["url"])
        assert 'name="PubDate" content="2015-07-01' in text and f"发布时间：{item['published']}" in text
        assert "/art/2015/" in item["url"]


def test_epoint_lists_answer_only_a_post_with_the_guid_of_the_site() -> None:
    city = City(2016, "epoint")
    url = column_url(city, NEWS)
    text = page(city, url)
    fields = dict(re.findall(r'"?(siteGuid|categorynum|deptcode)"?\s*[:=]\s*"([^"]*)"', text))
    listed = [row["url"] for row in truth(city)["listings"] if row["column"] == NEWS]
    assert not any(target(one) in text for one in listed)

    def ask(body: bytes) -> dict[str, Any]:
        answer = city.answer_post("bureau", "/EWB-FRONT/rest/lightfrontaction/getgovinfolist", Posted(body))
        custom: dict[str, Any] = json.loads(answer.body)["custom"]
        return custom

    second = ask(json.dumps({**fields, "pageIndex": 2, "pageSize": 20}).encode())
    assert second["total"] == len(listed)
    assert [row["infourl"] for row in second["data"]] == [target(one) for one in listed[20:40]]
    as_form = urlencode({"params": json.dumps({**fields, "pageIndex": 2, "pageSize": 20})}).encode()
    assert ask(as_form) == second
    assert ask(json.dumps({**fields, "pageIndex": 99}).encode())["data"] == []
    for wrong in ({**fields, "siteGuid": ""}, {**fields, "categorynum": "999"}):
        assert ask(json.dumps(wrong).encode())["total"] == 0
    assert ask(b"no json")["total"] == 0


def test_vsb_list_pages_count_backwards_and_stop_with_a_404() -> None:
    city = City(2016, "vsb")
    url = column_url(city, NEWS)
    first = page(city, url)
    pages = int(re.findall(r'<a href="[^"]+">(\d+)</a></span><span class="p_next', first)[0])
    rows = re.findall(r'<li id="line_u\d+_\d+">.*?href="([^"]+)"', first)
    stem = url.removesuffix(".htm")
    second = re.findall(r'<li id="line_u\d+_\d+">.*?href="([^"]+)"', page(city, f"{stem}/{pages - 1}.htm"))
    oldest = re.findall(r'<li id="line_u\d+_\d+">.*?href="([^"]+)"', page(city, f"{stem}/1.htm"))
    assert len(rows) == len(second) == 20 and second[0].startswith("../../info/") and rows[0].startswith("../info/")
    listed = [row["url"].rpartition("/")[2] for row in truth(city)["listings"] if row["column"] == NEWS]
    assert [href.rpartition("/")[2] for href in [*rows, *second]] == listed[:40]
    assert oldest[-1].rpartition("/")[2] == listed[-1]
    for number in (0, pages):
        assert city.answer("bureau", target(f"{stem}/{number}.htm")).status == 404


def test_legacy_pages_are_gb18030_whatever_they_declare() -> None:
    city = City(2016, "legacy")
    declared = set()
    for item in truth(city)["items"]:
        if item["kind"] == "article" and item["site"] == "bureau":
            answer = city.answer("bureau", target(item["url"]))
            assert answer.content_type == "text/html" and item["title"] in unescape(answer.body.decode("gb18030"))
            found = re.search(rb"charset=([\w-]+)", answer.body)
            declared.add(found[1].decode() if found else None)
    assert declared == {"gb2312", "utf-8", None}
    assert any("%" in column["url"] for column in truth(city)["columns"] if column["path"].startswith("政务公开/"))


def test_legacy_pinned_rows_stand_on_every_page_and_the_last_page_repeats_for_ever() -> None:
    city = City(2016, "legacy")
    url = column_url(city, "政务公开/" + next(
        one["path"].split("/")[1] for one in truth(city)["columns"] if one["column_id"] == "col.notice"
    ))  # fmt: skip
    pages = int(re.findall(r"/<b>(\d+)</b>页", page(city, url))[0])
    for number in range(1, pages + 1):
        assert page(city, f"{url}&page={number}").count("[置顶]") == page(city, url).count("[置顶]") > 0
    assert page(city, f"{url}&page={pages + 1}") == page(city, f"{url}&page=999") == page(city, f"{url}&page={pages}")


def test_legacy_form_turns_its_page_only_with_its_own_state() -> None:
    city = City(2016, "legacy")
    url = next(one["url"] for one in truth(city)["columns"] if "NewsList.aspx" in one["url"] and one["items"] > 40)
    first = page(city, url)
    assert first.index('<form name="form1" method="post"') < first.index("__VIEWSTATE") < first.index("</form>")
    form = dict(re.findall(r'name="(__\w+)" id="\w+" value="([^"]*)"', first))
    turned = {**form, "__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": "2"}
    second = city.answer_post("bureau", target(url), Posted(urlencode(turned).encode()))
    assert second.status == 200 and "当前第2页" in text_of(second.body)
    assert page(city, f"{url}&page=2") == first
    for broken in ({**turned, "__VIEWSTATE": "AAAA"}, {**turned, "__EVENTVALIDATION": ""}, {"__EVENTARGUMENT": "2"}):
        assert city.answer_post("bureau", target(url), Posted(urlencode(broken).encode())).status == 500


def test_legacy_pages_that_do_not_exist_say_so_with_status_200() -> None:
    city = City(2016, "legacy")
    for path in ("/Article_Show.asp?ArticleID=1", "/list.asp?cid=999", "/nothing.asp"):
        answer = city.answer("bureau", path)
        assert answer.status == 200 and "您访问的页面不存在" in text_of(answer.body)
    assert city.answer("bureau", "/UploadFiles/1.doc").status == 404
    assert city.answer("bureau", "/LIST.ASP?cid=8").body == city.answer("bureau", "/list.asp?cid=8").body


def test_legacy_downloads_say_their_names_in_gbk() -> None:
    city = City(2016, "legacy")
    named = 0
    for item in truth(city)["items"]:
        for file in item["attachments"]:
            if "download.asp" in file["url"]:
                header = dict(city.answer(item["site"], target(file["url"])).headers)["Content-Disposition"]
                assert header.encode("latin-1").decode("gb18030") == f'attachment; filename="{file["name"]}"'
                named += 1
    assert named > 10


def test_trs_igs_service_counts_by_pagenumber_and_refuses_a_request_without_its_site() -> None:
    city = City(2016, "trs_igs")
    url = next(one["url"] for one in truth(city)["columns"] if one["path"].endswith(("镇街动态", "基层动态")))
    listed = [row["url"] for row in truth(city)["listings"] if row["column"].endswith(("镇街动态", "基层动态"))]
    request = re.findall(r'url:"(/igs/[^"]+)"', page(city, url))[0]

    def ask(asked: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(city.answer("bureau", asked).body)
        return found

    assert not any(target(one).rpartition("/")[2] in page(city, url) for one in listed)
    second = ask(request.replace("pageNumber=1", "pageNumber=2"))
    assert [row["DOCPUBURL"] for row in second["rows"]] == [target(one) for one in listed[20:40]]
    assert second["total"] == len(listed)
    assert ask(request.replace("pageIndex=1", "pageIndex=2")) == ask(request)
    assert ask(request.replace("pageNumber=1", "pageNumber=99"))["rows"] == []
    assert city.answer("bureau", request.replace("index=wzqsearch-v20190124&", "")).status == 500
