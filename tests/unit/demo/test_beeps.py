"""The demo's recordings are whole FLAC: read back here, each tone stands at the second of its turn."""

from __future__ import annotations

import math
from itertools import pairwise

from anselm.demo.assembly import transcripts
from anselm.demo.beeps import BLOCK, RATE, flac
from anselm.media.headers import sound_of


class Bits:
    """Bits of bytes from the left."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, n: int) -> int:
        first, last = self.at // 8, (self.at + n + 7) // 8
        value = int.from_bytes(self.data[first:last], "big") >> (last * 8 - self.at - n)
        self.at += n
        return value & (1 << n) - 1

    def unary(self) -> int:
        n = 0
        while not self.take(1):
            n += 1
        return n


def signed(value: int) -> int:
    return value - (1 << 16) if value >= 1 << 15 else value


def remainder(data: bytes, polynomial: int, width: int) -> int:
    """The checksum bit by bit, as RFC 9639 defines it; 0 over a whole frame that holds its own."""
    value = 0
    for bit in (byte >> n & 1 for byte in data for n in range(7, -1, -1)):
        carry = value >> width - 1 ^ bit
        value = (value << 1 & (1 << width) - 1) ^ (polynomial if carry else 0)
    return value


def frames(data: bytes) -> list[tuple[int, list[int]]]:
    """Number and samples of every frame after the blocks of metadata. Fails where a checksum does not hold."""
    bits, at = Bits(data), 4
    while True:
        last, size = data[at] & 0x80, int.from_bytes(data[at + 1 : at + 4], "big")
        at += 4 + size
        if last:
            break
    found = []
    while at < len(data):
        bits.at = at * 8
        assert bits.take(16) == 0xFFF8
        assert (bits.take(4), bits.take(4), bits.take(8)) == (7, 5, 8)
        number = bits.take(8)
        for _ in range(0 if number < 0x80 else 1 if number < 0xE0 else 2):
            number = (number & (0x1F if number < 0xE0 else 0x0F) if number >= 0xC0 else number) << 6 | bits.take(
                8
            ) & 0x3F
        assert bits.take(16) == BLOCK - 1
        assert remainder(data[at : bits.at // 8 + 1], 0x07, 8) == 0
        bits.take(8)
        samples = subframe(bits)
        end = (bits.at + 7) // 8 + 2
        assert remainder(data[at:end], 0x8005, 16) == 0
        found.append((number, samples))
        at = end
    return found


def subframe(bits: Bits) -> list[int]:
    kind = bits.take(8)
    if kind == 0:
        return [signed(bits.take(16))] * BLOCK
    assert kind == 0b00010100
    samples = [signed(bits.take(16)), signed(bits.take(16))]
    assert bits.take(6) == 0
    rice = bits.take(4)
    while len(samples) < BLOCK:
        folded = bits.unary() << rice | bits.take(rice)
        rest = folded >> 1 if folded % 2 == 0 else -(folded + 1 >> 1)
        samples.append(rest + 2 * samples[-1] - samples[-2])
    return samples


def test_every_tone_stands_at_its_second_at_its_pitch_and_the_rest_is_silence() -> None:
    tones = {1: 330, 3: 494}
    read = frames(flac(5, tones))
    assert [number for number, _ in read] == list(range(20))
    for number, samples in read:
        if number % 4 or number // 4 not in tones:
            assert set(samples) == {0}
            continue
        pitch = tones[number // 4]
        crossings = sum(one < 0 <= other for one, other in pairwise(samples))
        assert abs(crossings - pitch * BLOCK / RATE) <= 1
        assert max(samples) > 4000
        assert math.isclose(samples[0], 0)


def test_frames_are_counted_beyond_what_fits_into_two_bytes() -> None:
    numbers = [number for number, _ in frames(flac(520, {}))]
    assert numbers == list(range(520 * 4))


def test_three_encounters_come_with_their_sound_and_its_length_is_theirs() -> None:
    marked = [one.encounter for one in transcripts() if one.encounter["audio"] == "yes"]
    assert len(marked) == 3
    assert "P16" not in {one["participant"] for one in marked}
    assert sound_of(flac(2650, {6: 330})).duration_ms == 2_650_000


def test_the_same_turns_make_the_same_bytes() -> None:
    assert flac(9, {2: 330}) == flac(9, {2: 330})
