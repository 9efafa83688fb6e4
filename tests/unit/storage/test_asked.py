"""Statements are built once and asked again; what they answer goes by who asks, for what, and when."""

from __future__ import annotations

import inspect
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, owner, rows_added, study
from tests.teams import Team

from anselm.domain.coding import Code, Coding
from anselm.domain.errors import Refused
from anselm.domain.fieldwork import Encounter
from anselm.services.ports import Reads
from anselm.storage import asked
from anselm.storage.rows import columns_of, from_row, from_rows, to_row
from anselm.storage.schema import STATE
from anselm.storage.work import Command, Transaction


def _names(hand: Hand, **equal: object) -> list[str]:
    with hand.workbench.reading(hand.viewer) as reads:
        found = [one.name for one in reads.find(Code, **equal)]
        assert reads.count(Code, **equal) == len(found)
        assert sorted(name for (name,) in reads.columns(Code, "name", **equal)) == sorted(found)
        assert sum(reads.tally(Code, "name", **equal).values()) == len(found)
    return found


def test_each_shape_of_a_question_answers_for_the_values_it_is_asked_with(tmp_path: Path) -> None:
    hand = owner(study(tmp_path))
    codes = [Code(f"c{n}", f"Code {n}", f"K{n}", parent_id=None if n % 2 else "c1") for n in range(1200)]
    rows_added(hand.workbench, *codes)
    for wanted in (["c3"], ["c5", "c4", "c4"], [], [one.id for one in reversed(codes)]):
        there = set(wanted)
        assert _names(hand, id=wanted) == [one.name for one in codes if one.id in there]
        assert _names(hand, id=wanted, parent_id="c1") == [
            one.name for one in codes if one.id in there and one.parent_id == "c1"
        ]
    assert _names(hand, parent_id=None) == [one.name for one in codes if one.parent_id is None]
    assert _names(hand, name="Code 7") == ["Code 7"]
    assert _names(hand, name="Code 8") == ["Code 8"]


def _seen(team: Team) -> list[int]:
    found = []
    for hand in (team.kay, team.lou, team.kay):
        with hand.workbench.reading(hand.viewer) as reads:
            found.append(len(reads.find(Coding, round_id="r1")))
    return found


def _coded(folder: Path) -> Team:
    team = Team(folder)
    team.start()
    team.code(team.kay, "We talk in the kitchen.", "c1")
    return team


def test_a_question_asked_before_by_another_is_answered_for_who_asks_now(tmp_path: Path) -> None:
    team = _coded(tmp_path)
    assert _seen(team) == [1, 0, 1]
    team.hand_in_and_open()
    assert _seen(team) == [1, 1, 1]


def test_a_planted_statement_that_is_anybodys_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    team, first = _coded(tmp_path), asked.rows
    monkeypatch.setattr(asked, "rows", lambda name, _viewer, *others: first(name, team.kay.viewer, *others))
    assert _seen(team) != [1, 0, 1]


def _left(hand: Hand) -> list[int]:
    """How many codes are told in a step that adds one and then fails, before and after it, and by a reader later."""
    told: list[int] = []

    def n_codes(reads: Reads) -> int:
        return reads.kept("codes", lambda: len(reads.find(Code)))

    def fails(work: Transaction) -> None:
        told.append(n_codes(work))
        work.add(Code("c9", "Nowhere", "K9"))
        told.append(n_codes(work))
        raise Refused("Not this time.")

    with pytest.raises(Refused):
        hand.workbench._store.write(hand.viewer, Command("tests.fails"), fails)
    rows_added(hand.workbench, Code("c2", "On paper", "K2"), Code("c3", "By ear", "K3"))
    with hand.workbench.reading(hand.viewer) as reads:
        told.append(n_codes(reads))
    return told


def test_what_a_step_worked_out_of_its_own_changes_is_not_kept_when_it_comes_to_nothing(tmp_path: Path) -> None:
    assert _left(owner(study(tmp_path))) == [0, 1, 2]


def _keeping(folder: Path) -> int:
    """How many codes a reader is told at the change at which a step that failed had two."""
    hand = owner(study(folder))

    def fails(work: Transaction) -> None:
        work.add(Code("c9", "Nowhere", "K9"))
        work.kept("codes", lambda: len(work.find(Code)))
        raise Refused("Not this time.")

    with pytest.raises(Refused):
        hand.workbench._store.write(hand.viewer, Command("tests.fails"), fails)
    hand.do("study.write_memo", id="m1", body="As many changes as the step had made.")
    with hand.workbench.reading(hand.viewer) as reads:
        return reads.kept("codes", lambda: len(reads.find(Code)))


def test_a_planted_step_that_keeps_what_came_to_nothing_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _keeping(tmp_path / "right") == 0
    monkeypatch.setattr(Transaction, "keeps", True)
    assert _keeping(tmp_path / "wrong") == 1


@pytest.mark.parametrize("words", [(), ("a",), ('"',), ("\\",), ("a", "b"), ("ü😀",), ("",), ('a", "b',), ("[]",)])
def test_a_list_of_words_is_read_from_its_column_as_it_was_written(words: tuple[str, ...]) -> None:

    one = Encounter("e1", "E1", participant_ids=words)
    row = [to_row(one)[name] for name, *_ in columns_of(Encounter)]
    assert from_rows(Encounter, [row]) == [one]


def test_values_made_of_many_rows_are_those_made_one_by_one() -> None:
    made = [
        Encounter(f"e{n}", f"E{n}", duration_s=n % 3 or None, participant_ids=("a",) * (n % 3)) for n in range(2500)
    ]
    rows = [(*(to_row(one)[name] for name, *_ in columns_of(Encounter)), 7, "behind") for one in made]
    found = from_rows(Encounter, rows)
    assert found == made == [from_row(Encounter, to_row(one)) for one in made]
    with pytest.raises(FrozenInstanceError):
        found[0].code = "E1"  # type: ignore[misc]


@pytest.mark.parametrize("kind", [one.kind for one in STATE], ids=lambda kind: str(kind.__name__))
def test_every_kind_can_be_filled_field_by_field(kind: type[Any]) -> None:
    names = [one.name for one in fields(kind)]
    assert [name for name, *_ in columns_of(kind)] == names
    assert all(inspect.ismemberdescriptor(getattr(kind, name)) for name in names)


def test_what_a_kind_refuses_once_it_is_filled_is_refused_in_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(value: Encounter) -> None:
        if value.code == "E2":
            raise Refused("Not this one.")

    monkeypatch.setattr(Encounter, "__post_init__", refuse, raising=False)
    row = [to_row(Encounter("e1", "E1"))[name] for name, *_ in columns_of(Encounter)]
    assert len(from_rows(Encounter, [row])) == 1
    row[row.index("E1")] = "E2"
    with pytest.raises(Refused):
        from_rows(Encounter, [row])
