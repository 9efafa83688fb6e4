"""Finds a Chromium for the tests, and with it a Firefox; run as a module it installs those that are not found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser.firefox import find_firefox

VARIABLE = "ANSELM_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser() -> Path | None:
    """The browser named by ANSELM_BROWSER, else one on PATH, else Playwright's own if its file is there."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    for name in NAMES:
        if on_path := shutil.which(name):
            return Path(on_path)
    return _of_playwright()


def _of_playwright() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def install_browser() -> None:
    """Try Playwright's download, then, as root on Debian, the package; failing is not an error here."""
    if _try(sys.executable, "-m", "playwright", "install", "chromium") and _of_playwright():
        return
    install_package("chromium")


def install_package(name: str) -> None:
    """As root on Debian, try to install a package; failing is not an error here."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {"DEBIAN_FRONTEND": "noninteractive"}
        if _try("apt-get", "update", "-qq", **environment):
            _try("apt-get", "install", "-y", "-qq", "--no-install-recommends", name, **environment)


def _try(*command: str, **environment: str) -> bool:
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=900, check=False
    )
    if done.returncode:
        closing = (done.stderr or done.stdout).strip().splitlines()[-1:]
        print(f"browser: {' '.join(command[:4])} did not succeed: {' '.join(closing)}", file=sys.stderr)
    return done.returncode == 0


def main() -> int:
    """Report the browsers the tests will use; 1 only where CI=true and there is no Chromium."""
    if find_browser() is None:
        install_browser()
    found = find_browser()
    print(f"browser: {found or 'none found, the tests that need one are skipped'}")
    if find_firefox()[0] is None:
        install_package("firefox-esr")
    program, why = find_firefox()
    print(f"firefox: {program}" if program else f"{why}; its tests are skipped")
    return 1 if found is None and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    raise SystemExit(main())
