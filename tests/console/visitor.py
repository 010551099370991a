"""Somebody who uses the console without a browser: logs in, follows forms, keeps cookies."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from tests.console.inspected_city import PASSWORD


class Visitor:
    """A client of the real application, CSRF and all. Nothing is switched off for tests."""

    def __init__(self, app: Flask, name: str | None = None) -> None:
        self.client = app.test_client()
        if name is not None:
            self.login(name)

    def login(self, name: str, password: str = PASSWORD) -> TestResponse:
        """Log in as a person would."""
        return self.send("/login", "/login", name=name, password=password)

    def get(self, path: str, **query: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, query_string=query or None, buffered=True)

    def see(self, path: str, **query: Any) -> BeautifulSoup:
        """Open a page that must be there."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:500])
        return BeautifulSoup(answer.text, "lxml")

    def token(self, page: str = "/") -> str:
        """The CSRF token that a page carries."""
        field = BeautifulSoup(self.client.get(page, follow_redirects=True).text, "lxml").find(
            "input", {"name": "csrf_token"}
        )
        assert field is not None
        return str(field["value"])

    def send(self, path: str, page: str = "/", **fields: Any) -> TestResponse:
        """Send a form: `path` is where to, `page` where the token is taken from."""
        return self.client.post(path, data={"csrf_token": self.token(page), **fields})

    def submit(self, page: str, form_id: str, **fields: Any) -> TestResponse:
        """Fill a form of a page, named by its id, and send it with everything that stands in it already."""
        form = self._form(page, form_id)
        return self.client.post(urljoin(page, str(form.get("action") or page)), data={**standing(form), **fields})

    def form(self, page: str, form_id: str, **fields: Any) -> dict[str, Any]:
        """What a form of a page would send, with these fields filled."""
        return {**standing(self._form(page, form_id)), **fields}

    def _form(self, page: str, form_id: str) -> Tag:
        form = self.see(page).find("form", id=form_id)
        assert isinstance(form, Tag), f"{page} has no form {form_id}"
        return form


def standing(form: Tag) -> dict[str, Any]:
    """What a form would send as it stands."""
    data: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", "")
        if not name or kind in ("submit", "file") or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            data[str(name)] = chosen.get("value", chosen.text) if isinstance(chosen, Tag) else ""
        else:
            data[str(name)] = field.text if field.name == "textarea" else field.get("value", "")
    return data
