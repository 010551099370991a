"""Many items state the same second as the moment of their publication.

What it sees
    Pages that write the moment of publication to the second, where at least `items` of them write the same one. Full
    minutes are left out: such moments are set by hand, or by a program that knows the day only.

Why it matters
    Nobody publishes twenty items in one second. They were put in together, and their dates were not the days on which
    the public could read them: forged dates (伪造发稿日期) look like this.

When it cannot tell
    Always: a site that was moved to another system bears the moment of the move. Each such moment is shown to a
    person, none is flagged.

Example
    23 items state 2016-09-28 16:42:07: unsure. 19 of them: clear.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from crawler.catalogue.time_stamps import shared_moments

MESSAGES = {
    Verdict.CLEAR: "没有大量信息标注同一发布时刻。",
    Verdict.UNSURE: "“{subject}”等{observed}标注了同一发布时刻{moment}，"
    "可能是成批补录、系统迁移或伪造发稿日期，请人工核实。",
}


class SharedTimeStampOptions(Options):
    """How many items of one second are many."""

    items: int = Field(default=20, ge=2)


def judge(facts: SiteFacts, options: SharedTimeStampOptions) -> Iterator[Judgement]:
    """One judgement for each such moment, or one on the site where there is none."""
    found = facts.ask(shared_moments, options.items)
    for shared in found:
        yield say(
            MESSAGES,
            Verdict.UNSURE,
            Subject(SubjectKind.ITEM, shared.key, shared.title, shared.url),
            observed=f"{shared.count}条信息",
            threshold=f"少于{options.items}条",
            evidence=shared.capture_ids,
            moment=shared.moment,
        )
    if not found:
        yield say(MESSAGES, Verdict.CLEAR, facts.site_subject)


RULE = Rule("多条信息同一时刻发布", SubjectKind.ITEM, SharedTimeStampOptions, judge, MESSAGES)
