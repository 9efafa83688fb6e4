"""The windows in which material was collected: an encounter belongs to a wave by its date, or as it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.errors import Refused
from anselm.domain.fieldwork import Encounter, checked_date
from anselm.domain.study import Right
from anselm.domain.waves import Wave, wave_of, waves_in_order
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work


@dataclass(frozen=True, slots=True)
class WaveView:
    """A wave and how many encounters took place in it; dates are empty where the window is open."""

    id: str
    name: str
    valid_from: str
    valid_to: str
    purpose: str
    n_encounters: int


@reads("/waves")
def waves(reads: Reads, request: Nothing) -> tuple[WaveView, ...]:
    """List the waves as they follow each other."""
    held = waves_in_order(reads.find(Wave))
    found = [wave_of(one, held) for one in reads.find(Encounter)]
    return tuple(
        WaveView(one.id, one.name, one.valid_from or "", one.valid_to or "", one.purpose, found.count(one))
        for one in held
    )


@dataclass(frozen=True, slots=True)
class WriteWave:
    """A wave, new or written anew under the same identifier."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 100)]
    valid_from: Annotated[str, Len(0, 10)] = ""
    valid_to: Annotated[str, Len(0, 10)] = ""
    purpose: Annotated[str, Len(0, 2000)] = ""


@writes("/waves/write", right=Right.FIELD, label="writing down a wave")
def write_wave(work: Work, request: WriteWave) -> Done:
    """Enter a wave, or write it anew. No two waves share a name or a day."""
    one = Wave(
        request.id,
        " ".join(request.name.split()),
        checked_date(request.valid_from, "valid_from"),
        checked_date(request.valid_to, "valid_to"),
        request.purpose.strip(),
    )
    others = [other for other in work.find(Wave) if other.id != one.id]
    if any(other.name.casefold() == one.name.casefold() for other in others):
        raise Refused("Another wave has that name.", place="name")
    met = next((other for other in waves_in_order(others) if one.meets(other)), None)
    if met is not None:
        window = f"{met.valid_from or 'its beginning'} to {met.valid_to or 'its end'}"
        raise Refused(
            f"These days lie in “{met.name}” as well, which runs from {window}.",
            place="valid_from",
            advice="Let one end before the other begins.",
        )
    if work.maybe(Wave, one.id) is None:
        work.add(one)
    else:
        work.replace(one)
    return Done(one.id)


@dataclass(frozen=True, slots=True)
class OneWave:
    """A wave by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/waves/remove", right=Right.FIELD, label="removing a wave")
def remove_wave(work: Work, request: OneWave) -> Done:
    """Remove a wave. Its encounters stay and belong to none, or to the wave their date lies in."""
    one = work.maybe(Wave, request.id)
    if one is not None:
        for encounter in work.find(Encounter, wave_id=one.id):
            work.replace(replace(encounter, wave_id=None))
        work.remove(one)
    return Done(request.id)
