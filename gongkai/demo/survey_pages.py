"""docs/survey.md: what `gongkai survey` prints of a synthetic bureau's site, for every platform family.

Written by `python -m gongkai.demo.survey_pages`; a test runs the same and compares.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from gongkai.commands.demo import Family
from gongkai.demo.city import running_city

PAGE = Path(__file__).parents[2] / "docs" / "survey.md"
SEED = 2016
PORT = 8016  # the testbed's usual port; the pages are made on a free one
FAMILIES: dict[Family, str] = {
    Family.UCAP: "开普 UCAP of 2007 to 2018: lists as XML inside the page",
    Family.UCAP_NEW: "开普 UCAP, newer: columns that forward to their first child",
    Family.TRS: "拓尔思 TRS WCM: static pages",
    Family.GUANGDONG: "Guangdong's NFCMS with gkmlpt (catalogue) and hdjlpt (letters): JSON behind script pages",
    Family.HANWEB: "大汉 JCMS: lists in XML data stores",
    Family.JPAAS: "大汉 jpaas: HTML inside JSON from a unit service",
    Family.VSB: "博达 VSB: pages numbered backwards",
    Family.LEGACY: "ASP and ASP.NET in GB2312: tables, view states",
    Family.GOV_CN: "in the manner of www.gov.cn: JSON feeds and libraries",
    Family.EPOINT: "新点: category numbers",
}
_HEAD = """# What `gongkai survey` shows

`gongkai survey URL` visits a site's home page, its columns and the first page of each list, opens one entry of each
list, and prints the column tree: what each column is for (类别), how its list reaches the reader (列表), how many
entries its first page shows (条目: `20/253` of a stated total, `20+` where the list goes on), and the newest date
(最新). A `?` marks what it was not sure of; what that is stands below the tree. The pages are fetched and read by the
same code as in a crawl, under the same rules of politeness; nothing is configured.

`--write sites/bureau.toml` writes the profile, `--reasons` says why each column was put into its class, `--json` is
for scripts. In a workspace the pages stay in `survey/<id>/`, apart from the catalogue that checks look at. Exit code
3 means that the home page or a column could not be read.

Below is the bureau's site of the testbed in each platform family, by

    .venv/bin/python -m testbed serve --family trs

```sh
gongkai survey http://127.0.16.1:8016/ --allow-net 127.0.0.0/8 --delay 0
```

The city is the same in all of them, so the trees are; what differs is the road to them. This page is written by
`python -m gongkai.demo.survey_pages`, and a test compares it with what the command prints.
"""


def families() -> list[Family]:
    """The families that the testbed can show, in the order of the page."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "testbed", "serve", "--help"], capture_output=True, text=True, check=True
    )
    shown = re.search(r"--family \{([\w,]+)\}", done.stdout)
    known = set(shown[1].split(",")) if shown else set()
    return [family for family in FAMILIES if family in known]


def survey_text(family: Family, workspace: Path | None = None) -> str:
    """What the command prints of one family's bureau, its address with the usual port."""
    with running_city(SEED, family) as city:
        words = [city.bureau, "--allow-net", "127.0.0.0/8", "--delay", "0"]
        words += ["--workspace", str(workspace)] if workspace is not None else []
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "gongkai", "survey", *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        if done.returncode not in (0, 3):
            raise RuntimeError(done.stderr)
        return re.sub(r"(127\.0\.16\.\d+):\d+", rf"\1:{PORT}", done.stdout)


def section(family: Family, text: str) -> str:
    """The part of one family."""
    return f"\n## {family}\n\n{FAMILIES[family]}\n\n```text\n{text.rstrip()}\n```\n"


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(section(family, survey_text(family)) for family in families())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
