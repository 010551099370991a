"""What a snapshot is: the values of a year's metrics, and the state of everything they were counted from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from crawler.model import SiteKind
from reports.tracing import SnapshotName, TracedRun, TracedSource


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FrozenValue(_Part):
    """One metric as it was counted. `value` None: not known. `list` is the SHA-256 of the list behind it.

    `definition` and `query` are digests of what it is said to count and of the program that counts it.
    """

    metric: str
    title: str
    unit: str
    source: str
    definition: str
    query: str
    value: Decimal | None
    parts: Mapping[str, Decimal]
    complete: bool
    note: str
    rows: int
    list: str
    stated: Decimal | None = None  # what the office states of it in its own yearly figures


class ChainHead(_Part):
    """The last seal of a site's archive: published beside a signature, it vouches for every byte before it."""

    site: str
    seal: str | None
    at: str | None
    lines: int


class FileKept(_Part):
    """A file as it was, by digest; its bytes are among the snapshot's contents."""

    name: str
    sha256: str


class FrozenSite(_Part):
    """A site as it was called: a later crawl may bring name and home address up to date."""

    id: str
    name: str
    kind: SiteKind
    home: str
    organ: str | None


class State(_Part):
    """What was counted from. `known_at` is the UTC moment up to which the catalogue counts.

    `registers` are digests over rows as read, `register_files` and `pack_files` the files themselves; `judged` is the
    digest of the judgements of the check.
    """

    year: int
    as_of: date
    known_at: str | None
    newest_run: int | None = None
    bureau: str
    municipal: str | None
    organ: Mapping[str, str]
    sites: tuple[FrozenSite, ...] = ()
    runs: tuple[TracedRun, ...]
    chains: tuple[ChainHead, ...]
    registers: tuple[TracedSource, ...]
    register_files: tuple[FileKept, ...]
    packs: tuple[TracedSource, ...]
    pack_files: tuple[FileKept, ...]
    judged: str
    checked_on: date | None
    software: str


class Snapshot(_Part):
    """A state with its values, who froze it and when, sealed with the snapshot before it."""

    id: int
    made_at: str
    made_by: str
    note: str
    complete: bool
    state: State
    values: tuple[FrozenValue, ...]
    previous: str | None
    digest: str

    @property
    def name(self) -> SnapshotName:
        """As documents name it."""
        return SnapshotName(id=self.id, digest=self.digest)

    def value(self, metric: str) -> FrozenValue | None:
        """One of its values."""
        return next((entry for entry in self.values if entry.metric == metric), None)

    def same_as(self, other: Snapshot) -> bool:
        """True where nothing that counts differs: only who froze it, when, and why."""
        return self.state == other.state and self.values == other.values
