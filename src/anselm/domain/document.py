"""A report with its live blocks filled in: what is printed, what stands behind it, what is in the way.

Plain values that every writer reads. Positions are half-open, in Unicode code points. Dates and times
are words ready to print. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from anselm.domain.drawing import Drawing

__all__ = [
    "Align",
    "Block",
    "Citation",
    "ClaimSpan",
    "ClaimTrace",
    "Code",
    "CoderMark",
    "CodingTrace",
    "ConsentLine",
    "ConsentState",
    "Emphasis",
    "EvidenceTrace",
    "Fault",
    "FigureBlock",
    "Heading",
    "Inline",
    "LineBreak",
    "Link",
    "ListBlock",
    "Mark",
    "Notice",
    "NoticeBlock",
    "Paragraph",
    "Passage",
    "Place",
    "PrintedReport",
    "Quotation",
    "QuotationBlock",
    "QuotationSpan",
    "QuoteBlock",
    "Reference",
    "Rule",
    "SpeakerTrace",
    "Stance",
    "Strong",
    "Support",
    "TableBlock",
    "TallyMark",
    "Text",
    "Trace",
    "plain",
]

Support: TypeAlias = Literal[
    "supported", "one voice only", "told otherwise", "more than its count", "no evidence", "interpretive"
]
Mark: TypeAlias = Literal["for", "qualified", "against", "silent", "not asked"]
Stance: TypeAlias = Literal["supports", "qualifies", "contradicts"]
ConsentState: TypeAlias = Literal["given", "refused", "not recorded", "does not apply", "withdrawn"]
Align: TypeAlias = Literal["left", "right", "centre"]
Printing: TypeAlias = Literal["verified", "changed", "removed", "unknown"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the Markdown: [start, end) in code points, ``line`` from 1, ``section`` the heading above."""

    start: int
    end: int
    line: int
    section: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that stands in the way of a release, or that a reader should know.

    ``sentence`` is the sentence of the report it concerns (the key of a quotation, never a participant's
    words). ``refuses`` says whether a release is refused for it; a draft never is. ``in_walk``: it stands in the walk
    back that a file carries for that sentence (in Word as its comment), not in the sentence.
    """

    place: Place
    sentence: str
    reason: str
    advice: str = ""
    refuses: bool = True
    in_walk: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words set as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citekey in its brackets, exactly as written, such as ``[@smith2010]``."""

    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A mark of the tool in the text of a draft: something is missing here, and why."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly emphasised words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address: http, https or mailto only; others are never made links."""

    address: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that lead to the table or figure of the same document that has this anchor. No link holds one."""

    anchor: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class TallyMark:
    """One tick behind a claim: the printed name of a case (or the label of a person) and what it says."""

    name: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class ClaimSpan:
    """A sentence with a count behind it.

    ``number`` counts the claims of the document from 1 and names its section of the trace.
    ``count_words`` is such as "9 of 9 teams"; ``note`` is what a reader should know about the count.
    """

    claim_id: str
    number: int
    children: tuple[Inline, ...]
    support: Support
    count_words: str = ""
    tally: tuple[TallyMark, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A participant's words as printed, or the reason why they are not.

    ``words`` is empty unless ``printing`` is "verified" or "changed". ``number`` names its part of the
    trace (from 1; 0 when there is nothing to walk back to). ``locator`` is such as "turn 41", ``time``
    such as "00:11:52". ``edits`` says in words what was done to the source's words.
    """

    quotation_id: str
    number: int
    label: str
    words: str
    printing: Printing
    locator: str = ""
    time: str = ""
    edits: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuotationSpan:
    """A quotation inside a sentence."""

    quotation: Quotation


Inline: TypeAlias = (
    Text | Code | LineBreak | Citation | Notice | Emphasis | Strong | Link | Reference | ClaimSpan | QuotationSpan
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 to 6, ``anchor`` is unique in the document."""

    level: int
    children: tuple[Inline, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each entry holds blocks. ``start`` is the first number of an ordered list."""

    ordered: bool
    entries: tuple[tuple[Block, ...], ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """Blocks set in from the margin: words of others that are not a participant's."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A break between parts."""


@dataclass(frozen=True, slots=True)
class NoticeBlock:
    """Where a block is missing: why, and what to do."""

    reason: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: every row has as many cells as there are columns. ``note`` says what it counts and from which
    coding set; ``row_heads`` whether the first cell of a row names it; ``anchor`` is what references lead to, unique
    in the document, empty where none does. Raises ValueError on a ragged row.
    """

    columns: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    caption: str = ""
    note: str = ""
    aligns: tuple[Align, ...] = ()
    row_heads: bool = False
    anchor: str = ""

    def __post_init__(self) -> None:
        for at, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(f"row {at + 1} has {len(row)} cells, the table has {len(self.columns)} columns")

    @classmethod
    def of(
        cls,
        columns: Iterable[str],
        rows: Iterable[Iterable[str]],
        *,
        caption: str = "",
        note: str = "",
        aligns: tuple[Align, ...] = (),
        row_heads: bool = True,
    ) -> TableBlock:
        """A table of plain words."""
        return cls(
            columns=tuple((Text(name),) for name in columns),
            rows=tuple(tuple((Text(cell),) for cell in row) for row in rows),
            caption=caption,
            note=note,
            aligns=aligns,
            row_heads=row_heads,
        )

    def align(self, column: int) -> Align:
        """How the cells of a column (from 0) are set; left where nothing is said."""
        return self.aligns[column] if column < len(self.aligns) else "left"


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A picture, the same in words, and the same as a table. One without shapes has nothing to be drawn from; its
    words say why, and `repair` what would make it drawn. ``anchor`` as of a table."""

    figure_id: str
    caption: str
    drawing: Drawing
    text_alternative: str
    table: TableBlock
    repair: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class QuotationBlock:
    """A quotation on lines of its own."""

    quotation: Quotation


Block: TypeAlias = (
    Heading | Paragraph | ListBlock | QuoteBlock | Rule | TableBlock | QuotationBlock | FigureBlock | NoticeBlock
)


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A report ready to be written. ``status`` is such as "Draft 4" or "Release 2, 17 May 2024"; ``origin`` names the
    study, the report and the status alone, for files that come back.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    status: str = ""
    draft: bool = True
    origin: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """What one person said about one scope, at release time; ``at`` and ``form_version`` empty if not recorded."""

    scope: str
    state: ConsentState
    form_version: str = ""
    at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoderMark:
    """Who applied the code, when, and where the marking differed ("one turn longer")."""

    name: str
    at: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CodingTrace:
    """One code on the passage: its definition as it stood, the round, who applied it, how it was settled."""

    code: str
    definition: str
    codebook_version: str = ""
    key: str = ""
    round_name: str = ""
    blind: bool = False
    coders: tuple[CoderMark, ...] = ()
    settled: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in context. ``before`` and ``after`` are of the same turn, ``question`` is the interviewer's.

    ``removed`` is the reason why the words are not shown; then all four are empty.
    """

    source: str
    version: str
    start: int
    end: int
    words: str
    before: str = ""
    after: str = ""
    question: str = ""
    locator: str = ""
    time: str = ""
    removed: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerTrace:
    """Whose words they are, by printed label only; never a real name."""

    label: str
    role: str = ""
    case: str = ""
    about: str = ""
    encounter: str = ""
    encounter_at: str = ""
    interviewer: str = ""
    kind: Literal["participant", "interviewer", "other"] = "participant"


@dataclass(frozen=True, slots=True)
class EvidenceTrace:
    """One piece of evidence, walked back as far as it goes.

    ``summary`` is for evidence that is no passage (a practice, a cell, a record). ``speaker`` is None for
    words of no participant. ``approval`` is the participant's word on this quotation, where asked for.
    """

    evidence_id: str
    stance: Stance
    case: str = ""
    summary: str = ""
    codings: tuple[CodingTrace, ...] = ()
    passage: Passage | None = None
    speaker: SpeakerTrace | None = None
    consents: tuple[ConsentLine, ...] = ()
    approval: Literal["not asked for", "waiting", "given", "refused"] = "not asked for"


@dataclass(frozen=True, slots=True)
class ClaimTrace:
    """Everything behind one claim of the document. ``searched`` says who looked for the contrary, and when."""

    claim_id: str
    number: int
    sentence: str
    section: str
    support: Support
    count_words: str
    tally: tuple[TallyMark, ...] = ()
    scope: str = ""
    author: str = ""
    analytic_note: str = ""
    searched: str = ""
    note: str = ""
    evidence: tuple[EvidenceTrace, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """The walk back: claims and quotations in the order of their numbers."""

    claims: tuple[ClaimTrace, ...] = ()
    quotations: tuple[EvidenceTrace, ...] = field(default=())


def plain(children: Iterable[Inline]) -> str:
    """The words of a line without any marking; a quotation gives its printed words."""
    return "".join(_plain_one(child) for child in children)


def _plain_one(child: Inline) -> str:
    match child:
        case Text(text) | Code(text) | Citation(text):
            return text
        case Notice(text):
            return f"[{text}]"
        case LineBreak():
            return "\n"
        case QuotationSpan(quotation):
            return quotation.words
        case _:
            return plain(child.children)
