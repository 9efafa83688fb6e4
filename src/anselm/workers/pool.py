"""Files are read in limited children of a process that knows nothing but the readers; see `zygote`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from anselm.domain.parsed import ParseOutcome, Refusal
from anselm.workers.child import Request, request_written
from anselm.workers.limits import Limits, ended
from anselm.workers.wire import outcome_of

__all__ = ["ParserPool"]

_CHUNK = 1024 * 1024
_CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
_GONE = Refusal(
    "The process that reads files ended twice while reading it.",
    advice="Import it alone; if it happens again, save it as plain text and import that.",
)


class _Gone(Exception):
    """The zygote ended, or does not answer."""


class ParserPool:
    """Reads files, each in a limited child, at most ``children`` at once. Safe to share by threads.

    Nothing runs before the first file. Without fork, a fresh process is started for each file.
    """

    def __init__(self, limits: Limits | None = None, children: int = 2, *, fork: bool = _CAN_FORK) -> None:
        self._limits = limits or Limits()
        self._slots = threading.BoundedSemaphore(children)
        self._fork = fork
        self._lock = threading.Lock()
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._closed = False
        self._peak_kb = 0

    @property
    def peak_mb(self) -> float:
        """The most resident memory of any child of this pool so far, in megabytes; 0 where unknown."""
        return self._peak_kb / 1024

    def parse(self, name: str, data: bytes, as_kind: str | None = None) -> ParseOutcome:
        """What the reader makes of the bytes; a refusal too when it breaks a limit or fails.

        ``as_kind`` is as in `formats.table.read_bytes`.
        """
        outcome: ParseOutcome = self._run(Request(name, data, as_kind, self._limits))
        return outcome

    def read(self, purpose: str, name: str, data: bytes, part: str = "") -> object:
        """What the reader of a purpose (`formats.table.PURPOSES`) makes of the bytes, or of the part of them that is
        named; a refusal as `parse` says."""
        return self._run(Request(name, data, part or None, self._limits, purpose=purpose))

    def probe(self, which: str) -> ParseOutcome:
        """Break one limit on purpose (`child.PROBES`): a refusal when it holds, else what was possible."""
        outcome: ParseOutcome = self._run(Request("", b"", None, self._limits, probe=which))
        return outcome

    def limits(self) -> tuple[str, ...]:
        """Which limits hold on this computer, one sentence each, found by trying to break them."""
        memory = self._limits.memory // 1024 // 1024
        found = [
            (f"memory up to {memory} MB", "memory"),
            ("no network", "network"),
            ("no file written", "files"),
        ]
        held = [self._held(words, which) for words, which in found]
        processor = f"processor time up to {self._limits.cpu_s} s"
        seconds = f"time up to {self._limits.wall_s} s"
        return (*held, processor if _CAN_FORK else f"NOT limited here: {processor}", seconds)

    def close(self) -> None:
        """End the zygote and its children; a file being read is refused."""
        with self._lock:
            self._closed = True
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- one file

    def _held(self, words: str, which: str) -> str:
        return words if isinstance(self.probe(which), Refusal) else f"NOT limited here: {words}"

    def _run(self, request: Request) -> Any:
        with self._slots:
            for _ in range(2):
                try:
                    return self._forked(request) if self._fork else self._spawned(request)
                except _Gone:
                    if self._closed:
                        return Refusal("It was not read, because the workbench is closing.")
            return _GONE

    def _forked(self, request: Request) -> Any:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                zygote = self._hand_over(theirs)
            try:
                return self._asked(ours, request)
            except _Gone:
                self._retire(zygote)
                raise

    def _asked(self, ours: socket.socket, request: Request) -> Any:
        """Send the file to its child, and receive the answer and how the child ended."""
        ours.settimeout(self._limits.wall_s + 10)
        try:
            for piece in request_written(request):
                ours.sendall(piece)
            ours.shutdown(socket.SHUT_WR)
        except TimeoutError:
            raise _Gone from None
        except OSError:
            pass  # the child ended before it had read all; what it and the zygote said comes next
        return self._outcome(_received(ours))

    def _spawned(self, request: Request) -> Any:
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "anselm.workers.zygote", "--once"],
                input=b"".join(request_written(request)),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                timeout=self._limits.wall_s + 5,
                check=False,
            )
        except subprocess.TimeoutExpired:
            reason = f"Reading it takes more than {self._limits.wall_s} seconds, so it was stopped."
            return Refusal(reason, advice="Save its text as plain text and import that.")
        if done.returncode:
            return ended(done.returncode, self._limits)
        return self._outcome(done.stdout)

    def _outcome(self, received: bytes) -> Any:
        """The answer, if the child then ended well; the last line says how it ended and what it used."""
        said, _, ending = received.removesuffix(b"\n").rpartition(b"\n")
        code, _, kilobytes = ending.partition(b" ")
        if not received.endswith(b"\n") or not code.removeprefix(b"-").isdigit() or not kilobytes.isdigit():
            raise _Gone
        with self._lock:
            self._peak_kb = max(self._peak_kb, int(kilobytes))
        return outcome_of(said) if code == b"0" else ended(int(code), self._limits)

    # -- the zygote

    def _hand_over(self, theirs: socket.socket) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._closed:
                raise _Gone
            control = self._started()
            try:
                socket.send_fds(control, [b"f"], [theirs.fileno()])
            except OSError:
                self._end()
                raise _Gone from None
            return self._zygote

    def _retire(self, zygote: subprocess.Popen[bytes] | None) -> None:
        """End a zygote that did not answer, unless another thread already did."""
        with self._lock:
            if zygote is not None and zygote is self._zygote:
                self._end()

    def _started(self) -> socket.socket:
        """The socket of a living zygote; the lock is held."""
        if self._control is not None and self._zygote is not None and self._zygote.poll() is None:
            return self._control
        self._end()
        ours, theirs = socket.socketpair()
        with theirs:
            self._zygote = subprocess.Popen(  # noqa: S603 - our own module, no words of a file among its arguments
                [sys.executable, "-P", "-m", "anselm.workers.zygote", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                pass_fds=[theirs.fileno()],
            )
        self._control = ours
        ours.settimeout(self._limits.wall_s + 10)
        try:
            if not ours.recv(256):
                raise _Gone
        except OSError:
            self._end()
            raise _Gone from None
        return ours

    def _end(self) -> None:
        """Close the zygote's socket, on which it ends, and see that it has; the lock is held."""
        if self._control is not None:
            self._control.close()
        if self._zygote is not None:
            try:
                self._zygote.wait(5)
            except subprocess.TimeoutExpired:
                self._zygote.kill()
                self._zygote.wait()
        self._control = self._zygote = None


def _environment() -> dict[str, str]:
    """Ours, with the place of this package, so that the child imports the same one from anywhere."""
    place = str(Path(__file__).resolve().parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (place, os.environ.get("PYTHONPATH"))))}


def _received(ours: socket.socket) -> bytes:
    received = bytearray()
    try:
        while chunk := ours.recv(_CHUNK):
            received += chunk
    except TimeoutError:
        raise _Gone from None
    except ConnectionError:
        pass  # the child left some of the file unread; all that was said has been received
    return bytes(received)
