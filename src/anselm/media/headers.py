"""What a file of sound is, by its first bytes, and how long it lasts where its own header says so.

Nothing is decoded and nothing is followed: a bounded number of fixed places are looked at in bytes already at hand,
so that no file can make this slow or read beyond itself. The name of a file is never believed. Where the header does
not tell the length (MP3, WebM) it is the player in the browser that finds out.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from anselm.domain.errors import Invalid
from anselm.services.ports import Sound

__all__ = ["sound_of"]

_PARTS = 200  # how many chunks or boxes of a file are looked at
_TAIL = 65_536  # how much of an Ogg file's end holds its last page
_LONGEST = 1000 * 3600 * 100  # what says it is longer than a hundred hours is not believed
_NOT_SOUND = "This is not a recording that can be played here."
_PLAYED = "Bring it in as MP3, M4A, MP4, WAV, Ogg, FLAC or WebM."


def sound_of(data: bytes) -> Sound:
    """The kind and the length of a recording. Raises Invalid for anything else, in plain words."""
    if not data:
        raise Invalid("This recording is empty: 0 bytes.", place="file", advice="Check that the copy was finished.")
    for is_one, media_type, length in _KINDS:
        if is_one(data):
            return Sound(media_type, _believed(length, data))
    raise Invalid(_NOT_SOUND, place="file", advice=_PLAYED)


def _believed(length: Callable[[bytes], float | None], data: bytes) -> int | None:
    try:
        found = length(data)
    except (struct.error, ZeroDivisionError, IndexError, OverflowError):
        return None
    ms = round(found * 1000) if found is not None else 0
    return ms if 0 < ms < _LONGEST else None


def _is_wav(data: bytes) -> bool:
    return data[:4] in (b"RIFF", b"RF64") and data[8:12] == b"WAVE"


def _is_ogg(data: bytes) -> bool:
    head = data[:256]
    return data[:4] == b"OggS" and (b"OpusHead" in head or b"\x01vorbis" in head or b"Speex   " in head)


def _is_mp4(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] not in (b"heic", b"heix", b"mif1", b"avif", b"crx ")


def _is_webm(data: bytes) -> bool:
    return data[:4] == b"\x1aE\xdf\xa3" and b"webm" in data[:64]


def _is_mp3(data: bytes) -> bool:
    """A tag of MP3, or the head of a frame of layer III with a rate and a bit rate that exist."""
    if data[:3] == b"ID3":
        return True
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2:
        return False
    return (data[1] >> 3) & 3 != 1 and data[2] >> 4 not in (0, 15) and (data[2] >> 2) & 3 != 3


def _is_adts(data: bytes) -> bool:
    return len(data) > 6 and data[0] == 0xFF and data[1] & 0xF6 == 0xF0


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, first byte and length of each chunk of a RIFF file."""
    at = 12
    for _ in range(_PARTS):
        if at + 8 > len(data):
            return
        (size,) = struct.unpack_from("<I", data, at + 4)
        yield data[at : at + 4], at + 8, size
        at += 8 + size + size % 2


def _wav(data: bytes) -> float | None:
    rate = 0
    for name, at, size in _chunks(data):
        if name == b"fmt ":
            (rate,) = struct.unpack_from("<I", data, at + 8)
        if name == b"data":
            # A recorder that was switched off leaves a length of 0 or of all ones.
            return min(size, len(data) - at) / rate if size else (len(data) - at) / rate
    return None


def _flac(data: bytes) -> float | None:
    """From the block every FLAC file begins with: 20 bits of rate, then 36 bits of samples, eight bytes in all."""
    (packed,) = struct.unpack_from(">Q", data, 18)
    rate, n_samples = packed >> 44, packed & (1 << 36) - 1
    return float(n_samples / rate)


def _ogg(data: bytes) -> float | None:
    """The last page counts the samples from the beginning."""
    last = data.rfind(b"OggS", max(0, len(data) - _TAIL))
    (granule,) = struct.unpack_from("<q", data, last + 6)
    opus = data.find(b"OpusHead", 0, 256)
    if opus >= 0:
        (skipped,) = struct.unpack_from("<H", data, opus + 10)
        return float((granule - skipped) / 48_000)
    vorbis, speex = data.find(b"\x01vorbis", 0, 256), data.find(b"Speex   ", 0, 256)
    (rate,) = struct.unpack_from("<I", data, vorbis + 12 if vorbis >= 0 else speex + 36)
    return float(granule / rate)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, first byte and end of each box of an MP4 file between two places."""
    for _ in range(_PARTS):
        if at + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        stop = end if size == 0 else min(at + size, end)
        if stop < at + head:
            return
        yield name, at + head, stop
        at = stop


def _mp4(data: bytes) -> float | None:
    for name, at, end in _boxes(data, 0, len(data)):
        if name != b"moov":
            continue
        for inner, start, _ in _boxes(data, at, end):
            if inner == b"mvhd":
                wide = data[start] == 1
                scale, length = struct.unpack_from(">IQ" if wide else ">II", data, start + (20 if wide else 12))
                return float(length / scale)
    return None


def _untold(_data: bytes) -> float | None:
    return None


_KINDS: tuple[tuple[Callable[[bytes], bool], str, Callable[[bytes], float | None]], ...] = (
    (_is_wav, "audio/wav", _wav),
    (lambda data: data[:4] == b"fLaC", "audio/flac", _flac),
    (_is_ogg, "audio/ogg", _ogg),
    (_is_mp4, "audio/mp4", _mp4),
    (_is_webm, "audio/webm", _untold),
    (_is_mp3, "audio/mpeg", _untold),
    (_is_adts, "audio/aac", _untold),
)
