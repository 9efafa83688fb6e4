"""The rule of `tests/conftest.py`, tried on sessions of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.house.tree import ROOT


def session(folder: Path, reason: str, **options: str) -> subprocess.CompletedProcess[str]:
    """Run a session of two tests, one of them skipped with this reason."""
    (folder / "test_one.py").write_text(
        "import pytest\n\n\ndef test_runs():\n    pass\n\n\n"
        f"def test_left_out():\n    pytest.skip({reason!r})\n",
        encoding="utf-8",
    )
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.conftest",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            ".",
            ".",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CI": "", **options},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "reason", ["browser: none found", "postgres: not installed", "shared: data/x missing"]
)
def test_a_skip_that_could_run_fails_the_session_where_ci_is_true(reason: str, tmp_path: Path) -> None:
    done = session(tmp_path, reason, CI="true", ANSELM_SHARED=str(tmp_path))
    assert done.returncode == 1
    assert "left out although it could run" in done.stdout
    assert "1 passed, 1 skipped" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("reason", "options"),
    [
        ("browser: none found", {"CI": ""}),
        ("shared: data/x missing", {"CI": "true", "ANSELM_SHARED": "nowhere"}),
        ("windows only", {"CI": "true"}),
    ],
)
def test_any_other_skip_is_no_fault(reason: str, options: dict[str, str], tmp_path: Path) -> None:
    assert session(tmp_path, reason, **options).returncode == 0


@pytest.mark.parametrize("ci", ["true", ""])
def test_what_cannot_be_had_here_is_no_fault_and_is_said(ci: str, tmp_path: Path) -> None:
    done = session(tmp_path, "firefox: none found", CI=ci)
    assert done.returncode == 0
    assert "LEFT OUT 1 of firefox: none found" in done.stdout.splitlines()
