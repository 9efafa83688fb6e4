"""Works out in the background what the first table of a large study stands on, while nobody asks for anything."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

from anselm.domain.errors import AnselmError
from anselm.domain.study import Viewer
from anselm.services.ports import Reads

__all__ = ["Ahead"]

PAUSE = 0.1  # seconds until it looks again whether somebody asks


class Ahead:
    """One thread for one viewer, who reads as they do and leaves no more than their own questions would."""

    def __init__(self, read: Callable[[Viewer], AbstractContextManager[Reads]]) -> None:
        self._read = read
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, viewer: Viewer, free: Callable[[], bool]) -> None:
        """Take one step after the other, each only when `free` says that nobody waits for an answer."""
        if self._thread is None and not self._ended.is_set():
            self._thread = threading.Thread(target=self._work, args=(viewer, free), name="anselm-ahead", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End it, after the step it is at."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self, viewer: Viewer, free: Callable[[], bool]) -> None:
        from anselm.services.interpretation.ahead import STEPS

        for step in STEPS:
            while not (free() or self._ended.is_set()):
                self._ended.wait(PAUSE)
            if self._ended.is_set():
                return
            # What cannot be read now is said to whoever asks for it.
            with suppress(AnselmError), self._read(viewer) as reads:
                step(reads)
