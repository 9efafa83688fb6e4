"""Nothing a reader receives while reading again depends on how they read the first time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import worlds
from tests.planted_filters import in_sight_of_all
from tests.worlds import LEAD, Ask, B, Known, Pair, World

DAY = 24 * 60 * 60
FIRST, AGAIN = "read-first", "read-again"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    return worlds.found_study(tmp_path_factory.mktemp("again"))


def _told(world: World, who: str, operation: str, /, **fields: object) -> None:
    answer = world.ask(who, Ask(operation, dict(fields)))
    assert not worlds.refused(answer), answer


def _read(world: World, places: list[tuple[int, str]]) -> None:
    """B reads both interviews in a round of their own, hands in and opens it; ten days pass; B begins again."""
    known = world.known
    read = {"judge_ids": known.of[B], "source_ids": known.of["source_id"]}
    _told(world, LEAD, "judging.start_round", id=FIRST, name="Read first", **read)
    for version in known.of["version_id"]:
        for start, code in places:
            place = {"version_id": version, "start": start, "end": start + 9, "code_id": code}
            _told(world, B, "coding.apply", id=f"first-{version[-4:]}-{start}", round_id=FIRST, **place)
    memo = {"version_id": known.of["version_id"][0], "start": places[0][0], "end": places[0][0] + 9}
    _told(world, B, "study.write_memo", id="first-memo", body=f"At {places[0][0]}.", about_kind="passage", **memo)
    _told(world, B, "judging.submit", id=FIRST)
    _told(world, LEAD, "judging.reveal", id=FIRST)
    world.actors._counts |= {(who, "now"): 10 * DAY for who in (B, LEAD)}
    world.actors._counts |= {(who, what): 9000 for who in (B, LEAD) for what in ("new", "salt")}
    _told(world, LEAD, "judging.start_round", id=AGAIN, name="Read again", again={"round_id": FIRST, "days": 9}, **read)


def _pair(base: tuple[Path, Known], folder: Path) -> Pair:
    pair = Pair(worlds.world(base[0], folder / "one", base[1]), worlds.world(base[0], folder / "other", base[1]))
    _read(pair.worked, [(30, "code-1"), (50, "code-2"), (70, "code-3"), (95, "code-1")])
    _read(pair.idle, [(20, "code-3"), (40, "code-1"), (62, "code-1"), (82, "code-2")])
    base[1].of["round_id"] = [FIRST, AGAIN, *base[1].of.get("round_id", [])]
    pair.worked.changes.clear()
    pair.idle.changes.clear()
    return pair


def _digest_masked(ask: Ask, answer: str) -> str:
    """The digest of a hand-in is there to differ; it is keyed and says nothing of what was handed in."""
    return re.sub(r'"digest": "[0-9a-f]{64}"', '"digest": ""', answer) if ask.name == "judging.my_part" else answer


def _differing(pair: Pair) -> list[str]:
    pair.both(B, worlds.questions(pair.worked.known, 0, 9), _digest_masked)
    pair.close()
    return [str(one) for one in pair.differing]


def test_no_answer_tells_a_reader_how_they_read_the_first_time(base: tuple[Path, Known], tmp_path: Path) -> None:
    pair = _pair(base, tmp_path)
    found = _differing(pair)
    assert pair.n_answers > 300
    assert not found, f"{len(found)} differ:\n" + "\n".join(found[:12])


def test_a_first_reading_left_in_sight_is_seen(
    base: tuple[Path, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_sight_of_all(monkeypatch, "codings")
    assert _differing(_pair(base, tmp_path))
