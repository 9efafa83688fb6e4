"""What a file is, by its first bytes: so that a refusal can say what was found instead of what failed."""

from __future__ import annotations

import re

from anselm.domain.parsed import Refusal

__all__ = ["EMPTY", "kind_of", "looks_binary"]

EMPTY = Refusal(
    "It is empty: 0 bytes.", advice="Check that the copy was finished; the original may be whole."
)

_MAGIC: tuple[tuple[bytes, int, str], ...] = (
    (b"PK\x03\x04", 0, "a zip container (as Word, Excel and OpenDocument files are)"),
    (b"PK\x05\x06", 0, "an empty zip container"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "an old or password-protected Office file"),
    (b"%PDF-", 0, "a PDF"),
    (b"{\\rtf", 0, "a Rich Text Format file"),
    (b"\x89PNG\r\n", 0, "a PNG picture"),
    (b"\xff\xd8\xff", 0, "a JPEG picture"),
    (b"GIF8", 0, "a GIF picture"),
    (b"II*\x00", 0, "a TIFF picture"),
    (b"MM\x00*", 0, "a TIFF picture"),
    (b"ID3", 0, "an MP3 recording"),
    (b"OggS", 0, "an Ogg recording"),
    (b"fLaC", 0, "a FLAC recording"),
    (b"RIFF", 0, "a WAV or AVI recording"),
    (b"ftyp", 4, "an MP4 or M4A recording"),
    (b"\x1aE\xdf\xa3", 0, "a Matroska or WebM recording"),
    (b"\x1f\x8b", 0, "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7-Zip archive"),
    (b"Rar!", 0, "a RAR archive"),
    (b"BZh", 0, "a bzip2 archive"),
    (b"\xfd7zXZ\x00", 0, "an xz archive"),
    (b"SQLite format 3\x00", 0, "an SQLite database"),
    (b"\x7fELF", 0, "a program"),
    (b"MZ\x90", 0, "a program"),
    (b"wOFF", 0, "a font"),
    (b"bplist00", 0, "a property list"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(content: bytes) -> str | None:
    """What the first bytes say the file is, with its article; None when nothing known was found."""
    for magic, offset, kind in _MAGIC:
        if content.startswith(magic, offset):
            return kind
    return None


def looks_binary(text: str) -> bool:
    """Whether decoded text holds a NUL, or so many control characters that it cannot be writing."""
    if "\x00" in text:
        return True
    head = text[:20_000]
    return len(_CONTROLS.findall(head)) > max(8, len(head) // 20)
