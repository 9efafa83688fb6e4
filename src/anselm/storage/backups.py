"""Dated copies beside the study that were opened and walked before they count, and the way back to one.

A copy holds the database and the ledger of what was withdrawn; media are named by checksum and only linked or copied
once. Nothing is ever overwritten.
"""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from anselm.domain.errors import Damaged, NotFound, Refused, StorageFailed
from anselm.storage.sqlite import reader_engine
from anselm.storage.verify import verify

__all__ = ["Backup", "back_up", "backups", "restore", "whole_in_one_file"]

FOLDER = "backups"


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy: when it was made, why, and how many events it holds."""

    name: str
    n_bytes: int


def backups(study: Path) -> tuple[Backup, ...]:
    """The copies of a study, newest first."""
    found = sorted((study / FOLDER).glob("*.db"), reverse=True)
    return tuple(Backup(path.stem, path.stat().st_size) for path in found)


def back_up(study: Path, at: str, why: str = "by-hand") -> Backup:
    """Copy the database as it is at this moment, also while it is written to, and walk the copy.

    Raises Damaged when the copy does not hold together (it is then removed), StorageFailed when there is no room.
    """
    folder = study / FOLDER
    stem = f"{at.replace(':', '').replace('-', '').partition('.')[0].rstrip('Z')}Z-{why}"
    target = folder / f"{stem}.db"
    beside = folder / f"{stem}.part"
    try:
        folder.mkdir(exist_ok=True)
        if target.exists():
            raise Refused(f"There is a copy called {stem} already.")
        beside.unlink(missing_ok=True)
        _copy(study / "study.db", beside)
        _walk(beside)
        beside.replace(target)
    except (OSError, sqlite3.Error) as error:
        beside.unlink(missing_ok=True)
        raise StorageFailed(f"The copy could not be made ({type(error).__name__}).", place=FOLDER) from error
    except Damaged:
        beside.unlink(missing_ok=True)
        raise
    return Backup(stem, target.stat().st_size)


def _copy(source: Path, target: Path) -> None:
    origin = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    try:
        copy = sqlite3.connect(target)
        try:
            origin.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
    finally:
        origin.close()


def whole_in_one_file(path: Path) -> None:
    """A copy that was written to is one file again, with no log beside it. Raises StorageFailed."""
    try:
        copy = sqlite3.connect(path)
        try:
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
    except sqlite3.Error as error:
        raise StorageFailed(f"The copy could not be written ({type(error).__name__}).", place=path.name) from error


def _walk(path: Path) -> None:
    reader = reader_engine(path)
    try:
        verdict = verify(reader)
    finally:
        reader.dispose()
    if not verdict.intact:
        raise Damaged(
            f"The copy does not hold together: {verdict.faults[0]}"
            + (f" and {len(verdict.faults) - 1} more." if len(verdict.faults) > 1 else "."),
            advice="Restore from an earlier copy; `anselm verify` says what is wrong.",
        )


def restore(study: Path, name: str, target: Path) -> Path:
    """Put a copy into a new folder as a study of its own. Raises NotFound, Refused, Damaged."""
    copy = study / FOLDER / f"{name}.db"
    if not copy.is_file():
        raise NotFound(f"There is no copy called {name}.")
    if target.exists() and any(target.iterdir()):
        raise Refused("There is something in that place already.", place=target.name)
    _walk(copy)
    try:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy, target / "study.db")
        if (study / "media").is_dir():
            shutil.copytree(study / "media", target / "media", dirs_exist_ok=True)
    except OSError as error:
        raise StorageFailed(f"The copy could not be put there: {error.strerror}.", place=target.name) from error
    return target
