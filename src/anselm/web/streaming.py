"""A file given from where it lies, whole or one stretch of it, so that one can listen from any second (RFC 9110, 14).

It is never held whole in memory. One stretch is answered at a time: a request for several is answered with the whole,
as it may be. A header that makes no sense is passed over; one that asks beyond the end is told so. Nothing is kept by
the browser: what may be heard is asked anew each time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from anselm.bootstrap import KeptFile
from anselm.domain.errors import NotFound
from anselm.web.errors import EdgeRefusal

__all__ = ["InParts", "Stretch", "stretch_of"]

_PIECE = 256 * 1024
_ASKED = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes [start, end) of a file."""

    start: int
    end: int


def stretch_of(asked: str, n_bytes: int) -> Stretch | None:
    """The stretch a Range header asks for, or None for the whole. Raises EdgeRefusal for one beyond the end."""
    found = _ASKED.fullmatch(asked.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:
        start, end = max(0, n_bytes - int(found[2])), n_bytes
    else:
        start = int(found[1])
        end = min(int(found[2]) + 1, n_bytes) if found[2] else n_bytes
        if found[2] and int(found[2]) < start:
            return None
    if start >= end:
        beyond = {"Content_Range": f"bytes */{n_bytes}", "Accept_Ranges": "bytes"}
        raise EdgeRefusal(416, "range", "This recording is not that long.", **beyond)
    return Stretch(start, end)


class InParts(Response):
    """Gives a kept file; reads of its request only what concerns the stretch asked for."""

    def __init__(self, file: KeptFile) -> None:
        self.file = file
        super().__init__(media_type=file.media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stretch that is asked for. Raises NotFound, EdgeRefusal."""
        request = Request(scope, receive)
        seal = f'"{self.file.seal}"'
        always = {
            "accept-ranges": "bytes",
            "content-disposition": "inline",
            "etag": seal,
        }
        if request.headers.get("if-none-match", "") == seal:
            await Response(status_code=304, headers=always)(scope, receive, send)
            return
        # A stretch of what it was before is no stretch of what it is now.
        same = request.headers.get("if-range", seal) == seal
        asked = stretch_of(request.headers.get("range", ""), self.file.n_bytes) if same else None
        stretch = asked or Stretch(0, self.file.n_bytes)
        headers = {**always, "content-length": str(stretch.end - stretch.start), "content-type": self.file.media_type}
        if asked is not None:
            headers["content-range"] = f"bytes {asked.start}-{asked.end - 1}/{self.file.n_bytes}"
        await self._send(request, send, stretch, 206 if asked is not None else 200, headers)

    async def _send(self, request: Request, send: Send, stretch: Stretch, status: int, headers: dict[str, str]) -> None:
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        try:
            file = await anyio.open_file(self.file.path, "rb")
        except FileNotFoundError as error:
            raise NotFound from error
        async with file:
            await file.seek(stretch.start)
            await send({"type": "http.response.start", "status": status, "headers": raw})
            left = stretch.end - stretch.start
            while left > 0 and not await request.is_disconnected():
                piece = await file.read(min(_PIECE, left))
                if not piece:
                    break
                left -= len(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
