"""Where a study lies: a folder that a sync program or a network carries is no place to work in.

A copy that a sync program takes of a database in use can be older than it looks, or whole in parts only.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

__all__ = ["carried_by"]

SYNCED = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud",
    "nextcloud",
    "owncloud",
    "syncthing",
    "box sync",
)
NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "fuse.glusterfs", "davfs")


def carried_by(folder: Path) -> str:
    """The sync program or network file system that carries a folder, in words; empty when neither is seen."""
    for part in folder.resolve().parts:
        name = part.casefold()
        for known in SYNCED:
            if name == known or name.startswith((f"{known} ", f"{known}-")):
                return f"a folder that a sync program carries ({part})"
    kind = _file_system(folder.resolve()) if sys.platform.startswith("linux") else ""
    return f"a network drive ({kind})" if kind in NETWORK else ""


def _file_system(folder: Path) -> str:
    """The kind of file system a folder lies on, by the longest mount point above it."""
    best, found = "", ""
    with contextlib.suppress(OSError):
        for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
            parts = line.split()
            if len(parts) < 3:
                continue
            point = parts[1].replace("\\040", " ")
            inside = str(folder) == point or str(folder).startswith(point.rstrip("/") + "/")
            if inside and len(point) >= len(best):
                best, found = point, parts[2]
    return found
