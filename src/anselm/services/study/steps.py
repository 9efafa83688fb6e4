"""Steps back and forward, each researcher their own."""

from __future__ import annotations

from dataclasses import dataclass

from anselm.domain.study import Right
from anselm.services.operations import Nothing, reads, writes
from anselm.services.ports import CommandView, Reads, Work


@dataclass(frozen=True, slots=True)
class Stepped:
    """What was undone or done again, and what comes next either way."""

    label: str
    next_undo: str | None
    next_redo: str | None


@reads("/steps")
def steps(reads: Reads, request: Nothing) -> CommandView:
    """Say what undo and redo would do next."""
    return reads.steps()


@writes("/undo", right=Right.OWN, label="", undoable=False)
def undo(work: Work, request: Nothing) -> Stepped:
    """Take back the newest step of whoever asks; refused when someone has changed the row since."""
    label = work.undo()
    after = work.steps()
    return Stepped(label, after.next_undo, after.next_redo)


@writes("/redo", right=Right.OWN, label="", undoable=False)
def redo(work: Work, request: Nothing) -> Stepped:
    """Do again the step last taken back."""
    label = work.redo()
    after = work.steps()
    return Stepped(label, after.next_undo, after.next_redo)
