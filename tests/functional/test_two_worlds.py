"""Nothing a blind reader receives depends on what another reader did: one study with and without the other's work."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from tests import worlds
from tests.worlds import Ask, Known, compared

from anselm.domain.coding import Coding
from anselm.domain.errors import Refused
from anselm.domain.judging import Judgement
from anselm.services.catalogue import BY_NAME
from anselm.storage import schema
from anselm.storage import work as storage
from anselm.storage.seeing import SeenRows

N_SCRIPTS = int(os.environ.get("ANSELM_WORLDS", "5"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    return worlds.found_study(tmp_path_factory.mktemp("worlds"))


def _differing(base: tuple[Path, Known], folder: Path, seed: int, most: int = 9) -> list[str]:
    pair = compared(*base, folder, seed, most)
    pair.close()
    assert pair.n_answers > 100 * most
    return [str(one) for one in pair.differing]


@pytest.mark.parametrize("seed", range(N_SCRIPTS))
def test_no_answer_refusal_or_news_depends_on_what_the_other_reader_did(
    base: tuple[Path, Known], tmp_path: Path, seed: int
) -> None:
    # The first scripts ask each route in many ways, the further ones of longer runs in fewer.
    found = _differing(base, tmp_path, seed, 9 if seed < 5 else 3)
    assert not found, f"{len(found)} differ:\n" + "\n".join(found[:5])


def test_every_operation_that_reads_is_asked_and_most_answer(base: tuple[Path, Known], tmp_path: Path) -> None:
    world = worlds.world(base[0], tmp_path / "one", base[1])
    answered = {
        ask.name
        for ask in worlds.questions(base[1])
        for who in (worlds.B, worlds.LEAD)
        if not worlds.refused(world.ask(who, ask))
    }
    world.workbench.close()
    reading = {name for name, one in BY_NAME.items() if one.kind in ("read", "download")}
    # Some ask for what this study does not have: a release, a package brought in, a picture, a closed round, a project.
    assert len(reading - answered) <= len(reading) // 6, sorted(reading - answered)


def _counts_everything(patch: pytest.MonkeyPatch) -> None:
    def tally(self: SeenRows, kind: type[Any], by: str, **equal: object) -> dict[str, int]:
        table = schema.table_of(kind).table
        seen = select(table.c[by], func.count()).group_by(table.c[by])
        found = self._connection.execute(seen)
        return {str(value): int(n) for value, n in found}

    patch.setattr(SeenRows, "tally", tally)


def _orders_by_use(patch: pytest.MonkeyPatch) -> None:
    operation = BY_NAME["coding.codes"]

    def codes(reads: Any, request: Any) -> Any:
        used = reads.unblinded().tally(Coding, "code_id")
        return tuple(sorted(operation.run(reads, request), key=lambda one: -used.get(one.id, 0)))

    patch.setitem(BY_NAME, "coding.codes", replace(operation, run=codes))


def _says_why(patch: pytest.MonkeyPatch) -> None:
    operation = BY_NAME["coding.remove_code"]

    def remove_code(work: Any, request: Any) -> Any:
        n = work.unblinded().count(Coding, code_id=request.id)
        if n:
            raise Refused(f"{n} passages have this code.")
        return operation.run(work, request)

    patch.setitem(BY_NAME, "coding.remove_code", replace(operation, run=remove_code))


def _tells_everyone(patch: pytest.MonkeyPatch) -> None:
    change = storage.Change
    patch.setattr(storage, "Change", lambda kind, identifier, only_for: change(kind, identifier, None))


@pytest.mark.parametrize("plant", [_counts_everything, _orders_by_use, _says_why, _tells_everyone])
def test_a_planted_leak_is_seen(
    base: tuple[Path, Known],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
) -> None:
    plant(monkeypatch)
    assert _differing(base, tmp_path, seed=0, most=4)


def test_the_two_worlds_would_differ_once_the_readings_are_opened(base: tuple[Path, Known], tmp_path: Path) -> None:
    world = worlds.world(base[0], tmp_path / "one", base[1])
    place = {"version_id": base[1].of["version_id"][0], "round_id": worlds.ROUND}
    marks, coding = Ask("coding.marks", place), {"id": "a-coding", "start": 20, "end": 30, "code_id": "code-1"}
    assert not worlds.refused(world.ask(worlds.A, Ask("coding.apply", place | coding)))
    assert json.loads(world.ask(worlds.B, marks)) == []
    for who in (worlds.A, worlds.B):
        world.ask(who, Ask("judging.submit", {"id": worlds.ROUND}))
    world.ask(worlds.LEAD, Ask("judging.reveal", {"id": worlds.ROUND}))
    assert json.loads(world.ask(worlds.B, marks))
    world.workbench.close()


def _in_the_open(known: Known, hidden: list[str]) -> list[Ask]:
    """What the other reader does for all to see, also with what is so far only theirs."""
    version = known.of["version_id"][0]
    codes = [one for one in hidden if one.startswith("a-code")] or ["a-code-0"]
    codings = [one for one in hidden if one.startswith("a-coding")] or ["a-coding-0"]
    place = {"version_id": version, "start": 100, "end": 120}
    proof = {"subject_kind": "theme", "subject_id": "theme-1", "target_kind": "coding", "target_id": codings[0]}
    deeds = [
        Ask("coding.add_code", {"id": "open-1", "name": "By chance"}),
        Ask("coding.add_code", {"id": "open-2", "name": "Below", "parent_id": "code-1"}),
        Ask("coding.add_code", {"id": "open-3", "name": "Below a proposal", "parent_id": codes[0]}),
        Ask("coding.move_code", {"id": "code-4", "position": 0}),
        Ask("coding.move_code", {"id": "code-3", "parent_id": codes[-1]}),
        Ask("coding.apply", {"id": "open-4", "code_id": codes[0], **place}),
        Ask("coding.apply", {"id": "open-5", "code_id": "code-1", **place}),
        Ask("interpretation.add_theme", {"id": "open-6", "name": "Open", "code_ids": [codes[0]]}),
        Ask("interpretation.link_evidence", {"id": "open-7", **proof}),
        Ask("study.write_memo", {"id": "open-8", "body": "In the open.", "about_kind": "passage", **place}),
    ]
    member = {"theme_id": "theme-1", "target_kind": "coding"}
    return [
        *deeds,
        *(Ask("interpretation.add_member", {"id": f"m-{one}", "target_id": one, **member}) for one in hidden),
    ]


@pytest.mark.parametrize("seed", range(max(2, N_SCRIPTS // 2)))
def test_what_a_reader_does_in_the_open_tells_nothing_of_what_they_did_apart(
    base: tuple[Path, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    found = _differing_in_the_open(base, tmp_path, monkeypatch, seed)
    assert not found, "\n".join(found[:5])


def test_an_open_row_that_names_a_hidden_one_is_seen(
    base: tuple[Path, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "nothing_hidden_named", lambda reads, rows: None)
    assert _differing_in_the_open(base, tmp_path, monkeypatch, 0)


def _differing_in_the_open(
    base: tuple[Path, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> list[str]:
    folder, known = base
    open_hand = "open"  # the same person, with a clock and identifiers of their own in the open
    monkeypatch.setitem(worlds.PREFIX, open_hand, "dddddddd")
    monkeypatch.setitem(known.of, open_hand, known.of[worlds.A])
    pair = worlds.Pair(*(worlds.world(folder, tmp_path / name, known) for name in ("worked", "idle")))
    script = [one for one in worlds.script_of_a(seed, known) if one.name != "judging.submit"]
    pair.works(script)
    for ask in _in_the_open(known, known.hidden):
        for each in (pair.worked, pair.idle):
            each.ask(open_hand, ask)  # A is told of their own reading, so A's answers are not compared
    pair.both(worlds.B, worlds.questions(known, seed, most=6))
    assert {"open-1", "open-2", "open-5"} <= {one["id"] for one in _rows(pair.idle, known)}
    pair.close()
    return [str(one) for one in pair.differing]


def _rows(world: worlds.World, known: Known) -> list[dict[str, Any]]:
    marks = Ask("coding.marks", {"version_id": known.of["version_id"][0]})
    return [one for ask in (marks, Ask("coding.codes", {})) for one in json.loads(world.ask(worlds.B, ask))]


def test_no_answer_depends_on_the_themes_another_reader_hands_in(base: tuple[Path, Known], tmp_path: Path) -> None:
    folder, known = base
    pair = worlds.Pair(*(worlds.world(folder, tmp_path / name, known) for name in ("worked", "idle")))
    readers = [known.of[worlds.A][0], known.of[worlds.B][0]]
    start = Ask("judging.start_round", {"id": "r-themes", "name": "Themes", "kind": "theme", "judge_ids": readers})
    for each in (pair.worked, pair.idle):
        assert not worlds.refused(each.ask(worlds.LEAD, start))
        each.changes.clear()
    mine = {"round_id": "r-themes", "name": "By chance", "code_ids": ["code-1"]}
    deeds = [
        Ask("interpretation.propose_theme", mine | {"id": "a-theme-1"}),
        Ask("interpretation.propose_theme", mine | {"id": "a-theme-1", "name": "By chance, mostly"}),
        Ask("interpretation.propose_theme", mine | {"id": "a-theme-2"}),
        Ask("interpretation.drop_candidate", {"id": "a-theme-2"}),
        Ask("judging.submit", {"id": "r-themes"}),
    ]
    assert not [one for one in pair.works(deeds) if worlds.refused(one)]
    asks = [
        Ask("interpretation.theme_round", {"id": "r-themes"}),
        Ask("interpretation.drop_candidate", {"id": "a-theme-1"}),
        Ask("interpretation.propose_theme", mine | {"id": "b-theme-1"}),
        Ask("interpretation.theme_round", {"id": "r-themes"}),
        Ask("interpretation.add_theme", {"id": "b-theme-2", "name": "By chance"}),
        *worlds.questions(known, most=3),
    ]
    pair.both(worlds.B, asks)
    pair.close()
    assert not pair.differing, "\n".join(str(one) for one in pair.differing[:3])


def test_no_answer_depends_on_where_another_reader_places_something(base: tuple[Path, Known], tmp_path: Path) -> None:
    folder, known = base
    assert not _differing_in_placing(folder, known, tmp_path)


def test_a_placement_that_leaks_is_found(
    base: tuple[Path, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, known = base
    operation = BY_NAME["interpretation.place_round"]

    def leaking(reads: Any, request: Any) -> Any:
        shown = operation.run(reads, request)
        n = reads.unblinded().count(Judgement, round_id=request.id)
        return replace(shown, n_open=n)

    monkeypatch.setitem(BY_NAME, "interpretation.place_round", replace(operation, run=leaking))
    assert _differing_in_placing(folder, known, tmp_path)


def _differing_in_placing(folder: Path, known: Known, tmp_path: Path) -> list[str]:
    pair = worlds.Pair(*(worlds.world(folder, tmp_path / name, known) for name in ("worked", "idle")))
    readers = [known.of[worlds.A][0], known.of[worlds.B][0]]
    first = {"id": "r-places", "name": "Places", "what": "code", "unit_ids": ["code-1", "code-2"]}
    # Of a text nobody reads apart: in one that is, passages wait until its round is opened.
    free = {"id": "up-free", "file": {"name": "INT09.txt", "data": worlds.TEXT.encode() * 3}}
    taken = [
        json.loads(each.ask(worlds.LEAD, Ask("corpus.import_file", free)))["accepted"][0]["source_id"]
        for each in (pair.worked, pair.idle)
    ]
    read = Ask("corpus.reading", {"source_id": taken[0]})
    version = json.loads(pair.worked.ask(worlds.LEAD, read))["version_id"]
    passage = f"{version}.60-80"
    of_words = {"id": "r-words", "name": "Words", "what": "segment", "unit_ids": [passage]}
    begun = [
        Ask("interpretation.adopt_lens", {"id": "lens-other", "key": "integration-types"}),
        Ask("interpretation.start_placing", first | {"lens_id": "lens-1", "judge_ids": readers}),
        Ask("interpretation.start_placing", of_words | {"lens_id": "lens-1", "judge_ids": readers}),
    ]
    for each in (pair.worked, pair.idle):
        assert not [one for one in begun if worlds.refused(each.ask(worlds.LEAD, one))]
        each.changes.clear()
    at = {"round_id": "r-places", "unit_id": "code-1", "level_key": "micro"}
    deeds = [
        Ask("interpretation.place_in_round", at | {"reason": "Their own doing."}),
        Ask("interpretation.place_in_round", at | {"level_key": "meso"}),
        Ask("interpretation.place_in_round", at | {"unit_id": "code-2", "level_key": ""}),
        Ask("interpretation.take_off_in_round", {"round_id": "r-places", "unit_id": "code-2"}),
        Ask("judging.submit", {"id": "r-places"}),
        Ask("interpretation.place_in_round", at | {"round_id": "r-words", "unit_id": passage, "reason": "Heard."}),
    ]
    words = {"lens_id": "lens-1", "target_kind": "segment", "version_id": version}
    deeds.append(Ask("interpretation.place", words | {"id": "a-hand", "start": 50, "end": 58, "level_key": "exo"}))
    assert not [one for one in pair.works(deeds) if worlds.refused(one)]
    by_hand = {"lens_id": "lens-1", "target_kind": "code", "level_key": "exo"}
    asks = [
        Ask("interpretation.place_round", {"id": "r-places"}),
        Ask("interpretation.places_met", {"id": "r-places"}),
        Ask("interpretation.close_places", {"id": "r-places", "rule": "kept"}),
        Ask("interpretation.take_off_in_round", {"round_id": "r-places", "unit_id": "code-1"}),
        Ask("interpretation.place_in_round", at | {"level_key": "exo"}),
        Ask("interpretation.place", by_hand | {"id": "b-hand-1", "target_id": "code-1"}),
        Ask("interpretation.place", by_hand | {"id": "b-hand-2", "target_id": "code-3"}),
        Ask("interpretation.placements", {"lens_id": "lens-1"}),
        Ask("interpretation.placed_passages", {"lens_id": "lens-1"}),
        Ask("interpretation.place_round", {"id": "r-words"}),
        Ask("interpretation.place", words | {"id": "b-hand-3", "start": 70, "end": 90, "level_key": "exo"}),
        Ask("interpretation.place", words | {"id": "b-hand-4", "start": 90, "end": 99, "level_key": "exo"}),
        Ask("interpretation.level_figure", {}),
        Ask("interpretation.cross_lenses", {"lens_id": "lens-1", "other_lens_id": "lens-other"}),
        Ask("interpretation.place_round", {"id": "r-places"}),
        *worlds.questions(known, most=3),
    ]
    pair.both(worlds.B, asks)
    pair.close()
    return [str(one) for one in pair.differing]
