"""The page and what belongs to it. The page is rendered, not served as a file: each one carries its own nonce."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from anselm.domain.errors import NotFound

__all__ = ["NONCE", "STATIC", "Page"]

STATIC = Path(__file__).resolve().parents[1] / "static"
NONCE = "__CSP_NONCE__"
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_UNBUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Anselm</title></head>
<body><h1>Anselm is running, but its page is not built.</h1>
<p>Run <code>make frontend</code> in the folder Anselm was installed from, then load this page again.
A release of Anselm carries its page; this is a copy for developers.</p></body></html>
"""


def policy(nonce: str) -> str:
    """What the page may load: what comes from here, and the style elements that carry its nonce."""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' blob:",
            "media-src 'self' blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        )
    )


class Page:
    """Serves index.html for every address of the page's own routing, and the files under /static."""

    def __init__(self, token: Callable[[], str], folder: Path = STATIC) -> None:
        self._token, self._folder = token, folder.resolve()

    async def show(self, request: Request) -> Response:
        """The page for a path without a dot, a file for one below /static. Raises NotFound."""
        path: str = request.scope["path"]
        if path.startswith("/static/"):
            return await run_in_threadpool(self._file, path.removeprefix("/static/"))
        if path == "/icon.svg":
            return await run_in_threadpool(self._file, "icon.svg")
        if "." in path:
            raise NotFound
        return await run_in_threadpool(self._page)

    def _page(self) -> Response:
        index = self._folder / "index.html"
        nonce = self._token()
        html = index.read_text(encoding="utf-8").replace(NONCE, nonce) if index.is_file() else _UNBUILT
        status = 200 if index.is_file() else 503
        return Response(html, status, {"Content-Security-Policy": policy(nonce)}, "text/html; charset=utf-8")

    def _file(self, name: str) -> Response:
        """A file below the static folder and nowhere else."""
        if "\x00" in name:
            raise NotFound
        path = (self._folder / name).resolve()
        kind = _MEDIA_TYPES.get(path.suffix)
        if kind is None or not path.is_relative_to(self._folder) or not path.is_file():
            raise NotFound
        # The names below assets/ hold a digest of what is in them.
        caching = _FOR_EVER if name.startswith("assets/") else _ASK_AGAIN
        return FileResponse(path, headers={"Cache-Control": caching}, media_type=kind)
