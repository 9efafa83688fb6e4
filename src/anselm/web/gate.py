"""The gate every request passes first, whatever it asks for: is it this browser's own page that is asking?

A page of another site can make a browser send requests to this computer. It cannot forge Host (so a name that was
pointed at this computer is seen), nor Origin, nor what the browser says of where a request comes from, nor send the
header X-Anselm without asking first. No answer leaves without the headers that keep it where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from anselm.web.errors import EdgeRefusal, answer_to, problem_of
from anselm.web.settings import Settings

__all__ = ["HEADERS", "Gate", "why_not"]

OURS = b"x-anselm"
SAFE = ("GET", "HEAD")

# On every answer. A page and a static file set their own policy and caching.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def why_not(scope: Scope, settings: Settings) -> EdgeRefusal | None:
    """Why a request is turned away, or None. Looks at the request line and the headers only."""
    target = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    if not target.startswith(b"/"):
        return EdgeRefusal(400, "target", "A request names a path here and nothing else.")
    hosts = _all(scope, b"host")
    if len(hosts) != 1 or hosts[0] not in settings.hosts:
        return EdgeRefusal(421, "host", "Anselm does not answer at this address. Open it by the link it printed.")
    return _where_from(scope, f"{settings.scheme}://{hosts[0]}")


def _where_from(scope: Scope, own: str) -> EdgeRefusal | None:
    origins, sites = _all(scope, b"origin"), _all(scope, b"sec-fetch-site")
    elsewhere = EdgeRefusal(403, "origin", "Only Anselm's own page may ask for this.")
    if any(site not in ("same-origin", "none") for site in sites) or any(origin != own for origin in origins):
        return elsewhere
    if scope["method"] in SAFE:
        return None
    if len(origins) != 1 or _all(scope, OURS) != ["1"]:
        return elsewhere
    return None


def _all(scope: Scope, name: bytes) -> list[str]:
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return [value.decode("latin-1") for key, value in headers if key.lower() == name]


class Gate:
    """Turns away what does not come from our own page, and sends nothing out without the headers above."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._headers = dict(HEADERS)
        if settings.secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through to the application, or answer why not."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = why_not(scope, self._settings)
        if refusal is not None:
            await answer_to(problem_of(refusal), {"Connection": "close"})(scope, receive, dressed)
            return
        await self._app(scope, receive, dressed)
