"""Faults can really be mended, except what only history could change."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest

from testbed.city import City
from testbed.truth import truth
from testbed.world.mend import HISTORY


@pytest.mark.parametrize("family", ("ucap", "trs"))
def test_every_fault_but_history_can_be_mended(family: str) -> None:
    city = City(2016, family, date(2017, 1, 20))
    faults = truth(city)["faults"]
    for fault in faults:
        if fault["kind"] in HISTORY:
            with pytest.raises(ValueError, match="stays late"):
                city.mend(fault["id"])
        else:
            city.mend(fault["id"])
    facts = truth(city)
    assert {fault["kind"] for fault in facts["faults"]} == HISTORY
    mended = {fault["kind"]: fault["subject"] for fault in faults}
    columns = {column["path"]: column for column in facts["columns"]}
    for kind in ("stale_news", "stale_policy", "stale_personnel", "blank_column", "outdated_guide"):
        assert columns[mended[kind]]["newest"] == "2017-01-20"
    assert mended["missing_column"] in {column["column_id"] for column in facts["columns"]}
    for fault in faults:
        if fault["kind"].startswith("dead_link"):
            assert city.answer("bureau", urlsplit(fault["subject"]).path).status == 200
    assert all(item["published"] for item in facts["items"] if item["kind"] == "article")
    assert all(letter["replied"] for letter in facts["letters"] if letter["url"] == mended["unanswered_letter"])
    assert facts["figures"]["published.own_site"] == 813 + 3  # the undated ones count, now that they have a date


def test_a_fault_that_is_not_there_cannot_be_mended() -> None:
    with pytest.raises(KeyError):
        City(2016).mend("stale_news-9")


def test_a_mended_page_changes_only_after_the_mending() -> None:
    city = City(2016)
    fault = next(fault for fault in truth(city)["faults"] if fault["kind"] == "undated_item")
    path = urlsplit(fault["subject"]).path
    before = city.answer("bureau", path).body.decode()
    city.mend(fault["id"])
    after = city.answer("bureau", path).body.decode()
    assert "发布日期：" not in before and "发布日期：" in after
