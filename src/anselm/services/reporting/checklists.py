"""Checklists for journals and a methods section, each sentence from what is on record, each gap named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from anselm.analysis.checklists import CHECKLISTS, KEYS, Answer, Checklist, Line, State, fill
from anselm.analysis.report.resolve import Resolved
from anselm.domain.document import PrintedReport, TableBlock, Trace
from anselm.domain.study import Study
from anselm.services.operations import Nothing, reads
from anselm.services.ports import Reads, Rendering
from anselm.services.reporting.answering import answers_of

__all__ = ["checklist"]

Standard = Literal["coreq", "srqr"]
_SECTIONS: tuple[tuple[str, str], ...] = (
    ("Approach", "orientation paradigm question"),
    ("Sample", "sampling approach size declined sample"),
    ("Collection", "interviewers training ties setting others guide pilot recording duration dates repeats fieldnotes"),
    ("Analysis", "coders agreement derived saturation software"),
    ("Ethics", "ethics consent security"),
    ("Limits", "limits"),
)


@dataclass(frozen=True, slots=True)
class WhichChecklist:
    """Which checklist: coreq (32 items) or srqr (21)."""

    standard: Standard = "coreq"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something nobody has said yet: its key, under which a memo (about_kind "answer") fills it, and what it is."""

    key: str
    asks: str


@dataclass(frozen=True, slots=True)
class LineView:
    """One item: what it asks, the answer as far as it is known, its state, where its facts are kept, what is open."""

    number: int
    asks: str
    text: str
    state: State
    to: tuple[str, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """A checklist filled in."""

    name: str
    source: str
    lines: tuple[LineView, ...]
    n_complete: int
    n_missing: int


@reads("/report/checklist")
def checklist(reads: Reads, request: WhichChecklist) -> ChecklistView:
    """Fill a checklist from what is on record, each item with its state and what is still open."""
    wanted = CHECKLISTS[request.standard]
    lines = tuple(_view(one) for one in fill(wanted, answers_of(reads)))
    states = [one.state for one in lines]
    return ChecklistView(wanted.name, wanted.source, lines, states.count("complete"), states.count("missing"))


def _view(line: Line) -> LineView:
    return LineView(
        line.number, line.asks, line.text, line.state, line.to, tuple(Gap(key, KEYS[key]) for key in line.open)
    )


@dataclass(frozen=True, slots=True)
class ChecklistFile:
    """Which checklist, as what kind of file."""

    standard: Standard = "coreq"
    format: Literal["docx", "pdf", "html", "md", "tex"] = "docx"


@reads("/report/checklist/file", download=True)
def checklist_file(reads: Reads, request: ChecklistFile) -> Rendering:
    """Write a filled checklist as a file for a journal."""
    wanted = CHECKLISTS[request.standard]
    return Rendering(request.standard, request.format, _printed(reads, wanted, fill(wanted, answers_of(reads))))


def _printed(reads: Reads, wanted: Checklist, lines: tuple[Line, ...]) -> Resolved:
    rows = [[str(one.number), one.asks, one.text or _open(one), one.state] for one in lines]
    table = TableBlock.of(["No.", "Asked", "Answer", "State"], rows, caption=f"{wanted.name}, after {wanted.source}")
    study = reads.get(Study, reads.viewer.study_id)
    return Resolved(PrintedReport(f"{wanted.name}: {study.title}", (table,), draft=False), Trace((), ()), ())


def _open(line: Line) -> str:
    return "Not on record: " + ", ".join(KEYS[key] for key in line.open) + "." if line.open else ""


@dataclass(frozen=True, slots=True)
class MethodsSection:
    """A methods section in Markdown, for a report; and what it does not say because nobody has."""

    markdown: str
    gaps: tuple[Gap, ...]


@reads("/report/methods")
def methods_section(reads: Reads, request: Nothing) -> MethodsSection:
    """Write the methods section from what is on record, with a mark where something is still to be said."""
    answers = answers_of(reads)
    parts: list[str] = []
    gaps: list[Gap] = []
    for title, keys in _SECTIONS:
        said = [answers[key].text for key in keys.split() if key in answers]
        open_ = [key for key in keys.split() if answers.get(key, Answer()).state == "missing"]
        gaps += [Gap(key, KEYS[key]) for key in open_]
        marks = f"[Still to say: {'; '.join(KEYS[key] for key in open_)}.]" if open_ else ""
        parts.append(f"### {title}\n\n" + "\n\n".join(one for one in (" ".join(said), marks) if one))
    return MethodsSection("## Methods\n\n" + "\n\n".join(parts) + "\n", tuple(gaps))
