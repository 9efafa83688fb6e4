"""Zip files written byte by byte, for what no program would write."""

from __future__ import annotations

import random
import struct
import zlib

from tests.formats.word_files import document


def raw_zip(members: list[tuple[bytes, bytes, int, int, int]], count: int | None = None) -> bytes:
    """A zip file written by hand: name, packed bytes, method, claimed size and checksum of each member."""
    out, directory = bytearray(), bytearray()
    for name, packed, method, size, checksum in members:
        sizes = struct.pack("<III", checksum, len(packed), size & 0xFFFFFFFF)
        head = struct.pack("<HHHHH", 20, 0, method, 0, 0x5821)
        directory += b"PK\x01\x02\x14\x00" + head + sizes
        directory += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(out)) + name
        out += b"PK\x03\x04" + head + sizes + struct.pack("<HH", len(name), 0) + name + packed
    n_members = len(members) if count is None else count
    end = struct.pack("<HHHHIIH", 0, 0, n_members & 0xFFFF, n_members & 0xFFFF, len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)


def inflating(megabytes: int, incompressible: int) -> bytes:
    """A Word file whose main part inflates to so much, packed as one block written again and again."""
    noise = random.Random(1).randbytes(incompressible).hex().encode()
    block = b"<!--" + noise + b"x" * (1024 * 1024 - len(noise) - 7) + b"-->"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    head, tail = document("words").encode().split(b"words")
    ends = [zlib.compressobj(9, zlib.DEFLATED, -15) for _ in range(2)]
    packed = ends[0].compress(head) + ends[0].flush(zlib.Z_FULL_FLUSH) + once * megabytes
    packed += ends[1].compress(tail) + ends[1].flush(zlib.Z_FINISH)
    checksum = zlib.crc32(head)
    for _ in range(megabytes):
        checksum = zlib.crc32(block, checksum)
    n_bytes = len(head) + len(tail) + len(block) * megabytes
    return raw_zip([(b"word/document.xml", packed, 8, n_bytes, zlib.crc32(tail, checksum))])


def counted(data: bytes, count: int) -> bytes:
    """The container with another number of members and the true size of its directory."""
    at = data.index(b"PK\x05\x06")
    directory = at - data.index(b"PK\x01\x02")
    return data[: at + 8] + struct.pack("<HHI", count, count, directory) + data[at + 16 :]


def overlapping(main: bytes, count: int) -> bytes:
    """One stored member, claimed by many entries of the directory under many names."""
    out = bytearray(raw_zip([(b"word/000000.xml", main, 0, len(main), zlib.crc32(main))]))
    at, end = out.index(b"PK\x01\x02"), out.index(b"PK\x05\x06")
    entry = bytes(out[at:end])
    entries = b"".join(entry.replace(b"000000", f"{number:06}".encode()) for number in range(count))
    return counted(bytes(out[:at]) + entries + bytes(out[end:]), count)
