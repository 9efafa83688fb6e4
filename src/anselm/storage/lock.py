"""One program writes to a study at a time; the next one is told which program holds it, where and since when."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from pathlib import Path

from anselm.domain.errors import Locked

__all__ = ["StudyLock", "holder"]


def _take(handle: int) -> bool:
    if sys.platform == "win32":  # pragma: no cover
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def holder(path: Path) -> dict[str, str]:
    """What the lock file says of its holder; empty when it says nothing."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return {str(key): str(value) for key, value in found.items()}
    return {}


class StudyLock:
    """Holds the lock of a study folder until released; the system frees it when the program dies."""

    def __init__(self, folder: Path, program: str, since: str) -> None:
        self._path = folder / "study.lock"
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _take(self._handle):
            os.close(self._handle)
            who = holder(self._path)
            where = f" on {who['host']}" if who.get("host") not in (None, socket.gethostname()) else ""
            raise Locked(
                f"The study is open in {who.get('program', 'another program')}{where} "
                f"(process {who.get('pid', '?')}) since {who.get('since', 'an unknown time')}.",
                place=folder.name,
                advice="Close it there first. Reading commands work beside it.",
            )
        facts = {"program": program, "pid": str(os.getpid()), "host": socket.gethostname(), "since": since}
        self._path.with_suffix(".json").write_text(json.dumps(facts), encoding="utf-8")

    def release(self) -> None:
        """Let go; releasing twice is nothing."""
        if self._handle >= 0:
            self._path.with_suffix(".json").unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = -1
