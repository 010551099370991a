"""What a person sees when something cannot be done: what, and what to do. Nothing about our inside."""

from __future__ import annotations

import logging
import sqlite3

from flask import Flask, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response

from crawler.errors import ConfigError, GongkaiError
from gongkai.machine_errors import explain

log = logging.getLogger(__name__)
_API = "/api/"


def register(app: Flask) -> None:
    """Have all errors answered here."""
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(GongkaiError, _ours)
    app.register_error_handler(sqlite3.OperationalError, _machine)
    app.register_error_handler(OSError, _machine)
    app.register_error_handler(OverflowError, _too_large)
    app.register_error_handler(Exception, _unexpected)


def _csrf(error: CSRFError) -> tuple[str, int] | tuple[Response, int]:
    return answer(400, _("页面已过期或不是从本系统提交的，没有作任何改动。请返回重新打开页面后再试。"))


def _http(error: HTTPException) -> Response | tuple[str, int] | tuple[Response, int]:
    code = error.code or 500
    words = {
        400: _("提交的内容有误，没有作任何改动。"),
        401: _("请先登录，或用有效的令牌访问。"),
        403: _("您的账号没有这项权限。"),
        404: _("没有这个页面，或者您的账号看不到它。"),
        405: _("不能这样打开这个地址。"),
        409: _("内容刚刚被别人改动过，请看最新情况后再决定。"),
        413: _("文件太大，没有保存。"),
        415: _("不支持这种文件，没有保存。"),
        429: _("尝试次数过多，请稍后再试。"),
    }
    said = make_response(answer(code, words.get(code, error.description or error.name)))
    if code == 429:
        said.headers["Retry-After"] = "60"
    if challenge := getattr(error, "www_authenticate", None):
        said.headers["WWW-Authenticate"] = ", ".join(map(str, challenge))
    return said


def _ours(error: GongkaiError) -> tuple[str, int] | tuple[Response, int]:
    code = 400 if isinstance(error, ConfigError) else 500
    return answer(code, _("没有办成，没有作任何改动。"), detail=error.what)


def _machine(error: Exception) -> tuple[str, int] | tuple[Response, int]:
    log.warning("%s %s: %s", request.method, request.path, error)
    if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        return answer(503, _("目录库正忙，没有作任何改动，请稍后再试。"))
    if explain(error) is None:
        return _unexpected(error)
    full = "full" in str(explain(error))
    return answer(
        507 if full else 503,
        _("磁盘已满，这次没有保存；以前保存的都在。请管理员腾出空间后再试。")
        if full
        else _("工作目录无法读写，这次没有保存；以前保存的都在。请管理员检查权限。"),
    )


def _too_large(error: OverflowError) -> Response | tuple[str, int] | tuple[Response, int]:
    """A number in an address that no row can have (SQLite's end at 2**63): there is no such page."""
    return _http(NotFound())


def _unexpected(error: Exception) -> tuple[str, int] | tuple[Response, int]:
    log.exception("%s %s", request.method, request.path, exc_info=error)
    return answer(500, _("系统内部错误，没有作任何改动。管理员可在日志中查看原因。"))


def answer(code: int, message: str, *, detail: str = "") -> tuple[str, int] | tuple[Response, int]:
    """An error as a page, or as JSON for programs."""
    if request.path.startswith(_API):
        from flask import jsonify

        return jsonify({"error": {"status": code, "message": message, "detail": detail}}), code
    return render_template("error.html", code=code, message=message, detail=detail), code
