"""Starts a Firefox for Playwright and stands on the wire between the two, for the one command not every Firefox knows.

Playwright speaks WebDriver BiDi to any Firefox, and begins with `emulation.setMediaFeaturesOverride`, which releases
up to 153 refuse: the page would never open. The command is turned into a question that changes nothing, under its own
number, so that it is answered; what else is said passes as it is. Run as `... firefox_wire PROGRAM ARGUMENTS`.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import subprocess
import sys
import threading

UNKNOWN = "emulation.setMediaFeaturesOverride"
LISTENING = re.compile(r"(WebDriver BiDi listening on ws://127\.0\.0\.1:)(\d+)")
TEXT, MASKED, MASK = 0x81, 0x80, b"anse"


def harmless(said: bytes) -> bytes:
    """A command as it is, or, where it is the one not known, a question under the same number."""
    if UNKNOWN.encode() not in said:
        return said
    command = json.loads(said)
    if command["method"] != UNKNOWN:
        return said
    return json.dumps({"id": command["id"], "method": "session.status", "params": {}}).encode()


def opening(head: bytes, port: int) -> bytes:
    """The request that opens the socket, to Firefox's own port and with nothing compressed."""
    kept = [
        f"Host: 127.0.0.1:{port}".encode() if line.lower().startswith(b"host:") else line
        for line in head.split(b"\r\n")
        if not line.lower().startswith(b"sec-websocket-extensions:")
    ]
    return b"\r\n".join(kept)


class _Stream:
    """A socket read by the number of bytes wanted."""

    def __init__(self, one: socket.socket) -> None:
        self._file = one.makefile("rb")

    def take(self, number: int) -> bytes:
        taken = self._file.read(number)
        if len(taken) < number:
            raise ConnectionError
        return taken

    def head(self) -> bytes:
        lines = [self._file.readline()]
        while lines[-1] not in (b"\r\n", b""):
            lines.append(self._file.readline())
        return b"".join(lines)


def masked(said: bytes, mask: bytes) -> bytes:
    """What a client says under its mask, or what is under it."""
    length = len(said)
    over = (mask * (length // 4 + 1))[:length]
    return (int.from_bytes(said, "big") ^ int.from_bytes(over, "big")).to_bytes(length, "big")


def frame(stream: _Stream) -> tuple[int, bytes]:
    """The next frame of the client: its first byte, and what it says."""
    first, length = stream.take(2)
    length &= 0x7F
    if length >= 126:
        length = struct.unpack(">H", stream.take(2))[0] if length == 126 else struct.unpack(">Q", stream.take(8))[0]
    mask = stream.take(4)
    return first, masked(stream.take(length), mask)


def framed(first: int, said: bytes) -> bytes:
    """A frame as a client sends it; Firefox hangs up on a mask of nothing."""
    length = len(said)
    if length < 126:
        sized = bytes([MASKED | length])
    elif length < 1 << 16:
        sized = bytes([MASKED | 126]) + struct.pack(">H", length)
    else:
        sized = bytes([MASKED | 127]) + struct.pack(">Q", length)
    return bytes([first]) + sized + MASK + masked(said, MASK)


def _forth(client: socket.socket, firefox: socket.socket, port: int) -> None:
    stream = _Stream(client)
    try:
        firefox.sendall(opening(stream.head(), port))
        while True:
            first, said = frame(stream)
            firefox.sendall(framed(first, harmless(said) if first == TEXT else said))
    except OSError:
        _end(client, firefox)


def _back(firefox: socket.socket, client: socket.socket) -> None:
    try:
        while said := firefox.recv(1 << 16):
            client.sendall(said)
    except OSError:
        pass
    _end(client, firefox)


def _end(*ends: socket.socket) -> None:
    for one in ends:
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            continue


def _stand_between(port: int) -> int:
    """Listen for Playwright and join it with Firefox at this port; gives the port to be told to Playwright."""
    server = socket.create_server(("127.0.0.1", 0))

    def join() -> None:
        while True:
            client, _ = server.accept()
            firefox = socket.create_connection(("127.0.0.1", port))
            for one in (client, firefox):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_forth, args=(client, firefox, port), daemon=True).start()
            threading.Thread(target=_back, args=(firefox, client), daemon=True).start()

    threading.Thread(target=join, daemon=True).start()
    return int(server.getsockname()[1])


def main(program: str, *arguments: str) -> int:
    """Run Firefox to its end; what it prints is printed, with the port changed."""
    process = subprocess.Popen([program, *arguments], stderr=subprocess.PIPE, text=True, errors="replace")
    assert process.stderr is not None
    for line in process.stderr:
        found = LISTENING.search(line)
        told = LISTENING.sub(rf"\g<1>{_stand_between(int(found[2]))}", line) if found else line
        print(told, end="", file=sys.stderr, flush=True)
    return process.wait()


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
