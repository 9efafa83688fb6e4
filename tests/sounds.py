"""Small recordings made here: no voice of anyone, only silence with the length a header says."""

from __future__ import annotations

import struct


def wav(seconds: float = 2.0, rate: int = 8000) -> bytes:
    """Silence, 8 bits, one channel."""
    data = b"\x80" * round(seconds * rate)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, rate, 1, 8)
    body = b"WAVE" + form + struct.pack("<4sI", b"data", len(data)) + data
    return struct.pack("<4sI", b"RIFF", len(body)) + body


def flac_head(seconds: int = 2, rate: int = 16_000) -> bytes:
    """The first block of a FLAC file: what its length is read from."""
    packed = (rate << 44) | (15 << 36) | (seconds * rate)
    return b"fLaC\x80\x00\x00\x22" + struct.pack(">HH6x", 4096, 4096) + struct.pack(">Q", packed) + b"\0" * 16


def ogg_opus(seconds: int = 3) -> bytes:
    """The first and the last page of an Opus file, nothing between."""
    first = (
        b"OggS\0\x02" + struct.pack("<q", 0) + b"\0" * 12 + b"\x01\x13" + b"OpusHead\x01\x01" + struct.pack("<H", 312)
    )
    last = b"OggS\0\x04" + struct.pack("<q", seconds * 48_000 + 312) + b"\0" * 12
    return first + b"\0" * 40 + last


def ogg_vorbis(seconds: int = 3, rate: int = 44_100) -> bytes:
    head = b"OggS\0\x02" + struct.pack("<q", 0) + b"\0" * 12 + b"\x01\x1e\x01vorbis" + struct.pack("<IBI", 0, 1, rate)
    return head + b"\0" * 40 + b"OggS\0\x04" + struct.pack("<q", seconds * rate) + b"\0" * 12


def mp4(seconds: int = 5) -> bytes:
    mvhd = struct.pack(">I4sIIIII", 28, b"mvhd", 0, 0, 0, 1000, seconds * 1000)
    moov = struct.pack(">I4s", 8 + len(mvhd), b"moov") + mvhd
    return struct.pack(">I4s4sI", 16, b"ftyp", b"M4A ", 0) + struct.pack(">I4s", 8, b"free") + moov


MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x64" + b"\0" * 400
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + b"\0" * 60
