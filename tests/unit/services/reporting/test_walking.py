"""The walk back from a claim, as the lead who wrote it sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import Hand, owner, study

from anselm.domain.errors import NotFound

TEXT = (
    "[00:00:01] I1: How do you learn?\n"
    "[00:00:04] P01: I hear them on the phone. Then I write it down.\n"
    "[00:00:20] I1: And after?\n"
    "[00:00:24] P01: We talk in the kitchen. Nobody told me to.\n"
)
HEARD = "I hear them on the phone."
TALK = "We talk in the kitchen."


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    """Ada with one source and one claim of all."""
    hand = owner(study(tmp_path))
    made = hand.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
    assert made.accepted, made.refused
    hand.do("reporting.make_claim", id="q1", text="All learn by overhearing.")
    return hand


def _linked(hand: Hand, identifier: str, words: str, stance: str) -> None:
    reading = hand.do("corpus.reading", source_id=hand.do("corpus.sources")[0].id)
    start = reading.text.index(words)
    hand.do(
        "interpretation.link_evidence",
        id=identifier,
        subject_kind="claim",
        subject_id="q1",
        stance=stance,
        version_id=reading.version_id,
        start=start,
        end=start + len(words),
    )


def test_a_claim_is_walked_back_to_words_in_context_with_what_tells_it_otherwise_first(ada: Hand) -> None:
    _linked(ada, "e1", HEARD, "supports")
    _linked(ada, "e2", TALK, "contradicts")
    walk = ada.do("reporting.trace", id="q1")
    assert walk.author == "Ada"
    assert [(step.id, step.stance) for step in walk.steps] == [("e2", "contradicts"), ("e1", "supports")]
    heard = walk.steps[1].trace.passage
    assert heard.words == HEARD
    assert heard.question == "How do you learn?"
    assert heard.after.strip() == "Then I write it down."
    assert (walk.steps[1].start, walk.steps[1].end) == (heard.start, heard.end)


def test_a_claim_nobody_linked_anything_to_has_no_steps(ada: Hand) -> None:
    walk = ada.do("reporting.trace", id="q1")
    assert walk.steps == ()
    assert walk.claim.note == "Nothing is linked to this sentence yet."


def test_a_claim_that_is_not_there_is_not_walked(ada: Hand) -> None:
    with pytest.raises(NotFound):
        ada.do("reporting.trace", id="q9")
