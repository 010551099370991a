"""What all tests share: a budget of hosts of their own, so that no test waits for, or writes to, the machine's.

No test measures this machine: limits of time are far from what is needed, and nothing has to be ready "by then".
"""

from __future__ import annotations

import pytest
from hypothesis import settings

from crawler.budget import ENVIRONMENT

# An example may take as long as it takes: how fast this machine is at the moment is no property of the code.
settings.register_profile("gongkai", deadline=None)
settings.load_profile("gongkai")


@pytest.fixture(scope="session", autouse=True)
def _own_budget(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRONMENT, str(tmp_path_factory.mktemp("state")))
        yield
