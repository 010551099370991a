"""All schemas that live in the console's own file."""

from __future__ import annotations

from gongkai.console.documents.schema import document_migrations
from gongkai.console.jobs.schema import job_migrations
from gongkai.console.people.schema import people_migrations
from gongkai.console.saved.schema import saved_migrations

console_migrations = (people_migrations, job_migrations, document_migrations, saved_migrations)
