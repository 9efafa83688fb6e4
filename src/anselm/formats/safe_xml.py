"""XML from strangers: a DOCTYPE is refused, so no entities, and nothing is fetched; depth is counted.

The standard library's expat reads a stream of tags and builds no tree, so neither depth nor size can
exhaust it; it opens no file and no address by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol
from xml.parsers import expat

from anselm.domain.parsed import Refusal
from anselm.formats.safe_zip import UnsafeFile

__all__ = ["MAX_DEPTH", "Handler", "read_xml", "short_name"]

MAX_DEPTH = 200
_NO_MEMORY = 1  # expat's own number for it
_ADVICE = "Open it in the program that made it, save it again, and import the new copy."
# Namespaces end alike in the transitional and the strict variant of Office Open XML; prefixes are ours.
_PREFIXES = (
    ("/spreadsheetml/2006/main", "x:"),
    ("/ooxml/spreadsheetml/main", "x:"),
    ("/wordprocessingml/2006/main", "w:"),
    ("/ooxml/wordprocessingml/main", "w:"),
    ("/markup-compatibility/2006", "mc:"),
    ("/officeDocument/2006/math", "m:"),
    ("/ooxml/officeDocument/math", "m:"),
    ("/drawingml/2006/main", "a:"),
    ("/ooxml/drawingml/main", "a:"),
    ("/package/2006/relationships", "rel:"),
    (":opendocument:xmlns:container", "ocf:"),
    ("http://www.idpf.org/2007/opf", "opf:"),
    ("/XML/1998/namespace", "xml:"),
    (":opendocument:xmlns:office:1.0", "office:"),
    (":opendocument:xmlns:text:1.0", "text:"),
    (":opendocument:xmlns:table:1.0", "table:"),
    (":opendocument:xmlns:drawing:1.0", "draw:"),
    (":opendocument:xmlns:style:1.0", "style:"),
    (":opendocument:xmlns:svg-compatible:1.0", "svg:"),
    ("http://purl.org/dc/elements/1.1/", "dc:"),
)


class Handler(Protocol):
    """Receives tags and characters in document order; names as `short_name` gives them."""

    @property
    def tags(self) -> frozenset[str]:
        """The tags it wants to hear of; all others pass unseen, what they hold does not."""

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """An element begins; True leaves it out with all it holds, and without its end."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """Characters between tags, possibly in several pieces."""


def short_name(name: str) -> str:
    """`w:t` for the name `{namespace} t` of a known namespace, the bare name for others."""
    namespace, _, local = name.rpartition(" ")
    for ending, prefix in _PREFIXES:
        if namespace.endswith(ending):
            return prefix + local
    return "?" + local if namespace else local


def read_xml(chunks: Iterable[bytes], part: str, handler: Handler) -> None:
    """Send the part's tags and characters to the handler; raises UnsafeFile with words for the refusal."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    _listen(parser, part, handler)
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from None
        place = f"{part}, line {error.lineno}"
        raise UnsafeFile(Refusal("It is damaged: its XML is not well formed.", place, _ADVICE)) from None
    except (LookupError, ValueError):  # an XML declaration may name any encoding
        raise UnsafeFile(Refusal("Its XML is in an encoding unknown here.", part, _ADVICE)) from None


def _listen(parser: expat.XMLParserType, part: str, handler: Handler) -> None:
    """Pass on the tags the handler wants, by closures, for these are called for every tag of a document."""
    wanted = handler.tags
    names: dict[str, str] = {}  # as expat gives them: the short name, empty when it is not wanted
    depth = left_out_at = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, left_out_at
        depth += 1
        if depth > MAX_DEPTH:
            reason = f"It is nested more than {MAX_DEPTH} levels deep, which no document is."
            raise UnsafeFile(Refusal(reason, part, _ADVICE))
        if left_out_at:
            return
        tag = names.get(name)
        if tag is None:
            tag = short_name(name)
            tag = names[name] = tag if tag in wanted else ""
        if tag and handler.start(tag, attributes):
            left_out_at = depth

    def end(name: str) -> None:
        nonlocal depth, left_out_at
        depth -= 1
        if not left_out_at:
            if tag := names[name]:
                handler.end(tag)
        elif depth < left_out_at:
            left_out_at = 0

    def characters(text: str) -> None:
        if not left_out_at:
            handler.characters(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = _refuse_doctype(part)


def _refuse_doctype(part: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        reason = (
            "It declares a DOCTYPE, through which a file can make its reader open other files; none is read."
        )
        raise UnsafeFile(Refusal(reason, part, _ADVICE))

    return refuse
