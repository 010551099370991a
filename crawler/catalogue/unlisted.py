"""What lists showed until the crawl before, and nothing shows in this one: the addresses worth asking once more."""

from __future__ import annotations

import sqlite3

_UNLISTED = """
WITH open AS (SELECT DISTINCT column_id FROM frontier WHERE run_id = :run AND state <> 'done'
    AND column_id IS NOT NULL),
walked AS (SELECT column_id FROM list_pages WHERE run_id = :run AND page_no = 1 AND outcome IN ('ok', 'not_modified')
    AND column_id NOT IN open)
SELECT i.url FROM items i WHERE i.site = (SELECT site FROM runs WHERE id = :run) AND i.vanished_at IS NULL
  AND i.last_run < :run
  AND EXISTS (SELECT 1 FROM listings l JOIN columns c ON c.id = l.column_id WHERE l.item_id = i.id AND c.level > 0)
  AND NOT EXISTS (SELECT 1 FROM listings l JOIN columns c ON c.id = l.column_id WHERE l.item_id = i.id AND c.level > 0
    AND l.last_run = i.last_run AND l.column_id NOT IN walked)
ORDER BY i.id DESC LIMIT :most
"""


def unlisted(conn: sqlite3.Connection, run_id: int, *, most: int) -> list[str]:
    """Addresses of items that stood in lists before, whose lists this run has walked to the end without them.

    Those last found come first; of a list that this run could not read nothing is known, and nothing is asked.
    """
    return [row["url"] for row in conn.execute(_UNLISTED, {"run": run_id, "most": most})]
