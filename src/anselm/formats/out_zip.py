"""Word and spreadsheet files packed the same way every time, with nothing of the machine or its user inside."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["CORE", "repack"]

_FIRST = (1980, 1, 1, 0, 0, 0)
_EMPTY_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"/>'
)
CORE: dict[str, bytes] = {"docProps/core.xml": _EMPTY_CORE.encode()}


def repack(packed: bytes, replaced: dict[str, bytes]) -> bytes:
    """The same parts in the same order with one fixed date; parts named in ``replaced`` get those bytes.

    A part that is replaced but was not there is not added.
    """
    made = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, _FIRST)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            new.writestr(entry, replaced.get(name, old.read(name)), compresslevel=6)
    return made.getvalue()
