"""Zip containers from strangers: read in memory only, every size counted while inflating, none believed.

Names are keys of a map and never paths. Refused: too much, too many, too dense, overlapping or doubled
members, encryption, and methods other than stored and deflated.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from anselm.domain.parsed import Refusal

__all__ = ["MAX_ENTRIES", "MAX_RATIO", "MAX_TOTAL", "Container", "UnsafeFile", "open_container"]

MAX_TOTAL = 200 * 1024 * 1024  # bytes inflated, all members together
MAX_ENTRIES = 5000
MAX_RATIO = 200  # inflated to packed, once a member is past a size that could matter
_RATIO_FROM = 1024 * 1024
_CHUNK = 256 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNREADABLE = (
    zipfile.BadZipFile,
    struct.error,
    ValueError,
    OverflowError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
)
_DAMAGED = "Open it in the program that made it, save it again, and import the new copy."


class UnsafeFile(Exception):
    """A container or its XML breaks a limit; carries the refusal that says which."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


class Container:
    """The members of one checked zip file. Holds the bytes; inflates a member only when asked."""

    def __init__(self, content: bytes, members: dict[str, zipfile.ZipInfo], most: int = MAX_TOTAL) -> None:
        self._content = content
        self._members = members
        self._most = most
        self._n_inflated = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Member names in the order of the directory."""
        return tuple(self._members)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def chunks(self, name: str) -> Iterator[bytes]:
        """Inflated pieces of a member, counted as they come; raises UnsafeFile past a limit or when damaged.

        The checksum is compared after the last piece, so whoever stops early has read unchecked bytes.
        """
        info = self._members[name]
        start = _data_start(self._content, info)
        packed = memoryview(self._content)[start : start + info.compress_size]
        if len(packed) < info.compress_size:
            raise UnsafeFile(
                Refusal("It is cut short: a part ends beyond the end of the file.", name, _DAMAGED)
            )
        n_bytes = checksum = 0
        for chunk in _inflated(packed, info):
            n_bytes += len(chunk)
            self._n_inflated += len(chunk)
            _check_size(self._n_inflated, n_bytes, len(packed), name, self._most)
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
        if checksum != info.CRC:
            raise UnsafeFile(Refusal("A part of it is damaged: its checksum does not fit.", name, _DAMAGED))


def open_container(content: bytes, most: int = MAX_TOTAL) -> Container:
    """Check the directory of a zip file against every limit; raises UnsafeFile with the words for it. ``most`` is how
    many bytes may be inflated of it, all members together."""
    if content.startswith(_OLE):
        raise UnsafeFile(
            Refusal(
                "It is a password-protected Word file, or one in the old .doc format.",
                "first bytes",
                "Open it in Word, take the password off (File, Info, Protect) or save it as .docx.",
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except _UNREADABLE:
        reason = "Its container is damaged or cut short: no readable list of parts."
        raise UnsafeFile(Refusal(reason, "end of the file", _DAMAGED)) from None
    if len(infos) > MAX_ENTRIES:
        raise UnsafeFile(Refusal(f"It holds {len(infos)} parts; no document has more than {MAX_ENTRIES}."))
    members: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in infos:
        if info.flag_bits & 0x1:
            advice = "Take the password off and import it again."
            raise UnsafeFile(Refusal("A part of it is encrypted.", _shown(info.filename), advice))
        if info.filename.casefold() in seen:
            reason = "It holds two parts of the same name, so it cannot be known which one is meant."
            raise UnsafeFile(Refusal(reason, _shown(info.filename), _DAMAGED))
        seen.add(info.filename.casefold())  # the format does not tell large letters from small ones
        members[info.filename] = info
    _check_overlap(content, infos)
    return Container(content, members, most)


def _shown(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name[:80])


def _data_start(content: bytes, info: zipfile.ZipInfo) -> int:
    head = content[info.header_offset : info.header_offset + 30]
    if len(head) < 30 or not head.startswith(b"PK\x03\x04"):
        reason = "A part of it does not begin where the list of parts says."
        raise UnsafeFile(Refusal(reason, _shown(info.filename), _DAMAGED))
    n_name, n_extra = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
    name = content[info.header_offset + 30 : info.header_offset + 30 + n_name]
    said = info.orig_filename.encode("utf-8", "replace")
    if name != said and all(byte < 128 for byte in name) and b"\x00" not in name:
        reason = "A part of it is named differently in the list of parts and at its place."
        raise UnsafeFile(Refusal(reason, _shown(info.filename), _DAMAGED))
    return info.header_offset + 30 + n_name + n_extra


def _check_overlap(content: bytes, infos: list[zipfile.ZipInfo]) -> None:
    """Members that share bytes are how a small file claims to be endless."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            reason = "Its parts overlap, as in a file made to exhaust the computer that opens it."
            raise UnsafeFile(Refusal(reason, _shown(info.filename), _DAMAGED))
        end = _data_start(content, info) + info.compress_size
    if end > len(content):
        raise UnsafeFile(Refusal("It is cut short: a part ends beyond the end of the file.", "", _DAMAGED))


def _check_size(n_total: int, n_bytes: int, n_packed: int, name: str, most: int) -> None:
    if n_total > most:
        reason = f"Unpacked it is more than {most // 1024 // 1024} MB, which no transcript is."
        raise UnsafeFile(Refusal(reason, _shown(name)))
    if n_bytes > _RATIO_FROM and n_bytes > n_packed * MAX_RATIO:
        reason = (
            f"A part of it grows over {MAX_RATIO} times when unpacked, as in a file made to fill memory."
        )
        raise UnsafeFile(Refusal(reason, _shown(name)))


def _inflated(packed: memoryview, info: zipfile.ZipInfo) -> Iterator[bytes]:
    if info.compress_type == zipfile.ZIP_STORED:
        return (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
    if info.compress_type == zipfile.ZIP_DEFLATED:
        return _unpacked(packed, _shown(info.filename))
    reason = f"A part of it is packed by an unusual method (number {info.compress_type})."
    raise UnsafeFile(Refusal(reason, _shown(info.filename), _DAMAGED))


def _unpacked(packed: memoryview, name: str) -> Iterator[bytes]:
    """A raw deflate stream in pieces of bounded size, whatever the headers claim."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _CHUNK):
        rest = bytes(packed[at : at + _CHUNK])
        while rest and not stream.eof:
            try:
                chunk = stream.decompress(rest, _CHUNK)
            except zlib.error:
                reason = "A part of it is damaged and cannot be unpacked."
                raise UnsafeFile(Refusal(reason, name, _DAMAGED)) from None
            rest = stream.unconsumed_tail
            if chunk:
                yield chunk
    while not stream.eof and (chunk := stream.decompress(stream.unconsumed_tail, _CHUNK)):
        yield chunk
    if not stream.eof:
        raise UnsafeFile(Refusal("It is cut short: a part of it ends too early.", name, _DAMAGED))
