"""What to do with a page that was read: a Reading becomes columns, list pages, items, links and tasks. Pure.

Policy in one place, as data: `place` says what is to be stored and fetched, the recorder does it. Columns are
named by key, because their ids are known only once they are stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.branch import Branch
from crawler.catalogue.columns import KnownColumn
from crawler.extract.sitemap import is_sitemap_name
from crawler.identity import canonical_key
from crawler.model import Article, NavNode, PageKind, Reading, Role, Task
from crawler.plan import HOME_KEY, Known, OwnPage, Path, PlacedColumn, PlacedLink, PlacedTask, Plan, is_document

__all__ = ["HOME_KEY", "Known", "OwnPage", "PlacedColumn", "PlacedLink", "PlacedTask", "Plan", "is_document", "place"]
MAX_PAGES = 500  # of one column, where the site states no number
MAX_LEVELS = 8
_LONGEST_NAME = 12  # characters; a longer one is a title rather than a column's name
_LISTS = (PageKind.LIST, PageKind.CATALOGUE)


def place(page_url: str, task: Task, reading: Reading, known: Known) -> Plan:
    """What the page means. `page_url` is the address it was finally fetched from."""
    known = _without_first_child(page_url, task, reading, known)
    own_column = known.ids.get(task.column_id) if task.column_id is not None else None
    columns: dict[str, PlacedColumn] = {}
    behind = _behind_door(page_url, task, reading, known, own_column)
    if behind is not None:
        columns[behind.key], own_column = PlacedColumn(behind.key, behind.path, page_url, "breadcrumb"), behind
    alternates = _add_crumbs(columns, page_url, task, reading, known, own_column)
    part = task.role is Role.LIST_PAGE and reading.listing is not None and reading.listing.elsewhere
    if task.role in (Role.HOME, Role.COLUMN) or part:  # a column's page may load its tree from a second address
        _add_nav(columns, alternates, reading.nav, (), known)
    own = _own_page(columns, page_url, task, reading, known, own_column)
    if task.role is Role.LINK and (own is not None or reading.nav_is_tree or reading.sitemap):
        _add_nav(columns, alternates, reading.nav, (), known)
    branch = known.branch.learn([column.path for column in columns.values()])
    if branch.seeking and task.role in (Role.HOME, Role.COLUMN):
        _add_organ(columns, reading, known)
        branch = branch.learn([column.path for column in columns.values()])
    placed = tuple(c for c in columns.values() if branch.wants(c.path) and not _ignored(c.path, known.ignored))
    own = _within(own, columns, known, branch, own_column)
    article, kind = _article(task, reading, branch, own_column)
    inside = branch.everything or (own is not None and own.kind == "list") or article is not None
    return Plan(
        columns=placed,
        own=own,
        article=article,
        article_kind=kind,
        door=behind is not None,
        tasks=tuple(_tasks(task, reading, known, article, own)) if inside else (),
        links=tuple(_links(reading, known, article, own)) if inside else (),
        alternates=tuple(alternates),
        branch=branch,
    )


# --- columns ----------------------------------------------------------------------------------------


def _without_first_child(page_url: str, task: Task, reading: Reading, known: Known) -> Known:
    """The home address may forward to the page of a column, which its breadcrumb tells: that column is not the home."""
    if task.role is not Role.HOME or task.hops == 0 or not reading.breadcrumb:
        return known
    return replace(known, home_keys=known.home_keys - {canonical_key(page_url)})


def _behind_door(
    page_url: str, task: Task, reading: Reading, known: Known, own: KnownColumn | None
) -> KnownColumn | None:
    """The column that really is shown where a column without a page of its own forwards to its first child.

    The page's breadcrumb names the column as an ancestor and ends with another name.
    """
    key = canonical_key(page_url)
    if task.role is not Role.COLUMN or own is None or key == own.key or len(reading.breadcrumb) < 2:
        return None
    path = tuple(name.replace("/", "／").strip() for name in reading.breadcrumb)
    if len(path) > MAX_LEVELS or own.path[-1] not in path[:-1] or own.path[-1] == path[-1] or key in known.home_keys:
        return None
    if reading.kind is PageKind.ARTICLE and len(path[-1]) > _LONGEST_NAME:
        return None  # the breadcrumb ends with the title of the text
    return known.columns.get(key) or KnownColumn(own.id, key, path, page_url, "breadcrumb")


def _add_nav(
    columns: dict[str, PlacedColumn],
    alternates: list[tuple[int, str]],
    nodes: Iterable[NavNode],
    prefix: Path,
    known: Known,
) -> None:
    """The menu as columns; what is known of a column already decides where its children stand.

    The same path under another address is the same column: the address is kept in case the first leads nowhere.
    """
    for node in nodes:
        name = node.name.replace("/", "／").strip()
        path = (*prefix, name)
        if not name or len(path) > MAX_LEVELS:
            continue
        if node.url is None:
            _add_heading(columns, alternates, node, path, known)
            continue
        key = canonical_key(node.url)
        if key in known.home_keys and key not in known.columns:
            _add_nav(columns, alternates, node.children, prefix, known)
            continue
        if is_document(node.url):
            continue
        placed = columns.get(key)
        earlier = known.columns.get(key)
        twin = known.paths.get(path)
        if placed is None and earlier is None and twin is not None and twin.url is not None:
            if known.internal(node.url):
                alternates.append((twin.id, node.url))
            _add_nav(columns, alternates, node.children, path, known)
            continue
        if placed is None:
            via = earlier.path_via if earlier is not None else "nav"
            path = earlier.path if earlier is not None else path
            placed = PlacedColumn(key, path, node.url, via, external=not known.internal(node.url))
            columns[key] = placed
        if not placed.external:
            _add_nav(columns, alternates, node.children, placed.path, known)


def _add_heading(
    columns: dict[str, PlacedColumn], alternates: list[tuple[int, str]], node: NavNode, path: Path, known: Known
) -> None:
    if not node.children:
        return
    if (
        not _all_known(node.children, known)
        and path not in known.paths
        and all(column.path != path for column in columns.values())
    ):
        key = f"path:{'/'.join(path)}"
        columns[key] = PlacedColumn(key, path, None, "nav")
    _add_nav(columns, alternates, node.children, path, known)


def _all_known(nodes: Iterable[NavNode], known: Known) -> bool:
    """True where an earlier page has given every node below a heading its place: the heading adds nothing."""
    return all(
        (node.url is None or canonical_key(node.url) in known.columns) and _all_known(node.children, known)
        for node in nodes
    )


def _add_organ(columns: dict[str, PlacedColumn], reading: Reading, known: Known) -> None:
    """No menu names the organ, but a plain link may: it is taken for the organ's column; its page corrects the path."""
    for link in reading.links:
        if known.internal(link.url) and not is_document(link.url) and known.branch.names(link.text):
            key = canonical_key(link.url)
            columns.setdefault(key, PlacedColumn(key, (link.text.strip(),), link.url, "nav"))
            return


def _add_crumbs(
    columns: dict[str, PlacedColumn],
    page_url: str,
    task: Task,
    reading: Reading,
    known: Known,
    own: KnownColumn | None,
) -> list[tuple[int, str]]:
    """The breadcrumb's names: those that are links are columns, and the page's own column gets its true path.

    Returns other addresses of columns that are known: of use where the one from the menu leads nowhere.
    """
    names = tuple(name.replace("/", "／").strip() for name in reading.breadcrumb)
    urls = reading.breadcrumb_urls or (None,) * len(names)
    alternates: list[tuple[int, str]] = []
    if not names or task.role is Role.HOME or len(names) > MAX_LEVELS:
        return alternates
    is_own = task.role is Role.COLUMN and own is not None and _is_leaf(names[-1], urls[-1], page_url, reading, own)
    for depth, (name, url) in enumerate(zip(names, urls, strict=True)):
        path = names[: depth + 1]
        last = depth == len(names) - 1
        if last and is_own and own is not None:
            columns[own.key] = PlacedColumn(own.key, path, own.url, "breadcrumb")
            continue
        if not name or url is None or not known.internal(url) or is_document(url):
            continue
        key = canonical_key(url)
        if key in known.home_keys or (own is not None and key == own.key):
            continue
        at_path = known.paths.get(path)
        if key not in known.columns and at_path is not None and at_path.url is not None:
            alternates.append((at_path.id, url))
            continue
        columns[key] = PlacedColumn(key, path, url, "breadcrumb")
    return alternates


def _is_leaf(name: str, url: str | None, page_url: str, reading: Reading, own: KnownColumn) -> bool:
    """Does the breadcrumb end with the column itself, or (a single page) with the column above it?"""
    if url is not None:
        key = canonical_key(url)
        if key in (own.key, canonical_key(page_url)):
            return True
    return name == own.path[-1] or (url is None and reading.kind in _LISTS)


def _ignored(path: Path, ignored: frozenset[str]) -> bool:
    return bool(ignored) and any("/".join(path[:depth]) in ignored for depth in range(1, len(path) + 1))


# --- the page's own part ----------------------------------------------------------------------------


def _own_page(
    columns: dict[str, PlacedColumn],
    page_url: str,
    task: Task,
    reading: Reading,
    known: Known,
    own: KnownColumn | None,
) -> OwnPage | None:
    if task.role is Role.HOME:
        rows = reading.home.rows if reading.home is not None else ()
        return OwnPage(HOME_KEY, 1, "list" if rows else "page", rows)
    if task.role in (Role.COLUMN, Role.LIST_PAGE):
        return _as_page(own.key, task.page_no, reading) if own is not None else None
    if reading.kind not in _LISTS or reading.listing is None or not reading.breadcrumb:
        return None
    key = _column_of(columns, page_url, reading, known)
    if key is None or (task.role is not Role.LINK and key in known.columns):
        return None  # an article's address that shows a list we walk anyway
    page = _as_page(key, reading.listing.page or 1, reading)
    return OwnPage(key, page.page_no, page.kind, page.rows, page.stated_total, page.stated_pages, page.next_url,
                   page.elsewhere, page.archived, once=True)  # fmt: skip


def _column_of(columns: dict[str, PlacedColumn], page_url: str, reading: Reading, known: Known) -> str | None:
    """The column whose list was reached by a mere link; a new one takes the page itself as its address."""
    path = tuple(name.replace("/", "／").strip() for name in reading.breadcrumb)
    placed = next((column for column in columns.values() if column.path == path), None)
    if placed is not None:
        return placed.key
    if path in known.paths:
        return known.paths[path].key
    if reading.breadcrumb_urls and reading.breadcrumb_urls[-1] is not None:
        return None  # its leaf leads elsewhere: off the site, or to a file
    key = canonical_key(page_url)
    if key in known.columns or key in known.home_keys:
        return None
    columns[key] = PlacedColumn(key, path, page_url, "breadcrumb")
    return key


def _as_page(key: str, page_no: int, reading: Reading) -> OwnPage:
    listing = reading.listing
    if reading.kind is PageKind.LIST and listing is None:  # filled by a script: there are rows that we do not see
        return OwnPage(key, page_no, "page", archived=reading.archived, unseen=True)
    if reading.kind not in _LISTS or listing is None:
        return OwnPage(key, page_no, "page", archived=reading.archived)
    # A shell and a tree may come before the list's own page 1; they are no pages of it.
    before = min(max(page_no - (listing.page or page_no), 0), 2)
    # Stated numbers may be too low, so a list is followed beyond them as long as new rows come, but not for ever.
    ceiling = 2 * listing.pages + 10 + before if listing.pages else MAX_PAGES
    return OwnPage(
        column=key,
        page_no=page_no,
        kind="list",
        rows=listing.rows,
        stated_total=listing.total,
        stated_pages=listing.pages,
        next_url=listing.next_url if page_no < ceiling else None,
        elsewhere=listing.elsewhere,
        archived=reading.archived,
        cut=listing.next_url is not None and page_no >= ceiling,
        unseen=page_no == 1 and listing.next_url is not None and not (listing.rows or listing.elsewhere),
    )


def _within(
    own: OwnPage | None,
    columns: dict[str, PlacedColumn],
    known: Known,
    branch: Branch,
    column: KnownColumn | None,
) -> OwnPage | None:
    """Outside of the organ's branch a page is a place on the way: its rows are not this organ's."""
    if own is None or branch.everything:
        return own
    placed = columns.get(own.column)
    path = placed.path if placed is not None else column.path if column is not None else ()
    if own.column != HOME_KEY and branch.holds(path):
        return own
    return OwnPage(own.column, own.page_no, "page", archived=own.archived, once=own.once)


def _article(task: Task, reading: Reading, branch: Branch, column: KnownColumn | None) -> tuple[Article | None, str]:
    article = reading.article
    if reading.kind is not PageKind.ARTICLE or article is None or task.role in (Role.HOME, Role.LIST_PAGE):
        return None, "article"
    if task.role is Role.COLUMN:
        inside = column is None or branch.holds(column.path)
        if not inside:
            return None, "page"
        # A single page (机构职能) often has no heading of its own: it is called what its column is called.
        if column is not None and _is_only_named(article.title, column.path[-1]):
            article = replace(article, title=column.path[-1])
        return article, "page"
    listed = task.column_id is not None
    if not listed:  # reached by a link alone: it must show that it is one of the site's (and the organ's) items
        path = reading.breadcrumb or article.column_path
        if not path and article.published is None:
            return None, "article"
        if not (branch.everything or branch.holds(path) or branch.is_own(article.publisher, article.source)):
            return None, "article"
    return article, "letter" if article.letter is not None else "article"


def _is_only_named(title: str | None, column: str) -> bool:
    """True for a page without a heading: all there is, if anything, is a <title> of site and column."""
    return title is None or (title.endswith(column) and title.removesuffix(column)[-1:] in {" ", "_", "-", "|", "—"})


# --- what to fetch and to note ----------------------------------------------------------------------


def _tasks(
    task: Task, reading: Reading, known: Known, article: Article | None, own: OwnPage | None
) -> Iterator[PlacedTask]:
    """Attachments of what is stored; other links of pages that belong to the structure or are items."""
    if article is not None:
        for attachment in article.attachments:
            if known.internal(attachment.url):
                yield PlacedTask(attachment.url, Role.ATTACHMENT)
    for frame in reading.frames:
        yield PlacedTask(frame, Role.HOME)
    if task.role in (Role.LINK, Role.ATTACHMENT) and own is None:
        return
    for link in reading.links:
        if known.internal(link.url):
            role = Role.ATTACHMENT if link.role is Role.ATTACHMENT or is_document(link.url) else link.role
            role = role if role in (Role.ATTACHMENT, Role.ARTICLE) else Role.LINK
            yield PlacedTask(link.url, role, sitemap=is_sitemap_name(link.text))


def _links(reading: Reading, known: Known, article: Article | None, own: OwnPage | None) -> Iterator[PlacedLink]:
    for link in reading.links:
        yield PlacedLink(link.url, link.text, known.internal(link.url))
    for node in _flat(reading.nav):
        if node.url is not None:
            yield PlacedLink(node.url, node.name, known.internal(node.url))
    for row in own.rows if own is not None else ():
        yield PlacedLink(row.url, row.title, known.internal(row.url))
    for attachment in article.attachments if article is not None else ():
        yield PlacedLink(attachment.url, attachment.name, known.internal(attachment.url))


def _flat(nodes: Iterable[NavNode]) -> Iterator[NavNode]:
    for node in nodes:
        yield node
        yield from _flat(node.children)
