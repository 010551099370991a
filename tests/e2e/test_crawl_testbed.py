"""The synthetic city crawled over loopback in every family, and compared with the truth its builder wrote down.

With `--dist loadscope` each class goes to one worker, so that a family is crawled once.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.catalogue import queries
from crawler.catalogue.database import connect
from tests.e2e.city import crawled
from tests.e2e.exactness import CatalogueIsTheTruth

pytestmark = pytest.mark.e2e


class TestUcap(CatalogueIsTheTruth):
    options = ("--family", "ucap")


class TestTrs(CatalogueIsTheTruth):
    options = ("--family", "trs")


class TestGuangdong(CatalogueIsTheTruth):
    options = ("--family", "guangdong")


class TestUcapNew(CatalogueIsTheTruth):
    options = ("--family", "ucap_new")


class TestGovCn(CatalogueIsTheTruth):
    options = ("--family", "gov_cn")


class TestHanweb(CatalogueIsTheTruth):
    options = ("--family", "hanweb")


class TestJpaas(CatalogueIsTheTruth):
    options = ("--family", "jpaas")


class TestTrsIgs(CatalogueIsTheTruth):
    options = ("--family", "trs_igs")


class TestEpoint(CatalogueIsTheTruth):
    options = ("--family", "epoint")


class TestVsb(CatalogueIsTheTruth):
    options = ("--family", "vsb")


class TestLegacy(CatalogueIsTheTruth):
    options = ("--family", "legacy")


class TestHanwebOfSeed1(CatalogueIsTheTruth):
    options = ("--family", "hanweb", "--seed", "1")


class TestVsbOfSeed7(CatalogueIsTheTruth):
    options = ("--family", "vsb", "--seed", "7")


class TestLegacyOfSeed42(CatalogueIsTheTruth):
    options = ("--family", "legacy", "--seed", "42")


class TestVariants:
    def test_column_that_cannot_be_fetched_leaves_the_run_incomplete(self, tmp_path: Path) -> None:
        city = crawled(tmp_path, "--variant", "outage")
        run = city.runs[0]
        assert (run.state, dict(run.failures)) == ("incomplete", {"server_error": 1})
        conn = connect(city.catalogue)
        unread = [column for column in queries.columns(conn, "bureau") if not column.readable]
        conn.close()
        assert [(column.outcome, column.complete) for column in unread] == [("server_error", False)]


def test_every_family_of_the_testbed_is_compared() -> None:
    help_text = subprocess.run(
        [sys.executable, "-m", "testbed", "serve", "--help"], capture_output=True, text=True, check=True
    ).stdout
    listed = re.search(r"--family \{([^}]+)\}", help_text)
    assert listed is not None
    named = {cls.options[1] for cls in CatalogueIsTheTruth.__subclasses__() if "--family" in cls.options}
    assert {name.strip() for name in listed[1].split(",")} == named
