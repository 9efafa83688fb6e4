"""What changed in the codebook between a version or a day and another: in sentences, word by word, and by whom."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from tests.factories import Hand, colleague, file, owner, study

from anselm.domain.errors import Invalid, NotFound


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path))
    hand.do("coding.add_code", id="g", name="Ways", group=True)
    hand.do(
        "coding.add_code", id="a", name="Overhearing", definition="They hear what was meant for others.", parent_id="g"
    )
    hand.do("coding.add_code", id="b", name="Joining", definition="Goes along", parent_id="g")
    hand.do("coding.add_code", id="c", name="Asking")
    return hand


def _changed(ada: Hand) -> None:
    ben = colleague(ada.workbench, "Ben", "coder")
    ada.do("coding.freeze_codebook", id="v1")
    ben.do("coding.change_code", id="a", definition="They overhear what was meant for others.", exclude="Asked")
    ada.do("coding.move_code", id="b", parent_id=None)
    ada.do("coding.change_code", id="b", name="Going along", family=5)
    ada.do("coding.retire_code", id="c")
    ada.do("coding.add_code", id="d", name="Noticing", definition="Sees it", parent_id="g")


def test_codes_that_came_changed_and_went_since_the_newest_version_are_told(ada: Hand) -> None:
    _changed(ada)
    seen = ada.do("coding.codebook_changes")
    assert (seen.since[:2], seen.until, seen.n_same) == ("v1", "now", 1)
    told = {one.name: one for one in seen.codes}
    assert {name: one.became for name, one in told.items()} == {
        "Overhearing": "changed",
        "Noticing": "new",
        "Going along": "changed",
        "Asking": "gone",
    }
    assert told["Overhearing"].by == ("Ben",)
    words = {text.what: [(one.fate, one.words) for one in text.pieces] for text in told["Overhearing"].texts}
    assert words["definition"][1:3] == [("out", "hear"), ("in", "overhear")]
    assert words["exclude"] == [("in", "Asked")]
    assert told["Going along"].said == (
        "It was called Joining.",
        "It lay under Ways and lies at the top.",
        "It has another colour.",
    )
    assert told["Asking"].said == ("It was put out of use.",)
    assert told["Noticing"].said == ("It lies under Ways.",)


def test_nothing_has_changed_between_a_version_and_itself_and_days_are_told_as_they_stood(ada: Hand) -> None:
    _changed(ada)
    same = ada.do("coding.codebook_changes", since="v1", until="v1")
    assert (same.codes, same.n_same) == ((), 4)
    day = ada.do("coding.codes") and ada.do("coding.codebook_versions")[0].created_at[:10]
    before = ada.do("coding.codebook_changes", since="2001-01-01", until=day)
    assert {one.became for one in before.codes} == {"new"}
    assert len(before.codes) == 4
    assert ada.do("coding.codebook_changes", since="v1", until=day).codes == ada.do("coding.codebook_changes").codes


def test_a_merged_code_says_where_it_went_and_what_was_undone_never_was(ada: Hand) -> None:
    ada.do("coding.freeze_codebook", id="v1")
    ada.do("coding.merge_codes", id="b", into_id="a")
    assert [one.said for one in ada.do("coding.codebook_changes").codes] == [("It was merged into Overhearing.",)]
    ada.do("study.undo")
    assert ada.do("coding.codebook_changes").codes == ()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"since": "v9"}, NotFound),
        ({"since": "soon"}, Invalid),
        ({"since": "2030-01-01", "until": "2029-01-01"}, Invalid),
    ],
)
def test_a_moment_that_is_none_is_refused(ada: Hand, fields: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        ada.do("coding.codebook_changes", **fields)


def test_a_proposal_in_a_blind_round_is_told_to_nobody_until_the_round_is_opened(ada: Hand) -> None:
    ben = colleague(ada.workbench, "Ben", "coder")
    ada.do("corpus.import_file", id="s1", file=file("INT01.txt", "I: Well?\nP1: Words enough to read.\n"))
    judges = (ada.viewer.researcher_id, ben.viewer.researcher_id)
    ada.do("judging.start_round", id="r1", name="First", judge_ids=judges, source_ids=("s1",))
    ben.do("coding.add_code", id="secret", name="Whispering", definition="x", round_id="r1")
    ben.do("coding.change_code", id="secret", definition="y")
    day = ada.do("coding.codebook_versions")[0].created_at[:10]
    for hand in (ada, ben):
        for fields in ({}, {"since": "2001-01-01"}, {"since": "2001-01-01", "until": day}):
            assert "Whispering" not in {one.name for one in hand.do("coding.codebook_changes", **fields).codes}


def test_the_changes_go_to_word_with_what_went_struck_through_and_what_came_underlined(ada: Hand) -> None:
    _changed(ada)
    written = ada.do("coding.codebook_changes_file")
    document = docx.Document(io.BytesIO(written.content))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading 1")]
    assert headings == ["New", "Changed", "No longer in use"]
    runs = [run for one in document.paragraphs for run in one.runs]
    assert [run.text for run in runs if run.font.strike] == ["hear"]
    assert [run.text for run in runs if run.font.underline] == ["overhear", "Asked"]
    assert "1 codes" not in " ".join(one.text for one in document.paragraphs)


def test_a_reflexive_study_counts_no_codes_here_either(ada: Hand) -> None:
    ada.do("study.change_study", profile="braun-clarke-6")
    assert ada.do("coding.codebook_changes", since="2001-01-01").n_same is None
    document = docx.Document(io.BytesIO(ada.do("coding.codebook_changes_file").content))
    assert not any(sign.isdigit() for sign in document.paragraphs[-1].text)


def test_the_first_codebook_that_was_kept_says_that_it_is(ada: Hand) -> None:
    ada.do("coding.freeze_codebook", id="v1")
    assert ada.do("coding.codebook_changes").first
    document = docx.Document(io.BytesIO(ada.do("coding.codebook_changes_file").content))
    words = " ".join(one.text for one in document.paragraphs)
    assert "This is the first codebook that was kept. Nothing changed since." in words
    ada.do("coding.change_code", id="c", name="Asking again")
    ada.do("coding.freeze_codebook", id="v2")
    assert not ada.do("coding.codebook_changes").first
    assert ada.do("coding.codebook_changes", since="v1").first
