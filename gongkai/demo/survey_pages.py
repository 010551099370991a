"""docs/survey.md: what `gongkai survey` prints of a synthetic bureau's site, for every platform family.

Written by `python -m gongkai.demo.survey_pages`, with the table of families in both READMEs; a test runs the same and
compares.
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
READMES = {"README.md": False, "README.zh-CN.md": True}  # and whether it is the Chinese one
_BEGIN, _END = "<!-- survey of each family -->", "<!-- end -->"
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


_FAMILIES_ZH: dict[Family, str] = {
    Family.UCAP: "开普 UCAP（2007–2018）：列表是网页里的 XML",
    Family.UCAP_NEW: "开普 UCAP 新版：父栏目转到第一个子栏目",
    Family.TRS: "拓尔思 TRS WCM：静态页面",
    Family.GUANGDONG: "广东集约化平台：NFCMS、gkmlpt（目录）、hdjlpt（信件），脚本页面后面是 JSON",
    Family.HANWEB: "大汉 JCMS：列表在 XML 数据块里",
    Family.JPAAS: "大汉 jpaas：单元服务返回 JSON 里的 HTML",
    Family.VSB: "博达 VSB：页码倒着数",
    Family.LEGACY: "GB2312 的 ASP 和 ASP.NET：表格、视图状态",
    Family.GOV_CN: "中国政府网样式：JSON 数据与文件库",
    Family.EPOINT: "新点：栏目编号",
}
_SYSTEMS = re.compile(r"^  页面系统：(.+?)；编码：(.+)$", re.MULTILINE)
_NEWS = re.compile(r"^ ├ 工作动态\s+动态要闻\s+(\S+)\s+(\S+)", re.MULTILINE)


def overview(text: str, *, chinese: bool = False) -> str:
    """The table of the README: each family with what its survey names as systems and shows of its news list.

    `text` is docs/survey.md, so that both say the same.
    """
    head = (
        "| 页面系统 | 说明 | 勘察显示 | 工作动态 |"
        if chinese
        else "| family | what it is | systems it names | 工作动态 |"
    )
    rows = [head, "| --- | --- | --- | --- |"]
    told = _FAMILIES_ZH if chinese else FAMILIES
    for part in text.split("\n## ")[1:]:
        name = part.split("\n", 1)[0]
        systems, news = _SYSTEMS.search(part), _NEWS.search(part)
        if systems is None or news is None:
            raise ValueError(f"docs/survey.md: {name} shows no systems or no news list")
        shown = f"{systems[1]}；{systems[2]}"
        rows.append(f"| [{name}](docs/survey.md#{name}) | {told[Family(name)]} | {shown} | {news[1]} {news[2]} |")
    return "\n".join(rows) + "\n"


def with_overview(readme: str, table: str) -> str:
    """A README with the table between its two marks."""
    before, _, rest = readme.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{table}\n{_END}{after}"


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(section(family, survey_text(family)) for family in families())


if __name__ == "__main__":
    written = page()
    PAGE.write_text(written, encoding="utf-8")
    for name, chinese in READMES.items():
        readme = PAGE.parents[1] / name
        told = with_overview(readme.read_text(encoding="utf-8"), overview(written, chinese=chinese))
        readme.write_text(told, encoding="utf-8")
