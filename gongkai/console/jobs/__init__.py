"""What takes long: a command in a process of its own, whose progress and outcome a page shows.

`start_job` is all that rooms need. The ledger of jobs lies in the console's own file.
"""

from __future__ import annotations

from gongkai.console.jobs.asking import start_job
from gongkai.console.jobs.ledger import Job, JobState

__all__ = ["Job", "JobState", "start_job"]
