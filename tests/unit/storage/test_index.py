"""The index beside the study is made, kept, made anew and deleted without the answer of a find ever changing."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, file, owner, parts, study

from anselm.bootstrap import open_study
from anselm.storage.index import INDEX

FIRST = "Notes of the day: the kettle was on.\n\nI1: Who do you ask?\nP26: The kettle. No, so there's a list.\nI1: And Siân?\nP26: She talks slow.\n"  # noqa: E501
SECOND = "I2: Who do you ask?\nP05: Whoever is in the room. A kettle helps.\nP06: I ask her, 学习.\nP05: She does.\n"
THIRD = "I1: Zanzibarish words?\nP07: Only marmalade, she said.\nI1: Who?\nP07: She.\n"
ASKED = ("kettle", "ask", "she OR kettle", '"the kettle"', "s*", "学", "kettle NOT list", '"who ask"~2', "marmalade")


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    for n, text in enumerate((FIRST, SECOND, THIRD), 1):
        hand.do("corpus.import_file", id=f"s{n}", file=file(f"INT{n:02d}.txt", text))
    return hand


def path_of(hand: Hand) -> Path:
    return hand.workbench.folder / INDEX


def answers(hand: Hand) -> list[Any]:
    """What every question gets, also asked page by page."""
    return [
        hand.do("corpus.find", words=words, only=only, **page)
        for words, only in itertools.product(ASKED, ("all", "participants", "interviewers"))
        for page in ({}, {"offset": 1, "limit": 2}, {"source_id": "s2"})
    ]


def by_reading(hand: Hand) -> list[Any]:
    """The same with no index at all."""
    store = hand.workbench._store
    kept, store.index = store.index, None
    try:
        return answers(hand)
    finally:
        store.index = kept


def asked_of_index(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The answers while reading whole texts to find in them is forbidden."""
    with monkeypatch.context() as patched:
        patched.setattr("anselm.services.corpus.finding._read", lambda *_: pytest.fail("a text was read"))
        return answers(hand)


def held(hand: Hand) -> set[str]:
    with sqlite3.connect(path_of(hand)) as index:
        return {row[0] for row in index.execute("SELECT version_id FROM held")}


def bytes_of(hand: Hand) -> bytes:
    return b"".join(one.read_bytes() for one in hand.workbench.folder.glob(f"{INDEX}*"))


def test_the_answer_is_that_of_reading_every_text(ada: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = by_reading(ada)
    ada.workbench.index.catch_up()
    assert asked_of_index(ada, monkeypatch) == expected
    assert sum(one.n_hits for one in expected) > 50


def test_speakers_corrected_and_merged_later_are_heard_as_they_are_now(
    ada: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.workbench.index.catch_up()
    known = {one.raw: one.id for one in ada.do("corpus.speakers", source_id="s2")}
    version = ada.do("corpus.reading", source_id="s2").version_id
    ada.do("corpus.correct_turn", version_id=version, number=3, speaker_id=known["I2"])
    assert asked_of_index(ada, monkeypatch) == by_reading(ada)
    ada.do("study.undo")
    ada.do("corpus.set_speaker", speaker_id=known["P05"], kind="interviewer")
    ada.do("corpus.merge_speakers", speaker_id=known["P06"], into_id=known["P05"])
    assert asked_of_index(ada, monkeypatch) == by_reading(ada)
    assert ada.do("corpus.find", words="kettle", only="participants").n_hits == 1


def test_texts_come_in_and_are_corrected_while_the_index_knows_only_the_older_ones(ada: Hand) -> None:
    ada.workbench.index.catch_up()
    ada.do("corpus.import_file", id="s4", file=file("INT04.txt", "P09: A kettle, once more.\n"))
    version = ada.do("corpus.reading", source_id="s1").version_id
    at = FIRST.index("kettle")
    ada.do(
        "corpus.correct_text",
        id="v2",
        source_id="s1",
        version_id=version,
        start=at,
        end=at + 6,
        replacement="pot",
        reason="misheard",
    )
    assert answers(ada) == by_reading(ada)
    assert ada.do("corpus.find", words="kettle").n_hits == 3
    ada.workbench.index.catch_up()
    assert answers(ada) == by_reading(ada)
    ada.do("study.undo")
    assert ada.do("corpus.find", words="kettle").n_hits == 4


def test_what_may_not_be_seen_is_not_told_by_the_index_and_leaves_it(ada: Hand) -> None:
    ada.workbench.index.catch_up()
    ada.do("corpus.bind_source", source_id="s3", participant_code="P07")
    (person,) = ada.do("fieldwork.participants")
    ada.do("fieldwork.hold", id=person.id)
    assert ada.do("corpus.find", words="marmalade").n_hits == 0
    assert ada.do("corpus.find", words="kettle OR marmalade").n_sources == 2
    ada.workbench.index.catch_up()
    assert b"marmalade" not in bytes_of(ada)
    assert b"kettle" in bytes_of(ada)


def test_words_of_a_source_taken_away_are_not_left_in_the_file(ada: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    ada.workbench.index.catch_up()
    assert b"zanzibarish" in bytes_of(ada)
    ada.do("corpus.remove_source", source_id="s3")
    ada.workbench.index.catch_up()
    assert b"zanzibarish" not in bytes_of(ada)
    assert asked_of_index(ada, monkeypatch) == by_reading(ada)
    ada.do("study.undo")
    assert ada.do("corpus.find", words="zanzibarish").n_hits == 1


def test_closing_leaves_nothing_of_a_source_just_taken_away(ada: Hand) -> None:
    ada.workbench.index.catch_up()
    ada.do("corpus.remove_source", source_id="s3")
    ada.workbench.close()
    assert b"zanzibarish" not in bytes_of(ada)


def test_forgetting_deletes_the_file_at_once(ada: Hand) -> None:
    ada.workbench.index.catch_up()
    ada.workbench.index.forget()
    assert not path_of(ada).exists()
    assert answers(ada) == by_reading(ada)


@pytest.mark.parametrize(
    "harm", ["bytes", "emptied", "another study", "another layout", "a posting gone", "not a file"]
)
def test_a_damaged_or_foreign_index_is_made_anew(ada: Hand, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ada.workbench.index.catch_up()
    expected = by_reading(ada)
    ada.workbench.close()
    path = path_of(ada)
    if harm == "bytes":
        path.write_bytes(b"\x00garbage" * 2000)
    elif harm == "emptied":
        path.write_bytes(b"")
    elif harm == "not a file":
        path.unlink()
    else:
        statement = {
            "another study": "UPDATE about SET value = 'x' WHERE name = 'study'",
            "another layout": "UPDATE about SET value = '0' WHERE name = 'layout'",
            "a posting gone": "DELETE FROM segments",
        }[harm]
        with sqlite3.connect(path) as index:
            index.execute(statement)
            if harm.startswith("another"):
                index.execute("DELETE FROM postings WHERE word = 'kettle'")
    again = owner(open_study(path.parent, parts=parts(parser=DirectParser())))
    assert answers(again) == expected
    again.workbench.index.catch_up()
    assert asked_of_index(again, monkeypatch) == expected


def test_places_that_are_not_in_the_text_are_never_shown(ada: Hand) -> None:
    ada.workbench.index.catch_up()
    expected = by_reading(ada)
    with sqlite3.connect(path_of(ada)) as index:
        index.execute("UPDATE postings SET word = 'kettle2' WHERE word = 'kettle'")
        index.execute("UPDATE postings SET word = 'kettle' WHERE word = 'list'")
    assert ada.do("corpus.find", words="kettle") == expected[0]
    ada.workbench.index.catch_up()
    assert answers(ada) == expected


def test_a_program_that_ended_between_a_text_and_the_index_loses_nothing(
    ada: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.workbench.index.catch_up()
    ada.workbench._store.close()
    shutil.copytree(
        ada.workbench.folder, ada.workbench.folder.with_name("killed"), ignore=shutil.ignore_patterns("*lock*")
    )
    again = owner(open_study(ada.workbench.folder.with_name("killed"), parts=parts(parser=DirectParser())))
    monkeypatch.setattr(again.workbench.index, "told", lambda _: None)
    again.do("corpus.import_file", id="s4", file=file("INT04.txt", "P09: A kettle, once more.\n"))
    assert answers(again) == by_reading(again)
    again.workbench.index.catch_up()
    assert asked_of_index(again, monkeypatch) == by_reading(again)


def test_many_small_segments_become_one(ada: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anselm.storage.index._MANY_SMALL", 3)
    for n in range(4, 8):
        ada.workbench.index.catch_up()
        ada.do("corpus.import_file", id=f"s{n}", file=file(f"INT{n:02d}.txt", f"P0{n}: A kettle, {n}.\n"))
    ada.workbench.index.catch_up()
    with sqlite3.connect(path_of(ada)) as index:
        assert index.execute("SELECT count(*) FROM segments").fetchone()[0] < 4
    assert asked_of_index(ada, monkeypatch) == by_reading(ada)


def test_a_study_open_for_reading_uses_the_index_and_never_makes_one(
    ada: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = by_reading(ada)
    ada.workbench.close()
    path_of(ada).unlink(missing_ok=True)
    reading = owner(open_study(ada.workbench.folder, read_only=True, parts=parts(parser=DirectParser())))
    assert answers(reading) == expected
    assert not path_of(ada).exists()
    reading.workbench.close()
    kept = open_study(ada.workbench.folder, parts=parts(parser=DirectParser()))
    kept.index.catch_up()
    kept.close()
    reading = owner(open_study(ada.workbench.folder, read_only=True, parts=parts(parser=DirectParser())))
    assert asked_of_index(reading, monkeypatch) == expected


def test_a_backup_holds_no_index(ada: Hand) -> None:
    ada.workbench.index.catch_up()
    ada.workbench.back_up()
    assert not list((ada.workbench.folder / "backups").glob("*index*"))
    assert b"postings" not in b"".join(one.read_bytes() for one in (ada.workbench.folder / "backups").iterdir())


def test_the_thread_makes_the_index_by_itself_once_writing_rests(ada: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anselm.storage.index._REST", 0.01)
    ada.do("corpus.rename", source_id="s1", name="Night")
    never = threading.Event()
    for _ in range(400):
        if path_of(ada).exists() and len(ada.workbench.index._held) == 3:
            break
        never.wait(0.05)
    assert asked_of_index(ada, monkeypatch) == by_reading(ada)
