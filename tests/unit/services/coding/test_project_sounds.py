"""The sound of a project comes in under its text and goes out again, its coded stretches with it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from tests.factories import DirectParser, Hand, colleague, file, owner, study
from tests.formats.project_files import TALK, coding, passage, project_file, project_xml, text_source
from tests.shared_data import shared_data
from tests.sounds import wav

from anselm.bootstrap_outside import LazyParser
from anselm.domain.errors import NotFound, StorageFailed


def stretch(begin: int, end: int, inner: str, kind: str = "Audio") -> str:
    return f'<{kind}Selection guid="x{begin}-{end}" begin="{begin}" end="{end}">{inner}</{kind}Selection>'


def recording(guid: str, name: str, inner: str = "", path: str = "", kind: str = "Audio") -> str:
    path = path or f"internal://{guid}.wav"
    return f'<{kind}Source guid="{guid}" name="{name}" path="{path}">{inner}</{kind}Source>'


def sounded(sound: bytes | None = None, more: str = "", files: dict[str, bytes] | None = None) -> bytes:
    """INT01 with its sound of two seconds, three stretches of it coded and one beyond its end."""
    marked = (
        stretch(250, 900, "<Description>A pause.</Description>" + coding(1) + coding(2, user=2))
        + stretch(1000, 2000, coding(3, 3, 0))
        + stretch(1500, 2600, coding(4))
    )
    xml = project_xml(text_source("s1", "INT01") + recording("a1", "INT01.wav", marked) + more)
    return project_file(xml, {"s1.txt": TALK.encode(), "a1.wav": sound or wav(2), **(files or {})})


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    return owner(study(tmp_path / "one", parser=DirectParser()))


def request(data: bytes) -> dict[str, Any]:
    return {"file": {"name": "sounded.qdpx", "data": data}}


def bring(hand: Hand, data: bytes) -> Any:
    return hand.do("coding.bring_project", **request(data))


def marks(hand: Hand) -> list[tuple[str, str, int, int, str, str]]:
    codes = {one.id: one.name for one in hand.do("coding.codes")}
    return sorted(
        (source.name, codes[one.code_id], one.stretch.start_ms, one.stretch.end_ms, one.coder, one.note)
        for source in hand.do("corpus.sources")
        for one in hand.do("coding.media_marks", source_id=source.id)
    )


def heard(hand: Hand) -> list[tuple[str, bytes]]:
    names = {one.id: one.name for one in hand.do("corpus.sources")}
    return sorted(
        (names[one.source_ids[0]], hand.do("fieldwork.sound", recording_id=one.id).content)
        for one in hand.do("fieldwork.recordings")
    )


def test_a_recording_comes_in_under_its_text_with_its_coded_stretches(ada: Hand) -> None:
    seen = ada.do("coding.look_at_project", **request(sounded()))
    assert heard(ada) == []
    done = bring(ada, sounded())
    for one in (seen, done):
        assert [(sound.name, sound.source, sound.here) for sound in one.recordings] == [("INT01.wav", "INT01", False)]
        assert (one.n_recordings, one.n_codings, one.n_sources) == (1, 3, 1)
        assert [(left.what, left.names) for left in one.left] == [("1 coding of a stretch of sound", ("INT01",))]
    assert heard(ada) == [("INT01", wav(2))]
    assert marks(ada) == [
        ("INT01", "Asking", 1000, 2000, "Ada", ""),
        ("INT01", "Overhearing", 250, 900, "Kay Ash", "A pause."),
        ("INT01", "Overhearing", 250, 900, "Lou Bay", "A pause."),
    ]
    (row,) = ada.do("fieldwork.recordings")
    assert "consent to sound is not recorded" in row.warning


def test_the_same_sound_again_is_here_and_undo_takes_it_back(ada: Hand) -> None:
    bring(ada, sounded())
    before = ada.workbench.content_digest()
    again = bring(ada, sounded())
    assert (again.anything, again.n_recordings, again.n_codings_here) == (False, 0, 3)
    assert [one.here for one in again.recordings] == [True]
    assert ada.workbench.content_digest() == before
    assert ada.do("study.undo")
    assert (heard(ada), ada.do("fieldwork.encounters"), ada.do("corpus.sources")) == ([], (), ())


def test_sound_that_comes_later_goes_under_the_text_that_is_here(ada: Hand) -> None:
    bring(ada, project_file(project_xml(text_source("s1", "INT01")), {"s1.txt": TALK.encode()}))
    done = bring(ada, sounded())
    assert (done.n_sources, done.n_recordings, done.n_codings) == (0, 1, 3)
    assert heard(ada) == [("INT01", wav(2))]
    other = bring(ada, sounded(wav(3)))
    assert [(one.what, one.why) for one in other.left] == [
        ("1 recording", "Its text has a recording here already."),
        ("4 codings of stretches of sound", "Their recording does not come in."),
    ]
    assert heard(ada) == [("INT01", wav(2))]


def test_nobody_who_said_no_to_sound_is_heard(ada: Hand) -> None:
    ada.do("fieldwork.add_case", id="T1", code="T1", name="Beech")
    ada.do("fieldwork.add_participant", id="P01", code="P01", case_id="T1", role="A")
    ada.do("fieldwork.record_consent", id="c1", participant_id="P01", scope="audio", state="refused")
    done = bring(ada, sounded())
    assert (done.n_sources, done.n_recordings) == (1, 0)
    assert [one.why for one in done.left if one.what == "1 recording"] == [
        "1A said no to sound, so none is kept and none is played."
    ]
    assert (heard(ada), marks(ada)) == ([], [])
    assert not any(one.read_bytes() == wav(2) for one in ada.workbench.folder.rglob("*") if one.is_file())


def test_a_recording_without_a_transcript_has_a_line_in_its_place(ada: Hand) -> None:
    tour = recording("t", "Tour.mp4", stretch(0, 700, coding(9), "Video"), "internal://t.wav", "Video")
    done = bring(ada, sounded(more=tour, files={"t.wav": wav(1)}))
    assert [(one.name, one.kind) for one in done.sources] == [("INT01", "text"), ("Tour.mp4", "recording")]
    tour_id = next(one.id for one in ada.do("corpus.sources") if one.name == "Tour.mp4")
    assert ada.do("corpus.reading", source_id=tour_id).text == "[No transcript yet of Tour.mp4]\n"
    assert ("Tour.mp4", "Overhearing", 0, 700, "Kay Ash", "") in marks(ada)
    assert not bring(ada, sounded(more=tour, files={"t.wav": wav(1)})).anything


def test_a_coding_of_a_whole_recording_reaches_to_its_end(ada: Hand) -> None:
    bring(ada, sounded(more=recording("t", "Tour", coding(9)), files={"t.wav": wav(1)}))
    assert ("Tour", "Overhearing", 0, 1000, "Kay Ash", "") in marks(ada)


def test_what_is_no_sound_or_damaged_is_named_and_leaves_no_line(ada: Hand) -> None:
    more = recording("t", "Tour", stretch(0, 700, coding(9))) + recording("u", "Walk", path="absolute:///C:/u.wav")
    done = bring(ada, sounded(more=more, files={"t.wav": b"no sound"}))
    told = [(one.what, one.names) for one in done.left]
    assert told == [
        ("1 recording", ("Walk",)),
        ("1 recording", ("Tour",)),
        ("1 coding of a stretch of sound", ("Tour",)),
        ("1 coding of a stretch of sound", ("INT01",)),
    ]
    assert [one.name for one in done.sources] == ["INT01"]
    torn = bytearray(sounded(wav(0.5)))
    at = ZipFile(io.BytesIO(torn)).getinfo("sources/a1.wav").header_offset + 30 + len("sources/a1.wav") + 4
    torn[at] ^= 0xFF
    damaged = ada.do("coding.look_at_project", **request(bytes(torn)))
    assert any("damaged" in one.why for one in damaged.left)


def test_nothing_is_heard_of_a_text_that_is_being_read_apart(ada: Hand) -> None:
    bring(ada, project_file(project_xml(text_source("s1", "INT01")), {"s1.txt": TALK.encode()}))
    kay = colleague(ada.workbench, "Kim", "coder", key="K", prefix="cccccccc")
    lou = colleague(ada.workbench, "Lee", "coder", key="L", prefix="dddddddd")
    source = ada.do("corpus.sources")[0].id
    judges = (kay.viewer.researcher_id, lou.viewer.researcher_id)
    ada.do("judging.start_round", id="r1", name="First", judge_ids=judges, source_ids=(source,))
    done = bring(ada, sounded())
    assert (done.n_recordings, done.n_codings) == (0, 0)
    assert any("read apart" in one.why and one.what == "1 recording" for one in done.left)
    assert heard(ada) == []


# -- out, and in again


def coded_study(ada: Hand) -> None:
    ada.do("corpus.import_file", id="s1", file=file("INT01.txt", TALK))
    ada.do("corpus.import_file", id="s2", file=file("INT02.txt", TALK.replace("car", "bus")))
    for key, name in (("D1", "Boards"), ("D2", "Doors")):
        ada.do("coding.add_code", id=key, name=name, key=key)
    for source, seconds in (("s1", 2), ("s2", 3)):
        ada.do("fieldwork.add_recording", id=f"r{source}", file=file("a.wav", wav(seconds)), source_id=source)
    ben = colleague(ada.workbench, "Ben Oak", key="B")
    for n, (hand, source, code, start, end) in enumerate(
        ((ada, "s1", "D1", 0, 1), (ada, "s1", "D2", 500, 2000), (ben, "s1", "D1", 0, 1), (ada, "s2", "D2", 7, 2900))
    ):
        place = {"source_id": source, "of_id": f"r{source}", "stretch": {"start_ms": start, "end_ms": end}}
        hand.do("coding.apply_media", id=f"m{n}", code_id=code, **place)


def test_sound_goes_out_where_it_is_asked_for_and_comes_in_equal(ada: Hand, tmp_path: Path) -> None:
    coded_study(ada)
    assert not any(".wav" in name for name in ZipFile(io.BytesIO(out(ada, sound=False))).namelist())
    project = out(ada, sound=True)
    tree = etree.fromstring(ZipFile(io.BytesIO(project)).read("project.qde"))
    known = etree.XMLSchema(etree.parse(str(shared_data("refi/Project-1.0.xsd"))))
    assert known.validate(tree), known.error_log
    other = owner(study(tmp_path / "two", parser=DirectParser()))
    done = bring(other, project)
    assert (done.n_recordings, done.n_codings, done.left) == (2, 4, ())
    assert heard(other) == heard(ada)
    assert [one[:4] for one in marks(other)] == [one[:4] for one in marks(ada)]
    assert {one[4] for one in marks(other)} == {"Ada (from a file)", "Ben Oak"}
    assert not bring(other, project).anything


def out(hand: Hand, *, sound: bool) -> bytes:
    return bytes(hand.do("reporting.export", format="qdpx", sound=sound).content)


def test_what_the_sound_gives_away_is_said_and_what_stays_is_counted(ada: Hand) -> None:
    coded_study(ada)
    without = ada.do("reporting.losses", format="qdpx")
    assert any(one.startswith("2 recordings: left out") for one in without.losses)
    assert any(one.startswith("4 codings of regions of pictures or stretches") for one in without.losses)
    along = ada.do("reporting.losses", format="qdpx", sound=True)
    assert "2 recordings" in along.holds
    assert "4 codings" in along.holds
    assert any("no voice is disguised" in one for one in along.losses)
    assert not any("left out" in one and ("recording" in one or "stretches" in one) for one in along.losses)


def test_the_sound_of_who_said_no_does_not_leave(ada: Hand) -> None:
    ada.do("fieldwork.add_case", id="T1", code="T1", name="Beech")
    ada.do("fieldwork.add_participant", id="P01", code="P01", case_id="T1", role="A")
    coded_study(ada)
    ada.do("fieldwork.record_consent", id="c1", participant_id="P01", scope="audio", state="withdrawn")
    assert not any(".wav" in name for name in ZipFile(io.BytesIO(out(ada, sound=True))).namelist())
    assert any(one.startswith("2 recordings: left out") for one in ada.do("reporting.losses", sound=True).losses)


def test_sound_that_is_not_on_this_computer_is_said(ada: Hand) -> None:
    coded_study(ada)
    for one in (ada.workbench.folder / "media").rglob("*"):
        if one.is_file() and one.read_bytes() == wav(2):
            one.unlink()
    with pytest.raises(NotFound, match="The sound of INT01 is not on this computer"):
        out(ada, sound=True)


# -- size, and a disk that is full


def held(hand: Hand) -> set[str]:
    """What lies in the folder of kept bytes, unfinished pieces too."""
    return {one.name for one in (hand.workbench.folder / "media").rglob("*") if one.is_file()}


@pytest.mark.parametrize("n_puts", [0, 1, 2])
def test_a_disk_that_fills_up_while_it_comes_leaves_nothing_half_in(
    ada: Hand, monkeypatch: pytest.MonkeyPatch, n_puts: int
) -> None:
    """Full after so many of three are kept: a text, its sound, and the line for the one without a transcript."""
    data = sounded(more=recording("t", "Tour"), files={"t.wav": wav(1)})
    bring(ada, project_file(project_xml(text_source("o", "Other")), {"o.txt": b"Said before.\n"}))
    before, there = ada.workbench.content_digest(), held(ada)
    put, done = ada.workbench.media.put, []

    def filling(content: bytes) -> str:
        if len(done) == n_puts:
            raise StorageFailed("The file could not be kept: No space left on device.", advice="Make room on the disk.")
        done.append(content)
        return put(content)

    with monkeypatch.context() as planted:
        planted.setattr(ada.workbench.media, "put", filling)
        refusal = ada.refused("coding.bring_project", **request(data))
    assert "No space left on device" in refusal.message
    assert ada.workbench.content_digest() == before
    assert held(ada) == there
    assert bring(ada, data).n_recordings == 2


def test_bytes_that_were_here_before_stay_when_the_disk_fills_up(ada: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(ada, sounded())
    ada.do("study.undo")
    there = held(ada)
    put = ada.workbench.media.put

    def filling(content: bytes) -> str:
        if content == wav(1):
            raise StorageFailed("The file could not be kept: No space left on device.", advice="Make room on the disk.")
        return put(content)

    monkeypatch.setattr(ada.workbench.media, "put", filling)
    ada.refused("coding.bring_project", **request(sounded(more=recording("t", "Tour"), files={"t.wav": wav(1)})))
    assert held(ada) == there
    ada.do("study.redo")
    assert heard(ada) == [("INT01", wav(2))]


def large(folder: Path, megabytes: int) -> None:
    """A project of that size, nearly all of it sound that is not packed, through the limited reader."""
    hand = owner(study(folder, parser=LazyParser()))
    sound = wav(megabytes * 1_000_000 / 8000)
    made = io.BytesIO()
    with ZipFile(made, "w") as packed:
        packed.writestr("project.qde", project_xml(text_source("s1", "INT01") + recording("a1", "INT01.wav")))
        packed.writestr("sources/s1.txt", TALK)
        packed.writestr("sources/a1.wav", sound)
    try:
        done = bring(hand, made.getvalue())
    finally:
        hand.workbench.tools.parser.close()  # type: ignore[attr-defined]
    assert (done.n_sources, done.n_recordings, done.left) == (1, 1, ())
    assert hand.do("fieldwork.recordings")[0].n_bytes == len(sound) > megabytes * 1_000_000


def many(hand: Hand, n: int) -> None:
    """A project of that many short texts, each with a coding, in and out again."""
    sources = "".join(text_source(f"s{k}", f"Answer {k:04}", passage(0, 6, coding(k))) for k in range(n))
    texts = {f"s{k}.txt": f"Answer {k} of all.\n".encode() for k in range(n)}
    done = bring(hand, project_file(project_xml(sources), texts))
    assert (done.n_sources, done.n_codings, done.left) == (n, n, ())
    assert hand.do("study.undo")
    assert hand.do("corpus.sources") == ()


def test_a_project_with_over_a_hundred_megabytes_of_sound_comes_in(tmp_path: Path) -> None:
    large(tmp_path, 110)


def test_a_project_of_many_sources_comes_in_and_goes_again(ada: Hand) -> None:
    many(ada, 100)
