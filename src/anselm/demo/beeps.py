"""The sound of the demo study: a tone where a turn begins, a pitch for each speaker, and silence between.

Nobody invented for a demo has a voice, so none is imitated; a tone at the second of the turn is enough to hear that
a press plays the right place. Written as FLAC (RFC 9639) because the length of an interview as plain samples would be
a hundred megabytes: silence is a constant of a few bytes, a tone is predicted from the two samples before it. A block
is a quarter of a second, so that every second begins one and only three blocks are ever worked out.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping

__all__ = ["BLOCK", "RATE", "flac"]

RATE = 16_000
BLOCK = RATE // 4
_LOUD = 5000
_RICE = 6
_SEEK_BLOCKS = 40  # a place to begin from every ten seconds
_SILENCE = b"\x00" + b"\x00\x00"  # a constant subframe: 16 bits of nothing


def flac(n_seconds: int, tones: Mapping[int, int]) -> bytes:
    """A recording of that length with a tone of a quarter second at each second named, at the pitch given (hertz)."""
    bodies = {pitch: _tone(pitch) for pitch in set(tones.values())}
    frames: list[bytes] = []
    places: list[bytes] = []
    at = 0
    for number in range(n_seconds * 4):
        pitch = tones.get(number // 4) if number % 4 == 0 else None
        frame = _frame(number, _SILENCE if pitch is None else bodies[pitch])
        if number % _SEEK_BLOCKS == 0:
            places.append(struct.pack(">QQH", number * BLOCK, at, BLOCK))
        frames.append(frame)
        at += len(frame)
    return b"".join([b"fLaC", _about(n_seconds * RATE), _block(0x83, b"".join(places)), *frames])


def _block(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + len(content).to_bytes(3, "big") + content


def _about(n_samples: int) -> bytes:
    """Rate, one channel, 16 bits, the number of samples; frame sizes and the digest of the samples are left open."""
    packed = (RATE << 44) | (15 << 36) | n_samples
    return _block(0, struct.pack(">HH6xQ16x", BLOCK, BLOCK, packed))


def _frame(number: int, body: bytes) -> bytes:
    """Fixed block size written out, 16 kHz, one channel, 16 bits."""
    head = b"\xff\xf8\x75\x08" + _counted(number) + struct.pack(">H", BLOCK - 1)
    whole = head + bytes([_check(head, _CRC8, 8)]) + body
    return whole + struct.pack(">H", _check(whole, _CRC16, 16))


def _counted(number: int) -> bytes:
    """A number as UTF-8 writes a code point, which is how frames are counted."""
    if number < 0x80:
        return bytes([number])
    if number < 0x800:
        return bytes([0xC0 | number >> 6, 0x80 | number & 0x3F])
    return bytes([0xE0 | number >> 12, 0x80 | number >> 6 & 0x3F, 0x80 | number & 0x3F])


def _tone(pitch: int) -> bytes:
    """One block of a tone that swells and fades, each sample as its difference from a straight line through two."""
    samples = [
        round(_LOUD * math.sin(math.pi * n / BLOCK) * math.sin(2 * math.pi * pitch * n / RATE)) for n in range(BLOCK)
    ]
    bits = ["00010100"]  # a fixed predictor of the second order
    bits += [format(sample & 0xFFFF, "016b") for sample in samples[:2]]
    bits.append(f"000000{_RICE:04b}")  # Rice codes in one part
    for n in range(2, BLOCK):
        rest = samples[n] - 2 * samples[n - 1] + samples[n - 2]
        folded = rest << 1 if rest >= 0 else (-rest << 1) - 1
        bits.append("0" * (folded >> _RICE) + "1" + format(folded & (1 << _RICE) - 1, f"0{_RICE}b"))
    text = "".join(bits)
    text += "0" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big")


def _table(polynomial: int, width: int) -> tuple[int, ...]:
    top, mask = 1 << width - 1, (1 << width) - 1
    found = []
    for byte in range(256):
        value = byte << width - 8
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & mask
        found.append(value)
    return tuple(found)


_CRC8, _CRC16 = _table(0x07, 8), _table(0x8005, 16)


def _check(data: bytes, table: tuple[int, ...], width: int) -> int:
    value, shift, mask = 0, width - 8, (1 << width) - 1
    for byte in data:
        value = (value << 8 & mask) ^ table[value >> shift ^ byte]
    return value
