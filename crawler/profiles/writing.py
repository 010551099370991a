"""Writing a site profile from what a survey saw: only what is needed, with a comment for each choice.

The first line carries a digest of the rest, so that a profile which a person has edited is told from one that
nobody touched: only the latter is overwritten without being asked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crawler.errors import ProfileError
from crawler.model import ColumnClass
from crawler.profiles.profile import Profile
from crawler.profiles.survey import Doubt, Survey

_FIRST = re.compile(r"^# .* \[([0-9a-f]{12})\]\n")
_SHOWN = 40  # columns of unknown class that are offered for an answer


def profile_text(survey: Survey, profile: Profile) -> str:
    """A profile as TOML: what `profile` sets already is kept, what the survey saw is added.

    What the survey is unsure of stands there as a comment to be completed, never as a setting.
    """
    rest = (
        "\n".join([*_site(survey, profile), "", *_fetch(profile), *_columns(survey, profile), *_expect(survey)]) + "\n"
    )
    return f"# Written by gongkai survey. [{_digest(rest)}]\n{rest}"


def write_profile(path: Path, text: str, *, force: bool = False) -> None:
    """Write a profile. Raises ProfileError where a person has edited the file that is there, unless `force`."""
    try:
        if path.exists() and not force and is_edited(path.read_text(encoding="utf-8-sig")):
            raise ProfileError(
                "is not as a survey wrote it, and is left alone",
                where=str(path),
                fix="write to another file, or overwrite it with --force (its settings are kept, its comments are not)",
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except UnicodeDecodeError:
        raise ProfileError("is not UTF-8 text", where=str(path), fix="write to another file") from None
    except OSError as error:
        raise ProfileError(f"cannot be written ({error.strerror})", where=str(path)) from error


def add_profile(path: Path, text: str) -> None:
    """Write a profile where there is none yet. Raises ProfileError where there is one, whoever wrote it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ProfileError("is there already", where=str(path), fix="choose another id") from None
    except OSError as error:
        raise ProfileError(f"cannot be written ({error.strerror})", where=str(path)) from error


def is_edited(text: str) -> bool:
    """True unless the text is exactly what a survey wrote."""
    first = _FIRST.match(text)
    return first is None or _digest(text[first.end() :]) != first[1]


def _digest(text: str) -> str:
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:12]


# --- the parts --------------------------------------------------------------------------------------


def _site(survey: Survey, profile: Profile) -> Iterator[str]:
    yield f"# Pages read by: {', '.join(f'{name} ({n})' for name, n in survey.platforms.items()) or 'none'}."
    if survey.site_id_code or survey.icp:
        marks = (("网站标识码", survey.site_id_code), ("ICP", survey.icp))
        yield f"# {', '.join(f'{label} {_bare(value)}' for label, value in marks if value)}"
    yield f"name = {_text(profile.name or survey.name or '')}"
    yield f"kind = {_text(profile.kind)}   # bureau: the organ's own site; municipal: the portal of all organs"
    yield f"home = {_text(profile.home)}"
    if survey.home != profile.home:
        yield f"# The home page leads to {_bare(survey.home)}"
    if profile.organ:
        yield f"organ = {_text(profile.organ)}   # only this organ's share is crawled"
    if profile.hosts:
        yield f"hosts = {_value(profile.hosts)}"
    elif survey.other_hosts:
        yield "# Columns lead to these hosts. Those that belong to this site are crawled with it once they stand here:"
        yield f"# hosts = {_value(survey.other_hosts[:8])}"
    if profile.platform:
        yield f"platform = {_text(profile.platform)}"


def _fetch(profile: Profile) -> Iterator[str]:
    chosen = profile.fetch.model_dump(exclude_defaults=True)
    if not chosen:
        return
    yield "[fetch]"
    for key, value in chosen.items():
        yield f"{key} = {_value(value)}"
    yield ""


def _columns(survey: Survey, profile: Profile) -> Iterator[str]:
    for path, column in profile.columns.items():
        yield f"[columns.{_text(path)}]"
        for key, value in column.model_dump(exclude_defaults=True, by_alias=True).items():
            yield f"{key} = {_value(value)}"
        yield ""
    unknown = [entry.subject for entry in survey.unsure if entry.doubt is Doubt.UNKNOWN_CLASS]
    unknown = [path for path in unknown if path not in profile.columns]
    if not unknown:
        return
    yield f"# What these {len(unknown)} columns are for, their names do not tell. Where it matters, take the # away and"
    yield f"# complete the class: {', '.join(name for name in ColumnClass if name is not ColumnClass.UNKNOWN)}"
    for path in unknown[:_SHOWN]:
        yield f'# [columns.{_text(path)}]\n# class = ""'
    if len(unknown) > _SHOWN:
        yield f"# … and {len(unknown) - _SHOWN} more: see gongkai survey --json"
    yield ""


def _expect(survey: Survey) -> Iterator[str]:
    yield "[expect]   # what was seen; a crawl that brings less is incomplete, so that a quiet loss is loud"
    yield f"columns = {len(survey.columns)}"
    # A crawl counts documents, and one of them may be listed under several addresses.
    yield f"items = {survey.items * 95 // 100}   # of {survey.items} on the first pages of the lists"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(part)}" for key, part in value.items()) + " }"
    return "[" + ", ".join(_value(part) for part in value) + "]"


def _text(value: str) -> str:
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _bare(value: str) -> str:
    """Text from outside as a comment: it stays on its line."""
    return re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+", " ", value)
