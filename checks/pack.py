"""Loading packs: the clauses of each standard, from `checks/packs/*.toml` and a user's own folder.

Everything is checked on loading: unknown keys, malformed windows, unknown rules, options a rule does not have.
A PackError names file, clause, key and what to write instead.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from checks.model import Clause, Confidence, NoService, Pack, ScoreRule, SubjectKind
from checks.pack_file import ClauseFile, DeadlinesFile, PackFile, ScoreFile
from checks.rule import RuleUnit, rules
from checks.window import HOW_TO_WRITE
from crawler.errors import PackError

SHIPPED = Path(__file__).parent / "packs"


def load_packs(folder: Path | None = None, *, ids: Sequence[str] | None = None) -> list[Pack]:
    """All shipped packs and those of the user's `folder`, by id; a user's pack replaces a shipped one of its id.

    `ids` narrows, in the order given; PackError if one of them does not exist.
    """
    packs = {pack.id: pack for pack in map(load_pack, sorted(SHIPPED.glob("*.toml")))}
    if folder is not None:
        packs |= {pack.id: pack for pack in map(_own, sorted(folder.glob("*.toml")))}
    if ids is None:
        return [packs[key] for key in sorted(packs)]
    for wanted in ids:
        if wanted not in packs:
            raise PackError(f'there is no pack "{wanted}"', fix=f"use one of {', '.join(sorted(packs))}")
    return [packs[wanted] for wanted in ids]


def _own(path: Path) -> Pack:
    """A pack of the user's folder. A copy whose id was changed, or its name, would silently replace nothing."""
    pack = load_pack(path)
    if pack.id != path.stem:
        where = f"{path.parent.name}/{path.name}"
        raise PackError(f'has id = "{pack.id}"', where=where, fix=f'write id = "{path.stem}", or rename the file')
    return pack


def load_pack(path: Path) -> Pack:
    """Read one pack. Raises PackError with file, clause, key and fix."""
    where = f"{path.parent.name}/{path.name}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PackError(f"cannot be read ({error.strerror})", where=where, fix="check the path") from error
    except UnicodeDecodeError as error:
        raise PackError("is not UTF-8 text", where=where, fix="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"is not valid TOML ({error})", where=where, fix="mend the line named") from error
    try:
        file = PackFile.model_validate(data)
    except ValidationError as error:
        raise _explain(error, data, where) from error
    seen: set[str] = set()
    caps: dict[str, float | None] = {}
    for clause in (*file.clauses, *file.bonus):
        if clause.id in seen:
            raise PackError(f'clause "{clause.id}" is there twice', where=where, fix="keep one of them")
        seen.add(clause.id)
        if clause.indicator and caps.setdefault(clause.indicator, clause.cap) != clause.cap:
            raise PackError(
                f'clause "{clause.id}" gives the indicator "{clause.indicator}" another cap than a clause before it',
                where=where,
                fix="give all clauses of an indicator the same cap",
            )
    score = file.score
    if score is not None and score.no_service is not None and score.no_service.group not in score.groups:
        raise PackError(
            f'[score.no_service] names the group "{score.no_service.group}", whose points are not given',
            where=where,
            fix=f'add them: [score.groups] "{score.no_service.group}" = 25',
        )
    if file.valid_to is not None and file.valid_to < file.valid_from:
        raise PackError("valid_to lies before valid_from", where=where, fix="swap or mend the two days")
    return _pack(file, where, str(path))


def _pack(file: PackFile, where: str, path: str) -> Pack:
    return Pack(
        id=file.id,
        title=file.title,
        issuer=file.issuer,
        document=file.document,
        number=file.number,
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        clauses=(
            *(_clause(entry, where) for entry in file.clauses),
            *(_clause(entry, where, bonus=True) for entry in file.bonus),
        ),
        file=path,
        score=_score(file.score) if file.score else None,
        deadline_veto=file.deadlines.veto,
        deadline_other=file.deadlines.other,
        note=file.note,
        region=file.region,
    )


def _score(file: ScoreFile) -> ScoreRule:
    values = {name: getattr(file, name) for name in ScoreFile.model_fields if name != "no_service"}
    left_out = file.no_service
    return ScoreRule(**values, no_service=NoService(left_out.group, left_out.sites) if left_out else None)


def _clause(entry: ClauseFile, where: str, *, bonus: bool = False) -> Clause:
    unit = _rule_of(entry, where)
    if unit is None and entry.needs == "person" and not entry.look.strip():
        raise PackError(
            f'clause "{entry.id}" is for a person and does not say what to look at',
            where=where,
            fix='add look = "…"',
        )
    if entry.points is not None and entry.points_confidence is None:
        raise PackError(
            f'clause "{entry.id}" has points without points_confidence',
            where=where,
            fix='say how sure the number is: points_confidence = "A", "B+", "B" or "C"',
        )
    if entry.points is not None and entry.points_confidence is Confidence.D:
        raise PackError(
            f'clause "{entry.id}" has points of confidence D',
            where=where,
            fix="leave points out until the number is known better",
        )
    if entry.valid_from is not None and entry.valid_to is not None and entry.valid_to < entry.valid_from:
        raise PackError(
            f'clause "{entry.id}" has a valid_to before its valid_from', where=where, fix="swap or mend the two days"
        )
    values = {name: getattr(entry, name) for name in ClauseFile.model_fields if name != "options"}
    return Clause(
        **values,
        subject=unit.rule.subject if unit else SubjectKind.SITE,
        options=_options(entry, unit, where),
        bonus=bonus,
    )


def _rule_of(entry: ClauseFile, where: str) -> RuleUnit | None:
    if entry.rule is None:
        if entry.needs == "crawl":
            raise PackError(
                f'clause "{entry.id}" names no rule',
                where=where,
                fix='name one (rule = "…"), or say who sees it: needs = "person" or "probe"',
            )
        return None
    unit = rules().get(entry.rule)
    if unit is None:
        raise PackError(
            f'clause "{entry.id}" has rule = "{entry.rule}", which does not exist',
            where=where,
            fix=_did_you_mean(entry.rule, list(rules())),
        )
    return unit


def _options(entry: ClauseFile, unit: RuleUnit | None, where: str) -> Mapping[str, object]:
    """The clause's options, checked by the rule's own model; the clause's window travels with them."""
    given: dict[str, Any] = dict(entry.options)
    if unit is None:
        return given
    known = unit.rule.options.model_fields
    if entry.window is not None:
        if "window" not in known:
            raise PackError(
                f'clause "{entry.id}" has a window, but rule "{unit.id}" takes none', where=where, fix="leave it out"
            )
        given["window"] = entry.window
    try:
        checked = unit.rule.options.model_validate(given)
    except ValidationError as error:
        first = _first(error)
        key = ".".join(str(part) for part in first["loc"]) or "options"
        raise PackError(
            f'clause "{entry.id}": options.{key}: {_wording(first)}', where=where, fix=_fix(first, list(known))
        ) from error
    return {name: getattr(checked, name) for name in known}


def _explain(error: ValidationError, data: Mapping[str, Any], where: str) -> PackError:
    first = _first(error)
    loc = list(first["loc"])
    place, model = "", PackFile.model_fields
    if loc and loc[0] == "clauses" and len(loc) > 1 and isinstance(loc[1], int):
        entry = data["clauses"][loc[1]]
        name = entry.get("id", f"no. {loc[1] + 1}") if isinstance(entry, dict) else f"no. {loc[1] + 1}"
        place, model, loc = f'clause "{name}"', ClauseFile.model_fields, loc[2:]
    elif loc and loc[0] in ("score", "deadlines") and len(loc) > 1:
        model = ScoreFile.model_fields if loc[0] == "score" else DeadlinesFile.model_fields
        place, loc = f"[{loc[0]}]", loc[1:]
    key = ".".join(str(part) for part in loc)
    if HOW_TO_WRITE in first["msg"] or (key == "window" and first["type"] != "extra_forbidden"):
        given = f'"{first["input"]}"' if isinstance(first["input"], str) else first["input"]
        return PackError(f"{place} has {key} = {given}".strip(), where=where, fix=HOW_TO_WRITE)
    if first["type"] == "extra_forbidden":
        what = f'{place} has an unknown key "{key}"' if place else f'unknown key "{key}"'
        return PackError(what, where=where, fix=_did_you_mean(key, list(model)))
    what = f"{place}: {key}: {_wording(first)}" if place else f"{key}: {_wording(first)}"
    return PackError(what, where=where, fix=_fix(first, list(model)))


def _first(error: ValidationError) -> Any:
    # A misspelt key makes two errors, one unknown and one missing: the unknown one tells more.
    found = error.errors()
    return next((one for one in found if one["type"] == "extra_forbidden"), found[0])


def _wording(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "no such key"
    if error["type"] == "missing":
        return "is missing"
    shown = error["input"] if isinstance(error["input"], str | int | float) else type(error["input"]).__name__
    return f"{error['msg'].removeprefix('Value error, ')} (found {shown!r})"


def _fix(error: Any, known: list[str]) -> str:
    if error["type"] == "extra_forbidden":
        return _did_you_mean(str(error["loc"][-1]), known)
    if error["type"] == "missing":
        return f'add "{error["loc"][-1]}"'
    return "mend the value"


def _did_you_mean(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, 1)
    return f'did you mean "{close[0]}"?' if close else f"use one of {', '.join(sorted(known))}"
