"""Words made safe for where they go: no control characters, no cell that a spreadsheet would run.

Every writer takes its words through here. What is replaced is replaced by U+FFFD, never dropped.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

__all__ = ["cell", "clean", "one_line"]

# What XML 1.0 cannot hold, and half characters that no file can.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LIVE = frozenset("=+-@")


def clean(text: str) -> str:
    """The text without characters that XML or HTML cannot hold; CR becomes LF."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text on one line, white space made single."""
    return " ".join(clean(text).split())


def cell(text: str, *, use: Literal["people", "machines"] = "people") -> str:
    """The text as a cell for people: one that a spreadsheet would take for a formula gets an apostrophe first.

    That is any cell whose first visible character is = + - @ or a full-width form of one, or that begins
    with TAB, CR, LF or NUL. ``use="machines"`` leaves the text as it is, for a file that says so.
    """
    if use == "machines":
        return text
    first = text[:1]
    folded = unicodedata.normalize("NFKC", _lead(text)[:1])
    live = first in ("\t", "\r", "\n", "\0") or folded[:1] in _LIVE
    safe = clean(text)
    return f"'{safe}" if live and text else safe


def _lead(text: str) -> str:
    """The text from its first character that is seen: spaces, marks of direction and the like are passed over."""
    for at, character in enumerate(text):
        if not (character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Zs")):
            return text[at:]
    return ""
