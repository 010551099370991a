"""A catalogue of a million items with titles and bodies as offices write them: their lengths, and how words recur.

Words follow Zipf's law: at the top two hundred that stand in every notice, below them thousands made of two to four
frequent characters. Bodies have 300 characters in the middle and some thousands at the end (log-normal), every
eighth item a 文号. Deterministic from the seed. Only what search and its pages look at is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from random import Random

from checks.ledger import ledger_migrations
from crawler.catalogue.database import connect
from crawler.clock import stamp
from crawler.sqlite_files import transaction

SEEN = datetime(2016, 12, 31, 1, tzinfo=UTC)
LAST_DAY = date(2016, 12, 30)
DAYS = 4000
_COLUMNS = ("新闻/工作动态", "政务公开/通知公告", "政务公开/政策文件", "政务公开/行政处罚", "互动交流/局长信箱")

_TOP = (  # noqa: SIM905 - one text reads better than 150 quoted words
    "的 和 在 对 工作 安全 生产 安全生产 企业 检查 管理 单位 情况 部门 进行 要求 通知 关于 开展 监督 加强 监督管理"
    " 组织 落实 隐患 排查 整改 责任 重点 人员 问题 我市 全市 会议 做好 有关 相关 执法 应急 事故 培训 专项 行动 负责人"
    " 规定 及时 完成 领导 发现 推进 治理 措施 建设 部署 制度 危险化学品 主体 现场 全面 认真 依法 印发 实施 方案 确保"
    " 行政 处罚 决定 根据 报告 办公室 局长 镇街 分局 召开 期间 春节 国庆 节日 值守 演练 预案 消防 防范 火灾 粉尘 涉爆"
    " 烟花爆竹 矿山 建筑 施工 道路 交通 特种 设备 职业 卫生 健康 考核 宣传 教育 群众 公开 信息 政府 网站 年度 统计 申请"
    " 举报 投诉 咨询 回复 来信 办理 许可 证书 标准化 评审 名单 公示 招聘 考试 成绩 采购 项目 招标 预算 决算 经费"
    " 二〇一六年 2016年 2015年 12月 3月5日 第一季度 上半年 百日 攻坚 约谈 通报 典型 案例 曝光 督查 督办 挂牌 销号 台账"
).split()
_COMMON = (
    "一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用"
    "发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从开本知全员正外制合位产物加"
    "水理反放义由取区结解社力气变提先系指革很间根据建信院各任政第特论处条受利代电品明己光"
)
_ENDS = ("通知", "通告", "公告", "报告", "函", "意见", "方案", "批复", "通报", "情况")


class Words:
    """Words by their frequency."""

    def __init__(self, seed: int, size: int = 12_000) -> None:
        self.rng = Random(seed)
        made = {"".join(self.rng.choices(_COMMON, k=self.rng.choice((2, 2, 2, 3, 4)))) for _ in range(size)}
        self.words = [*_TOP, *sorted(made - set(_TOP))]
        self._weights = list(accumulate(1 / (rank + 6) for rank in range(len(self.words))))

    def some(self, number: int) -> list[str]:
        """So many words."""
        return self.rng.choices(self.words, cum_weights=self._weights, k=number)

    def title(self) -> str:
        """关于……的通知."""
        return f"关于{''.join(self.some(self.rng.randint(4, 9)))}的{self.rng.choice(_ENDS)}"

    def body(self) -> str:
        """Paragraphs of sentences."""
        left = min(20_000, max(30, round(self.rng.lognormvariate(5.7, 0.8)))) // 2
        paragraphs: list[str] = []
        while left > 0:
            size = min(left, self.rng.randint(20, 90))
            words = self.some(size)
            for place in range(8, size, 9):
                words[place] += "。" if place % 4 == 0 else "，"
            paragraphs.append("".join(words) + "。")
            left -= size
        return "\n".join(paragraphs)


def build(path: Path, *, sites: int, items_per_site: int, seed: int = 2016) -> None:
    """Write the catalogue. The file must not exist yet."""
    conn = connect(path, extra=(ledger_migrations,))
    conn.execute("PRAGMA synchronous = OFF")
    conn.execute("PRAGMA foreign_keys = OFF")
    words = Words(seed)
    for number in range(sites):
        with transaction(conn):
            for sql, row in _site(words, number, items_per_site):
                conn.execute(sql, row)
    conn.execute("ANALYZE")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()


def _site(words: Words, number: int, size: int) -> Iterator[tuple[str, tuple[object, ...]]]:
    site, home, at = f"site{number:03d}", f"http://site{number:03d}.example.gov.cn/", stamp(SEEN)
    run = number + 1
    yield "INSERT INTO sites (id, name, kind, home, added_at) VALUES (?, ?, 'bureau', ?, ?)", (
        site, f"第{number}区安全生产监督管理局", home, at)  # fmt: skip
    yield (
        "INSERT INTO runs (id, site, mode, state, started_at, finished_at, software) VALUES (?, ?, 'full', 'complete',"
        " ?, ?, 'bench')",
        (run, site, at, at),
    )
    for place, path in enumerate(_COLUMNS, 1):
        yield (
            "INSERT INTO columns (id, site, key, path, name, level, url, path_via, class, class_reason, first_seen,"
            " last_seen, last_run) VALUES (?, ?, ?, ?, ?, 2, ?, 'nav', 'dynamic', 'name', ?, ?, ?)",
            (number * 10 + place, site, f"c{place}", path, path.split("/")[1], f"{home}c{place}/", at, at, run),
        )
    for place in range(size):
        yield from _item(words, number * size + place + 1, site, f"{home}{place}.html", number * 10, run, place, size)


def _item(
    words: Words, item: int, site: str, url: str, columns: int, run: int, place: int, size: int
) -> Iterator[tuple[str, tuple[object, ...]]]:
    at, rng = stamp(SEEN), words.rng
    title, text = words.title(), words.body()
    day = None if item % 200 == 41 else str(LAST_DAY - timedelta(days=place * DAYS // size))
    gone = at if item % 50 == 7 else None
    number = f"安监〔{day[:4]}〕{rng.randint(1, 400)}号" if day and item % 8 == 0 else None
    digest = sha256(text.encode()).hexdigest()
    yield (
        "INSERT INTO items (id, site, key, url, kind, identity_id, title, published_on, published_via, version_id,"
        " first_seen, last_seen, last_changed, vanished_at, first_run, last_run, read_run)"
        " VALUES (?, ?, ?, ?, 'article', ?, ?, ?, 'meta', ?, ?, ?, ?, ?, ?, ?, ?)",
        (item, site, url, url, item, title, day, item, at, at, at, gone, run, run, run),
    )
    yield (
        "INSERT INTO item_versions (id, item_id, run_id, seen_at, digest, title, published_on, doc_no, text,"
        " text_sha256, fields, candidates) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', '[]')",
        (item, item, run, at, digest, title, day, number, text, digest),
    )
    yield (
        "INSERT INTO listings (column_id, item_id, title, listed_on, raw_date, url, row, pinned, first_seen, last_seen,"
        " first_run, last_run) VALUES (?, ?, ?, ?, '', ?, ?, 0, ?, ?, ?, ?)",
        (columns + 1 + rng.randrange(len(_COLUMNS)), item, title, day, url, place, at, at, run, run),
    )
