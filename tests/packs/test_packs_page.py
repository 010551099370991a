"""What docs/packs.md says is true: its example loads, its messages are those that are given, no key is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.model import Verdict
from checks.pack import load_pack
from checks.pack_file import ClauseFile, PackFile
from crawler.errors import PackError
from crawler.model import ColumnClass
from tests.builders import catalogue_with, column
from tests.rules.asking import ask

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", PAGE, re.S)[0]


def _written(folder: Path, text: str) -> Path:
    path = folder / "packs" / "local-example.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_example_is_a_whole_pack_that_judges(tmp_path: Path) -> None:
    pack = load_pack(_written(tmp_path, EXAMPLE))
    clauses = {entry.id: entry for entry in pack.clauses}
    assert pack.region == "某市"
    assert clauses["local.phone"].rule is None
    conn = catalogue_with(
        column("企业隐患曝光", ColumnClass.EVENT, last="2016-11-29"), column("其他", last="2001-01-01")
    )
    found = ask(conn, str(clauses["local.exposure"].rule), **clauses["local.exposure"].options)
    assert found["企业隐患曝光"].verdict is Verdict.FLAGGED
    assert found["其他"].verdict is Verdict.CLEAR, "columns that the place does not name are no question"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('window = "7 days"', 'window = "2w"'),
        ('rule = "stale_column"', 'rule = "stale_colum"'),
        ('look = "工作时间和夜间各拨打一次公布的值班电话。"\n', ""),
    ],
)
def test_messages_on_the_page_are_those_that_are_given(tmp_path: Path, before: str, after: str) -> None:
    assert before in EXAMPLE
    with pytest.raises(PackError) as caught:
        load_pack(_written(tmp_path, EXAMPLE.replace(before, after)))
    assert str(caught.value) in PAGE


@pytest.mark.parametrize("key", sorted({*ClauseFile.model_fields, *PackFile.model_fields}))
def test_every_key_is_explained(key: str) -> None:
    assert re.search(rf"^\|[^|]*`{key}`", PAGE, re.M), f"docs/packs.md does not explain {key}"
