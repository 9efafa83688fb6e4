"""Runs the workbench as a person would: the command `anselm serve`, its ready line, and an orderly end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

READY = "anselm: ready "
PATIENCE_SECONDS = 60
# Where a workbench was that a test has ended itself: that nobody answers there any more is no fault of a page.
ENDED: set[str] = set()


@dataclass(frozen=True, slots=True)
class Served:
    """A running workbench: the one-time launch address and the address without it."""

    launch_url: str
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        parts = urlsplit(self.launch_url)
        return f"{parts.scheme}://{parts.netloc}"


def anselm(*words: str, **options: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the terminal program to its end; `options` are added to the environment."""
    return subprocess.run(
        [sys.executable, "-m", "anselm", *words],
        env={**os.environ, **options},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def build_demo(folder: Path) -> Path:
    """Build the demo study in `folder` without serving it."""
    done = anselm("demo", str(folder), "--no-serve")
    assert done.returncode == 0, done.stderr
    return folder


@contextmanager
def serve(study: Path, *words: str, **options: str) -> Iterator[Served]:
    """Serve a study until the block ends; `words` are added to the command, `options` to the environment."""
    process = subprocess.Popen(
        [sys.executable, "-m", "anselm", "serve", str(study), "--no-browser", *words],
        env={**os.environ, **options},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    origin = None
    try:
        served = Served(_ready_line(process), process)
        origin = served.origin
        ENDED.discard(origin)
        yield served
    finally:
        if origin is not None and process.poll() is None:
            ENDED.add(origin)
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _ready_line(process: subprocess.Popen[str]) -> str:
    """Wait for the ready line and return its address; what is printed later is read and dropped."""
    assert process.stdout is not None
    too_long = threading.Timer(PATIENCE_SECONDS, process.kill)
    too_long.start()
    seen: list[str] = []
    try:
        for line in process.stdout:
            if line.startswith(READY):
                threading.Thread(target=_drain, args=(process,), daemon=True).start()
                return line.removeprefix(READY).strip()
            seen.append(line)
    finally:
        too_long.cancel()
    raise AssertionError("the workbench did not become ready:\n" + "".join(seen))


def _drain(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    try:
        for _ in process.stdout:
            pass
    except ValueError:
        return  # closed at the end of the block
