from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.house import exceptions
from tests.house.tree import ROOT, SOURCE, named, tracked

# Written in two halves, so that this file is not what it looks for.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.org",
    "npm" + "js.com/package",
    "yarn" + "pkg",
    "deb." + "debian",
    "registry" + ".npm",
    "--index" + "-url",
    "--find" + "-links",
)
MACHINE_PATH = re.compile(
    r"(?<![A-Za-z0-9_.~-])/(?:wo" + r"rk|ro" + r"ot|fa" + r"rm|ho" + r"me/\w+|Us" + r"ers/\w+)/"
)
RESOLVED = '"resol' + 'ved"'
TEMPORARY = re.compile(r"/tm" + r"p/[A-Za-z0-9_]")


def text_of(path: Path) -> str:
    """The text of a tracked file; a file that is no UTF-8 text is searched all the same."""
    return path.read_bytes().decode("utf-8", errors="replace")


def complaints(name: str, text: str) -> list[str]:
    """Registry addresses and machine paths in a text."""
    found = [word for word in REGISTRIES if word in text]
    found += [match[0] for pattern in (MACHINE_PATH, TEMPORARY) for match in pattern.finditer(text)]
    return [f"{name}: {one}" for one in found]


def test_no_tracked_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [
        line
        for path in tracked()
        if named(path) not in exceptions.ADDRESSES
        for line in complaints(named(path), text_of(path))
    ]
    assert not found, found[:10]


def test_no_lock_file_records_where_a_package_came_from() -> None:
    found = [named(path) for path in tracked() if path.suffix == ".json" and RESOLVED in text_of(path)]
    assert not found


@pytest.mark.parametrize(
    "planted",
    [
        "see https://" + "py" + "pi.org/simple",
        "source = '/wo" + "rk/main/x'",
        "/ro" + "ot/.cache/",
        "open('/tm" + "p/x')",
    ],
)
def test_a_planted_address_or_path_is_seen(planted: str) -> None:
    assert complaints("planted.py", planted)


def test_every_folder_of_python_is_a_package() -> None:
    """Import-linter does not see a folder without `__init__.py`."""
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    missing = [named(folder) for folder in folders if not (folder / "__init__.py").is_file()]
    assert not missing


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_every_pinned_requirement_has_a_hash(lock: Path) -> None:
    assert not without_hash(lock.read_text(encoding="utf-8"))


def without_hash(lock: str) -> list[str]:
    """The requirements of a lock that are not pinned to a version with at least one hash."""
    lines = [line for line in lock.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    entries = re.split(r"\n(?=\S)", "\n".join(lines))
    return [
        entry.split()[0] for entry in entries if "==" not in entry.split()[0] or "--hash=sha256:" not in entry
    ]


def test_a_planted_requirement_without_hash_is_seen() -> None:
    lock = "a==1 \\\n    --hash=sha256:00\nb==2\nc>=3 \\\n    --hash=sha256:00\n"
    assert without_hash(lock) == ["b==2", "c>=3"]


def test_every_package_of_the_front_end_is_pinned_and_locked_with_its_hash() -> None:
    wanted = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    loose = [
        name
        for part in ("dependencies", "devDependencies")
        for name, version in wanted[part].items()
        if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    ]
    unhashed = [name for name, entry in locked.items() if name and not entry.get("integrity")]
    assert not loose
    assert not unhashed


def test_scripts_of_the_front_end_call_neither_npm_nor_npx() -> None:
    """The wheel's own links to them do not start."""
    scripts = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))["scripts"]
    assert not [name for name, words in scripts.items() if re.search(r"\bnp[mx]\b", words)]
