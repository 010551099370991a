"""A survey as it was asked for and as it came back: draft profile, what was seen, proposed profile."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

from crawler.identity import canonical_key
from crawler.model import ColumnClass
from crawler.profiles.profile import Profile, profile_from
from crawler.profiles.survey import Doubt, Found, Survey, SurveyColumn, Transport, Unsure
from gongkai.survey_screen import doubt_detail
from gongkai.surveying import FOLDER
from gongkai.workspace import Workspace

DRAFTS = f"{FOLDER}/drafts"
PROPOSALS = f"{FOLDER}/proposed"


@dataclass(frozen=True, slots=True)
class NewSite:
    """What a person says of a site before it is surveyed."""

    id: str
    home: str
    kind: str
    name: str = ""
    organ: str = ""
    contact: str = ""
    delay_seconds: float = 1.0

    def profile(self) -> Profile:
        """The profile that the survey begins with. Raises ProfileError."""
        return profile_from(self._content(), where=self.id, default_id=self.id)

    def _content(self) -> dict[str, Any]:
        told = {"home": self.home, "name": self.name, "kind": self.kind, "organ": self.organ}
        fetch: dict[str, Any] = {"delay_seconds": self.delay_seconds}
        if self.contact:
            fetch["contact"] = self.contact
        return {key: value for key, value in told.items() if value} | {"fetch": fetch}

    def write_draft(self, root: Path) -> str:
        """Write the draft where the survey finds it; returns its path from the workspace."""
        path = f"{DRAFTS}/{self.id}.toml"
        (root / DRAFTS).mkdir(parents=True, exist_ok=True)
        (root / path).write_text(tomlkit.dumps(self._content()), encoding="utf-8")
        return path


def same_home(place: Workspace, home: str) -> str | None:
    """The id of the site that has this home page already."""
    known = place.profiles() if any(place.sites.glob("*.toml")) else []
    return next((each.id for each in known if canonical_key(each.home) == canonical_key(home)), None)


def is_taken(place: Workspace, site: str) -> bool:
    """True if a site has this id, however it is spelt."""
    return any(path.stem.lower() == site.lower() for path in place.sites.glob("*.toml"))


def proposal(root: Path, site: str) -> tuple[str, str] | None:
    """The proposed profile and its mark; None where there is none."""
    try:
        text = (root / PROPOSALS / f"{site}.toml").read_text(encoding="utf-8")
    except OSError:
        return None
    return text, hashlib.sha256(text.encode()).hexdigest()[:16]


def survey_from(answer: dict[str, Any]) -> Survey:
    """The survey out of the answer of `gongkai survey --json`."""
    told = {key: value for key, value in answer.items() if key in Survey.__slots__}
    columns = tuple(_column(each) for each in told["columns"])
    unsure = tuple(Unsure(Doubt(each["doubt"]), each["subject"], each["detail"]) for each in told["unsure"])
    newest = date.fromisoformat(told["newest"]) if told["newest"] else None
    lists = {"other_hosts": tuple(told["other_hosts"])}
    return Survey(**{**told, **lists, "columns": columns, "unsure": unsure, "newest": newest})


def _column(told: dict[str, Any]) -> SurveyColumn:
    return SurveyColumn(
        **{
            **told,
            "column_class": ColumnClass(told["column_class"]),
            "transport": Transport(told["transport"]) if told["transport"] else None,
            "newest": date.fromisoformat(told["newest"]) if told["newest"] else None,
            "found": Found(told["found"]),
        }
    )


def doubts_of(survey: Survey) -> dict[Doubt, list[tuple[str, str]]]:
    """What the survey is not sure of: (subject, detail) by kind, in the order in which kinds matter."""
    groups: dict[Doubt, list[tuple[str, str]]] = defaultdict(list)
    for entry in survey.unsure:
        groups[entry.doubt].append((entry.subject, doubt_detail(entry)))
    return {doubt: groups[doubt] for doubt in Doubt if doubt in groups}
