"""Pictures: PNG, JPEG and WebP, looked through piece by piece and put together again of the picture alone.

Nothing is taken over that is not needed to see it: no Exif, no place, no maker, no thumbnail (which may show what was
cut off), no text, nothing behind its end. Only which way up it is held stays, written anew. What is inside a piece of
picture is not decoded here, save that a PNG is unpacked to see that it holds what it says; sizes are read from its own
header and limited, since whoever shows it takes four bytes a pixel.
"""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from anselm.domain.parsed import Loss, ParseOutcome, ReadPicture, Refusal
from anselm.formats.sniff import EMPTY, kind_of

__all__ = ["MAX_PICTURE", "MAX_PIXELS", "MAX_SIDE", "read_picture"]

MAX_PICTURE = 30 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 20_000
_PIECES = 20_000  # chunks, segments or boxes of one file
_SCANS = 100
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_AGAIN = "Open it in a program for pictures, save it again as PNG or JPEG, and import that."
_CUT = Refusal("The picture ends before it is whole.", "end of file", "Check that the copy was finished.")
_LEFT_OUT = Loss("left-out", "", "What was written into the file beside the picture (Exif and the like) is left out.")
_PLACE = Loss("left-out", "", "The file said where it was taken (GPS); that is left out.")
_COLOURS = Loss("colours", "", "Its colour profile is left out, so colours may look a little different.")
_STILL = Loss("first-picture", "", "It moves; only its first picture is kept.")
_TURNED = Loss("turned", "", "It says which way up it is held, which this kind of file cannot keep: turn it first.")


class _Broken(Exception):
    """Why the file is no picture that can be kept."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class _Cleaned:
    format: str
    media_type: str
    width: int
    height: int
    content: bytes
    warnings: tuple[Loss, ...]


def read_picture(content: bytes, _encoding: str | None = None) -> ParseOutcome:
    """Read a picture, whatever its ending says; the bytes that come back hold the picture and no more."""
    if not content:
        return EMPTY
    if len(content) > MAX_PICTURE:
        return Refusal(f"It is larger than {MAX_PICTURE // 1024 // 1024} MB.", "", "Save a smaller copy of it.")
    try:
        made = _cleaned(content)
    except _Broken as error:
        return error.refusal
    except (struct.error, IndexError):
        return _CUT
    packed = base64.b64encode(made.content).decode("ascii")
    return ReadPicture(made.format, made.media_type, made.width, made.height, packed, made.warnings)


def _cleaned(content: bytes) -> _Cleaned:
    if content.startswith(_SIGNATURE):
        return _png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    kind = kind_of(content)
    said = f"It is {kind}, not a PNG, JPEG or WebP picture." if kind else "It is no PNG, JPEG or WebP picture."
    raise _Broken(Refusal(said, "first bytes", _AGAIN))


def _sized(width: int, height: int) -> None:
    """Raises for a size nobody can show."""
    if not width or not height:
        raise _Broken(Refusal("It says it has no pixels.", "header", _AGAIN))
    if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
        most = f"{MAX_PIXELS // 1_000_000} million pixels or {MAX_SIDE:,} on a side"
        said = f"It is {width:,} by {height:,} pixels; more than {most} cannot be shown safely."
        raise _Broken(Refusal(said, "header", "Save a smaller copy of it, or cut it into parts."))


def _unsound(what: str, place: str) -> _Broken:
    return _Broken(Refusal(what, place, _AGAIN))


# -- PNG

_KEPT_OF_PNG = (b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD")
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def _png(content: bytes) -> _Cleaned:
    kept: list[bytes] = []
    data: list[bytes] = []
    found: set[bytes] = set()
    head = b""
    exif = b""
    for name, body in _png_chunks(content):
        found.add(name)
        if not head:
            if name != b"IHDR" or len(body) != 13:
                raise _unsound("A PNG begins with its size, and this one does not.", "first chunk")
            head = body
            _sized(*struct.unpack(">II", body[:8]))
        elif name == b"IDAT":
            data.append(body)
        elif name in _KEPT_OF_PNG and not data:
            kept.append(_chunk(name, body))
        elif name == b"eXIf":
            exif = body
        elif name[:1].isupper() and name not in (b"PLTE", b"IEND"):
            raise _unsound("It holds a part that every reader must know, and nobody does.", "chunk")
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", head)
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlaced > 1:
        raise _unsound("It is packed in a way PNG does not know.", "header")
    bits = depth * _SAMPLES[colour]
    packed = _unpacked(b"".join(data), _rows(width, height, bits, bool(interlaced)))
    pieces = [_SIGNATURE, _chunk(b"IHDR", head), *kept, _chunk(b"IDAT", packed), _chunk(b"IEND", b"")]
    warnings = _warned(
        beside=bool(found & {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}),
        place=_has_place(exif),
        colours=b"iCCP" in found,
        moving=b"acTL" in found,
        turned=_orientation(exif) != 1,
    )
    return _Cleaned("png", "image/png", width, height, b"".join(pieces), warnings)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk up to the end; raises where one is damaged or the end is missing."""
    at = len(_SIGNATURE)
    for _ in range(_PIECES):
        size, name = struct.unpack_from(">I4s", content, at)
        if at + 12 + size > len(content):
            raise _Broken(_CUT)
        body = content[at + 8 : at + 8 + size]
        (said,) = struct.unpack_from(">I", content, at + 8 + size)
        if zlib.crc32(name + body) != said:
            raise _unsound("A part of it is damaged: its check sum is another.", f"byte {at}")
        yield name, body
        if name == b"IEND":
            return
        at += 12 + size
    raise _unsound("It is in more parts than any picture.", "chunks")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _rows(width: int, height: int, bits: int, interlaced: bool) -> int:
    """How many bytes the picture unpacks to, a filter byte a row."""
    if not interlaced:
        return height * (1 + (width * bits + 7) // 8)
    total = 0
    for left, top, across, down in _PASSES:
        wide, high = -(-(width - left) // across), -(-(height - top) // down)
        if wide > 0 and high > 0:
            total += high * (1 + (wide * bits + 7) // 8)
    return total


def _unpacked(packed: bytes, expected: int) -> bytes:
    """The packed rows without what hangs behind them; raises unless they unpack to just as much as they should."""
    unpacker = zlib.decompressobj()
    n, rest = 0, packed
    try:
        while rest and not unpacker.eof:
            n += len(unpacker.decompress(rest, 1 << 20))
            rest = unpacker.unconsumed_tail
            if n > expected:
                raise _unsound("It unpacks to more than its size says.", "picture data")
    except zlib.error:
        raise _unsound("Its picture data cannot be unpacked.", "picture data") from None
    if n < expected or not unpacker.eof:
        raise _Broken(_CUT)
    return packed[: len(packed) - len(unpacker.unused_data)]


# -- JPEG

_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # what browsers show: baseline, extended, progressive
_OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_TABLES = frozenset({0xC4, 0xDB, 0xDD})
_SCAN_ENDS = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_ADOBE = b"Adobe"


@dataclass(slots=True)
class _Jpeg:
    kept: list[bytes]
    size: tuple[int, int] = (0, 0)
    turn: int = 1
    scans: int = 0
    beside: bool = False
    place: bool = False
    colours: bool = False


def _jpeg(content: bytes) -> _Cleaned:
    made = _Jpeg([])
    at = 2
    for _ in range(_PIECES):
        marker, at = _marker(content, at)
        if marker == 0xD9:
            break
        (size,) = struct.unpack_from(">H", content, at)
        if size < 2 or at + size > len(content):
            raise _Broken(_CUT)
        _segment(made, marker, content[at + 2 : at + size])
        at += size
        if marker == 0xDA:
            end = _SCAN_ENDS.search(content, at)
            if end is None:
                raise _Broken(_CUT)
            made.kept.append(content[at : end.start()])
            at = end.start()
    else:
        raise _unsound("It is in more parts than any picture.", "segments")
    if not made.scans:
        raise _Broken(_CUT)
    # Which way up it is held is the one thing about the picture that stands in Exif; it is written anew, alone.
    held = [_part(0xE1, _upright(made.turn))] if made.turn != 1 else []
    pieces = [b"\xff\xd8", *held, *made.kept, b"\xff\xd9"]
    width, height = made.size if made.turn < 5 else made.size[::-1]
    warnings = _warned(beside=made.beside, place=made.place, colours=made.colours)
    return _Cleaned("jpg", "image/jpeg", width, height, b"".join(pieces), warnings)


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker at a place, and the place behind it."""
    if content[at] != 0xFF:
        raise _unsound("It is damaged: a part of it begins with something else.", f"byte {at}")
    while content[at] == 0xFF:
        at += 1
    return content[at], at + 1


def _segment(made: _Jpeg, marker: int, body: bytes) -> None:
    if marker in _FRAMES:
        if made.size != (0, 0):
            raise _unsound("It says its size twice.", "header")
        height, width = struct.unpack_from(">HH", body, 1)
        _sized(width, height)
        made.size = (width, height)
    elif marker in _OTHER_FRAMES:
        raise _unsound("It is packed in a way that browsers do not show.", "header")
    elif marker == 0xDA:
        made.scans += 1
        if made.size == (0, 0) or made.scans > _SCANS:
            raise _unsound("Its picture comes before its size, or in too many passes.", "scan")
    elif marker not in _TABLES:
        _beside(made, marker, body)
        return
    made.kept.append(_part(marker, body))


def _beside(made: _Jpeg, marker: int, body: bytes) -> None:
    """Application data and remarks: read for what they say of the picture, and left out."""
    if marker == 0xEE and body.startswith(_ADOBE) and len(body) >= 12:
        made.kept.append(_part(marker, body[:12]))  # how its colours are to be understood
    elif marker == 0xE1 and body.startswith(b"Exif\x00\x00"):
        made.turn = _orientation(body[6:])
        made.beside, made.place = True, made.place or _has_place(body[6:])
    elif marker == 0xE2 and body.startswith(b"ICC_PROFILE"):
        made.colours = True
    elif 0xE1 <= marker <= 0xEF or marker == 0xFE:
        made.beside = True
        made.place = made.place or b"GPSL" in body
    elif marker != 0xE0:
        raise _unsound("It holds a part that no JPEG has.", "segment")


def _part(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def _upright(turn: int) -> bytes:
    """Exif with one entry alone: which way up it is held."""
    return b"Exif\x00\x00MM\x00*\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, turn, 0, 0)


def _entries(exif: bytes) -> Iterator[tuple[int, int]]:
    """Tag and short value of each entry of the first directory of Exif; nothing where it is broken."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 10:
        return
    (at,) = struct.unpack_from(f"{order}I", exif, 4)
    if at + 2 > len(exif):
        return
    (n,) = struct.unpack_from(f"{order}H", exif, at)
    for entry in range(min(n, 200)):
        start = at + 2 + 12 * entry
        if start + 12 > len(exif):
            return
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, start)
        yield tag, value


def _orientation(exif: bytes) -> int:
    """1 to 8; 1 where nothing sensible is said."""
    return next((value for tag, value in _entries(exif) if tag == 0x0112 and 1 <= value <= 8), 1)


def _has_place(exif: bytes) -> bool:
    return any(tag == 0x8825 for tag, _ in _entries(exif))


# -- WebP


def _webp(content: bytes) -> _Cleaned:
    chunks = dict(_webp_chunks(content))
    if b"ANIM" in chunks or b"ANMF" in chunks:
        raise _unsound("It is a moving picture.", "header")
    name = next((one for one in (b"VP8 ", b"VP8L") if one in chunks), b"")
    if not name:
        raise _Broken(_CUT)
    width, height, seen_through = _webp_size(name, chunks[name])
    if b"VP8X" in chunks:
        (low_w, high_w, low_h, high_h) = struct.unpack_from("<HBHB", chunks[b"VP8X"], 4)
        if (width, height) != (1 + low_w + (high_w << 16), 1 + low_h + (high_h << 16)):
            raise _unsound("It says two different sizes.", "header")
    _sized(width, height)
    kept = [(name, chunks[name])]
    if name == b"VP8 " and b"ALPH" in chunks:
        kept = [(b"ALPH", chunks[b"ALPH"]), *kept]
        seen_through = True
    if len(kept) > 1:
        sides = struct.pack("<HBHB", (width - 1) & 0xFFFF, (width - 1) >> 16, (height - 1) & 0xFFFF, (height - 1) >> 16)
        kept = [(b"VP8X", struct.pack("<I", 0x10 if seen_through else 0) + sides), *kept]
    body = b"".join(one + struct.pack("<I", len(part)) + part + b"\x00" * (len(part) % 2) for one, part in kept)
    exif = chunks.get(b"EXIF", b"").removeprefix(b"Exif\x00\x00")
    warnings = _warned(
        beside=bool(exif) or b"XMP " in chunks,
        place=_has_place(exif),
        colours=b"ICCP" in chunks,
        turned=_orientation(exif) != 1,
    )
    made = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    return _Cleaned("webp", "image/webp", width, height, made, warnings)


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    (whole,) = struct.unpack_from("<I", content, 4)
    end = 8 + whole
    if end > len(content):
        raise _Broken(_CUT)
    at = 12
    for _ in range(_PIECES):
        if at + 8 > end:
            return
        (size,) = struct.unpack_from("<I", content, at + 4)
        if at + 8 + size > end:
            raise _Broken(_CUT)
        yield content[at : at + 4], content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    raise _unsound("It is in more parts than any picture.", "chunks")


def _webp_size(name: bytes, body: bytes) -> tuple[int, int, bool]:
    """Width, height and whether it can be seen through, from the picture's own data."""
    if name == b"VP8L":
        if body[:1] != b"\x2f":
            raise _unsound("Its picture data begins with something else.", "picture data")
        (bits,) = struct.unpack_from("<I", body, 1)
        return 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF), bool(bits >> 28 & 1)
    if body[3:6] != b"\x9d\x01\x2a" or body[0] & 1:
        raise _unsound("Its picture data begins with something else.", "picture data")
    width, height = struct.unpack_from("<HH", body, 6)
    return width & 0x3FFF, height & 0x3FFF, False


def _warned(
    *, beside: bool, place: bool, colours: bool, moving: bool = False, turned: bool = False
) -> tuple[Loss, ...]:
    said = ((_LEFT_OUT, beside), (_PLACE, place), (_COLOURS, colours), (_STILL, moving), (_TURNED, turned))
    return tuple(loss for loss, is_so in said if is_so)
