"""The description of the interface (OpenAPI 3.1), made from the same declarations as the routes themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from typing import Any, Literal

from anselm.domain.about import VERSION
from anselm.services.operations import Nothing, Operation
from anselm.services.wire import adapter_of
from anselm.web.api import BASE, EDGE, EdgeRoute
from anselm.web.errors import PROBLEM_TYPE, ProblemDocument
from anselm.web.shapes import shape_of

__all__ = ["document"]

Json = dict[str, Any]
Mode = Literal["validation", "serialization"]
_REF = "#/components/schemas/{model}"


@dataclass(frozen=True, slots=True)
class FeedFrame:
    """What the event `change` of the feed carries: kinds of rows, and identifiers when they are not too many."""

    topics: tuple[str, ...]
    subjects: tuple[str, ...]


def document(operations: Iterable[Operation]) -> Json:
    """The whole description; its paths and names sorted, so that it differs only where the interface does."""
    routes: list[Operation | EdgeRoute] = [*operations, *EDGE]
    schemas, components = _schemas(routes)
    paths: Json = {}
    for route in sorted(routes, key=lambda one: (one.path, one.method)):
        paths.setdefault(BASE + route.path, {})[route.method.lower()] = _operation(route, schemas, components)
    schema = {"schema": schemas["problem", "serialization"]}
    problem = {"description": "Why not.", "content": {PROBLEM_TYPE: schema}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Anselm", "version": VERSION, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {"schemas": dict(sorted(components.items())), "responses": {"Problem": problem}},
    }


def _schemas(routes: Iterable[Operation | EdgeRoute]) -> tuple[dict[tuple[str, Mode], Json], Json]:
    """The schema of every request and answer by route, and what they share."""
    wanted: list[tuple[tuple[str, Mode], Mode, Any]] = [
        (("problem", "serialization"), "serialization", adapter_of(ProblemDocument)),
        (("frame", "serialization"), "serialization", adapter_of(FeedFrame)),
    ]
    for route in routes:
        kind: Any = route.request
        shape = shape_of(kind, route.answer)
        wanted.append(((route.name, "validation"), "validation", shape.request))
        if not _is_download(route) and route.answer is not None:
            wanted.append(((route.name, "serialization"), "serialization", shape.answer))
    found, shared = adapter_of(Nothing).json_schemas(wanted, ref_template=_REF)
    return {key: _untitled(schema) for (key, _), schema in found.items()}, _untitled(shared.get("$defs", {}))


def _is_upload(route: Operation | EdgeRoute) -> bool:
    return isinstance(route, Operation) and route.kind == "upload"


def _is_download(route: Operation | EdgeRoute) -> bool:
    return isinstance(route, Operation) and route.kind == "download"


def _operation(route: Operation | EdgeRoute, schemas: dict[tuple[str, Mode], Json], components: Json) -> Json:
    told: Json = {"operationId": route.name, "summary": route.summary, "tags": [route.name.partition(".")[0]]}
    schema = schemas[route.name, "validation"]
    if route.method == "GET":
        parameters = _parameters(route, schema, components)
        if parameters:
            told["parameters"] = parameters
    elif _is_upload(route):
        content = {"multipart/form-data": {"schema": _form(route, schema, components)}}
        told["requestBody"] = {"required": True, "content": content}
    else:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    told["responses"] = {
        "200": {"description": "Done.", "content": _answer(route, schemas)},
        "default": {"$ref": "#/components/responses/Problem"},
    }
    return told


def _answer(route: Operation | EdgeRoute, schemas: dict[tuple[str, Mode], Json]) -> Json:
    if _is_download(route):
        return {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    if route.answer is None:
        return {"text/event-stream": {"schema": schemas["frame", "serialization"]}}
    return {"application/json": {"schema": schemas[route.name, "serialization"]}}


def _needed(route: Operation | EdgeRoute) -> list[str]:
    return [one.name for one in fields(route.request) if one.default is MISSING and one.default_factory is MISSING]


def _parameters(route: Operation | EdgeRoute, schema: Json, components: Json) -> list[Json]:
    """The fields of a request that is sent as query parameters."""
    properties = _whole(schema, components).get("properties", {})
    needed = _needed(route)
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": _without_null(one)}
        for name, one in properties.items()
    ]


def _whole(schema: Json, components: Json) -> Json:
    """A schema, or what it refers to."""
    found: Json = components[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _without_null(schema: Json) -> Json:
    """A parameter that is left out says nothing; none can say null."""
    kinds = [one for one in schema.get("anyOf", []) if one != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default") or value is not None}
    return {**{name: value for name, value in rest.items() if name != "anyOf"}, **kinds[0]} if len(kinds) == 1 else rest


def _form(route: Operation | EdgeRoute, schema: Json, components: Json) -> Json:
    """The fields of a request that is sent as a form with a file."""
    properties = _whole(schema, components).get("properties", {})
    known = {name: _without_null(one) for name, one in properties.items() if name != "file"}
    known["file"] = {"type": "string", "format": "binary"}
    return {"type": "object", "properties": known, "required": _needed(route), "additionalProperties": False}


def _untitled(value: Any) -> Any:
    """Without the titles pydantic makes of every name: a text called `title`, never a field of that name."""
    if isinstance(value, dict):
        return {k: _untitled(v) for k, v in value.items() if not (k == "title" and isinstance(v, str))}
    return [_untitled(one) for one in value] if isinstance(value, list) else value
