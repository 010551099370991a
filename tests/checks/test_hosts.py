"""Hosts: how they are written, and how two of them stand to each other."""

from __future__ import annotations

import pytest

from checks.seeing.hosts import Relation, host_of, is_government, is_name, relation


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("http://www.dg.gov.cn/index.html", "dg.gov.cn"),
        ("WWW.DG.GOV.CN", "dg.gov.cn"),
        ("//dg.gov.cn:8080/x", "dg.gov.cn"),
        ("dg.gov.cn/", "dg.gov.cn"),
        (" dg.gov.cn. ", "dg.gov.cn"),
        ("http://xn--fiq228c.xn--zfr164b/", "中文.政务"),
        ("http://xn--aaaaaaaaa.cn/", "xn--aaaaaaaaa.cn"),
        ("", ""),
    ],
)
def test_host_as_people_read_it(written: str, host: str) -> None:
    assert host_of(written) == host


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("dg.gov.cn", True),
        ("中文.政务", True),
        ("127.0.0.1", False),
        ("[::1]", False),
        ("localhost", False),
        ("网站域名", False),
        ("", False),
    ],
)
def test_names_and_what_is_none(host: str, name: bool) -> None:
    assert is_name(host) is name


@pytest.mark.parametrize(
    ("host", "own", "kind"),
    [
        ("dg.gov.cn", {"dg.gov.cn"}, Relation.SAME),
        ("slj.dg.gov.cn", {"dg.gov.cn"}, Relation.KIN),
        ("dg.gov.cn", {"slj.dg.gov.cn"}, Relation.KIN),
        ("adg.gov.cn", {"dg.gov.cn"}, Relation.OTHER),
        ("slj.dg.gov.cn", {"ajj.dg.gov.cn"}, Relation.OTHER),
        ("dg.gov.cn", {"127.0.0.1"}, Relation.UNKNOWN),
        ("127.0.0.1", {"127.0.0.1"}, Relation.SAME),
        ("dg.gov.cn", {"127.0.0.1", "sz.gov.cn"}, Relation.OTHER),
    ],
)
def test_relation_of_a_host_to_a_sites_own(host: str, own: set[str], kind: Relation) -> None:
    assert relation(host, own) is kind


def test_government_hosts_end_so_and_do_not_only_look_so() -> None:
    assert is_government("dg.gov.cn")
    assert is_government("安监.政务")
    assert not is_government("gov.cn.example")
    assert not is_government("dggov.cn")
