"""Comments and highlights of an OpenDocument text: they stand in the text itself, and are read as it is."""

from __future__ import annotations

import re

from anselm.formats.marking import MAX_WORDS, Marking, Said

__all__ = ["COMMENT_TAGS", "Annotations", "colour_of"]

COMMENT_TAGS = frozenset(("office:annotation", "office:annotation-end", "dc:creator", "dc:date"))
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# What word processors offer to highlight with, by the names that Word files give them.
_NAMED = {
    "#ffff00": "yellow",
    "#00ff00": "green",
    "#00ffff": "cyan",
    "#ff00ff": "magenta",
    "#0000ff": "blue",
    "#ff0000": "red",
    "#000080": "darkBlue",
    "#008080": "darkCyan",
    "#008000": "darkGreen",
    "#800080": "darkMagenta",
    "#800000": "darkRed",
    "#808000": "darkYellow",
    "#808080": "darkGray",
    "#c0c0c0": "lightGray",
}


def colour_of(said: str) -> str:
    """The colour behind letters; empty for none, and for white paper."""
    colour = said.strip().lower()
    if not _COLOUR.fullmatch(colour) or colour == "#ffffff":
        return ""
    return _NAMED.get(colour, colour)


class Annotations:
    """The comments met so far. While one is open its words are taken here, and are no words of the text."""

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self.open = 0  # how many elements deep
        self._keys: dict[str, str] = {}
        self._key = self._taking = ""
        self._author = self._at = ""
        self._pieces: list[str] = []

    def begin(self, name: str, marking: Marking | None, paragraph: int) -> None:
        """A comment begins where its passage does; one without a place is kept as that."""
        self.open = 1
        self._key = str(len(self.said))
        self._author = self._at = self._taking = ""
        self._pieces = []
        self.said[self._key] = Said("")
        if name:
            self._keys.setdefault(name, self._key)
        if marking is not None:
            marking.begin(self._key, paragraph)

    def finish(self, name: str, marking: Marking, paragraph: int) -> None:
        """The passage of a comment ends."""
        if name in self._keys:
            marking.finish(self._keys.pop(name), paragraph)

    def start(self, tag: str) -> None:
        """An element inside the comment."""
        self.open += 1
        if tag in ("text:p", "text:h") and self._pieces:
            self._pieces.append("\n")
        elif tag == "text:s":
            self._pieces.append(" ")
        elif tag in ("text:tab", "text:line-break"):
            self._pieces.append("\t" if tag == "text:tab" else "\n")
        if tag in ("dc:creator", "dc:date", "text:p", "text:h"):
            self._taking = tag

    def end(self, tag: str) -> None:
        """An element ends; the comment once it is whole."""
        self.open -= 1
        if tag == self._taking:
            self._taking = ""
        if self.open == 0:
            words = "".join(self._pieces).strip()[:MAX_WORDS]
            self.said[self._key] = Said(words, self._author.strip()[:200], self._at.strip()[:40])

    def characters(self, text: str) -> None:
        """Its words, its author, its day."""
        if self._taking == "dc:creator":
            self._author += text
        elif self._taking == "dc:date":
            self._at += text
        elif self._taking:
            self._pieces.append(re.sub(r"[ \t\r\n]+", " ", text))
