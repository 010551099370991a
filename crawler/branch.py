"""One organ's share of a municipal portal: which part of the column tree is walked. Pure.

The organ is looked for in the names of the columns. Until it is found the structure is explored but nothing is
catalogued of it; once found, only its branch counts (ancestors are kept as places on the way); if it is nowhere,
the whole portal is walked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.identity import normal_title

Path = tuple[str, ...]
_ENDINGS = "局委办厅处院部会"  # the last character of an organ's name


@dataclass(frozen=True, slots=True)
class Branch:
    """The part of a site that is looked at. `organ` None: all of it."""

    organ: str | None = None
    roots: frozenset[Path] = frozenset()  # paths whose last name is the organ's
    opened: bool = False  # the organ was nowhere: everything is walked

    @property
    def everything(self) -> bool:
        """True where no part of the site is left out."""
        return self.organ is None or self.opened

    @property
    def seeking(self) -> bool:
        """True while the organ has not been found yet."""
        return not self.everything and not self.roots

    def learn(self, paths: list[Path]) -> Branch:
        """The branch after these column paths were seen."""
        if self.everything:
            return self
        found = {path[: depth + 1] for path in paths for depth in range(len(path)) if self.names(path[depth])}
        return replace(self, roots=self.roots | found) if found - self.roots else self

    def open(self) -> Branch:
        """The branch when the organ was found nowhere: everything."""
        return replace(self, opened=True)

    def wants(self, path: Path) -> bool:
        """True if a column is to be visited: inside the branch, on the way to it, or while still seeking."""
        if self.everything or self.seeking or self.holds(path):
            return True
        return any(root[: len(path)] == path for root in self.roots)

    def holds(self, path: Path) -> bool:
        """True if what a column lists is to be catalogued."""
        return self.everything or any(self.names(name) for name in path)

    def is_own(self, *names: str | None) -> bool:
        """True if one of the names (publisher, source) is the organ's."""
        return self.everything or any(self.names(name) for name in names if name)

    def names(self, name: str) -> bool:
        """True if this is the organ's name, whole, lengthened (…（公开）), or without the place before it.

        安全生产监督管理局 is the end of 东莞市安全生产监督管理局; 安全生产 is not: it may be anybody's column.
        """
        organ, other = normal_title(self.organ or ""), normal_title(name)
        if not organ or not other:
            return False
        return organ in other or (len(other) >= 4 and other[-1] in _ENDINGS and organ.endswith(other))
