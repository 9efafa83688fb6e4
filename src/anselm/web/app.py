"""The application: the gate around everything, then the page or the interface."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from anselm.bootstrap import Workbench
from anselm.services.operations import Operation
from anselm.web.api import Api, set_word
from anselm.web.entry import Entry
from anselm.web.errors import EdgeRefusal, Problems
from anselm.web.feed import Feed
from anselm.web.gate import Gate
from anselm.web.page import STATIC, Page
from anselm.web.sessions import Launch, Sessions, running_seconds
from anselm.web.settings import Settings

__all__ = ["Application", "create_app"]


QUIET = 0.5  # seconds without a question, after which there is time to work ahead


def random_token() -> str:
    """A word nobody can guess."""
    return secrets.token_urlsafe(32)


class Application:
    """An ASGI application over one workbench. `launch` holds the word for the link; `close` lets listeners go."""

    def __init__(
        self,
        workbench: Workbench,
        settings: Settings,
        operations: Callable[[], Iterable[Operation]],
        *,
        as_: str | None = None,
        token: Callable[[], str] = random_token,
        now: Callable[[], float] = running_seconds,
        static: Path = STATIC,
    ) -> None:
        self.settings, self.launch = settings, Launch(token)
        self._workbench = workbench
        self._as, self._now = as_, now
        self._n_asked, self._last_asked = 0, 0.0
        sessions = Sessions(settings.absolute, token, now)
        self._entry = Entry(workbench, sessions, settings, now, self.launch)
        self._feed = Feed(workbench, settings, token)
        self._api = Api(workbench, operations, sessions, self._entry, self._feed, settings)
        self._page = Page(token, static)
        self._outer = Gate(Problems(self._inner, token), settings)

    def warm(self) -> None:
        """Make ready what the first question would else wait for; for a thread of its own, once the page may load."""
        self._api.routes()
        self._workbench.read_folders()
        expected = self._entry.expected(self._as)
        if expected is not None:
            self._workbench.work_ahead(expected.viewer, self._free)

    def _free(self) -> bool:
        """Whether somebody has come in, everything they asked for is answered, and they have asked no more since."""
        return bool(self._last_asked) and not self._n_asked and self._now() - self._last_asked > QUIET

    def close(self) -> None:
        """Let every listener of the feed go, so that the server can end."""
        self._feed.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._outer(scope, receive, send)

    async def _inner(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        self._n_asked += 1
        try:
            response = await self._answer(request)
        finally:
            self._n_asked -= 1
            self._last_asked = self._now()
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        path: str = request.scope["path"]
        if path == "/api" or path.startswith("/api/"):
            return await self._api.answer(request)
        if request.method not in ("GET", "HEAD"):
            raise EdgeRefusal(405, "method", "This is not asked for in that way.", Allow="GET, HEAD")
        if path == "/" and "launch" in request.query_params:
            return await run_in_threadpool(self._launched, request.query_params["launch"])
        return await self._page.show(request)

    def _launched(self, word: str) -> Response:
        """Take the word out of the address, whatever it was worth."""
        response = RedirectResponse("/", 303)
        session = self._entry.launched(word, self._as)
        if session is not None:
            set_word(response, session, self.settings)
        return response


def create_app(
    workbench: Workbench,
    settings: Settings,
    *,
    as_: str | None = None,
    token: Callable[[], str] = random_token,
    now: Callable[[], float] = running_seconds,
    static: Path = STATIC,
) -> Application:
    """The application with every operation of the catalogue."""
    return Application(workbench, settings, catalogue, as_=as_, token=token, now=now, static=static)


def catalogue() -> Iterable[Operation]:
    """Every operation; importing them takes as long as all the rest of starting."""
    from anselm.services.catalogue import OPERATIONS

    return OPERATIONS
