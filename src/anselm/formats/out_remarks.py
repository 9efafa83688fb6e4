"""Comments of those who write a report, in the margin of its draft in Word, beside the words they are about."""

from __future__ import annotations

from typing import Any

from anselm.analysis.report.resolve import Remark
from anselm.domain.study import initials
from anselm.formats.out_safe import clean

__all__ = ["add_remark"]


def add_remark(made: Any, remark: Remark) -> None:
    """Put a comment and its answers, each its own, at its words; where they are not printed, at their heading."""
    runs = _runs_of(made, remark)
    for by, body in remark.said:
        name = clean(by) or "A researcher"
        lines = clean(body).splitlines() or [""]
        comment = made.add_comment([runs[0], runs[-1]], lines[0], author=name, initials=initials(name))
        for line in lines[1:]:
            comment.add_paragraph(line)


def _runs_of(made: Any, remark: Remark) -> list[Any]:
    wanted = clean(remark.words)
    section = clean(remark.section)
    paragraphs = [one for one in made.paragraphs if one.runs]
    for paragraph in paragraphs:
        found = _holding(paragraph, wanted)
        if found:
            return found
    for paragraph in paragraphs:
        if section and paragraph.text.strip() == section:
            return list(paragraph.runs)
    return list(paragraphs[0].runs)


def _holding(paragraph: Any, wanted: str) -> list[Any]:
    """The runs of a paragraph that hold these words, or none."""
    runs = list(paragraph.runs)
    at = "".join(run.text for run in runs).find(wanted) if wanted else -1
    if at < 0:
        return []
    held, begin = [], 0
    for run in runs:
        end = begin + len(run.text)
        if begin < at + len(wanted) and at < end:
            held.append(run)
        begin = end
    return held
