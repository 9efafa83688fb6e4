"""How much of the computer one file may take, how that is enforced, and the words when a file wants more."""

from __future__ import annotations

import ctypes
import signal
import sys
from dataclasses import dataclass

from anselm.domain.parsed import Refusal

__all__ = ["Limits", "cut_network", "ended", "out_of_memory", "restrain"]

_NEW_NETWORK = 0x40000000
_NEW_USER = 0x10000000
_AGAIN = (
    "Open it in the program that made it, save it again, and import the new copy; if it stays, report it."
)
_STOPPED = "If it is a transcript, split it or save its text as plain text, and import that."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use: address space in bytes, processor seconds, seconds from start to end."""

    memory: int = 768 * 1024 * 1024
    cpu_s: int = 10
    wall_s: int = 20


def restrain(limits: Limits) -> None:
    """Put this process under its limits: memory, processor time, time, no file written, no core dump.

    What the platform cannot do is left out; `ParserPool.limits` finds out which limits hold.
    """
    if sys.platform == "win32":
        return
    import resource

    wanted = (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_s, limits.cpu_s + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for which, soft, hard in wanted:
        try:
            resource.setrlimit(which, (soft, hard))
        except (OSError, ValueError):
            continue
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.wall_s)


def cut_network() -> bool:
    """Move this process into a network of its own that has nothing in it; says whether that worked."""
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    # Root may; others may where the system lets them have users of their own.
    return any(library.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_NETWORK | _NEW_USER))


def out_of_memory(limits: Limits) -> Refusal:
    """The words for a file whose reading needs too much memory."""
    megabytes = limits.memory // 1024 // 1024
    return Refusal(f"Reading it needs more than {megabytes} MB of memory, so it was stopped.", "", _STOPPED)


def ended(code: int, limits: Limits) -> Refusal:
    """The words for a child that ended without an answer; `code` as `os.waitstatus_to_exitcode` gives it."""
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        reason = f"Reading it takes more than {limits.cpu_s} seconds of computing, so it was stopped."
        return Refusal(reason, "", _STOPPED)
    if sys.platform != "win32" and code == -signal.SIGALRM:
        return Refusal(
            f"Reading it takes more than {limits.wall_s} seconds, so it was stopped.", "", _STOPPED
        )
    if sys.platform != "win32" and code == -signal.SIGKILL:
        reason = "The system stopped the reading of it, most likely for want of memory."
        return Refusal(reason, "", _STOPPED)
    how = f"signal {-code}" if code < 0 else f"exit {code}"
    return Refusal(f"Its reader broke down on it ({how}).", "", _AGAIN)
