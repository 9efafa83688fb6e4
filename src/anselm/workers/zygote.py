"""A process of its own that has imported nothing but the readers, and forks a limited child for each file.

Started as `python -m anselm.workers.zygote FD`, with a socket on which it receives one socket a file; or
with `--once` where there is no fork, to read one file from standard input. It ends when its socket does,
which is when whoever started it ends, and takes its children with it.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys

from anselm.formats.table import read_for
from anselm.workers.child import answer
from anselm.workers.limits import cut_network

__all__ = ["main"]


class _Zygote:
    """Forks children and tells whoever waits for one how it ended."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.waiting: dict[int, socket.socket] = {}  # by child
        self.unsaid: dict[socket.socket, bytes] = {}
        self.ready = selectors.DefaultSelector()
        self.wake_r, wake_w = os.pipe()
        for end in (self.wake_r, wake_w):
            os.set_blocking(end, False)
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # Ctrl-C is for the workbench, which then closes our socket
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake_w, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Until the other end closes."""
        self.ready.register(self.control, selectors.EVENT_READ)
        self.ready.register(self.wake_r, selectors.EVENT_READ)
        while True:
            for key, _ in self.ready.select():
                if key.fileobj is self.control:
                    if not self.accept():
                        return
                elif isinstance(key.fileobj, socket.socket):
                    self.ready.unregister(key.fileobj)
                    self.say(key.fileobj, self.unsaid.pop(key.fileobj))
                else:
                    os.read(self.wake_r, 4096)
                    self.reap()

    def accept(self) -> bool:
        """Take one socket and fork its child; False when there will be no more."""
        try:
            said, descriptors, _, _ = socket.recv_fds(self.control, 1, 1)
        except ConnectionError:
            return False
        if not said:
            return False
        for descriptor in descriptors:
            with_file = socket.socket(fileno=descriptor)
            child = os.fork()
            if child == 0:
                _live(descriptor)
            self.waiting[child] = with_file
        return True

    def reap(self) -> None:
        """Say of each child that ended how it ended and how much memory it took, after what it answered."""
        while self.waiting:
            child, status, used = os.wait4(-1, os.WNOHANG)
            if child == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            kilobytes = used.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
            self.say(self.waiting.pop(child), f"{code} {kilobytes}\n".encode("ascii"))

    def say(self, with_file: socket.socket, words: bytes) -> None:
        """Send the last words of a file now, or when its reader has made room; never wait for it here."""
        try:
            with_file.send(words, socket.MSG_DONTWAIT)
        except BlockingIOError:
            self.unsaid[with_file] = words
            self.ready.register(with_file, selectors.EVENT_WRITE)
            return
        except OSError:
            pass  # nobody is there any more
        with_file.close()

    def end(self) -> None:
        """Take the children along."""
        for child in self.waiting:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _live(descriptor: int) -> None:
    """A child's whole life; it never returns."""
    code = 70
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.closerange(3, descriptor)
        os.closerange(descriptor + 1, 4096)
        with_file = socket.socket(fileno=descriptor)
        with_file.sendall(answer(with_file.recv, read_for) + b"\n")
        code = 0
    finally:  # whatever happened: the exit code says it, and nothing is printed
        os._exit(code)


def _once() -> None:
    """Where there is no fork: one file from standard input, its outcome to standard output."""
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read, read_for) + b"\n0 0\n")


def main(arguments: list[str]) -> None:
    """Serve on the socket whose number is given, or read once."""
    cut = cut_network()
    if arguments == ["--once"]:
        _once()
        return
    with socket.socket(fileno=int(arguments[0])) as control:
        zygote = _Zygote(control)
        control.sendall(json.dumps({"network_cut": cut}).encode("ascii") + b"\n")
        gc.collect()
        gc.freeze()  # children then share these pages instead of copying them
        try:
            zygote.serve()
        finally:
            zygote.end()


if __name__ == "__main__":
    main(sys.argv[1:])
