"""What went wrong, as an answer a person can read and a program can tell apart (problem documents, RFC 9457).

The table STATUS gives every error its status. What nobody foresaw becomes a 500 with an identifier and no words;
the log gets the kind of error and the place in our code, never its message, which may hold a participant's words.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pydantic_core import to_json
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from anselm.domain.errors import (
    AnselmError,
    Damaged,
    Invalid,
    Locked,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refused,
    StorageFailed,
)

__all__ = ["STATUS", "EdgeRefusal", "FieldProblem", "ProblemDocument", "Problems", "Unfit", "answer_to", "problem_of"]

PROBLEM_TYPE = "application/problem+json"
_log = logging.getLogger("anselm.web")

# The nearest ancestor of an error's type that stands here gives its status.
STATUS: dict[type[AnselmError], int] = {
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    Refused: 409,
    Invalid: 422,
    Locked: 423,
    Damaged: 500,
    StorageFailed: 507,
    AnselmError: 500,
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of a request, without what was sent."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class ProblemDocument:
    """Why a request was not carried out. `id` stands in the log beside the place where it happened."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    place: str = ""
    advice: str = ""
    fields: tuple[FieldProblem, ...] = ()
    id: str = ""


class EdgeRefusal(AnselmError):
    """The request was turned away before any operation of the study was asked."""

    def __init__(self, status: int, code: str, message: str, *, advice: str = "", **headers: str) -> None:
        super().__init__(message, advice=advice)
        self.status, self.code = status, code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Unfit(Invalid):
    """The request does not have the shape its operation asks for; `fields` says where."""

    def __init__(self, fields: tuple[FieldProblem, ...]) -> None:
        super().__init__("This cannot be kept as it is.")
        self.fields = fields


def problem_of(error: AnselmError) -> ProblemDocument:
    """The problem document for an error we know."""
    status = error.status if isinstance(error, EdgeRefusal) else _status(type(error))
    fields = error.fields if isinstance(error, Unfit) else ()
    return _problem(status, error.code, error.message, place=error.place, advice=error.advice, fields=fields)


def _status(kind: type[AnselmError]) -> int:
    return next(STATUS[one] for one in kind.__mro__ if one in STATUS)


def _problem(status: int, code: str, detail: str, **more: Any) -> ProblemDocument:
    return ProblemDocument(f"urn:anselm:problem:{code}", HTTPStatus(status).phrase, status, code, detail, **more)


def answer_to(problem: ProblemDocument, headers: dict[str, str] | None = None) -> Response:
    """A problem document as a response."""
    return Response(to_json(asdict(problem)), problem.status, headers=headers, media_type=PROBLEM_TYPE)


class Problems:
    """Answers every error that comes out of the application below it. Nothing reaches the server's own log."""

    def __init__(self, app: ASGIApp, token: Callable[[], str]) -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application; answer what it raises, unless an answer has begun."""
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except ClientDisconnect:
            return
        except AnselmError as error:
            headers = error.headers if isinstance(error, EdgeRefusal) else None
            await _unless(begun, answer_to(problem_of(error), headers), scope, receive, send)
        except Exception as error:  # noqa: BLE001 - the outermost edge; nobody above it would answer
            await _unless(begun, answer_to(self._unforeseen(error)), scope, receive, send)

    def _unforeseen(self, error: Exception) -> ProblemDocument:
        identifier = self._token()[:12]
        _log.error("%s in %s (%s)", type(error).__name__, place_of(error), identifier)
        detail = "Something went wrong that nobody foresaw. What was kept before is safe."
        return _problem(500, "unforeseen", detail, id=identifier, advice="Try again; if it stays, report the number.")


def _unless(begun: bool, response: Response, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
    return _nothing() if begun else response(scope, receive, send)


async def _nothing() -> None:
    return None


def place_of(error: BaseException) -> str:
    """The last place in our own code an error went through, as file:line."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "anselm" in Path(frame.filename).parts] or list(frames)
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "an unknown place"
