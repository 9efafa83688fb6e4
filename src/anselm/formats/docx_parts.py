"""The parts of a Word file around the main document: which that is, and what the others would have added."""

from __future__ import annotations

import codecs
import posixpath
import re
from dataclasses import dataclass

from anselm.domain.parsed import Loss, Refusal
from anselm.formats.canonical import MAX_TEXT, TOO_LONG, has_words
from anselm.formats.marking import MAX_WORDS, Said
from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import Container, UnsafeFile

__all__ = ["Styles", "comments_of", "main_part", "side_losses", "styles_of"]

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_SIDES = (
    (re.compile(r"word/header\d*\.xml"), "page-header", "Page headers with words are left out."),
    (re.compile(r"word/footer\d*\.xml"), "page-footer", "Page footers with words are left out."),
)
_OTHER_OFFICE = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file"),
)


@dataclass(frozen=True, slots=True)
class Styles:
    """Identifiers of the styles that hide their words, and of those that number their paragraphs."""

    hidden: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()


class _StyleReader:
    """Notes of each style what it is based on, and what it says of hiding and numbering."""

    def __init__(self) -> None:
        self.style = ""
        self.based_on: dict[str, str] = {}
        self.hides: dict[str, bool] = {}
        self.lists: dict[str, bool] = {}

    tags = frozenset(("w:style", "w:basedOn", "w:vanish", "w:numId"))

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Keep the few tags that matter."""
        value = next((value for key, value in attributes.items() if key.endswith(" val")), "")
        if tag == "w:style":
            self.style = next((one for key, one in attributes.items() if key.endswith(" styleId")), "")
        elif tag == "w:basedOn":
            self.based_on[self.style] = value
        elif tag == "w:vanish":
            self.hides[self.style] = value not in {"0", "false", "off", "none"}
        elif tag == "w:numId":
            self.lists[self.style] = value != "0"
        return False

    def end(self, tag: str) -> None:
        """Not needed here."""

    def characters(self, text: str) -> None:
        """Not needed here."""

    def resolved(self, said: dict[str, bool]) -> frozenset[str]:
        """The styles for which this holds, by their own word or that of the style they are based on."""
        found: dict[str, bool] = {"": False}
        for style in {*said, *self.based_on}:
            chain: list[str] = []
            while style not in found and style not in said and style not in chain:
                chain.append(style)
                style = self.based_on.get(style, "")
            holds = said.get(style, found.get(style, False))
            found.update(dict.fromkeys([*chain, style], holds))
        return frozenset(style for style, holds in found.items() if holds)


def styles_of(container: Container) -> Styles:
    """What the styles say; raises UnsafeFile when the part is damaged."""
    name = "word/styles.xml"
    if name not in container:
        return Styles()
    reader = _StyleReader()
    content = b"".join(container.chunks(name))
    # Most files say neither, and the search is a hundred times quicker than the reading.
    if not content.startswith(_WIDE) and not any(sign in content for sign in (b"vanish", b"numId", b"<!")):
        return Styles()
    read_xml([content], name, reader)
    return Styles(reader.resolved(reader.hides), reader.resolved(reader.lists))


class _CommentReader:
    """The comments of a file in the order in which they stand there; deleted words are left out."""

    tags = frozenset(("w:comment", "w:p", "w:t", "w:tab", "w:br", "w:cr", "w:del", "w:moveFrom"))

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self.key = ""
        self.who = ("", "")
        self.pieces: list[str] = []
        self.taking = False
        self.n_characters = 0

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """A comment, a paragraph of it, or its words begin."""
        if tag in ("w:del", "w:moveFrom"):
            return True
        if tag == "w:comment":
            named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            self.key = named.get("id", "")
            self.who = (named.get("author", "").strip()[:200], named.get("date", "").strip()[:40])
            self.pieces = []
        elif tag == "w:p" and self.pieces:
            self.pieces.append("\n")
        elif tag in ("w:tab", "w:br", "w:cr"):
            self.pieces.append("\t" if tag == "w:tab" else "\n")
        self.taking = tag == "w:t"
        return False

    def end(self, tag: str) -> None:
        """A comment is kept once it is whole; of two with one identifier, the first."""
        self.taking = False
        if tag == "w:comment":
            words = "".join(self.pieces).strip()[:MAX_WORDS]
            self.said.setdefault(self.key, Said(words, *self.who))
            self.pieces = []

    def characters(self, text: str) -> None:
        """Words of a comment, within what a text may hold."""
        if self.taking:
            self.n_characters += len(text)
            if self.n_characters > MAX_TEXT:
                raise UnsafeFile(TOO_LONG)
            self.pieces.append(text)


def comments_of(container: Container) -> dict[str, Said]:
    """The comments of a file by their identifiers; raises UnsafeFile when the part is damaged."""
    name = "word/comments.xml"
    if name not in container:
        return {}
    reader = _CommentReader()
    read_xml(container.chunks(name), name, reader)
    return reader.said


class _Relations:
    """Finds the main document among a package's relationships."""

    def __init__(self) -> None:
        self.target: str | None = None

    tags = frozenset(("rel:Relationship",))

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Keep the first office document that is inside the package."""
        del tag
        inside = attributes.get("TargetMode", "Internal") == "Internal"
        office = attributes.get("Type", "").endswith("/officeDocument")
        if inside and office and self.target is None:
            self.target = attributes.get("Target")
        return False

    def end(self, tag: str) -> None:
        """Not needed here."""

    def characters(self, text: str) -> None:
        """Not needed here."""


class _Words:
    """Whether a part holds words, to tell whether leaving it out matters."""

    def __init__(self) -> None:
        self.taking = False
        self.found = False

    tags = frozenset(("w:t",))

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Words begin in w:t."""
        del tag, attributes
        self.taking = True
        return False

    def end(self, tag: str) -> None:
        """Words end."""
        del tag
        self.taking = False

    def characters(self, text: str) -> None:
        """Only writing counts, not spaces."""
        self.found = self.found or (self.taking and has_words(text))


def main_part(container: Container) -> str:
    """The name of the main document; raises UnsafeFile when the container is no Word file."""
    if "_rels/.rels" in container:
        relations = _Relations()
        read_xml(container.chunks("_rels/.rels"), "_rels/.rels", relations)
        name = posixpath.normpath((relations.target or "").replace("\\", "/").lstrip("/"))
        if name in container and name.startswith("word/"):
            return name
    if "word/document.xml" in container:
        return "word/document.xml"
    for opening, kind in _OTHER_OFFICE:
        if any(name.startswith(opening) for name in container.names):
            raise UnsafeFile(Refusal(f"It is not a Word file but {kind}.", "", "Save it as .docx or plain text."))
    reason = "It is a zip container without a Word document in it."
    raise UnsafeFile(Refusal(reason, "", "If it is an archive of transcripts, unpack it and import the files."))


def side_losses(container: Container, main: str) -> tuple[Loss, ...]:
    """Whether page headers and footers hold words, once a kind; raises UnsafeFile when one is damaged."""
    losses: dict[str, Loss] = {}
    for name in container.names:
        for pattern, kind, message in _SIDES:
            if name == main or kind in losses or not pattern.fullmatch(name):
                continue
            words = _Words()
            read_xml(container.chunks(name), name, words)
            if words.found:
                losses[kind] = Loss(kind, name, message)
    return tuple(losses.values())
