"""Bytes kept by their checksum in the study's folder: original files and recordings."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from anselm.domain.errors import NotFound, StorageFailed

__all__ = ["MediaFolder"]


class MediaFolder:
    """The port Media over a folder: `ab/abcdef…`, written beside and moved into place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
            raise NotFound
        return self._folder / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keep bytes durably; their SHA-256 in hex. Keeping the same bytes twice is nothing."""
        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        if path.exists():
            return name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(f".{os.getpid()}")
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError as error:
            raise StorageFailed(
                f"The file could not be kept: {error.strerror}.", advice="Make room on the disk and try again."
            ) from error
        return name

    def get(self, sha256: str) -> bytes:
        """The bytes kept. Raises NotFound."""
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise NotFound from error
