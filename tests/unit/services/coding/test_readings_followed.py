"""How readings met, brought up to date coding by coding, is what comparing all of them again tells."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand
from tests.teams import TEXT, Team

from anselm.domain.errors import AnselmError
from anselm.services.coding import ground, measuring

ASKED = ("coding.comparison", "coding.differences", "coding.agreement")


class Open:
    """Three who code two interviews in the open."""

    def __init__(self, folder: Path) -> None:
        self.team = Team(folder)
        self.ada, self.hands = self.team.ada, (self.team.ada, self.team.kay, self.team.lou)
        more = self.ada.do("corpus.import_file", id="s2", file={"name": "INT02.txt", "data": (TEXT * 2).encode()})
        other = self.ada.do("corpus.reading", source_id=more.accepted[0].source_id)
        self.versions = (self.team.version_id, other.version_id)
        (self.round_id,) = [one.id for one in self.ada.do("judging.rounds") if one.standing]
        self.there: list[tuple[Hand, str]] = []

    def deed(self, dice: random.Random) -> None:
        """A coding comes, goes or is cut shorter; what is refused changes nothing."""
        hand, start, which = dice.choice(self.hands), dice.randrange(60), dice.randrange(6)
        place = {"version_id": dice.choice(self.versions), "start": start, "end": start + dice.randrange(5, 40)}
        try:
            if which < 4 or not self.there:
                self.there.append((hand, hand.new_id()))
                hand.do("coding.apply", id=self.there[-1][1], code_id=f"c{dice.randrange(1, 4)}", **place)
            elif which == 4:
                whose, coding = self.there.pop(dice.randrange(len(self.there)))
                whose.do("coding.remove", id=coding)
            else:
                hand.do("study.undo")
        except AnselmError:
            return

    def told(self) -> list[str]:
        return [repr(self.ada.do(name, round_id=self.round_id)) for name in ASKED]

    def anew(self) -> list[str]:
        store: Any = self.ada.workbench._store
        kept, store.keeping = store.keeping, None
        try:
            return self.told()
        finally:
            store.keeping = kept


def _differing(folder: Path, seed: int, n_deeds: int = 12) -> int:
    made, dice = Open(folder), random.Random(seed)
    differing = 0
    for _ in range(n_deeds):
        made.deed(dice)
        try:
            differing += made.told() != made.anew()
        except ValueError:  # marks of somebody who has none any more
            differing += 1
    return differing


@pytest.mark.parametrize("seed", range(3))
def test_every_change_is_told_as_if_all_readings_were_compared_again(tmp_path: Path, seed: int) -> None:
    assert _differing(tmp_path, seed) == 0


def _old_differences(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ground, "found_anew", lambda there, _documents, _found: there)


def _old_marks(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(measuring, "_marked_since", lambda _reads, _round, there, _changed: there)


@pytest.mark.parametrize("plant", [_old_differences, _old_marks])
def test_planted_readings_that_stay_as_they_were_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    assert _differing(tmp_path, 0)
