"""What a crawl sees of a page beside its content: meta tags, footer marks, hidden links. Frozen facts.

Everything that differs from page to page is reduced to a class or a yes and no here, so that all pages of one template
are equal and the catalogue keeps their marks once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crawler.model import PageKind

SITE_TAGS = ("sitename", "sitedomain", "siteidcode")
COLUMN_TAGS = ("columnname", "columndescription", "columnkeywords", "columntype")
CONTENT_TAGS = ("articletitle", "pubdate", "contentsource")
OTHER_TAGS = ("keywords", "description", "author", "image", "url")
ALL_TAGS = SITE_TAGS + COLUMN_TAGS + CONTENT_TAGS + OTHER_TAGS


class TimeForm(StrEnum):
    """How a moment is written."""

    MINUTE = "minute"  # 2022-04-17 14:46
    SECONDS = "seconds"  # 2022-04-17 14:46:00
    DATE = "date"  # 2022-04-17
    OTHER = "other"


class FooterSeen(StrEnum):
    """Whether the page's footer was seen, so that a mark that is not there may be called missing."""

    WHOLE = "whole"
    PART = "part"  # a script or a frame of its own may write more of it
    UNKNOWN = "unknown"  # nothing of a footer was seen


@dataclass(frozen=True, slots=True)
class Finder:
    """The 我为政府网站找错 entry: `script` and `link` are the national one, `old` is one of its forerunners."""

    kind: str  # script | link | old
    site_code: str | None = None
    url_host: str | None = None  # of the address that a link hands over; a script finds it itself


@dataclass(frozen=True, slots=True)
class Footer:
    """The marks at the foot of a page. An absent mark is only missing where `seen` is `whole`."""

    seen: FooterSeen = FooterSeen.UNKNOWN
    organ_mark: str | None = None  # 党政机关网站标识: link | script | image
    organ_colour: str | None = None  # red (党政机关) | blue (事业单位) | None: the picture is not in the page
    code: str | None = None  # 网站标识码 as shown, in lower case
    icp: str | None = None  # without blanks
    police: str | None = None  # 公安备案, without blanks; a link to its register without a number is ""
    owner: str | None = None  # 主办单位 as shown; "" where only the word is there
    phone: bool = False
    address: bool = False
    email: bool = False
    finder: Finder | None = None
    sitemap: bool = False  # 网站地图
    statement: bool = False  # 网站声明, 版权声明, 隐私声明

    @property
    def contact(self) -> bool:
        """True where a telephone, an address or an e-mail address is given."""
        return self.phone or self.address or self.email


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The marks of one page. Tag names are in lower case, as in `ALL_TAGS`, in its order."""

    tags: tuple[str, ...] = ()  # present with a content
    empty: tuple[str, ...] = ()  # present, their content blank
    placeholders: tuple[str, ...] = ()  # present, and the content is the template's own words (网站名称)
    site_name: str | None = None  # content of SiteName; None where it is longer than a name
    site_domain: str | None = None  # content of SiteDomain, lower case, without scheme and path
    site_code: str | None = None  # content of SiteIDCode, lower case
    pub_form: TimeForm | None = None  # how PubDate is written
    pub_agrees: bool | None = None  # PubDate's day is the visible one; None: one of the two is not there
    time_form: TimeForm | None = None  # how the visible time of publication is written
    name_shown: bool | None = None  # the site's name stands in the head area as text; None: it may be a picture there
    building: bool = False  # the page says that it is being built (建设中, 敬请期待) and hardly anything else
    whole: bool = True  # the page was not cut off: it ends as pages do
    footer: Footer = Footer()
    kind: PageKind | None = None  # a column's page may be a list, or a text of its own (article)


class Hiding(StrEnum):
    """How a link is kept from the eyes of visitors."""

    OFF_SCREEN = "off_screen"  # left:-9999px, text-indent:-9999px, …
    ZERO_SIZE = "zero_size"  # width, height or font size of 0 or 1 px, opacity 0
    NOT_SHOWN = "not_shown"  # display:none, visibility:hidden, hidden
    SAME_COLOUR = "same_colour"  # the colour of text and background is said to be the same
    MARQUEE = "marquee"  # a running line of a pixel's height
    WRITTEN = "written"  # a script writes a hidden block of links


@dataclass(frozen=True, slots=True)
class Hidden:
    """A link to another host that a visitor of the page cannot see."""

    url: str
    text: str
    how: Hiding


@dataclass(frozen=True, slots=True)
class WrongPage:
    """What a host shows where nothing is. `home_link`: the page leads back to the site."""

    title: str
    chinese: int  # Chinese characters a visitor sees
    home_link: bool


@dataclass(frozen=True, slots=True)
class Related:
    """A link of an article page that may lead to its document (原文) or to its interpretation (解读)."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything that is seen of one page beside its content."""

    marks: PageMarks | None = None
    hidden: tuple[Hidden, ...] = ()
    related: tuple[Related, ...] = ()
    wrong: WrongPage | None = None
