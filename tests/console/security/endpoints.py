"""Every address of the console: who may open it, and whose things its path names. Written out, so that nobody forgets.

A new view fails a test until it stands here: that is the moment to think about who may do that, and who may see it.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

EVERYBODY, ANSWERING, DECIDING, COUNTING, SIGNING, MANAGING, PUBLIC = "AIWR", "AIW", "AI", "AIR", "AR", "A", "public"
"""A administrator, I inspector, W webmaster (of named sites), R report writer."""

WHO: dict[str, str] = {
    "static": PUBLIC,
    "bootstrap.static": PUBLIC,
    "entrance.first": PUBLIC,
    "entrance.health": PUBLIC,
    "entrance.language": PUBLIC,
    "entrance.login": PUBLIC,
    "entrance.logout": PUBLIC,
    "overview.index": EVERYBODY,
    "people.own": EVERYBODY,
    "people.renew": EVERYBODY,
    "people.end_others": EVERYBODY,
    "people.add_token": EVERYBODY,
    "people.revoke_token": EVERYBODY,
    "people.index": MANAGING,
    "people.add": MANAGING,
    "people.show": MANAGING,
    "people.change": MANAGING,
    "people.reset": MANAGING,
    "people.disable": MANAGING,
    "people.enable": MANAGING,
    "people.end_sessions": MANAGING,
    "people.deeds": MANAGING,
    "api.index": PUBLIC,  # where the description lies; nothing of anybody
    "api.openapi": PUBLIC,
    "api.sites": EVERYBODY,
    "api.findings": EVERYBODY,
    "api.finding": EVERYBODY,
    "api.doubts": EVERYBODY,
    "api.doubt": EVERYBODY,
    "api.items": EVERYBODY,
    "api.item": EVERYBODY,
    "api.versions": EVERYBODY,
    "api.runs": EVERYBODY,
    "api.run": EVERYBODY,
    "api.counts": COUNTING,
    "api.one_count": COUNTING,
    "captures.show": EVERYBODY,
    "captures.frame": EVERYBODY,
    "captures.compare": EVERYBODY,
    "counts.index": COUNTING,
    "counts.show": COUNTING,
    "counts.rows": COUNTING,
    "counts.every": COUNTING,
    "counts.forms": COUNTING,
    "counts.snapshots": COUNTING,
    "counts.snapshot": COUNTING,
    "counts.compare": COUNTING,
    "counts.freeze": SIGNING,
    "counts.sign": SIGNING,
    "counts.withdraw": SIGNING,
    "documents.compare": COUNTING,
    "documents.index": COUNTING,
    "documents.show": COUNTING,
    "documents.download": COUNTING,
    "documents.frame": COUNTING,
    "documents.found": COUNTING,
    "documents.all_examinations": COUNTING,
    "documents.examination": COUNTING,
    "documents.examination_json": COUNTING,
    "documents.examination_xlsx": COUNTING,
    "documents.new": COUNTING,
    "documents.verify": COUNTING,
    "documents.verify_made": COUNTING,
    "documents.audit": COUNTING,
    "findings.index": EVERYBODY,
    "findings.export": EVERYBODY,
    "findings.show": EVERYBODY,
    "findings.back": EVERYBODY,
    "findings.doubts": EVERYBODY,
    "findings.doubt": EVERYBODY,
    "findings.doubt_back": EVERYBODY,
    "findings.waivers": EVERYBODY,
    "findings.waiver": EVERYBODY,
    "findings.waiver_back": EVERYBODY,
    "findings.save": EVERYBODY,
    "findings.forget": EVERYBODY,
    "findings.answer": ANSWERING,
    "findings.together": ANSWERING,
    "findings.together_done": ANSWERING,
    "findings.decide": DECIDING,
    "findings.decide_doubt": DECIDING,
    "findings.revoke": DECIDING,
    "items.index": EVERYBODY,
    "items.show": EVERYBODY,
    "items.compare": EVERYBODY,
    "jobs.index": EVERYBODY,
    "jobs.show": EVERYBODY,
    "jobs.said": EVERYBODY,
    "jobs.state": EVERYBODY,
    "jobs.stop": EVERYBODY,  # the own ones; others need the permission to crawl
    "jobs.again": DECIDING,
    "jobs.recheck": ANSWERING,
    "jobs.crawl": DECIDING,
    "jobs.check": DECIDING,
    "jobs.survey": DECIDING,
    "jobs.surveyed": DECIDING,
    "pairs.index": EVERYBODY,
    "pairs.show": EVERYBODY,
    "pairs.decide": COUNTING,
    "registers.index": COUNTING,
    "registers.show": COUNTING,
    "registers.history": COUNTING,
    "registers.pattern": COUNTING,
    "registers.evidence": COUNTING,
    "registers.start": COUNTING,
    "registers.enter": COUNTING,
    "registers.correct": COUNTING,
    "registers.void": COUNTING,
    "registers.prove": COUNTING,
    "registers.import_form": COUNTING,
    "registers.preview": COUNTING,
    "registers.confirm": COUNTING,
    "rules.index": EVERYBODY,
    "rules.pack": EVERYBODY,
    "rules.clause": EVERYBODY,
    "rules.diff": EVERYBODY,
    "rules.due": EVERYBODY,
    "rules.due_calendar": EVERYBODY,
    "runs.index": EVERYBODY,
    "runs.show": EVERYBODY,
    "schedules.index": DECIDING,
    "schedules.new": DECIDING,
    "schedules.edit": DECIDING,
    "schedules.pause": DECIDING,
    "schedules.remove": DECIDING,
    "schedules.start": DECIDING,
    "schedules.starts": DECIDING,
    "sites.show": EVERYBODY,
    "sites.column": EVERYBODY,
    "sites.manners": EVERYBODY,
}

WHOSE: dict[str, dict[str, str]] = {
    "api.finding": {"number": "finding"},
    "api.doubt": {"number": "doubt"},
    "api.item": {"number": "item"},
    "api.versions": {"number": "item"},
    "api.run": {"run": "run"},
    "sites.show": {"site": "site"},
    "sites.manners": {"site": "site"},
    "sites.column": {"site": "site", "number": "column"},
    "captures.show": {"number": "capture"},
    "captures.frame": {"number": "capture"},
    "captures.compare": {"number": "capture", "other": "capture"},
    "findings.show": {"number": "finding"},
    "findings.back": {"number": "finding", "deed": "=claim"},
    "findings.answer": {"number": "finding", "deed": "=dispute"},
    "findings.decide": {"number": "finding", "deed": "=confirm"},
    "findings.doubt": {"number": "doubt"},
    "findings.doubt_back": {"number": "doubt", "deed": "=confirm"},
    "findings.decide_doubt": {"number": "doubt", "deed": "=dismiss"},
    "findings.waiver": {"number": "waiver"},
    "findings.waiver_back": {"number": "waiver"},
    "findings.revoke": {"number": "waiver"},
    "items.show": {"number": "item"},
    "items.compare": {"number": "item"},
    "jobs.show": {"number": "job"},
    "jobs.said": {"number": "job"},
    "jobs.state": {"number": "job"},
    "jobs.stop": {"number": "job"},
    "jobs.again": {"number": "job"},
    "jobs.recheck": {"number": "finding"},
    "jobs.crawl": {"site": "site"},
    "jobs.check": {"site": "site"},
    "jobs.surveyed": {"number": "job"},
    "runs.show": {"run": "run"},
}
"""Endpoint → argument → what of a site it names; "=word": a fixed value."""

NOBODYS = frozenset({"rules.pack", "rules.clause", "entrance.first", "entrance.language", "static", "bootstrap.static"})
"""Their arguments name nothing that belongs to a site: standards, languages, files of our own."""
OF_TWO = frozenset({"pairs.show"})
"""A pair lies on two sites and is seen by whoever sees both: tests of the room hold that."""
OWN = frozenset({"people.revoke_token", "findings.forget"})
"""Their arguments name something of the person, whoever else has one of that number."""


def rules_of(app: Flask) -> Iterator[Rule]:
    """Every address."""
    yield from sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def for_webmasters(endpoint: str) -> bool:
    """True if somebody who does not see all sites may open it."""
    return "W" in WHO.get(endpoint, "")
