"""People who send their token where the API asks for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from gongkai.console.here import EXTENSION
from gongkai.console.people.accounts import find_account
from gongkai.console.people.tokens import make_token
from tests.console.visitor import Visitor


class Known(Visitor):
    """Somebody with a session and a token."""

    def __init__(self, app: Flask, name: str) -> None:
        super().__init__(app, name)
        self.program = app.test_client()  # without the cookie: a program has none
        house = app.extensions[EXTENSION]
        with house.store.borrow() as conn:
            _, self.bearer = make_token(conn, find_account(conn, name), "试", house.clock())

    def get(self, path: str, **query: Any) -> TestResponse:
        """Open a page, or ask the API."""
        if not path.startswith("/api/"):
            return super().get(path, **query)
        bearer = {"Authorization": f"Bearer {self.bearer}"}
        return self.program.get(path, query_string=query or None, headers=bearer, buffered=True)


@pytest.fixture
def visit(app: Flask) -> Callable[[str], Visitor]:
    """`visit("wang")`: that person, logged in, with a token."""
    return lambda name: Known(app, name)
