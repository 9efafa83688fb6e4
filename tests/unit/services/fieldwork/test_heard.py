"""What counting is told of who speaks is what the voices tell, however speakers were merged and people move."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.busy import Busy
from tests.factories import rows_added

from anselm.domain.corpus import Source, Speaker, SpeakerKind
from anselm.domain.fieldwork import Case, CaseKind, Encounter, Membership, Participant
from anselm.services.fieldwork import speaking
from anselm.services.fieldwork.speaking import Heard, heard_in, voices_in

DAYS = ("2024-03-01", "2024-09-01", "2025-06-01", None)


def _people(dice: random.Random) -> list[Any]:
    """Some of whom change team and role on the way."""
    rows: list[Any] = [Case(f"x{n}", CaseKind.TEAM, f"X{n}", f"Ward {n}") for n in range(3)]
    for n in range(6):
        rows.append(Participant(f"q{n}", f"Q{n}"))
        begun, turn = None, dice.choice(DAYS)
        for at, (since, until) in enumerate(((begun, turn), (turn, None)) if turn else ((None, None),)):
            role = dice.choice(("manager", "newcomer"))
            rows.append(Membership(f"m{n}-{at}", f"q{n}", f"x{dice.randrange(3)}", role, since, until))
    return rows


def _sources(dice: random.Random) -> list[Any]:
    rows: list[Any] = []
    for n in range(12):
        met = Encounter(f"e{n}", f"E{n}", held_on=dice.choice(DAYS))
        rows += [met, Source(f"z{n}", f"Talk {n}", encounter_id=met.id)]
        names = [f"z{n}-{k}" for k in range(dice.randrange(5))]
        for one in names:
            who = dice.choice((None, *(f"q{k}" for k in range(6))))
            into = dice.choice((None, None, None, *names))
            kind = dice.choice(tuple(SpeakerKind))
            merged = into if into != one else None
            rows.append(Speaker(one, f"z{n}", dice.choice("IAB"), kind, who, merged_into_id=merged))
    return rows


def _differing(folder: Path, seed: int) -> int:
    """Of how many speakers something else is told."""
    dice, busy = random.Random(seed), Busy(folder)
    rows_added(busy.ada.workbench, *_people(dice))
    rows_added(busy.ada.workbench, *_sources(dice))
    with busy.ada.workbench.reading(busy.ada.viewer) as reads:
        every, encounters = reads.find(Source), {one.id: one for one in reads.find(Encounter)}
        sources = [one for one in every if dice.random() < 0.9]
        heard, voices = heard_in(reads, sources, encounters), voices_in(reads, sources, encounters)
    told = {
        source: {
            one: Heard(voice.label, voice.role, voice.participant_id, voice.case_id, voice.is_interviewer)
            for one, voice in some.by_speaker.items()
        }
        for source, some in voices.items()
    }
    assert sum(map(len, told.values())) > 15
    assert heard.keys() == told.keys()
    return sum(heard[source].get(one) != voice for source, some in told.items() for one, voice in some.items())


@pytest.mark.parametrize("few", [speaking._FEW, 3])
def test_who_is_heard_is_who_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(speaking, "_FEW", few)  # of more sources the speakers of all are read
    assert not [seed for seed in range(6) if _differing(tmp_path / str(seed), seed)]


def _whoever_they_were_on_another_day(patch: pytest.MonkeyPatch) -> None:
    """A person is the same on every day."""
    patch.setattr(speaking, "id", lambda _labels: 0, raising=False)


def _whatever_was_merged(patch: pytest.MonkeyPatch) -> None:
    """Who was merged into another, and that two ask, is left out of account."""
    patch.setattr(speaking, "_one_by_one", lambda _rows, _asking: False)


@pytest.mark.parametrize("plant", [_whoever_they_were_on_another_day, _whatever_was_merged])
def test_planted_voices_that_are_taken_for_others_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    assert any(_differing(tmp_path / str(seed), seed) for seed in range(3))
