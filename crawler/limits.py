"""What this process may have open: enough for hundreds of sites at once."""

from __future__ import annotations

import resource

_OWN = 256  # files that a process needs whatever it crawls
_SITE = 24  # of one site: its WARC file, its connections, a name being resolved


def make_room(sites: int) -> None:
    """Raise the soft limit of open files, which is 1,024 on many systems, as far as so many sites need and may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OWN + _SITE * sites
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
