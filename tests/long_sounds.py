"""Hours of compressed sound made here, frame by frame: silence, with a tone at the seconds one asks for.

No encoder is needed and no voice is anyone's. A frame of MP3 or of AAC holds a handful of coefficients, each of one
step; the rest of a frame is filling, so that frames of many sizes sound the same.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence

RATE = 16_000
MP3_SAMPLES = 576
AAC_SAMPLES = 1024
# Bits a second of MPEG-2 layer III, by the number that stands for each.
_BITRATES = {8_000: 1, 16_000: 2, 24_000: 3, 32_000: 4, 64_000: 8}
_TONES = 8


class Bits:
    """Numbers of so many bits, one after the other."""

    def __init__(self) -> None:
        self.written = ""

    def put(self, value: int, width: int) -> Bits:
        self.written += format(value, f"0{width}b")
        return self

    def bytes(self, length: int = 0) -> bytes:
        """All that was written, filled up with zeros to whole bytes and to `length`."""
        filled = self.written + "0" * (-len(self.written) % 8)
        return int("1" + filled, 2).to_bytes(len(filled) // 8 + 1, "big")[1:].ljust(length, b"\0")


def mp3_frame(tone: bool, bitrate: int = 8_000) -> bytes:
    """36 ms in one channel at 16 kHz."""
    spectrum = "010" * _TONES if tone else ""
    side = Bits().put(0, 9).put(len(spectrum), 12).put(_TONES if tone else 0, 9).put(202, 8).put(0, 10)
    side.put(1, 5).put(1, 5).put(1, 5).put(7, 4).put(7, 3).put(0, 2)
    side.written += spectrum
    head = bytes((0xFF, 0xF3, _BITRATES[bitrate] << 4 | 2 << 2, 0xC4))
    return head + side.bytes(72 * bitrate // RATE - 4)


def aac_frame(tone: bool) -> bytes:
    """64 ms in one channel at 16 kHz, as it lies in an MP4 file."""
    bands = 4 if tone else 0
    bits = Bits().put(0, 7).put(182, 8).put(0, 4).put(bands, 6).put(0, 1)
    if tone:
        # One section of codebook 7, its bands as loud as the first, and pairs of which one is a step up.
        bits.put(7, 4).put(bands, 5).put(0, bands)
    bits.put(0, 3)
    if tone:
        for _ in range(bands * 4):
            bits.put(0b1000, 4)
    return bits.put(7, 3).bytes()


def is_tone(at: float, tones: Sequence[float], lasting: float = 1.0) -> bool:
    return any(second <= at < second + lasting for second in tones)


def frames(seconds: float, samples: int, tones: Sequence[float], made: Callable[[bool], bytes]) -> Iterator[bytes]:
    """The frames of a recording, a tone of a second at each of `tones`."""
    quiet, loud = made(False), made(True)
    for n in range(round(seconds * RATE / samples)):
        yield loud if is_tone(n * samples / RATE, tones) else quiet


def mp3(seconds: float, tones: Sequence[float], *, tag: int = 0, varying: bool = False) -> bytes:
    """An MP3 file, after a tag of so many bytes; `varying` gives its frames many rates, as VBR does."""
    rates = (8_000, 24_000, 64_000, 16_000, 32_000) if varying else (8_000,)
    kinds = [
        tuple(frames(seconds, MP3_SAMPLES, tones, lambda tone, rate=rate: mp3_frame(tone, rate))) for rate in rates
    ]  # type: ignore[misc]
    size = bytes(tag >> by & 0x7F for by in (21, 14, 7, 0))
    head = b"ID3\x04\0\0" + size + b"\0" * tag if tag else b""
    return head + b"".join(kinds[n % len(kinds)][n] for n in range(len(kinds[0])))


def _box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), name) + body


def _full(name: bytes, *parts: bytes) -> bytes:
    return _box(name, b"\0" * 4, *parts)


_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def _esds() -> bytes:
    config = b"\x05\x02" + bytes((2 << 3 | 8 >> 1, (8 & 1) << 7 | 1 << 3))
    decoder = b"\x04" + bytes((13 + len(config),)) + b"\x40\x15\0\0\0" + struct.pack(">II", 8_000, 8_000) + config
    whole = b"\0\x01\0" + decoder + b"\x06\x01\x02"
    return _full(b"esds", b"\x03" + bytes((len(whole),)) + whole)


def _moov(sizes: Sequence[int], first: int, per_chunk: int) -> bytes:
    """The tables of one track, its frames lying one after the other from `first` on."""
    length = len(sizes) * AAC_SAMPLES
    offsets, at = [], first
    for n in range(0, len(sizes), per_chunk):
        offsets.append(at)
        at += sum(sizes[n : n + per_chunk])
    rest = len(sizes) % per_chunk
    runs = [(1, per_chunk, 1)] + ([(len(offsets), rest, 1)] if rest and len(offsets) > 1 else [])
    entry = _box(b"mp4a", b"\0" * 6 + struct.pack(">H8xHHHHI", 1, 1, 16, 0, 0, RATE << 16), _esds())
    stbl = _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), entry),
        _full(b"stts", struct.pack(">III", 1, len(sizes), AAC_SAMPLES)),
        _full(b"stsc", struct.pack(">I", len(runs)), *(struct.pack(">III", *run) for run in runs)),
        _full(b"stsz", struct.pack(">II", 0, len(sizes)), struct.pack(f">{len(sizes)}I", *sizes)),
        _full(b"stco", struct.pack(">I", len(offsets)), struct.pack(f">{len(offsets)}I", *offsets)),
    )
    dinf = _box(b"dinf", _full(b"dref", struct.pack(">I", 1), _box(b"url ", b"\0\0\0\x01")))
    minf = _box(b"minf", _full(b"smhd", b"\0" * 4), dinf, stbl)
    hdlr = _full(b"hdlr", b"\0" * 4 + b"soun" + b"\0" * 13)
    mdia = _box(b"mdia", _full(b"mdhd", struct.pack(">IIIII", 0, 0, RATE, length, 0x55C40000)), hdlr, minf)
    tkhd = _box(b"tkhd", struct.pack(">IIIIII8xIII", 7, 0, 0, 1, 0, length, 0, 0x01000000, 0) + _MATRIX + b"\0" * 8)
    mvhd = _full(
        b"mvhd", struct.pack(">IIIIIH10x", 0, 0, RATE, length, 0x10000, 0x100) + _MATRIX + b"\0" * 24 + b"\0\0\0\x02"
    )
    return _box(b"moov", mvhd, _box(b"trak", tkhd, mdia))


def m4a(seconds: float, tones: Sequence[float], *, last: bool = True, per_chunk: int = 20) -> bytes:
    """An M4A file, its tables after the sound as telephones write them, or before it."""
    made = tuple(frames(seconds, AAC_SAMPLES, tones, aac_frame))
    sizes = [len(one) for one in made]
    kind = _box(b"ftyp", b"M4A \0\0\x02\0M4A isom")
    sound = _box(b"mdat", *made)
    if last:
        return kind + sound + _moov(sizes, len(kind) + 8, per_chunk)
    first = len(kind) + len(_moov(sizes, 0, per_chunk)) + 8
    return kind + _moov(sizes, first, per_chunk) + sound
