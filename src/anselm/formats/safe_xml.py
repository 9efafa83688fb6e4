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
    ("/wordprocessingml/2006/main", "w:"),
    ("/ooxml/wordprocessingml/main", "w:"),
    ("/markup-compatibility/2006", "mc:"),
    ("/officeDocument/2006/math", "m:"),
    ("/ooxml/officeDocument/math", "m:"),
    ("/drawingml/2006/main", "a:"),
    ("/ooxml/drawingml/main", "a:"),
    ("/package/2006/relationships", "rel:"),
    ("/XML/1998/namespace", "xml:"),
)


class Handler(Protocol):
    """Receives tags and characters in document order; names as `short_name` gives them."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

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
    names: dict[str, str] = {}
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            reason = f"It is nested more than {MAX_DEPTH} levels deep, which no document is."
            raise UnsafeFile(Refusal(reason, part, _ADVICE))
        if (tag := names.get(name)) is None:
            tag = names[name] = short_name(name)
        handler.start(tag, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(names[name])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.characters
    parser.StartDoctypeDeclHandler = _refuse_doctype(part)
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


def _refuse_doctype(part: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        reason = (
            "It declares a DOCTYPE, through which a file can make its reader open other files; none is read."
        )
        raise UnsafeFile(Refusal(reason, part, _ADVICE))

    return refuse
