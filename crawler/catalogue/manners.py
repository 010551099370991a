"""How the crawls of a site behaved, day by day and host by host, summed up where the visits are (访问台账).

The same as `crawler.etiquette.days_of` says of single requests, but for the runs of one site only, and without reading
a million requests.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HostDay:
    """One day (Asia/Shanghai) of a site's crawls with one host. Distances are seconds between departing requests."""

    day: date
    host: str
    requests: int
    bytes: int
    smallest: float | None  # None where there was one request only
    mean: float | None
    longest_answer_ms: int | None
    refused: int  # answered with 429
    failed: int  # answered with 5xx
    after_trouble: float | None  # the shortest distance kept after such an answer; None where there was none
    robots: tuple[str, ...]  # what robots.txt answered
    crawl_delay: float | None  # the longest it asked for
    held: int  # addresses left alone because of robots.txt


def host_days(conn: sqlite3.Connection, runs: Sequence[int]) -> list[HostDay]:
    """The days of these runs, newest first, then by host. Replays ask nobody and have none."""
    rows = conn.execute(_DAYS, {"runs": json.dumps(list(runs))})
    return [
        HostDay(
            date.fromisoformat(row["day"]),
            row["host"],
            row["requests"] or 0,
            row["bytes"] or 0,
            row["smallest"],
            row["mean"],
            row["longest"],
            row["refused"] or 0,
            row["failed"] or 0,
            row["after_trouble"],
            tuple(dict.fromkeys(json.loads(row["robots"]))),
            row["crawl_delay"],
            row["held"] or 0,
        )
        for row in rows
    ]


# The runs' own moments narrow the fetches, which are kept in the order of time.
_DAYS = """
WITH mine AS (SELECT value AS run FROM json_each(:runs)),
span AS (SELECT min(substr(started_at, 1, 19)) AS first, max(finished_at) AS last FROM runs WHERE id IN mine),
asked AS (
    SELECT sent_at, origin, 'page' AS purpose, outcome, status, bytes, elapsed_ms, NULL AS crawl_delay FROM visits
    WHERE run_id IN mine AND sent_at IS NOT NULL
    UNION ALL
    SELECT sent_at, substr(url, 1, coalesce(nullif(instr(substr(url, 9, 90), '/'), 0), 90) + 7), purpose, outcome,
        status, bytes, elapsed_ms, crawl_delay FROM fetches
    WHERE sent_at >= (SELECT first FROM span) AND sent_at <= coalesce((SELECT last FROM span), '9') AND run_id IN mine),
spaced AS (
    SELECT *, 86400.0 * (julianday(sent_at) - julianday(lag(sent_at) OVER before)) AS gap,
        lag(status) OVER before AS status_before
    FROM asked WINDOW before AS (PARTITION BY origin ORDER BY sent_at)),
days AS (
    SELECT date(sent_at, '+8 hours') AS day, origin, count(*) AS requests, sum(bytes) AS bytes, min(gap) AS smallest,
        avg(gap) AS mean, max(elapsed_ms) AS longest, sum(status = 429) AS refused, sum(status >= 500) AS failed,
        min(CASE WHEN status_before = 429 OR status_before >= 500 THEN gap END) AS after_trouble,
        json_group_array(coalesce(CAST(status AS TEXT), outcome)) FILTER (WHERE purpose = 'robots') AS robots,
        max(crawl_delay) AS crawl_delay
    FROM spaced GROUP BY 1, 2),
held AS (
    SELECT date(at, '+8 hours') AS day, origin, count(*) AS held FROM visits
    WHERE run_id IN mine AND outcome IN ('robots_disallowed', 'robots_unreachable') GROUP BY 1, 2),
every AS (SELECT day, origin FROM days UNION SELECT day, origin FROM held)
SELECT e.day, replace(replace(e.origin, 'http://', ''), 'https://', '') AS host, d.requests, d.bytes,
    round(d.smallest, 3) AS smallest, round(d.mean, 3) AS mean, d.longest, d.refused, d.failed,
    round(d.after_trouble, 3) AS after_trouble, coalesce(d.robots, '[]') AS robots, d.crawl_delay, h.held
FROM every e LEFT JOIN days d ON d.day = e.day AND d.origin = e.origin
LEFT JOIN held h ON h.day = e.day AND h.origin = e.origin ORDER BY 1 DESC, 2
"""
