"""A workbench as a process, what it prints kept in a file, and a browser that talks to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

READY = "anselm: ready "
PATIENCE = 60.0


@dataclass
class Running:
    """A server and the file it prints to."""

    process: subprocess.Popen[bytes]
    log: Path
    link: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.link)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def port(self) -> int:
        return int(urlsplit(self.link).port or 0)

    def links(self) -> list[str]:
        """Every launch link printed so far."""
        return [line.split()[-1] for line in self.log.read_text().splitlines() if "/?launch=" in line]

    @contextmanager
    def browser(self, *, launched: bool = True) -> Iterator[httpx.Client]:
        """A browser that followed the newest link."""
        headers = {"Origin": self.origin, "X-Anselm": "1", "Sec-Fetch-Site": "same-origin"}
        with httpx.Client(base_url=self.origin, headers=headers, timeout=PATIENCE, verify=False) as client:
            if launched:
                client.get(self.links()[-1].removeprefix(self.origin))
            yield client

    def end(self, by: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(by)
        return self.process.wait(PATIENCE)


@contextmanager
def running(study: Path, *words: str, **environment: str) -> Iterator[Running]:
    """Serve until the block ends."""
    log = study.parent / f"{study.name}-{time.monotonic_ns()}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "anselm", "serve", str(study), "--no-browser", *words],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
        )
    try:
        yield Running(process, log, _link(process, log))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _link(process: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        for line in log.read_text().splitlines():
            if line.startswith(READY):
                return line.removeprefix(READY).strip()
        time.sleep(0.01)
    raise AssertionError(f"the workbench did not become ready:\n{log.read_text()}")


def command(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "anselm", *words], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
