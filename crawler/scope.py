"""How much of a site one run fetches: all of it, or only what a survey needs. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.catalogue.frontier import Wanted
from crawler.model import Role

SURVEY = "survey"  # the mode of a run that looks at the structure alone


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be queued. The default is everything."""

    structure_only: bool = False  # home page, columns, first page of each list, 网站地图
    depth: int | None = None  # columns below this level are noted and not fetched
    samples: int = 0  # entries of each list that are fetched all the same

    def admits(self, wanted: Wanted, *, level: int = 0, rows: int = 0, sitemap: bool = False) -> bool:
        """True if the address is to be fetched.

        `level`: of the column it belongs to; `rows`: for a list page the rows already seen of the list, for an entry
        its place in the list, counted from 1; `sitemap`: the link says that it leads to the 网站地图.
        """
        if not self.structure_only:
            return True
        match wanted.role:
            case Role.HOME:
                return True
            case Role.COLUMN:
                return self.depth is None or level <= self.depth
            case Role.LIST_PAGE:  # the rows of some lists come from a second address: that is still their first page
                return rows == 0
            case Role.ARTICLE:
                return 0 < rows <= self.samples
            case Role.LINK:
                return sitemap
            case _:
                return False


EVERYTHING = Scope()
