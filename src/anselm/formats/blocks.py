"""Text in the making, for formats that have paragraphs, tables and boxes, and the words for what it does not hold.

Paragraphs end in LF, cells in TAB, rows in LF, in every format alike; a box stands after the paragraph it is
tied to.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from anselm.domain.parsed import Loss, Refusal
from anselm.formats.canonical import MAX_TEXT, TOO_LONG, has_words
from anselm.formats.safe_zip import UnsafeFile
from anselm.formats.txt import NOTHING

__all__ = ["Blocks", "Frame", "attribute", "counted", "no_words"]

_WORDS = {
    "tracked-deletion": ("{n} tracked deletion is left out.", "{n} tracked deletions are left out."),
    "tracked-insertion": ("{n} tracked insertion is kept.", "{n} tracked insertions are kept."),
    "moved-text": (
        "{n} moved passage stands where it was moved to.",
        "{n} moved passages stand where they were moved to.",
    ),
    "hidden-text": ("{n} stretch of hidden text is left out.", "{n} stretches of hidden text are left out."),
    "footnote": ("{n} footnote is left out.", "{n} footnotes are left out."),
    "endnote": ("{n} endnote is left out.", "{n} endnotes are left out."),
    "comment": ("{n} comment is left out.", "{n} comments are left out."),
    "picture": ("{n} picture or drawing is left out.", "{n} pictures or drawings are left out."),
    "embedded-object": ("{n} embedded object is left out.", "{n} embedded objects are left out."),
    "embedded-document": (
        "{n} document included in this one is left out.",
        "{n} documents included in this one are left out.",
    ),
    "list-number": (
        "{n} list paragraph has a number or bullet made by its program, which is left out; its words are kept.",
        "{n} list paragraphs have numbers or bullets made by its program, which are left out; their words are kept.",
    ),
    "equation": ("{n} equation is kept as characters only.", "{n} equations are kept as characters only."),
    "symbol": (
        "{n} sign of a symbol font may look different.",
        "{n} signs of symbol fonts may look different.",
    ),
    "text-box": (
        "{n} text box stands after the paragraph it is tied to.",
        "{n} text boxes stand after the paragraphs they are tied to.",
    ),
    "equation-left-out": ("{n} equation is left out.", "{n} equations are left out."),
    "unknown-part": (
        "{n} part of a kind not known here is left out, as the format asks.",
        "{n} parts of kinds not known here are left out, as the format asks.",
    ),
    "unknown-letter": (
        "{n} stretch holds letters its code page does not have; they are marked \ufffd.",
        "{n} stretches hold letters their code page does not have; they are marked \ufffd.",
    ),
    "code-page": (
        "{n} stretch of letters may be meant in another code page than the file names: compare it with the file.",
        "{n} stretches of letters may be meant in another code page than the file names: compare them with the file.",
    ),
    "control-sign": (
        "{n} stretch with signs that no writing has (such as NUL) is read without them.",
        "{n} stretches with signs that no writing has (such as NUL) are read without them.",
    ),
    "unended-part": (
        "{n} part that never ends is left out to the end of the page.",
        "{n} parts that never end are left out to the ends of their pages.",
    ),
    "broken-word": (
        "{n} word broken at the end of a line stays so, with its hyphen.",
        "{n} words broken at the ends of lines stay so, with their hyphens.",
    ),
    "unknown-sign": (
        "{n} sign has no character in the file, only a look, and may be missing.",
        "{n} signs have no characters in the file, only looks, and may be missing.",
    ),
    "form-field": ("{n} field to fill in is left out.", "{n} fields to fill in are left out."),
    "ruby": (
        "{n} reading aid above characters is left out.",
        "{n} reading aids above characters are left out.",
    ),
}


def attribute(attributes: dict[str, str], name: str) -> str | None:
    """An attribute by its local name, whatever the variant of the format."""
    ending = " " + name
    return next((value for key, value in attributes.items() if key == name or key.endswith(ending)), None)


def counted(kind: str, n_found: int, first: int) -> Loss:
    """A loss in words: how many, and the paragraph of the first."""
    one, several = _WORDS[kind]
    return Loss(kind, f"from paragraph {first}", (one if n_found == 1 else several).format(n=n_found))


@dataclass(slots=True)
class Frame:
    """A body, cell or text box being filled: finished lines, and the paragraph in the making."""

    blocks: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    joined: bool = False  # the paragraph's mark was deleted, so the next paragraph continues it
    hidden: bool = False  # the paragraph's style hides its words
    listed: bool = False  # the word processor writes a number or a bullet before the paragraph
    boxes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    cells: list[str] = field(default_factory=list)
    deleted: bool = False


class Blocks:
    """Frames within frames, and what was found that the text does not hold. A reader of a format fills it."""

    def __init__(self) -> None:
        self.frames = [Frame()]
        self.tables: list[list[str]] = []
        self.rows: list[_Row] = []
        self.found: dict[str, list[int]] = {}  # kind of loss: how many, and the first paragraph
        self.n_paragraphs = 0
        self.n_characters = 0

    def count(self, kind: str) -> None:
        """Note one more thing of a kind that the text does not hold."""
        self.found.setdefault(kind, [0, max(1, self.n_paragraphs)])[0] += 1

    def grow(self, n_characters: int) -> None:
        """Count what the text will hold, so that no file makes more than fits."""
        self.n_characters += n_characters
        if self.n_characters > MAX_TEXT:
            raise UnsafeFile(TOO_LONG)

    def losses(self) -> tuple[Loss, ...]:
        """What was found, in words, in the order of the file."""
        return tuple(counted(kind, *found) for kind, found in self.found.items())

    def text(self) -> str:
        """All of it, once the file has ended."""
        return self.close(self.frames[0])

    def flush(self, frame: Frame) -> None:
        """The open paragraph is a line; the text boxes tied to it follow."""
        frame.blocks.append("".join(frame.pieces))
        frame.pieces = []
        frame.blocks.extend(frame.boxes)
        frame.boxes = []

    def close(self, frame: Frame) -> str:
        """The text of a finished body, cell or box; what a deleted last mark left open is kept."""
        if frame.pieces or frame.boxes:
            self.flush(frame)
        return "\n".join(frame.blocks)

    def table_begin(self, _: dict[str, str]) -> None:
        if self.frames[-1].pieces:
            self.flush(self.frames[-1])
        self.tables.append([])

    def table_end(self) -> None:
        table = self.tables.pop()
        if table:
            self.frames[-1].blocks.append("\n".join(table))

    def row_begin(self, _: dict[str, str]) -> None:
        self.rows.append(_Row())

    def row_end(self) -> None:
        row = self.rows.pop()
        if row.deleted and not any(row.cells):
            return
        lines = self.tables[-1] if self.tables else self.frames[-1].blocks
        lines.append("\t".join(row.cells))

    def cell_begin(self, _: dict[str, str]) -> None:
        self.grow(1)
        self.frames.append(Frame())

    def cell_end(self) -> None:
        text = self.close(self.frames.pop())
        if self.rows:
            self.rows[-1].cells.append(text)
        else:
            self.frames[-1].blocks.append(text)

    def box_begin(self, _: dict[str, str]) -> None:
        self.frames.append(Frame())

    def box_end(self) -> None:
        text = self.close(self.frames.pop())
        if has_words(text):
            self.frames[-1].boxes.append(text)
            self.count("text-box")


def no_words(blocks: Blocks) -> Refusal:
    """Why a document that was read to its end gives no source."""
    if "picture" in blocks.found:
        return Refusal(
            "It holds pictures but no words.", advice="If it is a scan, have its text recognised first."
        )
    if not blocks.found:
        return NOTHING
    left_out = ", ".join(kind.replace("-", " ") for kind in sorted(blocks.found))
    return Refusal(
        f"It holds no words outside what is left out: {left_out}.",
        advice="Accept the tracked changes or show the hidden text where it was written, and save it again.",
    )
