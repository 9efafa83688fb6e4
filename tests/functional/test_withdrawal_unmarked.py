"""A text in which nobody is marked as speaking is held and withdrawn with whoever it was got from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, file, owner, study

from anselm.domain.errors import Refused

LETTER = (
    "When I began nobody had written anything down and so I asked the driver which of the doors was ours.\n\n"
    "After a month I kept a small list of my own inside the cover of the diary, and lent it to the next one.\n"
)
KEPT = b"asked the driver which of the doors"


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Hand]:
    hand = owner(study(tmp_path / "study", parser=DirectParser()))
    yield hand
    hand.workbench.close()


def brought(ada: Hand, name: str, **bound: str) -> str:
    """A text without turns, bound as said; its identifier."""
    done = ada.do("corpus.import_file", id=f"s-{name}", file=file(f"{name}.txt", LETTER))
    (taken,) = done.accepted
    assert taken.n_utterances == 0
    ada.do("corpus.bind_source", source_id=taken.source_id, **bound)
    return str(taken.source_id)


def person(ada: Hand, code: str) -> str:
    return next(one.id for one in ada.do("fieldwork.participants") if one.code == code)


def names(ada: Hand) -> list[str]:
    return sorted(one.name for one in ada.do("corpus.sources"))


def left(ada: Hand) -> list[str]:
    return [one.name for one in ada.workbench.folder.rglob("*") if one.is_file() and KEPT in one.read_bytes()]


def test_a_text_bound_to_a_person_is_held_given_back_and_erased_with_them(ada: Hand) -> None:
    brought(ada, "letter", participant_code="P01")
    ada.do("fieldwork.hold", id=person(ada, "P01"))
    assert names(ada) == []
    ada.do("fieldwork.release", id=person(ada, "P01"))
    assert names(ada) == ["letter"]
    ada.do("fieldwork.hold", id=person(ada, "P01"))
    seen = ada.do("reporting.preview_withdrawal", id=person(ada, "P01"))
    assert [one.title for one in seen.sources]
    ada.do("reporting.withdraw", id="w1", participant_id=person(ada, "P01"), code="P01", reason="Asked.")
    assert names(ada) == []
    assert left(ada) == []


def test_a_text_that_only_belongs_to_their_encounter_goes_with_them_too(ada: Hand) -> None:
    brought(ada, "talk", participant_code="P01", encounter_code="INT01")
    ada.do("corpus.import_file", id="s-page", file=file("page.txt", LETTER.replace("month", "year")))
    ada.do("corpus.bind_source", source_id="s-page", encounter_code="INT01")
    ada.do("fieldwork.hold", id=person(ada, "P01"))
    assert names(ada) == []
    ada.do("reporting.withdraw", id="w1", participant_id=person(ada, "P01"), code="P01", reason="Asked.")
    assert left(ada) == []


def test_where_others_were_met_too_nobody_guesses_whose_words_they_are(ada: Hand) -> None:
    brought(ada, "talk", participant_code="P01", encounter_code="FG1")
    ada.do("corpus.import_file", id="s-walk", file=file("walk.txt", "I: Where?\nP02: By the hatch.\n"))
    ada.do("corpus.bind_source", source_id="s-walk", participant_code="P02", encounter_code="FG1")
    ada.do("corpus.import_file", id="s-wall", file=file("wall.txt", "What all of us wrote upon the wall that day.\n"))
    ada.do("corpus.bind_source", source_id="s-wall", encounter_code="FG1")
    ada.do("fieldwork.hold", id=person(ada, "P01"))
    assert names(ada) == ["walk"]
    with pytest.raises(Refused, match="In wall others can be heard too"):
        ada.do("reporting.withdraw", id="w1", participant_id=person(ada, "P01"), code="P01", reason="Asked.")
    ada.do("fieldwork.release", id=person(ada, "P01"))
    assert names(ada) == ["talk", "walk", "wall"]
