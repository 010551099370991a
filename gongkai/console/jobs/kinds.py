"""Which kinds of jobs can be repeated as they are, and where the others are asked for anew."""

from __future__ import annotations

from gongkai.console.people.roles import Permission

REPEATED = frozenset({"crawl", "check", "survey"})
"""Their arguments say nothing of who asks. A freezing names its author, and documents belong to an order."""

BEGUN_AT = {
    "freeze": ("counts.freeze", Permission.SIGN),
    "report": ("documents.index", Permission.WRITE),
    "verify": ("documents.verify", Permission.WRITE),
    "audit": ("documents.audit", Permission.WRITE),
}
"""Kind → the page where one is asked for, and who may."""
