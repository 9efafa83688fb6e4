from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("fastapi", "sqlalchemy", "numpy", "lxml", "uvicorn", "rich", "sqlite3", "cryptography")


def imported_by(*words: str) -> set[str]:
    """The modules that are loaded when `anselm` has answered these words."""
    program = (
        "import sys\nfrom anselm.cli.main import run\n"
        "try:\n    run(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('\\x1e' + ' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.rpartition("\x1e")[2].split()}


@pytest.mark.parametrize("words", [("--help",), ("--version",), ()])
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    assert not imported_by(*words) & set(HEAVY)


def test_importing_the_library_imports_nothing_heavy() -> None:
    program = "import sys, anselm; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & set(HEAVY)
