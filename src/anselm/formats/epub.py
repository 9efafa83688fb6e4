"""Electronic books (`.epub`): the chapters in the order of reading, each as a web page is read.

What the book has besides (its cover, its navigation, styles and pictures) is left out; a book under a lock is
refused.
"""

from __future__ import annotations

import posixpath
import urllib.parse
from collections.abc import Sequence

from anselm.domain.parsed import Loss, ParseOutcome, Refusal
from anselm.formats.blocks import no_words
from anselm.formats.canonical import has_words
from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import Container, UnsafeFile, open_container
from anselm.formats.sniff import EMPTY, kind_of
from anselm.formats.txt import with_turns
from anselm.formats.webpage import Page, page_text

__all__ = ["read_epub"]

_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_ADVICE = "Open it in the program that made it, save it again, and import the new copy."


class _Package:
    """Finds the package of a book, then in the package its chapters and their order."""

    tags = frozenset(("ocf:rootfile", "?rootfile", "opf:item", "opf:itemref"))

    def __init__(self) -> None:
        self.package = ""
        self.items: dict[str, tuple[str, str]] = {}
        self.order: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Keep the few tags that matter."""
        if tag in ("ocf:rootfile", "?rootfile"):
            self.package = self.package or attributes.get("full-path", "")
        elif tag == "opf:item":
            self.items[attributes.get("id", "")] = attributes.get("href", ""), attributes.get("media-type", "")
        else:
            self.order.append(attributes.get("idref", ""))
        return False

    def end(self, tag: str) -> None:
        """Not needed here."""

    def characters(self, text: str) -> None:
        """Not needed here."""


class _Locked:
    """Whether a chapter is among what the book lists as encrypted; fonts often are, and are not read here."""

    tags = frozenset(("?CipherReference",))

    def __init__(self, chapters: Sequence[str]) -> None:
        self.chapters = chapters
        self.found = False

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Compare each part named."""
        del tag
        self.found = self.found or urllib.parse.unquote(attributes.get("URI", "")) in self.chapters
        return False

    def end(self, tag: str) -> None:
        """Not needed here."""

    def characters(self, text: str) -> None:
        """Not needed here."""


def read_epub(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read an electronic book. ``encoding`` is not used: its chapters say their own."""
    del encoding
    if not content:
        return EMPTY
    kind = kind_of(content)
    if kind is None or "zip container" not in kind:
        reason = f"It is not an electronic book but {kind or 'something else, perhaps plain text'}."
        return Refusal(reason, "first bytes", "Give it the ending that fits, or save it as .epub.")
    try:
        return _read(open_container(content))
    except UnsafeFile as error:
        return error.refusal


def _read(container: Container) -> ParseOutcome:
    chapters, losses = _chapters(container)
    locked = "META-INF/encryption.xml"
    if locked in container:
        listed = _Locked(chapters)
        read_xml(container.chunks(locked), locked, listed)
        if listed.found:
            reason = "It is under a lock of its seller, which only the seller's programs open."
            return Refusal(reason, locked, "Ask the publisher for a copy without one.")
    page = Page()
    for name in chapters:
        text = page_text(b"".join(container.chunks(name)), None, xml=True)
        if isinstance(text, Refusal):
            return Refusal(text.reason, name, text.advice)
        page.read(text.removeprefix("\ufeff"), xml=True)
    words = page.finish()
    return with_turns("epub", words, page.losses() + losses) if has_words(words) else no_words(page)


def _chapters(container: Container) -> tuple[list[str], tuple[Loss, ...]]:
    """The parts that are chapters, in the order of reading; raises UnsafeFile when it is no book."""
    found = _Package()
    where = "META-INF/container.xml"
    if where in container:
        read_xml(container.chunks(where), where, found)
    if found.package not in container:
        reason = "It is a zip container without an electronic book in it."
        raise UnsafeFile(Refusal(reason, "", "If it is an archive of transcripts, unpack it and import the files."))
    read_xml(container.chunks(found.package), found.package, found)
    chapters: list[str] = []
    missing = 0
    for reference in dict.fromkeys(found.order):
        href, kind = found.items.get(reference, ("", ""))
        path = urllib.parse.unquote(href.partition("#")[0])
        name = posixpath.normpath(posixpath.join(posixpath.dirname(found.package), path))
        if href and kind not in _PAGES:
            continue
        if name in container:
            chapters.append(name)
        else:
            missing += 1
    if not chapters:
        raise UnsafeFile(Refusal("It names no chapter that is in it.", found.package, _ADVICE))
    lost = Loss("missing-part", found.package, f"Chapters it names that are not in it: {missing}.")
    return chapters, (lost,) if missing else ()
