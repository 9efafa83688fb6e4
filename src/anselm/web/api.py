"""The interface: one route for each operation of the catalogue, and the few that concern the session and the feed.

Nothing here knows a study. A route checks the session, asks whether the role reaches so far, reads the request,
calls the one operation in a thread of its own and writes the answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from anselm.bootstrap import KeptFile, Standing, Workbench, permit
from anselm.domain.errors import NotFound, NotSignedIn
from anselm.services.operations import Done, Nothing, Operation
from anselm.services.ports import Download
from anselm.web.bodies import form_of, json_of
from anselm.web.entry import Entry, SessionView, SignIn
from anselm.web.errors import EdgeRefusal
from anselm.web.feed import Feed
from anselm.web.sessions import Session, Sessions
from anselm.web.settings import Settings
from anselm.web.shapes import Shape, shape_of
from anselm.web.streaming import InParts

__all__ = ["BASE", "EDGE", "Api", "EdgeRoute"]

BASE = "/api/v1"
Handler = Callable[["Api", Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class EdgeRoute:
    """A route that is no operation of the study: it begins, ends or shows a session, or is the feed."""

    name: str
    method: str
    path: str
    summary: str
    request: type[Any]
    answer: Any
    handler: str


EDGE: tuple[EdgeRoute, ...] = (
    EdgeRoute(
        "session.show",
        "GET",
        "/session",
        "Say who is signed in and who could be.",
        Nothing,
        SessionView,
        "show_session",
    ),
    EdgeRoute(
        "session.sign_in", "POST", "/session/sign-in", "Sign in with a password.", SignIn, SessionView, "sign_in"
    ),
    EdgeRoute("session.sign_out", "POST", "/session/sign-out", "Sign out here.", Nothing, Done, "sign_out"),
    EdgeRoute(
        "session.sign_out_everywhere",
        "POST",
        "/session/sign-out-everywhere",
        "Sign out in every browser.",
        Nothing,
        Done,
        "sign_out_everywhere",
    ),
    EdgeRoute("feed.listen", "GET", "/feed", "Hear of what changes, as server-sent events.", Nothing, None, "listen"),
)


Routes = dict[str, dict[str, Operation | EdgeRoute]]


class Api:
    """Answers what lies below /api."""

    def __init__(
        self,
        workbench: Workbench,
        operations: Callable[[], Iterable[Operation]],
        sessions: Sessions,
        entry: Entry,
        feed: Feed,
        settings: Settings,
    ) -> None:
        self._workbench, self._sessions, self._entry = workbench, sessions, entry
        self._feed, self._settings = feed, settings
        self._operations = operations
        self._routes: Routes = {}

    def routes(self) -> Routes:
        """Every route by path and method. The first to ask waits until the catalogue is imported."""
        if not self._routes:
            made: Routes = {}
            known: list[Operation | EdgeRoute] = [*self._operations(), *EDGE]
            for route in known:
                made.setdefault(BASE + route.path, {})[route.method] = route
            self._routes = made
        return self._routes

    async def answer(self, request: Request) -> Response:
        """The answer to a request. Raises NotFound for an unknown path, EdgeRefusal for a wrong method."""
        routes = self._routes or await run_in_threadpool(self.routes)
        methods = routes.get(request.scope["path"])
        if methods is None:
            raise NotFound
        route = methods.get(request.method)
        if route is None:
            raise EdgeRefusal(405, "method", "This is not asked for in that way.", Allow=", ".join(sorted(methods)))
        if isinstance(route, EdgeRoute):
            handler: Callable[[Request], Awaitable[Response]] = getattr(self, route.handler)
            return await handler(request)
        return await self._operate(route, request)

    # Operations of the study

    async def _operate(self, operation: Operation, request: Request) -> Response:
        word = self._word(request)
        session = self._sessions.find(word)
        if session is None or session.standing is None:
            raise NotSignedIn
        if operation.method == "GET":
            pairs: Any = request.query_params.multi_items()
            return await run_in_threadpool(self._carry_out, operation, word, session, pairs)
        # Whoever may not ask is told before the request is taken in.
        await run_in_threadpool(self._permitted, operation, word, session)
        if request.url.query:
            raise EdgeRefusal(400, "query", "What is sent belongs into the body of this request.")
        settings = self._settings
        if operation.kind == "upload":
            sent: Any = await form_of(request, settings.upload_bytes, settings.patience)
        else:
            sent = await json_of(request, settings.json_bytes, settings.patience)
        return await run_in_threadpool(self._carry_out, operation, word, session, sent)

    def _permitted(self, operation: Operation, word: str, session: Session) -> Standing:
        """The account of a session, if it is still as it was when the session began."""
        standing = self._workbench.standing(session.researcher_id)
        if standing is None or standing != session.standing:
            self._sessions.end(word)
            raise NotSignedIn
        permit(standing.viewer, operation)
        return standing

    def _carry_out(self, operation: Operation, word: str, session: Session, sent: Any) -> Response:
        standing = self._permitted(operation, word, session)
        kind: Any = operation.request
        shape: Shape = shape_of(kind, operation.answer)
        asked = shape.from_json(sent) if isinstance(sent, bytes) else shape.from_pairs(sent)
        answer = self._workbench.call(standing.viewer, operation, asked)
        if isinstance(answer, Download):
            return _attachment(answer)
        if isinstance(answer, KeptFile):
            return InParts(answer)
        response = Response(shape.to_json(answer), media_type="application/json")
        if operation.writes:
            self._follow(standing, word, response)
        return response

    def _follow(self, before: Standing, word: str, response: Response) -> None:
        """A session that changed its own account goes on under a new word; all others of the account end."""
        after = self._workbench.standing(before.viewer.researcher_id)
        if after is not None and after != before:
            self._set_word(response, self._sessions.follow(word, after))

    # The session and the feed

    async def show_session(self, request: Request) -> Response:
        """Say who is signed in and who could be."""
        session = await run_in_threadpool(self._living_session, request)
        view = await run_in_threadpool(self._entry.show, session)
        return Response(shape_of(Nothing, SessionView).to_json(view), media_type="application/json")

    def _living_session(self, request: Request) -> Session | None:
        """The session of a request, if its account is still as it was."""
        word = self._word(request)
        session = self._sessions.find(word)
        if session is None or session.standing is None:
            return session
        if self._workbench.standing(session.researcher_id) != session.standing:
            self._sessions.end(word)
            return None
        return session

    async def sign_in(self, request: Request) -> Response:
        """Begin a session; its word is set as a cookie."""
        shape = shape_of(SignIn, SessionView)
        asked = shape.from_json(await json_of(request, self._settings.json_bytes, self._settings.patience))
        word = await run_in_threadpool(self._entry.sign_in, asked, self._word(request), self._address(request))
        session = self._sessions.find(word)
        view = await run_in_threadpool(self._entry.show, session)
        response = Response(shape.to_json(view), media_type="application/json")
        self._set_word(response, word)
        return response

    async def sign_out(self, request: Request) -> Response:
        """End this session."""
        return await self._leave(request, everywhere=False)

    async def sign_out_everywhere(self, request: Request) -> Response:
        """End every session of whoever is signed in here."""
        return await self._leave(request, everywhere=True)

    async def _leave(self, request: Request, *, everywhere: bool) -> Response:
        shape = shape_of(Nothing, Done)
        shape.from_json(await json_of(request, self._settings.json_bytes, self._settings.patience))
        word = self._entry.sign_out(self._word(request), everywhere=everywhere)
        response = Response(shape.to_json(Done()), media_type="application/json")
        self._set_word(response, word)
        return response

    async def listen(self, request: Request) -> Response:
        """The feed of whoever is signed in."""
        word = self._word(request)
        session = await run_in_threadpool(self._living_session, request)
        if session is None or session.standing is None:
            raise NotSignedIn

        async def living(thoroughly: bool) -> bool:
            found = self._sessions.find(word, active=False)
            if found is None or found.standing is None or not thoroughly:
                return found is not None
            return await run_in_threadpool(self._workbench.standing, found.researcher_id) == found.standing

        frames = self._feed.listen(session.researcher_id, request.headers.get("last-event-id"), living)
        return StreamingResponse(frames, media_type="text/event-stream")

    # What a browser carries

    def _word(self, request: Request) -> str:
        return request.cookies.get(self._settings.cookie, "")

    def _set_word(self, response: Response, word: str | None) -> None:
        set_word(response, word, self._settings)

    def _address(self, request: Request) -> str:
        """Where a request comes from: the last hop a named proxy tells of, else the other end of the line."""
        told = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        if self._settings.proxied and told:
            return told
        return request.client.host if request.client is not None else ""


def set_word(response: Response, word: str | None, settings: Settings) -> None:
    """Keep a session's word in the browser, or take it away. It ends with the browser, and scripts do not see it."""
    if word is None:
        response.delete_cookie(settings.cookie, path="/", secure=settings.secure, httponly=True, samesite="strict")
    else:
        response.set_cookie(settings.cookie, word, path="/", secure=settings.secure, httponly=True, samesite="strict")


def _attachment(file: Download) -> Response:
    """A file to keep. Its name goes out twice, plain for old programs and whole for the rest (RFC 6266)."""
    name = "".join(sign for sign in file.name if sign.isprintable() and sign not in '/\\:*?"<>|').strip(". ") or "file"
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace("%", "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(file.content, headers={"Content-Disposition": disposition}, media_type=file.media_type)
