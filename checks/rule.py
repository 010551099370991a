"""What a rule is: one file in `checks/rules/` with a `RULE`, found by walking the folder.

The file's docstring has four parts (What it sees, Why it matters, When it cannot tell, Example). The rule is a
pure function of `SiteFacts` and its typed options: no clock, no network, no SQL.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.needs import Need
from checks.window import Window

DOC_PARTS = ("What it sees", "Why it matters", "When it cannot tell", "Example")


class Options(BaseModel):
    """The options a clause gives to its rule. Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _parse_window(value: object) -> object:
    return Window.parse(value) if isinstance(value, str) else value


WindowOption = Annotated[Window, BeforeValidator(_parse_window)]

O = TypeVar("O", bound=Options)  # noqa: E741


@dataclass(frozen=True, slots=True)
class Rule(Generic[O]):
    """One fault and how to see it. `messages` has one Chinese template for each verdict the rule can give.

    `judge` says singly what is flagged or unsure; many subjects that are clear or not concerned come as a `Batch`.
    `recheck` says what a recheck has to fetch where that is not what goes with the kind of subject.
    """

    title: str
    subject: SubjectKind
    options: type[O]
    judge: Callable[[SiteFacts, O], Iterator[Judgement | Batch]]
    messages: Mapping[Verdict, str]
    recheck: Need | None = None


@dataclass(frozen=True, slots=True)
class RuleUnit:
    """A rule with the name and the documentation of its file."""

    id: str
    doc: str
    rule: Rule[Any]


@cache
def rules() -> Mapping[str, RuleUnit]:
    """All rules by id (the file's name). A file in `checks/rules/` without a `RULE` is an error."""
    import checks.rules as folder

    found: dict[str, RuleUnit] = {}
    for name in sorted(info.name for info in pkgutil.iter_modules(folder.__path__)):
        module = importlib.import_module(f"checks.rules.{name}")
        found[name] = RuleUnit(name, (module.__doc__ or "").strip(), module.RULE)
    return found


def some_of(names: Sequence[str], most: int = 5) -> str:
    """The first few names, and how many there are where these are not all: a、b等12个."""
    return "、".join(names[:most]) + (f"等{len(names)}个" if len(names) > most else "")


def say(
    messages: Mapping[Verdict, str],
    verdict: Verdict,
    subject: Subject,
    *,
    observed: str = "",
    threshold: str = "",
    since: date | None = None,
    evidence: tuple[int | None, ...] = (),
    **words: object,
) -> Judgement:
    """A judgement whose message is the rule's template for this verdict, filled with `words`."""
    return Judgement(
        verdict=verdict,
        subject=subject,
        message=messages[verdict].format(subject=subject.label, observed=observed, threshold=threshold, **words),
        observed=observed,
        threshold=threshold,
        since=since,
        evidence=tuple(dict.fromkeys(capture for capture in evidence if capture is not None)),
    )


class Rest:
    """Collects the subjects of one kind that need no word of their own, to be told as batches at the end."""

    def __init__(self, kind: SubjectKind) -> None:
        self._kind = kind
        self._keys: dict[Verdict, list[str]] = {Verdict.CLEAR: [], Verdict.NOT_APPLICABLE: []}

    def takes(self, verdict: Verdict, key: str) -> bool:
        """Keep a subject that is clear or not concerned; False where it must be told singly."""
        if verdict not in self._keys:
            return False
        self._keys[verdict].append(key)
        return True

    def batches(self) -> Iterator[Batch]:
        """One batch for each verdict that there was."""
        for verdict, keys in self._keys.items():
            if keys:
                yield Batch(verdict, self._kind, frozenset(keys))


def the_rest(
    verdict: Verdict, kind: SubjectKind, keys: Collection[str], told: Iterable[Judgement] = ()
) -> Iterator[Batch]:
    """All subjects of `keys` but those that were `told` singly, as one batch; nothing where none is left."""
    batch = Batch(verdict, kind, keys, frozenset(judgement.subject.key for judgement in told))
    if len(batch):
        yield batch
