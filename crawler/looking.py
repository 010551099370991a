"""Looking at a page beside its content, and keeping what was seen: marks, hidden links, answers to wrong addresses."""

from __future__ import annotations

import logging
import sqlite3

from crawler.catalogue.concealed import put_hidden_link
from crawler.catalogue.marks import put_page_marks
from crawler.catalogue.related import put_related
from crawler.catalogue.wrong import put_wrong_page
from crawler.extract.concealed import read_hidden
from crawler.extract.marks import read_marks
from crawler.extract.related import read_related
from crawler.extract.wrong import read_wrong
from crawler.model import Reading, Role, Task
from crawler.page import Page, TooDeepError
from crawler.sight import Sight

logger = logging.getLogger(__name__)
_MARKED = (Role.HOME, Role.COLUMN, Role.LIST_PAGE, Role.ARTICLE)
NOTHING = Sight()


def look(page: Page, reading: Reading, role: Role, site_name: str) -> Sight:
    """What an HTML page that came as it should shows of itself; nothing for data and for pages too deep to parse."""
    if not (page.says("<html") or page.says("<body")):
        return NOTHING
    try:
        marks = read_marks(page, reading, (site_name,)) if role in _MARKED else None
        title = reading.article.title if role is Role.ARTICLE and reading.article is not None else None
        return Sight(marks, read_hidden(page), read_related(page, title) if title else ())
    except TooDeepError:
        return NOTHING
    except Exception:  # a bug here must not cost the page's content: what was not seen stays unknown
        logger.exception("the marks of %s cannot be read", page.url)
        return NOTHING


def look_at_wrong(page: Page) -> Sight:
    """What an answer to a wrong address shows."""
    try:
        return Sight(wrong=read_wrong(page)) if page.body.strip() else NOTHING
    except TooDeepError:
        return NOTHING


def keep(conn: sqlite3.Connection, task: Task, visit_id: int, sight: Sight) -> None:
    """Store what was seen, within the page's transaction."""
    if sight.marks is not None and task.role in _MARKED:
        put_page_marks(conn, task.run_id, visit_id, task.role, sight.marks)
    for hidden in sight.hidden:
        put_hidden_link(conn, task.run_id, visit_id, hidden, task.url, on_home=task.role is Role.HOME)
    if sight.related:
        put_related(conn, task.run_id, task.url, sight.related)
    if sight.wrong is not None:
        put_wrong_page(conn, visit_id, sight.wrong)
