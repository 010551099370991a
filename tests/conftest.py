"""What all tests share: a budget of hosts of their own, so that no test waits for, or writes to, the machine's."""

from __future__ import annotations

import pytest

from crawler.budget import ENVIRONMENT


@pytest.fixture(scope="session", autouse=True)
def _own_budget(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRONMENT, str(tmp_path_factory.mktemp("state")))
        yield
