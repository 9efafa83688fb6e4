"""The rule of `tests/browser/again.py`, tried on a session of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

# Each test fails at its first go only.
TESTS = """
import pytest
from playwright.sync_api import TimeoutError

GONE = set()
NOTHING = "Error: element(s) not found \\nCall log:"


def once(request, fault):
    if request.node.name not in GONE:
        GONE.add(request.node.name)
        raise fault


def test_ran_out(request):
    once(request, TimeoutError("Locator.click: Timeout 30000ms exceeded."))


def test_not_seen_in_time(request):
    once(request, AssertionError("Locator expected to be visible"))


def test_not_there_at_all(request):
    once(request, AssertionError(f"Locator expected to be focused\\nActual value: None\\n{NOTHING}"))


def test_not_to_be_there(request):
    once(request, AssertionError(f"Locator expected not to have text 'a'\\n{NOTHING}"))


def test_another_words(request):
    once(request, AssertionError("Locator expected to have text 'a'\\nActual value: b \\nCall log:"))


def test_another_figure(request):
    once(request, AssertionError("expected 3, became 4"))


def test_seen_and_should_not_be(request):
    once(request, AssertionError("Locator expected not to be visible"))


def test_one_too_many(request):
    once(request, AssertionError("Locator expected to have count '0'"))


def test_the_page_reported(request):
    once(request, AssertionError("the page reported: policy: script-src"))
"""


def session(folder: Path, of: Path) -> str:
    """What a session of these tests says, where `of` holds the tests of screens."""
    (folder / "test_once.py").write_text(TESTS, encoding="utf-8")
    (folder / "conftest.py").write_text(
        "from pathlib import Path\nfrom tests.browser import again\n\n"
        "def pytest_collection_modifyitems(items):\n"
        f"    again.may_be_tried_again(items, Path({str(of)!r}))\n\n"
        "def pytest_terminal_summary(terminalreporter):\n"
        "    for line in again.told(terminalreporter.stats.get('rerun', [])):\n"
        "        terminalreporter.write_line(line)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", ".", "."],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_a_screen_that_only_ran_out_of_time_is_tried_once_more_and_told(tmp_path: Path) -> None:
    said = session(tmp_path, tmp_path)
    assert "6 failed, 3 passed, 3 rerun" in said
    assert "FAILED test_once.py::test_another_figure" in said
    assert "FAILED test_once.py::test_the_page_reported" in said
    assert "FAILED test_once.py::test_seen_and_should_not_be" in said
    assert "FAILED test_once.py::test_one_too_many" in said
    assert "FAILED test_once.py::test_not_to_be_there" in said
    assert "FAILED test_once.py::test_another_words" in said
    assert "TRIED AGAIN test_once.py::test_ran_out: " in said
    assert "Timeout 30000ms exceeded" in said
    assert "TRIED AGAIN test_once.py::test_not_seen_in_time: " in said
    assert "TRIED AGAIN test_once.py::test_not_there_at_all: " in said


def test_nothing_else_is_tried_again(tmp_path: Path) -> None:
    said = session(tmp_path, tmp_path / "screens")
    assert "9 failed" in said
    assert "TRIED AGAIN" not in said
