"""What one limited child does: take one file, read it under the limits, answer, end."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from anselm.domain.parsed import Parsed, ParseOutcome, Refusal
from anselm.workers.limits import Limits, out_of_memory, restrain
from anselm.workers.wire import written

__all__ = ["PROBES", "Read", "Request", "answer", "request_written"]

Read: TypeAlias = Callable[[str, str, bytes, str | None], object]
_CHUNK = 1024 * 1024
_HELD = Refusal("The limit holds.")


@dataclass(frozen=True, slots=True)
class Request:
    """One file to read: its name, its bytes, the kind it was said to be, the limits, what it is read as (a key of
    `formats.table.PURPOSES`); or a probe by name.
    """

    name: str
    data: bytes
    as_kind: str | None
    limits: Limits
    probe: str = ""
    purpose: str = "text"


def request_written(request: Request) -> Iterator[bytes]:
    """The request in pieces: a line of JSON, then the bytes of the file."""
    limits = request.limits
    head = {
        "name": request.name,
        "as_kind": request.as_kind,
        "limits": [limits.memory, limits.cpu_s, limits.wall_s],
        "probe": request.probe,
        "purpose": request.purpose,
    }
    yield json.dumps(head).encode("ascii") + b"\n"
    yield request.data


def answer(receive: Callable[[int], bytes], read: Read) -> bytes:
    """Read one file under its limits in this process; whatever happens becomes an outcome, written.

    ``receive`` gives up to so many bytes of the request, none at its end.
    """
    received = b""
    while b"\n" not in received and (chunk := receive(_CHUNK)):
        received += chunk
    line, _, first = received.partition(b"\n")
    head: dict[str, Any] = json.loads(line)
    limits = Limits(*head["limits"])
    restrain(limits)
    try:
        if head["probe"]:
            return written(PROBES[head["probe"]](limits))
        return written(read(head["purpose"], head["name"], _rest(first, receive), head["as_kind"]))
    except MemoryError:
        return written(out_of_memory(limits))
    except RecursionError:
        return written(Refusal("It is nested too deeply to be read.", "", "Save it as plain text."))
    except Exception as error:  # noqa: BLE001 - the last line of defence; it names the kind, never the file's words
        reason = f"Its reader met something in it that nobody foresaw ({type(error).__name__})."
        advice = "Save it again, or as plain text, and import that; please report the name in brackets."
        return written(Refusal(reason, "", advice))


def _rest(first: bytes, receive: Callable[[int], bytes]) -> bytes:
    """The bytes of the file, held once: joined from a list a large one would be there twice."""
    whole = io.BytesIO()
    whole.write(first)
    while chunk := receive(_CHUNK):
        whole.write(chunk)
    return whole.getvalue()


# -- Probes break one limit each on purpose: for the tests, and so that doctor says what holds here.


def _memory(limits: Limits) -> ParseOutcome:
    n_bytes = len(bytearray(limits.memory))  # beside what it has already
    return Parsed("probe", f"took {n_bytes} bytes")


def _cpu(_: Limits) -> ParseOutcome:
    while True:
        pass


def _wall(_: Limits) -> ParseOutcome:
    time.sleep(3600)
    return Parsed("probe", "slept")


def _network(_: Limits) -> ParseOutcome:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("127.0.0.1", 9))  # sends nothing, but needs a network that has this address
        except OSError:
            return _HELD
    return Parsed("probe", "reached")


def _files(_: Limits) -> ParseOutcome:
    try:
        with tempfile.TemporaryFile(buffering=0) as one:
            one.write(b"x")
    except OSError:
        return _HELD
    return Parsed("probe", "wrote")


def _crash(_: Limits) -> ParseOutcome:
    os.kill(os.getpid(), signal.SIGSEGV)
    return Parsed("probe", "lived")


def _unforeseen(_: Limits) -> ParseOutcome:
    raise ZeroDivisionError


PROBES: dict[str, Callable[[Limits], ParseOutcome]] = {
    "memory": _memory,
    "cpu": _cpu,
    "wall": _wall,
    "network": _network,
    "files": _files,
    "crash": _crash,
    "unforeseen": _unforeseen,
}
