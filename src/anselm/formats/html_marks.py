"""The marks of a web page, one after the other: no tree, no nesting to follow, each byte looked at once.

A page is not well-formed XML, so its marks are read as browsers read them; names of characters are decoded, and
nothing a page names is fetched. In the XML variant (`.xhtml`, chapters of an `.epub`) a mark may close itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Generator, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from anselm.domain.parsed import Refusal
from anselm.formats.safe_zip import UnsafeFile

__all__ = ["Mark", "marks_of"]

_ADVICE = "Save the page again from the browser, or save its text as .txt."
_CUT = Refusal("It is cut short: it ends within a mark.", "end of the file", _ADVICE)
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)")
_ATTRIBUTE = re.compile(r"[\s/]*+(?:([^\s/>=][^\s/>=]*+)|=)")
_VALUE = re.compile(r"\s*+=\s*+")
_BARE = re.compile(r"[^\s>]++")
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_BEYOND = re.compile(r"&#(?:0*+[1-9][0-9]{7,}+|[xX]0*+[1-9a-fA-F][0-9a-fA-F]{6,}+|[0-9]{4000,}+);?")
_SPACES = re.compile(r"[\s/]*+")


def _decoded(words: str) -> str:
    """Characters for their names and numbers; a number beyond all characters is the sign for an unknown one."""
    return html.unescape(_BEYOND.sub("\ufffd", words)) if "&" in words else words


class Mark(NamedTuple):
    """Words (no tag), a tag that opens, or one that closes. ``place`` counts characters from the file's beginning."""

    place: int
    tag: str = ""
    closes: bool = False
    words: str = ""
    attributes: Mapping[str, str] = MappingProxyType({})


def marks_of(page: str, *, xml: bool = False) -> Iterator[Mark]:
    """Every mark in order; raises UnsafeFile where the page ends within one, or declares names of its own."""
    at = 0
    while at < len(page):
        opened = page.find("<", at)
        if opened < 0:
            yield Mark(at, words=_decoded(page[at:]))
            return
        if opened > at:
            yield Mark(at, words=_decoded(page[at:opened]))
        found = _TAG.match(page, opened)
        if found is None:
            after = _declared(page, opened)
            if after == opened:
                yield Mark(opened, words="<")
                after = opened + 1
            elif page.startswith("<![CDATA[", opened) and xml:
                yield Mark(opened, words=page[opened + 9 : after - 3])
            at = after
            continue
        at, attributes, closed = _attributes(page, found.end())
        tag = found[2].lower().rpartition(":")[2] if xml else found[2].lower()
        yield Mark(opened, tag, bool(found[1]), "", attributes)
        if closed and xml:
            yield Mark(opened, tag, closes=True)
        elif not found[1] and tag in _RAW and not xml:
            at = yield from _raw(page, at, tag)


def _declared(page: str, at: int) -> int:
    """The end of a comment or declaration that begins here; the same place when it is neither."""
    if page.startswith("<!--", at):
        end, n_marks = page.find("-->", at + 4), 3
        if page.startswith(("<!-->", "<!--->"), at):
            end, n_marks = page.find(">", at), 1
    elif page.startswith("<![CDATA[", at):
        end, n_marks = page.find("]]>", at), 3
    elif page.startswith(("<!", "<?", "</"), at):
        end, n_marks = page.find(">", at), 1
        if page[at : at + 9].lower() == "<!doctype" and "[" in page[at:end]:
            reason = "It declares names of its own, through which a file can make its reader open other files."
            raise UnsafeFile(Refusal(reason, "DOCTYPE", _ADVICE))
    else:
        return at
    if end < 0:
        raise UnsafeFile(_CUT)
    return end + n_marks


def _attributes(page: str, at: int) -> tuple[int, dict[str, str], bool]:
    """The end of a tag, its attributes (the first of each name counts), and whether it closes itself."""
    found: dict[str, str] = {}
    while True:
        spaces = _SPACES.match(page, at)
        after = spaces.end() if spaces else at
        if after >= len(page):
            raise UnsafeFile(_CUT)
        if page[after] == ">":
            return after + 1, found, page[after - 1] == "/" and after > at
        name = _ATTRIBUTE.match(page, at)
        at = name.end() if name else after + 1
        value = ""
        if equals := _VALUE.match(page, at):
            value, at = _value(page, equals.end())
        if name and name[1] and len(found) < 1_000:
            found.setdefault(name[1].lower(), _decoded(value))


def _value(page: str, at: int) -> tuple[str, int]:
    if page.startswith(('"', "'"), at):
        end = page.find(page[at], at + 1)
        if end < 0:
            raise UnsafeFile(_CUT)
        return page[at + 1 : end], end + 1
    bare = _BARE.match(page, at)
    return (bare[0], bare.end()) if bare else ("", at)


def _raw(page: str, at: int, tag: str) -> Generator[Mark, None, int]:
    """What stands in a script or title, as words of it, up to its end or that of the page; returns where that is."""
    ends = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(page, at)
    end = ends.start() if ends else len(page)
    yield Mark(at, words=_decoded(page[at:end]) if tag in ("textarea", "title") else page[at:end])
    return end
