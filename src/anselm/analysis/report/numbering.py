"""Tables and figures numbered in the order in which they stand in the text.

It is the text alone that numbers them: what cannot be made keeps its number, and so do those behind it. The screen
counts the same (`numbersOf` in reporting/markdown.ts).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from anselm.analysis.report.blocks import (
    Live,
    ReportSource,
    SourceBlock,
    SourceList,
    SourceParagraph,
    SourceQuote,
    lives,
)

__all__ = ["NOTHING_NUMBERED", "Numbered", "anchor_of", "numbered"]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Which of its kind each table and figure is, counted from 1: `at` in the order in which they stand, `named` by
    what refers to it (`table:teams`), which is the first where one stands twice. `referred` are those referred to."""

    at: Sequence[int]
    named: Mapping[str, int]
    referred: frozenset[str]


NOTHING_NUMBERED = Numbered((), {}, frozenset())


def anchor_of(name: str, number: int) -> str:
    """What references to `table:teams` lead to: ASCII, and unlike any other anchor of a report."""
    return f"ref-{name.partition(':')[0]}-{number}"


def numbered(source: ReportSource) -> Numbered:
    """Number the tables and figures that stand as blocks of their own."""
    at: list[int] = []
    named: dict[str, int] = {}
    counted = {"table": 0, "figure": 0}
    for one in _alone_in(source.blocks):
        if one.kind in counted:
            counted[one.kind] += 1
            at.append(counted[one.kind])
            named.setdefault(f"{one.kind}:{one.key}", counted[one.kind])
    return Numbered(at, named, frozenset(one.key for one in lives(source.blocks) if one.kind == "ref"))


def _alone_in(blocks: Sequence[SourceBlock]) -> Iterator[Live]:
    for block in blocks:
        match block:
            case SourceParagraph():
                if block.alone is not None:
                    yield block.alone
            case SourceList():
                for entry in block.entries:
                    yield from _alone_in(entry)
            case SourceQuote():
                yield from _alone_in(block.blocks)
            case _:
                pass
