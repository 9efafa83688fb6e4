"""Bytes kept by their checksum in the study's folder: original files and recordings."""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from anselm.domain.errors import NotFound, StorageFailed
from anselm.media.headers import sound_of
from anselm.services.ports import Sound, Stored

__all__ = ["KeptFile", "MediaFolder"]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that stays where it is while it is played; `seal` is the checksum of its bytes."""

    name: str
    media_type: str
    path: Path
    n_bytes: int
    seal: str

    @property
    def content(self) -> bytes:
        """All of it at once. Raises NotFound when it is gone since."""
        try:
            return self.path.read_bytes()
        except FileNotFoundError as error:
            raise NotFound from error


class MediaFolder:
    """The port Media over a folder: `ab/abcdef…`, written beside and moved into place.

    Where it `settles`, it keeps in mind over the program's end which bytes were put, until `settle` is told.
    """

    def __init__(self, folder: Path, *, settles: bool = False) -> None:
        self._folder, self._settles = folder, settles
        self._new = folder / "new"  # a name for each of the bytes put which may not be named by the study yet
        self._put_here: dict[str, int] = {}  # in this process: 1 where one put brought the bytes, else 2
        self._counting = threading.Lock()

    def _path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
            raise NotFound
        return self._folder / sha256[:2] / sha256

    def put(self, data: bytes, of: str = "") -> str:
        """Keep bytes durably; their SHA-256 in hex. Keeping the same bytes twice is nothing.

        Where they are kept `of` something, they are kept for it alone, under a name of the same form: whoever lets them
        go for one need not know who else was given the same bytes a moment ago.
        """
        name = hashlib.sha256(data).hexdigest()
        name = hashlib.sha256(f"{of}\n{name}".encode()).hexdigest() if of else name
        with self._counting:
            self._laid(name, data)
        return name

    def _laid(self, name: str, data: bytes) -> None:
        path = self._path(name)
        if path.exists():
            # Nobody's put alone is undone where another relies on it.
            self._put_here[name] = 2
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if self._settles:
                self._new.mkdir(exist_ok=True)
                (self._new / name).touch()
            beside = path.with_suffix(f".{os.getpid()}")
            try:
                with beside.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)
        except OSError as error:
            raise StorageFailed(
                f"The file could not be kept: {error.strerror}.", advice="Make room on the disk and try again."
            ) from error
        self._put_here[name] = 1

    def take_back(self, sha256: str) -> None:
        """Undo one `put`: what was here before it, or was put by others too since, stays."""
        with self._counting:
            if self._put_here.pop(sha256, 0) == 1:
                self.forget(sha256)

    def get(self, sha256: str) -> bytes:
        """The bytes kept. Raises NotFound."""
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise NotFound from error

    def listen(self, data: bytes) -> Sound:
        """What kind of recording these bytes are, and how long. Raises Invalid."""
        return sound_of(data)

    def names(self) -> tuple[str, ...]:
        """The checksums of all that is kept here."""
        found = self._folder.glob("??/*") if self._folder.is_dir() else ()
        return tuple(sorted(one.name for one in found if len(one.name) == 64))

    def forget(self, sha256: str) -> None:
        """Let the bytes go for good. What is not there is gone already. Raises StorageFailed."""
        path = self._path(sha256)
        try:
            path.unlink(missing_ok=True)
            (self._new / sha256).unlink(missing_ok=True)
        except OSError as error:
            raise StorageFailed(
                f"The bytes could not be taken off the disk: {error.strerror}.",
                advice="Close the study and open it again: what is left of it is then removed.",
            ) from error

    def unsettled(self) -> frozenset[str]:
        """The checksums of bytes put since `settle` was last told what the study names."""
        return frozenset(one.name for one in self._new.iterdir()) if self._new.is_dir() else frozenset()

    def settle(self, named: frozenset[str]) -> None:
        """Of bytes not settled, keep those that are named, and let the others go with what was half written.

        Only while nobody else writes here: a program that was killed between a file and the change that names it leaves
        words of somebody which no withdrawal would find. What cannot be taken away now is tried again the next time.
        """
        for name in sorted(self.unsettled()):
            with suppress(OSError, StorageFailed):
                if name not in named:
                    self.forget(name)
                (self._new / name).unlink(missing_ok=True)
        with suppress(OSError):
            self._new.rmdir()
        for half in self._folder.glob("??/*.*"):
            with suppress(OSError):
                half.unlink()

    def kept(self, stored: Stored) -> KeptFile:
        """Where the bytes of a stored file lie. Raises NotFound."""
        path = self._path(stored.sha256)
        try:
            n_bytes = path.stat().st_size
        except FileNotFoundError as error:
            raise NotFound("The sound is not on this computer.") from error
        return KeptFile(stored.name, stored.media_type, path, n_bytes, stored.sha256)
