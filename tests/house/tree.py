"""The repository as the house tests see it: tracked files, or all but ignored ones outside a checkout."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "anselm"


@cache
def tracked() -> tuple[Path, ...]:
    """Every file in the index or about to enter it (untracked and not ignored), as it stands on disk."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(path for name in sorted(set(listed.split("\0"))) if name and (path := ROOT / name).is_file())


def python_files(*folders: str) -> tuple[Path, ...]:
    """The tracked Python files below the folders."""
    return tuple(path for path in tracked() if path.suffix == ".py" and named(path).startswith(folders))


def named(path: Path) -> str:
    """A path as the tables of exceptions write it: from the root, with forward slashes."""
    return path.relative_to(ROOT).as_posix()
