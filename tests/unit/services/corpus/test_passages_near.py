"""Passages told by the turns near them are those told by whole texts."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, file, owner, study

from anselm.domain.corpus import Segment
from anselm.services.corpus import passages
from anselm.services.corpus.passages import passages_of
from anselm.storage.seeing import SeenRows

WORDS = ("we", "learn", "by", "asking", "whoever", "sits", "near", "and", "then", "somebody", "shows", "how")


def _interview(dice: random.Random) -> str:
    """Sometimes the one asked goes on for very many turns, sometimes nobody asks at all."""
    said = ["Notes of the day.\n"] if dice.random() < 0.5 else []
    for _ in range(dice.randrange(1, 60)):
        who = "I1" if dice.random() < 0.06 else dice.choice(("P01", "P02"))
        said.append(f"{who}: {' '.join(dice.choice(WORDS) for _ in range(dice.randrange(1, 60)))}\n")
    return "".join(said)


def _differing(folder: Path, patch: pytest.MonkeyPatch, seed: int) -> int:
    dice, ada = random.Random(seed), owner(study(folder, parser=DirectParser()))
    texts = [_interview(dice) for _ in range(4)] + ["Nobody speaks here.\n\nIt is a note.\n"]
    for n, text in enumerate(texts):
        ada.do("corpus.import_file", id=f"s{n}", file=file(f"INT0{n}.txt", text))
    read = [ada.do("corpus.reading", source_id=f"s{n}") for n in range(len(texts))]
    _corrects(ada, dice, read)
    found = 0
    for few in (1, 4, 25) * 5:
        asked = [_place(dice, one) for one in dice.choices(read, k=few)]
        with ada.workbench.reading(ada.viewer) as reads:
            near = passages_of(reads, asked)
            with patch.context() as whole:
                whole.setattr(passages, "_FEW", -1)
                found += near != passages_of(reads, asked)
    return found


def _corrects(ada: Hand, dice: random.Random, read: list[Any]) -> None:
    """Some turns are another speaker's, also the interviewer's."""
    for one in read:
        speakers = ada.do("corpus.speakers", source_id=one.source_id)
        for turn in one.turns:
            if dice.random() < 0.05:
                place = {"version_id": one.version_id, "number": turn.number}
                ada.do("corpus.correct_turn", speaker_id=dice.choice(speakers).id, **place)


def _place(dice: random.Random, one: Any) -> Segment:
    start = 0 if dice.random() < 0.2 else dice.randrange(len(one.text))
    return Segment(one.version_id, start, min(len(one.text), start + dice.choice((1, 5, 60, 900))))


@pytest.mark.parametrize("seed", range(4))
def test_the_turns_near_passages_tell_what_whole_texts_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    assert _differing(tmp_path, monkeypatch, seed) == 0


def _looks_no_further(patch: pytest.MonkeyPatch) -> None:
    """A question far before a passage is not looked for."""
    patch.setattr(passages, "_is_told", lambda *_: True)


def _skips_a_gap(patch: pytest.MonkeyPatch) -> None:
    """The turns near another passage are taken for those before this one."""
    patch.setattr(passages, "_is_told", lambda segment, turns, first, speaking: bool(turns))


def _reads_no_first(patch: pytest.MonkeyPatch) -> None:
    """Every text is one in which nobody speaks."""
    patch.setattr(SeenRows, "first_turns", lambda *_: {})


@pytest.mark.parametrize("plant", [_looks_no_further, _skips_a_gap, _reads_no_first])
def test_a_planted_passage_told_otherwise_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    assert sum(_differing(tmp_path / str(seed), monkeypatch, seed) for seed in range(2))
