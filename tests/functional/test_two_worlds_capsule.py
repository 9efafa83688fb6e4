"""Nothing of a round that is not open is in a capsule: one study with and without another reader's work."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import worlds
from tests.functional.test_capsule import WHO, shown
from tests.planted_filters import in_sight_of_all
from tests.worlds import A, Ask, B, Known, World

MINE = "A thought of my own while I read apart."


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    return worlds.found_study(tmp_path_factory.mktemp("worlds"))


def _chief_reads_too(world: World) -> None:
    """What the lead writes for herself alone is not in what she hands over either."""
    private = {"id": "lead-private", "body": "Only I may read this sentence of mine.", "private": True}
    for ask in (
        Ask("study.write_memo", private),
        Ask("interpretation.add_theme", {"id": "open-theme", "name": "Seen"}),
    ):
        assert not worlds.refused(world.ask(worlds.LEAD, ask))


def _file(world: World, who: str, identifier: str) -> str:
    """The words of a capsule made again, its bytes being given as hex."""
    answer = world.ask(who, Ask("reporting.capsule_file", {"id": identifier}))
    assert not worlds.refused(answer), answer
    return shown(bytes.fromhex(answer.rpartition(" ")[2]))


def _capsules(world: World) -> dict[str, tuple[str, str]]:
    made = {}
    for who in WHO:
        fields = {"id": f"k-{who.value}", "audience": who.value, "recipients": ["Prof. Rowan"]}
        told = world.ask(worlds.LEAD, Ask("reporting.hand_over", fields))
        assert not worlds.refused(told), told
        made[who.value] = (told, world.ask(worlds.LEAD, Ask("reporting.capsule_file", {"id": f"k-{who.value}"})))
    return made


def _both(base: tuple[Path, Known], folder: Path, seed: int) -> tuple[dict[str, tuple[str, str]], ...]:
    pair = worlds.Pair(*(worlds.world(base[0], folder / name, base[1]) for name in ("worked", "idle")))
    done = pair.works(worlds.script_of_a(seed, base[1]))
    assert sum(not worlds.refused(one) for one in done) > len(done) / 3
    for world in (pair.worked, pair.idle):
        _chief_reads_too(world)
    found = _capsules(pair.worked), _capsules(pair.idle)
    pair.close()
    return found


@pytest.mark.parametrize("seed", range(4))
def test_a_capsule_is_the_same_whatever_another_reader_did_in_a_round_not_open(
    base: tuple[Path, Known], tmp_path: Path, seed: int
) -> None:
    worked, idle = _both(base, tmp_path, seed)
    assert worked == idle
    for _, file in worked.values():
        said = shown(bytes.fromhex(file.rpartition(" ")[2]))
        assert "sentence of mine" not in said
        assert "Nothing of the readings is in this file" in said


def test_a_capsule_that_counts_what_others_marked_is_caught(
    base: tuple[Path, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_sight_of_all(monkeypatch, "codings", "codes", "memos", "submissions")
    worked, idle = _both(base, tmp_path, 0)
    assert worked != idle


def test_what_the_one_who_hands_it_over_read_apart_is_not_in_it_until_the_round_is_open(
    base: tuple[Path, Known], tmp_path: Path
) -> None:
    """A reader made lead meanwhile sees their own reading on the screen; in the file it is not."""
    world = worlds.world(base[0], tmp_path / "one", base[1])
    about = {"about_kind": "round", "about_id": worlds.ROUND, "round_id": worlds.ROUND}
    assert not worlds.refused(world.ask(A, Ask("study.write_memo", about | {"id": "a-mine", "body": MINE})))
    reader = base[1].of[A][0]
    world.ask(worlds.LEAD, Ask("study.change_researcher", {"id": reader, "roles": ["lead", "coder"]}))
    assert MINE in world.ask(A, Ask("study.memos", {}))
    handed = {"id": "k", "audience": "supervisor", "recipients": ["Prof. Rowan"]}
    assert not worlds.refused(world.ask(A, Ask("reporting.hand_over", handed)))
    assert MINE not in _file(world, A, "k")
    for who in (A, B):
        world.ask(who, Ask("judging.submit", {"id": worlds.ROUND}))
    world.ask(worlds.LEAD, Ask("judging.reveal", {"id": worlds.ROUND}))
    world.ask(A, Ask("reporting.hand_over", handed | {"id": "k2"}))
    assert MINE in _file(world, A, "k2")
    assert MINE not in _file(world, A, "k")
    world.workbench.close()
