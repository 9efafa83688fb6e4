"""What every database under a study must do, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect
from tests.contract.conftest import VIEWER

from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Source, SourceVersion, Utterance, VersionRole
from anselm.domain.errors import Invalid, NotFound, Refused
from anselm.domain.fieldwork import Consent, ConsentState
from anselm.domain.judging import Round, RoundKind, UnitKind
from anselm.domain.study import Memo, MemoKind, Role, Viewer
from anselm.storage import schema
from anselm.storage.migrating import build
from anselm.storage.store import Store
from anselm.storage.verify import content_digest, verify
from anselm.storage.work import Command, Transaction

MakeStore = Callable[[], Store]
CODE = Command("coding.test", "coding", undoable=True)
BO = Viewer("study", "bo", (Role.CODER,))
TEXT = "I1: Hi 😀.\nP01: Words, naïve and שלום.\n"


def source(work: Transaction) -> None:
    turns = (Utterance("v1", 1, 0, 4, 9, "sp1"), Utterance("v1", 2, 10, 15, len(TEXT) - 1, "sp2"))
    salt, digest = work.keep_text("v1", TEXT, turns, ())
    work.add(Source("s1", "INT01", current_version_id="v1"))
    work.add(SourceVersion("v1", "s1", 1, VersionRole.RAW, len(TEXT), salt, digest))


def coding(identifier: str, coder: str = "ada", round_id: str = "r1") -> Coding:
    return Coding(identifier, round_id, coder, "s1", "v1", 15, 20, "c1")


def script(store: Store) -> None:
    store.write(VIEWER, CODE, source)
    store.write(VIEWER, CODE, lambda work: work.add(Code("c1", "Overhearing", family=4)))
    store.write(VIEWER, CODE, lambda work: work.add_all([coding(f"k{n}") for n in range(700)]))
    store.write(VIEWER, CODE, lambda work: work.remove(coding("k3")))
    store.write(VIEWER, CODE, lambda work: work.replace(Code("c1", "Overhearing talk", family=4)))


def test_text_and_turns_come_back_as_they_were(make_store: MakeStore) -> None:
    store = make_store()
    store.write(VIEWER, CODE, source)
    with store.read(VIEWER) as reads:
        assert reads.text("v1") == TEXT
        assert [turn.number for turn in reads.utterances("v1")] == [1, 2]


def test_the_same_steps_give_the_same_content_on_every_database(make_store: MakeStore, tmp_path: Path) -> None:
    from tests.contract.conftest import founded

    from anselm.storage.sqlite import reader_engine, writer_engine

    store = make_store()
    script(store)
    beside = founded(writer_engine(tmp_path / "beside.db"), reader_engine(tmp_path / "beside.db"))
    script(beside)
    assert content_digest(store.reader) == content_digest(beside.reader)
    assert verify(store.reader).intact
    beside.close()


def test_many_values_are_found_counted_and_tallied_in_the_order_made(make_store: MakeStore) -> None:
    store = make_store()
    script(store)
    with store.read(VIEWER) as reads:
        assert reads.count(Coding, code_id="c1") == 699
        found = reads.find(Coding, id=[f"k{n}" for n in range(650)])
        assert [one.id for one in found] == [f"k{n}" for n in range(650) if n != 3]
        assert reads.tally(Coding, "code_id") == {"c1": 699}


def test_a_step_that_fails_leaves_nothing(make_store: MakeStore) -> None:
    store = make_store()

    def half(work: Transaction) -> None:
        work.add(Code("c1", "One"))
        raise Refused("no")

    with pytest.raises(Refused):
        store.write(VIEWER, CODE, half)
    with store.read(VIEWER) as reads:
        assert reads.count(Code) == 0
    assert verify(store.reader).intact


def test_a_reading_in_a_blind_round_is_its_readers_alone_for_the_owner_too(make_store: MakeStore) -> None:
    store = make_store()
    blind = Round("r1", "First", RoundKind.CODE, UnitKind.SPAN, blind=True, judge_ids=("ada", "bo"))
    store.write(VIEWER, CODE, source)
    store.write(VIEWER, CODE, lambda work: work.add(blind))
    store.write(BO, CODE, lambda work: work.add(coding("k1", "bo")))
    with store.read(VIEWER) as reads:
        assert reads.count(Coding) == 0
        assert reads.unblinded().count(Coding) == 1
        with pytest.raises(NotFound):
            reads.get(Coding, "k1")
    with store.read(BO) as reads:
        assert reads.count(Coding) == 1


def test_a_private_memo_is_its_authors(make_store: MakeStore) -> None:
    store = make_store()
    store.write(BO, CODE, lambda work: work.add(Memo("m1", "bo", MemoKind.REFLEXIVE, "mine", private=True)))
    with store.read(VIEWER) as reads:
        assert reads.find(Memo) == ()


def test_consent_is_only_ever_added_to(make_store: MakeStore) -> None:
    store = make_store()
    given = Consent("k1", "p1", "quote", ConsentState.GIVEN, "2024-01-08")
    store.write(VIEWER, CODE, lambda work: work.add(given))
    for change in ("replace", "remove"):
        with pytest.raises(Invalid, match="kept for ever"):
            store.write(VIEWER, CODE, lambda work, change=change: getattr(work, change)(given))


def test_a_held_source_is_in_no_list_for_anyone(make_store: MakeStore) -> None:
    from dataclasses import replace

    store = make_store()
    store.write(VIEWER, CODE, source)
    store.write(VIEWER, CODE, lambda work: work.add(coding("k1")))
    held = Source("s1", "INT01", current_version_id="v1", held_at="2024-05-01")
    store.write(VIEWER, CODE, lambda work: work.replace(replace(held)))
    with store.read(VIEWER) as reads:
        for kind in (Source, SourceVersion, Coding):
            assert reads.count(kind) == 0
            assert reads.unblinded().count(kind) == 0
        assert reads.texts(["v1"]) == {}


def test_undo_and_redo_are_inverse(make_store: MakeStore) -> None:
    store = make_store()
    script(store)
    before = content_digest(store.reader)
    undo, redo = Command("study.undo"), Command("study.redo")
    for _ in range(3):
        store.write(VIEWER, undo, lambda work: work.undo())
    with store.read(VIEWER) as reads:
        assert reads.count(Coding) == 0
    for _ in range(3):
        store.write(VIEWER, redo, lambda work: work.redo())
    assert content_digest(store.reader) == before
    assert verify(store.reader).intact


def test_writers_take_turns_and_none_is_lost(make_store: MakeStore) -> None:
    store = make_store()
    store.write(VIEWER, CODE, source)

    def work_on(who: str) -> None:
        for n in range(15):
            store.write(VIEWER, CODE, lambda work, n=n: work.add(coding(f"{who}{n}")))

    threads = [threading.Thread(target=work_on, args=(who,)) for who in "abcd"]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with store.read(VIEWER) as reads:
        assert reads.count(Coding) == 60
    assert verify(store.reader).intact


def test_the_first_migration_makes_the_tables_as_they_are() -> None:
    made, wanted = create_engine("sqlite://"), create_engine("sqlite://")
    with made.begin() as connection:
        build(connection)
        found = _shape(inspect(connection))
    with wanted.begin() as connection:
        schema.metadata.create_all(connection)
        assert found == _shape(inspect(connection)), "run: python -m docs.migration"


def _shape(seen: object) -> dict[str, object]:
    shape: dict[str, object] = {}
    for table in sorted(seen.get_table_names()):  # type: ignore[attr-defined]
        columns = [(one["name"], str(one["type"]), one["nullable"]) for one in seen.get_columns(table)]  # type: ignore[attr-defined]
        indexes = sorted((one["name"], tuple(one["column_names"])) for one in seen.get_indexes(table))  # type: ignore[attr-defined]
        shape[table] = (columns, seen.get_pk_constraint(table)["constrained_columns"], indexes)  # type: ignore[attr-defined]
    return shape
