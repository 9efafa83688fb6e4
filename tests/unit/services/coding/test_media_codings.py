"""A region of a picture is coded as a passage is: one's own, once, undone, hidden and taken out with its source."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from tests.factories import DirectParser, Hand, colleague, file, owner, rows_added, study
from tests.pictures import PLACE, photograph, png
from tests.shared_data import shared_data

from anselm.domain.anchors import Picture, Region
from anselm.domain.coding import MediaCoding
from anselm.domain.corpus import Source
from anselm.domain.errors import NotFound
from anselm.domain.judging import Round, RoundKind, UnitKind

TEXT = "I1: What happened?\nP01: I heard it over the kettle.\nI1: And then?\nP01: I wrote it down.\n"
UPPER = {"left": 2, "top": 1, "right": 12, "bottom": 7}


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    hand.do("fieldwork.add_case", id="T1", code="T1", name="Beech")
    hand.do("fieldwork.add_participant", id="P01", code="P01", case_id="T1", role="A")
    hand.do("corpus.import_file", id="s1", file=file("INT01.txt", TEXT))
    hand.do("corpus.import_file", id="p1", file=file("wall.jpg", photograph(6)))
    for key, name in (("D1", "Boards"), ("D2", "Doors")):
        hand.do("coding.add_code", id=key, name=name, key=key)
    return hand


def version(hand: Hand, source: str = "p1") -> str:
    return str(hand.do("corpus.reading", source_id=source).version_id)


def coded(hand: Hand, identifier: str = "m1", code: str = "D1", region: dict[str, int] | None = None) -> Any:
    return hand.do(
        "coding.apply_media",
        id=identifier,
        source_id="p1",
        of_id=version(hand),
        code_id=code,
        region=region or UPPER,
    )


def marks(hand: Hand) -> list[tuple[str, str]]:
    return [(one.id, one.code_id) for one in hand.do("coding.media_marks", source_id="p1")]


def test_a_picture_is_a_source_without_words_shown_as_it_is_held(ada: Hand) -> None:
    (_, row) = ada.do("corpus.sources")
    assert (row.name, row.kind, row.n_characters) == ("wall", "picture", 0)
    seen = ada.do("corpus.picture", version_id=version(ada))
    assert (seen.media_type, seen.width, seen.height, seen.description) == ("image/jpeg", 16, 24, "")
    shown = ada.do("corpus.picture_file", version_id=version(ada))
    assert shown.media_type == "image/jpeg"
    assert PLACE not in shown.content
    ada.do("corpus.describe", version_id=version(ada), description=" A board by the door. ")
    assert ada.do("corpus.picture", version_id=version(ada)).description == "A board by the door."
    ada.do("study.undo")
    assert ada.do("corpus.picture", version_id=version(ada)).description == ""


def test_nothing_on_the_disk_holds_what_the_camera_wrote(ada: Hand) -> None:
    kept = [one.read_bytes() for one in ada.workbench.folder.rglob("*") if one.is_file()]
    assert len(kept) > 2
    assert not any(PLACE in one for one in kept)


def test_the_same_picture_twice_is_one_source(ada: Hand) -> None:
    again = ada.do("corpus.import_file", id="p2", file=file("again.jpg", photograph(6)))
    assert again.accepted[0].source_id == "p1"
    assert "Already here" in again.accepted[0].warnings[0]


def test_a_region_is_given_a_code_once_and_the_place_is_said_in_words(ada: Hand) -> None:
    coded(ada)
    assert coded(ada, "m2").id == "m1"
    (one,) = ada.do("coding.media_marks", source_id="p1")
    assert (one.region.left, one.region.bottom, one.mine, one.place) == (2, 7, True, "upper, 62% wide and 25% high")


@pytest.mark.parametrize(
    "region",
    [
        {"left": 2, "top": 1, "right": 17, "bottom": 7},
        {"left": 2, "top": 1, "right": 12, "bottom": 25},
        {"left": 5, "top": 1, "right": 5, "bottom": 7},
        {"left": 9, "top": 1, "right": 5, "bottom": 7},
    ],
)
def test_a_region_lies_in_its_picture(ada: Hand, region: dict[str, int]) -> None:
    asked = {"id": "m1", "source_id": "p1", "of_id": version(ada), "code_id": "D1", "region": region}
    assert ada.refused("coding.apply_media", **asked).code == "invalid"
    assert marks(ada) == []


def test_a_region_of_a_text_or_of_another_picture_is_not_there(ada: Hand) -> None:
    ada.do("corpus.import_file", id="p2", file=file("other.png", png()))
    for source, of in (("s1", version(ada, "s1")), ("p1", version(ada, "p2")), ("s1", version(ada))):
        asked = {"id": "m1", "source_id": source, "of_id": of, "code_id": "D1", "region": UPPER}
        assert ada.refused("coding.apply_media", **asked).message == NotFound().message


def test_recoded_moved_noted_and_taken_off_each_step_is_undone(ada: Hand) -> None:
    coded(ada)
    steps = (
        ("coding.recode_media", {"code_id": "D2"}),
        ("coding.resize_media", {"region": {"left": 0, "top": 0, "right": 16, "bottom": 24}}),
        ("coding.note_media", {"note": "who put it there?"}),
        ("coding.remove_media", {}),
    )
    seen = [ada.do("coding.media_marks", source_id="p1")]
    for name, more in steps:
        ada.do(name, id="m1", **more)
        seen.append(ada.do("coding.media_marks", source_id="p1"))
    assert [one[0].code_id for one in seen[:2]] == ["D1", "D2"]
    assert (seen[2][0].place, seen[3][0].note, seen[4]) == ("nearly the whole picture", "who put it there?", ())
    for before in reversed(seen[:-1]):
        ada.do("study.undo")
        assert ada.do("coding.media_marks", source_id="p1") == before
    ada.do("study.undo")
    assert marks(ada) == []
    ada.do("study.redo")
    assert marks(ada) == [("m1", "D1")]


def test_what_becomes_the_same_as_another_of_ones_own_is_kept_once(ada: Hand) -> None:
    coded(ada)
    coded(ada, "m2", "D2")
    ada.do("coding.note_media", id="m2", note="kept")
    ada.do("coding.recode_media", id="m1", code_id="D2")
    (one,) = ada.do("coding.media_marks", source_id="p1")
    assert (one.id, one.note) == ("m1", "kept")


def test_another_coders_region_is_theirs_and_both_are_listed(ada: Hand) -> None:
    ben = colleague(ada.workbench, "Ben", key="B")
    coded(ada)
    coded(ben, "m2")
    assert ben.refused("coding.remove_media", id="m1").code == "refused"
    assert [one.coder for one in ben.do("coding.media_marks", source_id="p1")] == ["Ada", "Ben"]
    (place,) = ada.do("coding.media_passages", code_id="D1")
    assert len(place.coders) == 2


def test_a_new_code_is_made_over_a_region_in_one_step(ada: Hand) -> None:
    made = {"id": "m1", "code_id": "D9", "name": "Lists", "source_id": "p1", "of_id": version(ada), "region": UPPER}
    ada.do("coding.apply_media_new", **made)
    assert marks(ada) == [("m1", "D9")]
    ada.do("study.undo")
    assert marks(ada) == []
    assert "Lists" not in [one.name for one in ada.do("coding.codes")]


def test_regions_count_with_the_code_and_the_source_and_not_in_a_reflexive_study(ada: Hand) -> None:
    coded(ada)
    assert next(one.n_codings for one in ada.do("coding.codes") if one.id == "D1") == 1
    row = next(one for one in ada.do("corpus.sources") if one.id == "p1")
    assert (row.n_codings, row.n_codings_mine) == (1, 1)
    assert "in use" in ada.refused("coding.remove_code", id="D1").message


def test_codes_merged_take_their_regions_along(ada: Hand) -> None:
    coded(ada)
    coded(ada, "m2", "D2", {"left": 0, "top": 0, "right": 3, "bottom": 3})
    coded(ada, "m3", "D2")
    ada.do("coding.merge_codes", id="D1", into_id="D2")
    assert sorted(marks(ada)) == [("m2", "D2"), ("m3", "D2")]


def test_a_reading_that_is_not_opened_is_in_no_list_and_no_count(ada: Hand) -> None:
    coded(ada)
    round_id = ada.do("judging.rounds")[0].id
    hidden = MediaCoding("m9", "blind", "somebody", "p1", version(ada), "D1", Region(0, 0, 5, 5))
    apart = Round("blind", "Blind", RoundKind.CODE, UnitKind.SPAN, True, judge_ids=("somebody",))
    rows_added(ada.workbench, apart, hidden)
    assert round_id != "blind"
    assert marks(ada) == [("m1", "D1")]
    assert [one.id for one in ada.do("coding.media_passages", code_id="D1")] == ["m1"]
    assert next(one.n_codings for one in ada.do("coding.codes") if one.id == "D1") == 1


def test_a_picture_is_in_no_round_and_the_comparison_says_what_it_leaves_out(ada: Hand) -> None:
    coded(ada)
    asked = {"id": "r1", "name": "First", "judge_ids": (ada.viewer.researcher_id,), "source_ids": ("s1", "p1")}
    refusal = ada.refused("judging.start_round", **asked)
    assert "wall is a picture" in refusal.message
    standing = next(one.id for one in ada.do("judging.rounds") if one.standing)
    for name, field in (("coding.comparison", "warning"), ("coding.methods", "text")):
        said = getattr(ada.do(name, **{"round_id" if name.endswith("comparison") else "id": standing}), field)
        assert "1 coding of a region of a picture" in said
        assert "no figure of agreement counts" in said


def test_a_picture_whose_person_is_held_back_is_nowhere_and_withdrawn_it_leaves_the_disk(ada: Hand) -> None:
    of = version(ada)
    ada.do("corpus.bind_source", source_id="p1", participant_id="P01", case_id="T1")
    coded(ada)
    (place,) = ada.do("coding.media_passages", code_id="D1")
    assert (place.label, place.case_name) == ("1A", "Beech")
    ada.do("fieldwork.hold", id="P01")
    assert ada.do("coding.media_passages", code_id="D1") == ()
    assert next(one.n_codings for one in ada.do("coding.codes") if one.id == "D1") == 0
    for name in ("corpus.picture", "corpus.picture_file"):
        assert ada.refused(name, version_id=of).message == NotFound().message
    assert ada.refused("coding.media_marks", source_id="p1").message == NotFound().message
    preview = ada.do("reporting.preview_withdrawal", id="P01")
    assert [one.n_before for one in preview.coders] == [1]
    ada.do("reporting.withdraw", id="w1", participant_id="P01", code="P01", reason="Asked.")
    held = [one.read_bytes() for one in (ada.workbench.folder / "media").rglob("*") if one.is_file()]
    assert not any(one.startswith(b"\xff\xd8") for one in held)
    with ada.workbench.reading(ada.viewer) as reads:
        assert reads.find(Picture) == ()
    assert ada.workbench.verify().intact


def test_taken_away_a_picture_comes_back_with_its_regions(ada: Hand) -> None:
    coded(ada)
    ada.do("corpus.remove_source", source_id="p1")
    assert next(one.n_codings for one in ada.do("coding.codes") if one.id == "D1") == 0
    ada.do("study.undo")
    assert marks(ada) == [("m1", "D1")]
    assert ada.do("corpus.picture_file", version_id=version(ada)).n_bytes > 100


def test_a_picture_follows_no_text_and_no_text_a_picture(ada: Hand) -> None:
    for source, name, data in (("s1", "wall2.png", png()), ("p1", "INT02.txt", TEXT.encode())):
        refusal = ada.refused("corpus.import_file", id="v2", file=file(name, data), source_id=source)
        assert "no versions" in refusal.message
    assert len(ada.workbench.reading(ada.viewer).__enter__().find(Source)) == 2


def test_the_project_for_other_programs_holds_the_picture_and_its_regions(ada: Hand) -> None:
    coded(ada)
    ada.do("corpus.describe", version_id=version(ada), description="A board by the door.")
    project = ada.do("reporting.export", format="qdpx")
    packed = ZipFile(io.BytesIO(project.content))
    tree = etree.fromstring(packed.read("project.qde"))
    known = etree.XMLSchema(etree.parse(str(shared_data("refi/Project-1.0.xsd"))))
    assert known.validate(tree), known.error_log
    (source,) = tree.iter("{*}PictureSource")
    (selection,) = source.iter("{*}PictureSelection")
    assert [selection.get(name) for name in ("firstX", "firstY", "secondX", "secondY")] == ["2", "1", "12", "7"]
    shown = packed.read("sources/" + str(source.get("path")).removeprefix("internal://"))
    assert shown == ada.do("corpus.picture_file", version_id=version(ada)).content
    assert PLACE not in project.content
    assert len(list(tree.iter("{*}TextSource"))) == 1
    losses = ada.do("reporting.losses", format="qdpx")
    assert "1 coding" in losses.holds
    assert any("no face in them is covered" in one for one in losses.losses)
    assert any("1 coding of regions" in one for one in ada.do("reporting.losses", format="csv").losses)


def test_what_leaves_as_a_list_of_passages_names_the_region_in_brackets(ada: Hand) -> None:
    coded(ada)
    rows = list(
        csv.reader(io.StringIO(ada.do("coding.extracts", code_id="D1", format="csv").content.decode("utf-8-sig")))
    )
    assert any("[Region of a picture: upper, 62% wide and 25% high.]" in cell for row in rows for cell in row)
