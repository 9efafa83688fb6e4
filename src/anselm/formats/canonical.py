"""From bytes to canonical text: decoding that never guesses, and the two changes the text may undergo.

Canonical text is the decoded characters with one leading byte order mark dropped and CRLF or a lone CR
turned into LF. U+2028, U+0085, VT and FF are text, not line ends; nothing is normalised or trimmed.
"""

from __future__ import annotations

import codecs
import re

from anselm.domain.parsed import Loss, Refusal

__all__ = [
    "CANDIDATES",
    "ENCODINGS",
    "MAX_TEXT",
    "TOO_LONG",
    "canonical",
    "decode",
    "encoding_named",
    "has_words",
    "mended",
]

MAX_TEXT = 10_000_000  # characters, about 180 hours of speech
TOO_LONG = Refusal(
    f"Its text is longer than {MAX_TEXT // 1_000_000} million characters, which no transcript is.",
    advice="Split it and import the parts.",
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The encodings a caller may name: text encodings only, each loaded here because the worker may open no file.
_NAMES = [
    "ascii",
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
    "cp437",
    "cp850",
    "cp852",
    "cp866",
    "cp874",
    "cp932",
    "cp949",
    "cp950",
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "iso8859-1",
    "iso8859-2",
    "iso8859-3",
    "iso8859-4",
    "iso8859-5",
    "iso8859-6",
    "iso8859-7",
    "iso8859-8",
    "iso8859-9",
    "iso8859-10",
    "iso8859-13",
    "iso8859-14",
    "iso8859-15",
    "iso8859-16",
    "koi8-r",
    "koi8-u",
    "mac-roman",
    "mac-cyrillic",
    "mac-greek",
    "mac-latin2",
    "mac-turkish",
    "mac-iceland",
    "shift_jis",
    "euc-jp",
    "iso2022_jp",
    "euc-kr",
    "gb2312",
    "gbk",
    "gb18030",
    "big5",
]
_ALIASES = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf32": "utf-32",
    "us-ascii": "ascii",
    "latin-1": "iso8859-1",
    "latin1": "iso8859-1",
    "macintosh": "mac-roman",
    "macroman": "mac-roman",
    "windows-31j": "cp932",
    "sjis": "shift_jis",
    "shift-jis": "shift_jis",
    "iso-2022-jp": "iso2022_jp",
    "eucjp": "euc-jp",
    "euckr": "euc-kr",
} | {
    spelling: name
    for name in _NAMES
    for spelling in (
        name,
        name.replace("iso8859", "iso-8859"),
        name.replace("cp125", "windows-125"),
    )
}
ENCODINGS: dict[str, codecs.CodecInfo] = {name: codecs.lookup(name) for name in _NAMES}
# In the order shown to the researcher; single-byte Western Europe first because most legacy transcripts are.
CANDIDATES = ("cp1252", "mac-roman", "cp1250", "cp1251", "shift_jis", "gb18030", "cp1255", "cp1253")
_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical(text: str) -> str:
    """Drop one leading byte order mark; CRLF and a lone CR become LF; nothing else changes."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def has_words(text: str) -> bool:
    """Whether anything in the text could be read: not only spaces and controls."""
    return any(character.isprintable() and not character.isspace() for character in text)


def mended(text: str) -> tuple[str, tuple[Loss, ...]]:
    """Half characters (lone surrogates, which no file can store) become U+FFFD, and are counted as lost."""
    whole, n_halves = _SURROGATE.subn("\ufffd", text)
    if not n_halves:
        return text, ()
    message = (
        f"{n_halves} half characters (lone surrogates) were replaced by the sign for an unknown character."
    )
    return whole, (Loss("half-character", "text", message),)


def encoding_named(name: str) -> str:
    """The encoding known here under this name or one of its other spellings; empty when there is none."""
    bare = name.strip().lower()
    return _ALIASES.get(bare.replace("_", "-"), "") or _ALIASES.get(bare, "")


def decode(content: bytes, encoding: str | None = None) -> str | Refusal:
    """Decoded characters, mark still first: by its mark, else as named, else as UTF-8, else refused."""
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content, name, f"Its byte order mark says {name}")
    if encoding is not None:
        name = encoding_named(encoding)
        if not name:
            known = ", ".join(_NAMES)
            return Refusal("The encoding named for it is not known here.", advice=f"Name one of: {known}.")
        # utf-16 and utf-32 without a mark mean little-endian, as every program that writes them so does.
        name = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name, name)
        return _strictly(content, name, f"It was to be read as {name}")
    sample = content[:400]
    if sample.count(0) > len(sample) // 4:
        return _wide(sample)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, error.start)


def _strictly(content: bytes, name: str, said: str) -> str | Refusal:
    try:
        text, _ = ENCODINGS[name].decode(content, "strict")
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        return Refusal(
            f"{said}, but byte {at + 1} does not fit that encoding.",
            _line(content, at),
            "Save the file again as UTF-8, or name the encoding it is in.",
        )
    return text


def _line(content: bytes, at: int) -> str:
    number = content.count(b"\n", 0, at) + 1
    return f"line {number}"


def _wide(sample: bytes) -> Refusal:
    little = sample[1::2].count(0) >= sample[::2].count(0)
    name = "utf-16-le" if little else "utf-16-be"
    return Refusal(
        f"It may be {name} text without a byte order mark, which cannot be told for certain.",
        "",
        f"Save the file as UTF-8, or name its encoding ({name}) if it is one.",
    )


def _not_utf8(content: bytes, at: int) -> Refusal:
    advice = "Save the file as UTF-8, or name its encoding"
    if read_as := _candidates(content, at):
        advice += f". The doubtful letters read {'; '.join(read_as)}"
    return Refusal(
        f"It is not UTF-8 (byte {at + 1} is 0x{content[at]:02X}), so its letters are not certain.",
        _line(content, at),
        advice + ".",
    )


def _candidates(content: bytes, at: int) -> list[str]:
    """How the first doubtful letters read in each encoding the whole file fits; letters only, no words."""
    found: dict[str, str] = {}
    for name in CANDIDATES:
        try:
            ENCODINGS[name].decode(content, "strict")
            window, _ = ENCODINGS[name].decode(content[at : at + 24], "replace")
        except UnicodeError:
            continue
        shown = "".join(sign for sign in window if ord(sign) > 127 and sign.isprintable())[:4]
        if shown and shown not in found.values():
            found[name] = shown
    return [f"“{shown}” as {name}" for name, shown in list(found.items())[:4]]
