"""Small pictures made here: a few pixels of two colours, and what cameras write beside them."""

from __future__ import annotations

import base64
import struct
import zlib

# 24 by 16 pixels, its upper left quarter red; made in a browser.
_JPEG = """/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19i
Z2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj
Y2NjY2NjY2P/wAARCAAQABgDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAYF/8QAGBABAAMBAAAAAAAAAAAAAAAAAAZE
gsL/xAAVAQEBAAAAAAAAAAAAAAAAAAADBP/EABoRAAICAwAAAAAAAAAAAAAAAAACAREDBBP/2gAMAwEAAhEDEQA/AM1Uwm7jpUg1
Spssy7XRJWgAQjP/2Q=="""
_WEBP = "VlA4ID4AAAAwAwCdASoYABAAPtFUo0uoJKMhsAgBABoJQAAKLwu0VmgAAP5xlvP2qbvzMc/72Qo2J//3BsBv6/kJnKAAAA=="
PLACE = b"52.2053 N 0.1218 E"


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def head(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def png(width: int = 40, height: int = 30, *beside: bytes, rows: bytes | None = None) -> bytes:
    """The upper left quarter red, the rest pale; `beside` are further chunks ahead of the picture."""
    if rows is None:
        red, pale = b"\xb0\x30\x30", b"\xe8\xe2\xd8"
        half = b"\x00" + red * (width // 2) + pale * (width - width // 2)
        rows = half * (height // 2) + (b"\x00" + pale * width) * (height - height // 2)
    pieces = (head(width, height), *beside, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces)


def exif(turn: int = 1) -> bytes:
    """As a camera writes it: which way up, its maker, and where it was taken."""
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, turn, 0) + struct.pack(">HHII", 0x8825, 4, 1, 50)
    return b"MM\x00*\x00\x00\x00\x08" + struct.pack(">H", 2) + entries + b"\x00" * 4 + b"ACME " + PLACE


def part(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*beside: bytes, behind: bytes = b"") -> bytes:
    """24 by 16 pixels; `beside` are further segments behind the first."""
    whole = base64.b64decode(_JPEG)
    return whole[:20] + b"".join(beside) + whole[20:] + behind


def photograph(turn: int = 1) -> bytes:
    """A JPEG with all a telephone writes into it, and a second picture behind its end."""
    beside = (
        part(0xE1, b"Exif\x00\x00" + exif(turn)),
        part(0xED, b"Photoshop " + PLACE),
        part(0xFE, b"by Ada " + PLACE),
    )
    return jpeg(*beside, behind=jpeg() + PLACE)


def webp(*beside: tuple[bytes, bytes]) -> bytes:
    """24 by 16 pixels; `beside` are further chunks, for which it takes the longer form."""
    picture = base64.b64decode(_WEBP)
    body = b""
    if beside:
        body = b"VP8X" + struct.pack("<II", 10, 0x0C) + struct.pack("<HBHB", 23, 0, 15, 0)
    body += picture
    for name, said in beside:
        body += name + struct.pack("<I", len(said)) + said + b"\x00" * (len(said) % 2)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
