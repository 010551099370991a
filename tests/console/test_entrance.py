"""The way in and out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e


def test_a_stranger_is_led_to_the_login_and_back_to_where_he_wanted(app: Flask) -> None:
    stranger = Visitor(app)
    assert stranger.get("/").headers["Location"] == "/login?next=/"
    assert stranger.login("wang").headers["Location"] == "/"
    assert "王工" in stranger.see("/").text


def test_a_wrong_password_says_no_more_than_that(visit: Callable[[str], Visitor], app: Flask) -> None:
    answers = [Visitor(app).login(name, "not the password at all") for name in ("wang", "nobody")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert all("用户名或密码不对" in answer.text for answer in answers)


def test_logging_out_ends_the_session_on_the_server_too(visit: Callable[[str], Visitor]) -> None:
    wang = visit("wang")
    cookie = wang.client.get_cookie("gongkai")
    assert cookie is not None
    wang.send("/logout")
    wang.client.set_cookie("gongkai", cookie.value)
    assert wang.get("/").status_code == 302


def test_the_language_can_be_switched(visit: Callable[[str], Visitor]) -> None:
    wang = visit("wang")
    wang.send("/language/en", next="/")
    assert wang.see("/").find("h1").text == "Overview"  # type: ignore[union-attr]
