"""What the address of a search asks for, and addresses that ask for a little more or less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from crawler.catalogue.fulltext.asking import LONGEST, MOST_WORDS, Trouble, UnclearQuestionError
from crawler.catalogue.fulltext.keys import KINDS

UNDATED = "none"
STANDING = {"present": _l("现在还在"), "vanished": _l("已经消失")}
KIND_WORDS = {"article": _l("文章"), "letter": _l("来信"), "page": _l("单页栏目"), "listed": _l("只在列表中见到")}
_LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as it was typed, and how it is narrowed. Empty: not narrowed; `year` may be "none" (undated)."""

    q: str = ""
    site: str = ""
    column: str = ""
    year: str = ""
    kind: str = ""
    standing: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """True where there is anything to take back."""
        return self != Asked(page=self.page)

    def url(self, **changed: object) -> str:
        """The address of the same search, changed; on its first page unless a page is named."""
        values = asdict(replace(self, **{"page": 1, **changed}))  # type: ignore[arg-type]
        return url_for("items.index", **{name: value for name, value in values.items() if value not in ("", 1)})


def asked_from(arguments: Mapping[str, str], sites: Sequence[str]) -> Asked:
    """What an address asks for. What nobody could have chosen (another's site, a year that is none) is left out."""
    site = arguments.get("site", "")
    year, kind, standing = (arguments.get(name, "") for name in ("year", "kind", "standing"))
    site = site if site in sites else (sites[0] if len(sites) == 1 else "")
    return Asked(
        q=" ".join(arguments.get("q", "").split()),
        site=site,
        column=arguments.get("column", "").strip("/") if site else "",
        year=year
        if year == UNDATED or (len(year) == 4 and year.isascii() and year.isdigit() and year > "0000")
        else "",
        kind=kind if kind in KINDS else "",
        standing=standing if standing in STANDING else "",
        page=_page(arguments.get("page", "")),
    )


def _page(text: str) -> int:
    return min(_LAST_PAGE, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def trouble_in_words(error: UnclearQuestionError) -> str:
    """Why a question cannot be asked."""
    if error.trouble is Trouble.TOO_LONG:
        words = _("检索词太长，最多%(n)s个字。", n=LONGEST)
    elif error.trouble is Trouble.TOO_MANY:
        words = _("检索词太多，最多%(n)s个。", n=MOST_WORDS)
    else:
        words = _("“%(part)s”里没有可以检索的字。引号不能单独检索，减号和“标题:”后面要有词。", part=error.part)
    return str(words)
