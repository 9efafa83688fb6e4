"""A browser without a network: asks the application as a page would, and sees the answer to the byte."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, TypeVar
from urllib.parse import urlencode

from anselm.bootstrap import Workbench
from anselm.web.app import Application, create_app
from anselm.web.settings import Settings, on_loopback

PORT = 7340
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
T = TypeVar("T")
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str:
        """The value of a header, or empty."""
        return next((value for key, value in self.headers if key == name.lower()), "")


@dataclass
class Tick:
    """A clock that stands until it is moved."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Words:
    """Tokens one after the other."""

    n: int = 0

    def __call__(self) -> str:
        self.n += 1
        return f"word-{self.n:032d}"


class Loop:
    """An event loop in a thread of its own, as the server's is; asked from here."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._live, daemon=True)
        self._thread.start()

    def _live(self) -> None:
        self._loop.run_until_complete(self._over.wait())
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def run(self, asked: Coroutine[Any, Any, T]) -> T:
        """Run something there to its end."""
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result(60)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(60)


@dataclass
class Site:
    """An application and the loop it runs on."""

    app: Application
    clock: Tick
    runner: Loop = field(default_factory=Loop)

    def visitor(self) -> Visitor:
        return Visitor(self)

    def launched(self) -> Visitor:
        """Someone who followed the link that was printed."""
        visitor = self.visitor()
        visitor.ask("GET", f"/?launch={self.app.launch.word}")
        return visitor

    def signed_in(self, researcher_id: str, password: str = "") -> Visitor:
        """Someone who came by the link and signed in."""
        visitor = self.launched()
        answer = visitor.post("/api/v1/session/sign-in", {"researcher_id": researcher_id, "password": password})
        assert answer.status == 200, answer.body
        return visitor

    def close(self) -> None:
        self.app.close()
        self.runner.close()


def site(workbench: Workbench, **settings: Any) -> Site:
    """The application over a workbench, as on loopback, with a clock that stands and countable tokens."""
    clock = Tick()
    known: dict[str, Any] = {"port": PORT, "hosts": on_loopback(PORT)}
    return Site(create_app(workbench, Settings(**{**known, **settings}), token=Words(), now=clock), clock)


@dataclass
class Visitor:
    """One browser: keeps its cookies and sends what a page of ours sends."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, query: Mapping[str, Any] | None = None, headers: Pairs = ()) -> Answer:
        asked = f"{path}?{urlencode(query, doseq=True)}" if query else path
        return self.ask("GET", asked, (("host", HOST), ("sec-fetch-site", "same-origin"), *headers))

    def post(self, path: str, body: Any = None, **more: Any) -> Answer:
        content = json.dumps({} if body is None else body).encode()
        return self.ask("POST", path, (*ours(), ("content-type", "application/json")), content, **more)

    def upload(self, path: str, fields: Mapping[str, str], name: str, data: bytes) -> Answer:
        """Send a file as a form."""
        mark = "----mark"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        content = "".join(parts).encode() + head.encode() + data + f"\r\n--{mark}--\r\n".encode()
        kind = ("content-type", f"multipart/form-data; boundary={mark}")
        return self.ask("POST", path, (*ours(), kind), content)

    def ask(
        self,
        method: str,
        target: str,
        headers: Pairs = (("host", HOST),),
        content: bytes = b"",
        *,
        raw_path: bytes | None = None,
        piece: int = 2**16,
    ) -> Answer:
        """Send exactly these headers (and the cookies kept)."""
        answer = self.site.runner.run(self._ask(method, target, list(headers), content, raw_path, piece))
        for key, value in answer.headers:
            if key == "set-cookie":
                self._keep(value)
        return answer

    def _keep(self, cookie: str) -> None:
        for name, morsel in SimpleCookie(cookie).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value

    async def _ask(
        self, method: str, target: str, headers: list[tuple[str, str]], content: bytes, raw: bytes | None, piece: int
    ) -> Answer:
        scope = self.scope(method, target, headers, len(content), raw)
        pieces = [content[at : at + piece] for at in range(0, len(content), piece)] or [b""]
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            if pieces:
                return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}
            await asyncio.sleep(3600)
            raise AssertionError

        async def send(message: Any) -> None:
            sent.append(message)

        await self.site.app(scope, receive, send)
        start = sent[0]
        kept = tuple((key.decode("latin-1").lower(), value.decode("latin-1")) for key, value in start["headers"])
        return Answer(start["status"], kept, b"".join(one.get("body", b"") for one in sent[1:]))

    def scope(
        self, method: str, target: str, headers: list[tuple[str, str]], length: int = 0, raw: bytes | None = None
    ) -> dict[str, Any]:
        """What the server hands to the application for a request."""
        path, _, query = target.partition("?")
        if self.cookies:
            headers = [*headers, ("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))]
        if length:
            headers = [*headers, ("content-length", str(length))]
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode() if raw is None else raw,
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", PORT),
        }


def ours() -> tuple[tuple[str, str], ...]:
    """The headers of a request that changes something, as our page sends it."""
    return (("host", HOST), ("origin", ORIGIN), ("sec-fetch-site", "same-origin"), ("x-anselm", "1"))
