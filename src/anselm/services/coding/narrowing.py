"""About how many more sources read by two would narrow an interval, and the hours: a guess, and said as one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from anselm.analysis.agreement import intervals
from anselm.analysis.agreement.table import Row
from anselm.domain.corpus import Source, SourceVersion
from anselm.domain.fieldwork import Encounter
from anselm.domain.judging import Assignment, Round, Submission
from anselm.services.corpus.sources import minutes_heard
from anselm.services.ports import Reads

__all__ = ["NarrowingView", "narrowing_of"]

N_READERS = 2
TIMES_AS_LONG = 3.0  # to read and code, beside how long the talk took
WORDS_AN_HOUR = 3_000
CHARACTERS_A_WORD = 5.5  # with the space after it


@dataclass(frozen=True, slots=True)
class NarrowingView:
    """About how many more sources read by two would bring an interval to plus or minus `within`, and the hours.

    `hours` are what readers gave when they handed in; where nobody did, guessed from the minutes of talk or from the
    words, and unknown (None) where cases are compared. `sentence` says it, and what it was guessed from.
    """

    coefficient: str
    within: float
    n_more: int
    hours: float | None
    sentence: str


def narrowing_of(
    reads: Reads, round_: Round, rows: Iterable[Row], n_units: int, unit: str
) -> tuple[NarrowingView, ...]:
    """For each of these pooled figures, what the next narrower interval would take; nothing of one reader over time."""
    if round_.repeats_id is not None:
        return ()
    each, how = (None, "") if unit == "case" else _hours_a_source(reads, round_.id)
    found = []
    for row in rows:
        step = intervals.next_step(row.figure)
        n_more = None if step is None else intervals.more_units(row.figure, n_units, step)
        if step is not None and n_more:
            hours = None if each is None else round(n_more * each, 1)
            found.append(NarrowingView(row.coefficient, step, n_more, hours, _said(n_more, step, hours, how, unit)))
    return tuple(found)


def _said(n_more: int, step: float, hours: float | None, how: str, unit: str) -> str:
    what = "case" if unit == "case" else "interview"
    whole = math.ceil(hours or 0)
    taking = "" if hours is None else f", about {whole} {'hour' if whole == 1 else 'hours'} of reading by two"
    return (
        f"About {n_more} more {what if n_more == 1 else what + 's'} read by two would bring the interval of all codes "
        f"together to ± {step:g}{taking}. It is a guess: if they are like these{f', and {how}' if how else ''}."
    ).replace("± 0.", "± .")


def _hours_a_source(reads: Reads, round_id: str) -> tuple[float | None, str]:
    """Hours two readers take for one source, and where that is from."""
    assigned = reads.find(Assignment, round_id=round_id)
    given = {one.judge_id: one.hours for one in reads.find(Submission, round_id=round_id) if one.hours}
    n_read = sum(one.judge_id in given for one in assigned)
    if n_read:
        return N_READERS * sum(given.values()) / n_read, "from the hours given when the readings were handed in"
    sources = reads.find(Source, id=list({one.unit_id for one in assigned}))
    versions = {one.id: one for one in reads.find(SourceVersion, id=[one.current_version_id or "" for one in sources])}
    encounters = {one.id: one for one in reads.find(Encounter, id=[one.encounter_id or "" for one in sources])}
    minutes = [
        minutes_heard(encounters.get(one.encounter_id or ""), versions.get(one.current_version_id or ""))
        for one in sources
    ]
    heard = [one for one in minutes if one is not None]
    if heard:
        how = f"an hour of talk takes a reader {TIMES_AS_LONG:g} hours"
        return N_READERS * TIMES_AS_LONG * sum(heard) / len(heard) / 60.0, how
    if not versions:
        return None, ""
    words = sum(one.n_characters for one in versions.values()) / len(versions) / CHARACTERS_A_WORD
    return N_READERS * words / WORDS_AN_HOUR, f"a reader takes an hour for {WORDS_AN_HOUR:,} words"
