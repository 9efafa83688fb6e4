"""Builds the demo study through the Python library alone: what it can do, any script can do.

Stage by stage, so that a lesson can start anywhere; the same content for the same seed, every time.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from anselm.bootstrap import outside
from anselm.demo.files import tree
from anselm.demo.making import Days, Hands, SeededIds, SeededSalts
from anselm.demo.stages import (
    codebook,
    double,
    fieldwork,
    interpret,
    mending,
    people,
    report,
    settle,
    single,
    sound,
    sources,
)
from anselm.library.study import create

__all__ = ["LAST", "STAGES", "build"]

# The stages in order, the day each is set on, and what it does.
STAGES: dict[str, tuple[str, Callable[[Hands], None]]] = {
    "people": ("2023-11-01", people),
    "fieldwork": ("2023-12-20", fieldwork),
    "sources": ("2024-03-28", sources),
    "sound": ("2024-03-29", sound),
    "codebook": ("2024-04-02", codebook),
    "double": ("2024-04-03", double),
    "settle": ("2024-04-12", settle),
    "single": ("2024-04-15", single),
    "interpret": ("2024-04-26", interpret),
    "report": ("2024-05-06", report),
    "mending": ("2024-05-14", mending),
}
LAST = next(reversed(STAGES))


def build(folder: Path, *, seed: int = 7, until: str = LAST, said: Callable[[str], None] = print) -> None:
    """Make the demo study in a new folder up to a stage. Raises ValueError for a stage there is not."""
    if until not in STAGES:
        raise ValueError(f"there is no stage {until}; the stages are {', '.join(STAGES)}")
    about = tree("study.yaml")
    days = Days()
    parts = outside(clock=days, ids=SeededIds(seed), entropy=SeededSalts(seed))
    with create(
        folder, title=about["title"], owner="Dr Ilse Marrow", profile=about["method_profile"], parts=parts
    ) as study:
        hands = Hands(seed, days, study)
        for name, (day, run) in STAGES.items():
            days.turn_to(day)
            said(name)
            run(hands)
            if name == until:
                break
