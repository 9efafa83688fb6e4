"""Finds a Firefox for the tests and starts it, driven over WebDriver BiDi by the Playwright that is here anyway."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright
from tests.browser import firefox_wire

VARIABLE = "ANSELM_FIREFOX"
NAMES = ("firefox-esr", "firefox")
# Older ones do not know all that Playwright asks for.
OLDEST = 153
# A page is light and at rest, as the contexts of the tests ask for; Firefox is not told of it over the wire.
SETTINGS = {"ui.prefersReducedMotion": 1, "ui.systemUsesDarkTheme": 0}


def find_firefox() -> tuple[Path | None, str]:
    """The Firefox named by ANSELM_FIREFOX, else one on PATH, and else why there is none."""
    if os.name != "posix":
        return None, "firefox: its tests run on Linux and macOS"
    named = os.environ.get(VARIABLE)
    too_old = []
    for name in (named,) if named else NAMES:
        program = shutil.which(name)
        release = _release(program) if program else 0
        if program and release >= OLDEST:
            return Path(program), ""
        # What answers with no number is no Firefox: a note, say, that another package would bring one.
        too_old += [f"{name} is {release}"] if release else []
    why = f"too old, {OLDEST} is needed: {', '.join(too_old)}" if too_old else "none found"
    return None, f"firefox: {why}; set {VARIABLE} or install firefox-esr"


def _release(program: str) -> int:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"Mozilla Firefox (\d+)\.", done.stdout)
    return int(found[1]) if found else 0


def start(playwright: Playwright, program: Path, folder: Path) -> Browser:
    """Firefox behind the wire of the tests; `folder` gets the command that starts both."""
    command = folder / "firefox"
    words = [sys.executable, firefox_wire.__file__, str(program)]
    command.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
    command.chmod(0o700)
    return playwright.firefox.launch(
        channel="moz-firefox", executable_path=str(command), firefox_user_prefs=dict(SETTINGS)
    )
