"""Link checks, probes and the ledger from the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.crawler.link_city import City
from tests.gongkai.conftest import Answer

Gongkai = Callable[..., Answer]


@pytest.fixture
def portal(tmp_path: Path, gongkai: Gongkai) -> Iterator[tuple[Path, City]]:
    """A workspace with one site, crawled on 2017-01-20; an outside host that is linked from its home page."""
    with ExitStack() as stack:
        made = City(tmp_path, stack)
        outside = made.host(1, {"/": (404, (("Content-Type", "text/html"),), b"<title>404</title>")})
        site = made.portal("mini", {"友情链接": outside.home})
        folder = tmp_path / "检查"
        assert gongkai("init", folder, "--home", site.home).code == 0
        [profile] = (folder / "sites").glob("*.toml")
        profile.unlink()
        text = f'home = "{site.home}"\n[fetch]\ndelay_seconds = 0\nallow_net = ["127.0.0.0/8"]\n'
        (folder / "sites" / "mini.toml").write_text(text, encoding="utf-8")
        assert gongkai("crawl", "-w", folder, "--clock", "2017-01-20T09:00").code == 0
        yield folder, made


def test_links_are_checked_told_and_found_broken(portal: tuple[Path, City], gongkai: Gongkai) -> None:
    folder, _ = portal
    first = gongkai("crawl", "--mode", "links", "-w", folder, "--clock", "2017-01-20T10:00", "--json")
    assert first.code == 0, first.err
    [site] = first.json["runs"]
    assert (site["state"], site["left"]) == ("complete", 0)
    assert site["internal"] == {"ok": 13, "unverified": 1}
    assert site["external"] == {"unverified": 1}
    assert {link["text"]: link["outcome"] for link in site["links"]} == {
        "年度专题": "not_found",
        "友情链接": "not_found",
    }
    second = gongkai("crawl", "--mode", "links", "-w", folder, "--clock", "2017-01-28T10:00")
    assert second.code == 0
    assert "mini 的死链 2 个" in second.out
    assert "年度专题（首页）页面不存在（404），自 2017-01-20 起" in second.out
    checked = gongkai("check", "-w", folder, "--as-of", "2017-01-31", "--pack", "census-2015", "--json")
    assert "友情链接" in checked.out, "outside links on the home page count as well"


def test_home_page_is_probed_and_counted(portal: tuple[Path, City], gongkai: Gongkai) -> None:
    folder, _ = portal
    answer = gongkai("probe", "-w", folder, "--json")
    assert answer.code == 0, answer.err
    [visit] = answer.json["visits"]
    assert (visit["site"], visit["outcome"], visit["status"]) == ("mini", "ok", 200)
    assert answer.json["week"]["mini"]["visits"] == 1
    shown = gongkai("probe", "-w", folder)
    assert "打开" in shown.out
    assert "每天至少二十次" in shown.out


def test_site_that_gives_no_answer_ends_with_code_3(portal: tuple[Path, City], gongkai: Gongkai) -> None:
    folder, made = portal
    made.portals["mini"].shutdown()
    made.portals["mini"].server_close()
    answer = gongkai("probe", "-w", folder)
    assert answer.code == 3
    assert "连接被拒绝" in answer.out


def test_ledger_is_printed_for_the_webmaster(portal: tuple[Path, City], gongkai: Gongkai) -> None:
    folder, _ = portal
    answer = gongkai("ledger", "127.0.0.1", "-w", folder)
    assert answer.code == 0, answer.err
    assert "对 127.0.0.1 的访问台账" in answer.out
    assert "2017-01-20：网页 17 次；robots.txt 1 次；robots.txt 应答 200" in answer.out
    assert "共 1 天，18 次请求" in answer.out
    [day] = gongkai("ledger", "127.0.0.1", "-w", folder, "--json").json["days"]
    assert (day["day"], day["requests"], day["by_purpose"]) == ("2017-01-20", 18, {"page": 17, "robots": 1})
    assert gongkai("ledger", "127.0.0.1", "--since", "2017-02-01", "-w", folder, "--json").json["days"] == []


def test_host_that_was_never_asked_is_told_so(portal: tuple[Path, City], gongkai: Gongkai) -> None:
    answer = gongkai("ledger", "www.example.gov.cn", "-w", portal[0])
    assert answer.code == 2
    assert "127.0.0.1" in answer.err


def test_links_of_a_site_that_was_not_crawled_cannot_be_checked(workspace: Path, gongkai: Gongkai) -> None:
    answer = gongkai("crawl", "--mode", "links", "-w", workspace)
    assert answer.code == 2
    assert "gongkai crawl" in answer.err
