"""What a report carries unseen through Word: a part of its own that names the study, the report and each piece.

Word keeps such parts while words change. No word of a participant is in it: labels, counts and identifiers only.
"""

from __future__ import annotations

from html import escape

from anselm.domain.returned import Carried, Piece
from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import Container

__all__ = ["NAMESPACE", "carried_in", "written"]

NAMESPACE = "urn:anselm:report:1"
_MOST_PIECES = 20_000


def _attribute(value: str) -> str:
    """A value in quotation marks; line breaks and tabs as references, since readers of XML make spaces of them."""
    kept = escape(value).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    return f'"{kept}"'


def written(carried: Carried) -> bytes:
    """The part as XML, the same for the same value."""
    head = (
        f"<report xmlns={_attribute(NAMESPACE)} study={_attribute(carried.study_id)} "
        f"report={_attribute(carried.report_id)} status={_attribute(carried.status)}>"
    )
    lines = [
        f"<piece mark={_attribute(one.mark)} kind={_attribute(one.kind)} id={_attribute(one.identifier)} "
        f"said={_attribute(one.said)} number={_attribute(one.number_words)}/>"
        for one in carried.pieces
    ]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *lines, "</report>\n"]).encode()


class _Part:
    """Collects the pieces of the first report found."""

    tags = frozenset(("?report", "?piece"))

    def __init__(self) -> None:
        self.head: dict[str, str] | None = None
        self.pieces: list[Piece] = []

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Take the attributes of either element."""
        said = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        if tag == "?report" and self.head is None:
            self.head = said
        elif tag == "?piece" and len(self.pieces) < _MOST_PIECES:
            self.pieces.append(Piece(*(said.get(name, "") for name in ("mark", "kind", "id", "said", "number"))))
        return False

    def end(self, tag: str) -> None:
        """Nothing follows."""

    def characters(self, text: str) -> None:
        """No words are in it."""


def carried_in(container: Container) -> tuple[Carried, ...]:
    """What the file carries, wherever the program that saved it put the part. Raises UnsafeFile when damaged."""
    for name in container.names:
        if not name.startswith("customXml/") or not name.endswith(".xml") or "itemProps" in name:
            continue
        content = b"".join(container.chunks(name))
        if NAMESPACE.encode() not in content[:2000]:
            continue
        part = _Part()
        read_xml([content], name, part)
        if part.head is not None:
            head = part.head
            known = (head.get("study", ""), head.get("report", ""), head.get("status", ""))
            return (Carried(*known, tuple(part.pieces)),)
    return ()
