"""How a theme came about, as a Word file or as Markdown."""

from __future__ import annotations

from anselm.analysis.report.theme_history import HistorySheet, HistoryStep
from anselm.formats.out_markdown import escaped
from anselm.formats.out_safe import clean, one_line
from anselm.formats.out_word import SOFT, new_file, to_bytes

__all__ = ["to_docx", "to_markdown"]


def _lists(step: HistoryStep) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((words, held) for words, held in (("Taken in", step.gained), ("Let go", step.lost)) if held)


def to_markdown(sheet: HistorySheet) -> bytes:
    """A heading, the central idea, and a step a paragraph, oldest first."""
    lines = [f"# How “{escaped(one_line(sheet.theme))}” came about", ""]
    if sheet.central_idea:
        lines += [escaped(one_line(sheet.central_idea)), ""]
    for step in sheet.steps:
        lines += [f"**{escaped(step.at)}, {escaped(one_line(step.by))}: {escaped(one_line(step.theme))}**", ""]
        lines += [escaped(one_line(" ".join(step.said))), ""] if step.said else []
        lines += [f"Why: {escaped(one_line(step.reason))}", ""] if step.reason else []
        for words, held in _lists(step):
            lines += [f"{words}:", "", *(f"- {escaped(one_line(one))}" for one in held), ""]
    if sheet.note:
        lines += [escaped(one_line(sheet.note)), ""]
    return "\n".join(lines).encode("utf-8", "replace")


def to_docx(sheet: HistorySheet) -> bytes:
    """A Word file: the theme as its heading, then a step under a line with its day and who took it."""
    document = new_file()
    document.add_heading(clean(f"How “{sheet.theme}” came about"), 0)
    document.add_paragraph().add_run(clean(sheet.title)).font.color.rgb = SOFT
    if sheet.central_idea:
        document.add_paragraph(clean(sheet.central_idea))
    for step in sheet.steps:
        document.add_heading(clean(f"{step.at}, {step.by}: {step.theme}"), 2)
        if step.said:
            document.add_paragraph(clean(" ".join(step.said)))
        if step.reason:
            document.add_paragraph(clean(f"Why: {step.reason}"))
        for words, held in _lists(step):
            document.add_paragraph().add_run(clean(words)).font.color.rgb = SOFT
            for one in held:
                document.add_paragraph(clean(one), style="List Bullet")
    if sheet.note:
        document.add_paragraph().add_run(clean(sheet.note)).font.color.rgb = SOFT
    return to_bytes(document)
