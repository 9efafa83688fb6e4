"""Runs the application on a socket of its own until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle
from uvicorn.server import Server

from anselm.domain.errors import Refused
from anselm.web.app import Application

__all__ = ["Tls", "listening", "run"]

_SECONDS_FOR_HEADERS = 20.0
_SECONDS_TO_END = 5
_QUEUE = 256


@dataclass(frozen=True, slots=True)
class Tls:
    """The files of a certificate and its key."""

    certificate: str
    key: str


def listening(address: str, port: int, *, else_any: bool) -> socket.socket:
    """A socket that listens; on any free port when this one is taken and `else_any`. Raises Refused.

    The protocol is named, because only then does asyncio switch off the wait for more to send (44 ms an answer).
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # On Windows the same option would let a second server take the port over.
        made.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR), 1)
        made.bind((address, port))
        made.listen(_QUEUE)
        made.setblocking(False)
    except OSError as error:
        made.close()
        if else_any and port != 0:
            return listening(address, 0, else_any=False)
        raise Refused(
            f"Anselm cannot listen on {address} port {port}: {error.strerror or 'it is not possible'}.",
            advice="Name another one with --port.",
        ) from error
    return made


def _owed(cycle: RequestResponseCycle | None) -> bool:
    """Whether a request was read and its answer is not complete."""
    return cycle is not None and not cycle.response_complete


class PatientProtocol(H11Protocol):
    """Lets go of who opens a connection and does not say in time what they want."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(_SECONDS_FOR_HEADERS, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of the headers, not for an answer we owe."""
        super().data_received(data)
        if _owed(self.cycle):
            self._wait_no_longer()
        elif self._waiting is None:
            self._waiting = self.loop.call_later(_SECONDS_FOR_HEADERS, self.transport.close)

    def _wait_no_longer(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


class _Server(Server):
    """Says when it accepts, lets listeners go when it ends, and returns instead of dying by the signal."""

    def __init__(self, config: Config, application: Application, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._application, self._ready = application, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the listeners of the feed go, then finish what is being answered."""
        self._application.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End in order on a signal; a second one ends at once."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before: dict[signal.Signals, Any] = {}

        def end(number: int, frame: FrameType | None) -> None:
            self.handle_exit(number, frame)

        for one in (signal.SIGINT, signal.SIGTERM):
            before[one] = signal.signal(one, end)
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def run(application: Application, sock: socket.socket, ready: Callable[[], None], tls: Tls | None = None) -> Server:
    """Serve until a signal comes; `ready` is called once connections are accepted.

    Nothing is logged but what `anselm.web` says: the server's own messages could hold an address with words in it.
    """
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL + 1)
    config = Config(
        application,
        http=PatientProtocol,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_SECONDS_TO_END,
        h11_max_incomplete_event_size=64 * 2**10,
        ssl_certfile=tls.certificate if tls is not None else None,
        ssl_keyfile=tls.key if tls is not None else None,
    )
    server = _Server(config, application, ready)
    if sys.platform == "win32":  # pragma: no cover - signals arrive between two things the loop does
        signal.signal(signal.SIGINT, signal.default_int_handler)
    server.run(sockets=[sock])
    return server
