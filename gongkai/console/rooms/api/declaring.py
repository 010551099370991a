"""What an operation of the API is: declared once; its question, its answer and its document are made of that.

A view gets its question as a checked value and gives plain facts; the model of its answer refuses facts that are not
declared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_origin

from flask import current_app, make_response, request
from flask_babel import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.wrappers import Response

from gongkai.console.access import needs, to_login
from gongkai.console.errors import answer as error_answer
from gongkai.console.here import person
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.api import blueprint


class Asked(BaseModel):
    """A question: unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(BaseModel):
    """A part of an answer: facts that are not declared are refused."""

    model_config = ConfigDict(extra="forbid")


class NothingAsked(Asked):
    """An operation without parameters."""


class UnclearError(Exception):
    """A question that is well-formed and yet cannot be answered (422)."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `places` are the parts of its path with their patterns and what they are."""

    name: str
    path: str
    summary: str
    permission: Permission
    asked: type[Asked]
    said: type[Said]
    places: tuple[tuple[str, str, str], ...]


OPERATIONS: list[Operation] = []
View = Callable[..., Any]


def operation(
    path: str,
    *,
    summary: str,
    said: type[Said],
    asked: type[Asked] = NothingAsked,
    permission: Permission = Permission.READ,
    places: tuple[tuple[str, str, str], ...] = (),
) -> Callable[[View], View]:
    """Declare a view as an operation: `@operation("/findings", summary="…", said=Findings, asked=FindingsAsked)`."""

    def declared(view: View) -> View:
        name = view.__name__
        made = Operation(name, path, summary, permission, asked, said, places)
        OPERATIONS.append(made)
        rule = path.replace("{", "<").replace("}", ">")

        def answering(**parts: str) -> Response | tuple[Any, int]:
            try:
                facts = view(_question(asked), **parts)
            except ValidationError as error:
                return _unclear("; ".join(_problem(each) for each in error.errors(include_url=False)))
            except UnclearError as error:
                return _unclear(str(error))
            body = said.model_validate(facts).model_dump_json(by_alias=True)
            return make_response(body, {"Content-Type": "application/json; charset=utf-8"})

        answering.__name__ = name
        blueprint.add_url_rule(rule, name, needs(permission)(answering), methods=["GET"])
        return view

    return declared


@blueprint.before_request
def tokens_alone() -> Response | None:
    """The cookie of a browser opens no operation: a page elsewhere must not be able to ask in somebody's name."""
    name = (request.endpoint or "").removeprefix("api.")
    if any(each.name == name for each in OPERATIONS) and person().token is None:
        return to_login()
    return None


def _question(asked: type[Asked]) -> Asked:
    """The question as it was asked, checked. Raises ValidationError."""
    values: dict[str, Any] = {}
    for name, given in request.args.lists():
        field = asked.model_fields.get(name)
        many = field is not None and get_origin(field.annotation) is tuple
        values[name] = tuple(given) if many else given[0] if len(given) == 1 else given
    return asked.model_validate(values)


def _problem(error: Any) -> str:
    place = ".".join(map(str, error["loc"]))
    return f"{place}: {error['msg']}" if place else str(error["msg"])


def _unclear(detail: str) -> tuple[Any, int]:
    current_app.logger.debug("%s: %s", request.path, detail)
    return error_answer(422, _("请求的参数有误。"), detail=detail)
