"""The floors of the front end, read from its import lines."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

# From the ground up; folders of one floor do not import each other. What is not named here stands on top.
FLOORS = (("model",), ("anchoring", "api"), ("rendering", "state"), ("components",), ("screens",))
ROOMS = (
    ("study",),
    ("fieldwork",),
    ("corpus",),
    ("judging",),
    ("coding", "literature"),
    ("interpretation",),
    ("reporting",),
)
WITHOUT_FRAMEWORK = ("model", "anchoring", "rendering")
IMPORT = re.compile(r"""(?:\bfrom|\bimport|\bimport\s*\()\s*["']([^"']+)["']""")


def complaints(files: dict[str, str]) -> list[str]:
    """What is wrong with the imports of these files, given by path below `frontend/src`; empty is good."""
    return [line for path, text in sorted(files.items()) for line in _of_file(PurePosixPath(path), text)]


def _of_file(path: PurePosixPath, text: str) -> list[str]:
    found = []
    for target in IMPORT.findall(text):
        if target.startswith("."):
            found += _of_import(path, _resolved(path.parent, target))
        elif (
            path.parts[0] in WITHOUT_FRAMEWORK and not _is_test(path) and re.match(r"react|@tanstack", target)
        ):
            found.append(f"{path} imports the framework: {target}")
    if path.parts[0] != "api" and not _is_test(path) and re.search(r"(?<![\w.])fetch\(|XMLHttpRequest", text):
        found.append(f"{path} calls the server; only api/ does")
    return found


def _of_import(path: PurePosixPath, target: PurePosixPath) -> list[str]:
    here, there = _level(FLOORS, path.parts[0]), _level(FLOORS, target.parts[0])
    if there > here or (there == here < len(FLOORS) and path.parts[0] != target.parts[0]):
        return [f"{path} imports upwards or sideways: {target}"]
    if path.parts[0] == target.parts[0] == "screens" and len(path.parts) > 2 and len(target.parts) > 2:
        mine, other = _level(ROOMS, path.parts[1]), _level(ROOMS, target.parts[1])
        if other > mine or (other == mine < len(ROOMS) and path.parts[1] != target.parts[1]):
            return [f"{path} imports a room that is not to its left: {target}"]
    return []


def _level(levels: tuple[tuple[str, ...], ...], name: str) -> int:
    return next((number for number, names in enumerate(levels) if name in names), len(levels))


def _resolved(folder: PurePosixPath, target: str) -> PurePosixPath:
    parts: list[str] = list(folder.parts)
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return PurePosixPath(*(parts or ["."]))


def _is_test(path: PurePosixPath) -> bool:
    return ".test." in path.name


def read(folder: Path) -> dict[str, str]:
    """The TypeScript below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.ts*")
        if path.is_file() and path.name != "schema.d.ts"
    }
