"""Builds the demo study through the Python library alone: what it can do, any script can do.

Stage by stage, so that a lesson can start anywhere; the same content for the same seed, every time.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from anselm.demo.copies import COPIED_ON, copy_of
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
from anselm.library.study import create, outside

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


def build(
    folder: Path, *, seed: int = 7, until: str = LAST, scale: int = 1, said: Callable[[str], None] = print
) -> None:
    """Make the demo study in a new folder up to a stage; `scale` adds copies of its teams, interviews and codings.

    `said` is told each stage and each copy before it begins. Whatever stops it, Ctrl-C too, leaves nothing behind.
    Raises ValueError for a stage there is not, and for a scale that is not at least 1 or not of the whole study.
    """
    if until not in STAGES:
        raise ValueError(f"there is no stage {until}; the stages are {', '.join(STAGES)}")
    if scale < 1 or (scale > 1 and until != LAST):
        raise ValueError("a scale is 1 or more, and above 1 it is of the whole study")
    about = tree("study.yaml")
    days = Days()
    parts = outside(clock=days, ids=SeededIds(seed), entropy=SeededSalts(seed))
    with (
        _whole_or_nothing(folder) as began,
        create(
            folder, title=about["title"], owner="Dr Ilse Marrow", profile=about["method_profile"], parts=parts
        ) as study,
    ):
        began()
        hands = Hands(seed, days, study, scale=scale)
        for name, (day, run) in STAGES.items():
            days.turn_to(day)
            said(name)
            run(hands)
            if name == until:
                break
        days.turn_to(COPIED_ON)
        for number in range(2, scale + 1):
            said(f"copy {number} of {scale}")
            copy_of(hands, number)


@contextmanager
def _whole_or_nothing(folder: Path) -> Iterator[Callable[[], None]]:
    """Take away what was made when it stops before the end; only after it was said to have begun is it ours."""
    there_before = folder.is_dir()
    ours: list[Path] = []
    ended = False
    try:
        yield lambda: ours.append(folder)
        ended = True
    finally:
        for made in () if ended else ours:
            shutil.rmtree(made)
            if there_before:
                made.mkdir()
