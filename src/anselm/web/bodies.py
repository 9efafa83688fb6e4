"""Reads what a request carries, no more than allowed and no slower than patience lasts, and never onto the disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from python_multipart.exceptions import FormParserError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from anselm.services.operations import Uploaded
from anselm.web.errors import EdgeRefusal, FieldProblem, Unfit

__all__ = ["form_of", "json_of"]

_MOST_FIELDS = 100
_LARGEST_FIELD = 2**20


class _InMemory(MultiPartParser):
    """Files stay in memory: what a participant said is not left in a temporary folder."""

    spool_max_size = 2**40


async def json_of(request: Request, limit: int, patience: float) -> bytes:
    """The body of a JSON request. Raises EdgeRefusal when it is no JSON by its own word, too large or too slow."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise EdgeRefusal(415, "content-type", "This takes JSON.", Connection="close")
    return b"".join([part async for part in _parts(request, limit, patience)])


async def form_of(request: Request, limit: int, patience: float) -> list[tuple[str, Any]]:
    """The fields of a multipart request, files as Uploaded. Raises EdgeRefusal and Unfit."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise EdgeRefusal(415, "content-type", "This takes a file as multipart/form-data.", Connection="close")
    parser = _InMemory(
        request.headers,
        _parts(request, limit, patience),
        max_files=1,
        max_fields=_MOST_FIELDS,
        max_part_size=_LARGEST_FIELD,
    )
    try:
        form = await parser.parse()
    except (MultiPartException, FormParserError, KeyError, UnicodeDecodeError) as error:
        raise Unfit((FieldProblem("", "This is not a form that can be read."),)) from error
    try:
        return [(name, await _value(value)) for name, value in form.multi_items()]
    finally:
        await form.close()


async def _value(value: str | UploadFile) -> str | Uploaded:
    if isinstance(value, str):
        return value
    return Uploaded(_label(value.filename or ""), await value.read())


def _label(name: str) -> str:
    """The last part of a file's name. A label for people; nothing is ever opened by it."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in plain if sign.isprintable())[:255] or "file"


async def _parts(request: Request, limit: int, patience: float) -> AsyncGenerator[bytes, None]:
    too_large = EdgeRefusal(
        413,
        "too-large",
        f"This is larger than the {limit // 2**20} MB that are taken at once.",
        advice="`anselm import` in the terminal takes a recording of up to 2 GB.",
        Connection="close",
    )
    announced = request.headers.get("content-length", "0")
    if not announced.isdigit() or int(announced) > limit:
        raise too_large
    taken = 0
    while True:
        try:
            message = await asyncio.wait_for(request.receive(), patience)
        except TimeoutError:
            raise EdgeRefusal(408, "too-slow", "The request did not arrive in time.", Connection="close") from None
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        taken += len(message.get("body", b""))
        if taken > limit:
            raise too_large
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return
