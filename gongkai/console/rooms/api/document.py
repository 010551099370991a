"""The OpenAPI 3.1 document of the API, made of the declarations that also check questions and answers."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from gongkai import __version__
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.api.declaring import OPERATIONS, Operation, Said

BASE = "/api/v1"
_SCHEMAS = "#/components/schemas/{model}"


class ErrorPart(Said):
    """What went wrong: the status, words for a person, and what exactly."""

    status: int
    message: str
    detail: str


class ErrorSaid(Said):
    """Every error."""

    error: ErrorPart


_ERRORS = {
    "401": ("unauthorised", "No token, or one that is unknown, revoked or expired."),
    "403": ("forbidden", "The account may not do this."),
    "404": ("missing", "It is not there, or the account does not see it."),
    "422": ("unclear", "The question has a parameter that cannot be understood."),
    "429": ("busy", "Too many questions; ask again later."),
}


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    models = [(each.said, "serialization") for each in OPERATIONS] + [(ErrorSaid, "serialization")]
    questions = [(each.asked, "validation") for each in OPERATIONS]
    _, defined = models_json_schema([*models, *questions], ref_template=_SCHEMAS)  # type: ignore[list-item]
    schemas: dict[str, Any] = dict(defined["$defs"])
    asked = {each.asked.__name__: schemas[each.asked.__name__] for each in OPERATIONS}
    paths = {each.path: {"get": _operation(each, asked[each.asked.__name__])} for each in OPERATIONS}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "gongkai",
            "version": __version__,
            "description": "Findings, figures, items and runs, for reading. Lists are paged; figures are exact.",
            "license": {"name": "see LICENSE"},
        },
        "servers": [{"url": BASE}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {name: schema for name, schema in sorted(schemas.items()) if name not in asked},
            "responses": {name: _error(words) for name, words in _ERRORS.values()},
        },
    }


def _operation(each: Operation, asked: dict[str, Any]) -> dict[str, Any]:
    codes = [code for code in _ERRORS if code != "403" or each.permission is not Permission.READ]
    return {
        "operationId": each.name,
        "summary": each.summary,
        "description": f"Needs the permission `{each.permission}`.",
        "parameters": [*map(_place, each.places), *_parameters(asked)],
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {
                    "application/json": {"schema": {"$ref": _SCHEMAS.format(model=each.said.__name__)}},
                },
            },
            **{code: {"$ref": f"#/components/responses/{_ERRORS[code][0]}"} for code in codes},
        },
    }


def _place(part: tuple[str, str, str]) -> dict[str, Any]:
    name, pattern, words = part
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "path", "required": True, "description": words, "schema": schema}


def _parameters(asked: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for name, schema in asked.get("properties", {}).items():
        required = name in asked.get("required", ())
        parameter: dict[str, Any] = {"name": name, "in": "query", "required": required, "schema": _bare(schema)}
        if "description" in schema:
            parameter["description"] = schema["description"]
        found.append(parameter)
    return found


def _bare(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter: in a query nothing is null, it is left out."""
    kept = {name: value for name, value in schema.items() if name not in ("title", "description")}
    options = [each for each in kept.pop("anyOf", ()) if each != {"type": "null"}]
    if len(options) == 1:
        kept = {**options[0], **kept}
    if kept.get("default", ...) is None:
        del kept["default"]
    return kept


def _error(words: str) -> dict[str, Any]:
    return {
        "description": words,
        "content": {"application/json": {"schema": {"$ref": _SCHEMAS.format(model=ErrorSaid.__name__)}}},
    }
