"""Round packages and sealed returns as files, and as two laptops exchange them."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, colleague, file, owner, study

from anselm.analysis.sealing import CannotOpen, public_of, seal, unseal
from anselm.bootstrap import Workbench, open_study
from anselm.cli.main import run
from anselm.domain.errors import AnselmError, Invalid, NotAllowed, Refused
from anselm.domain.judging import RoundKey
from anselm.domain.package import ReturnedReading
from anselm.formats.package import open_return, read_package, read_result, read_return, write_result, write_return
from anselm.library.study import Study, open_, open_package

TEXT = "I1: And then?\nP01: They told me on the phone. I wrote it down.\n"
CANARY = "canary-of-kay"


class Round:
    """Ada leads, Kay reads in the study, Lou gets a package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ada = owner(study(folder))
        self.kay = colleague(self.ada.workbench, "Kay Ash", key="K", prefix="cccccccc")
        self.lou = colleague(self.ada.workbench, "Lou Bay", key="L", prefix="dddddddd")
        made = [self.ada.do("corpus.import_file", id=f"s{n}", file=file(f"INT0{n}.txt", TEXT * n)) for n in (1, 2)]
        self.source_ids = [one.accepted[0].source_id for one in made]
        self.version_id = self.ada.do("corpus.reading", source_id=self.source_ids[0]).version_id
        for n, name in ((1, "By ear"), (2, "On paper")):
            self.ada.do("coding.add_code", id=f"c{n}", name=name, key=f"D{n}", definition=f"{name}, as told.")
        shares = [
            {"judge_id": self.kay.viewer.researcher_id, "source_ids": self.source_ids},
            {"judge_id": self.lou.viewer.researcher_id, "source_ids": self.source_ids[:1]},
        ]
        judges = tuple(one["judge_id"] for one in shares)
        self.ada.do("judging.start_round", id="r1", name="First", judge_ids=judges, shares=shares)
        self.kay.do("coding.apply_new", id="k1", code_id="k-code", name=f"{CANARY} idea", **self.place(20, 30))
        self.kay.do("coding.apply", id="k2", code_id="c1", note=f"{CANARY} note", **self.place(20, 30))
        about = {"about_kind": "round", "about_id": "r1", "round_id": "r1"}
        self.kay.do("study.write_memo", id="k3", body=f"{CANARY} memo", **about)

    def place(self, start: int, end: int) -> dict[str, Any]:
        return {"version_id": self.version_id, "start": start, "end": end, "round_id": "r1"}

    def packed(self, hand: Hand | None = None) -> bytes:
        reader = hand or self.lou
        made = self.ada.do("judging.package", round_id="r1", judge_id=reader.viewer.researcher_id)
        content: bytes = made.content
        return content

    def opened(self, name: str = "lou", hand: Hand | None = None) -> Study:
        (self.folder / f"{name}.anselm").write_bytes(self.packed(hand))
        return open_package(self.folder / f"{name}.anselm", self.folder / name)

    def returned(self, name: str = "lou", hand: Hand | None = None) -> bytes:
        """What a reader sends back after a coding, a code of their own and a memo."""
        with self.opened(name, hand) as there:
            there.call("coding.apply", id=f"{name}-1", code_id="c2", note="Because.", **self.place(25, 35))
            there.call("coding.apply_new", id=f"{name}-2", code_id=f"{name}-code", name="New", **self.place(40, 45))
            there.call("judging.submit", id="r1", hours=2.0)
            content: bytes = there.call("judging.sealed_return", id="r1").content
            return content

    def take(self, data: bytes, **more: Any) -> Any:
        return self.ada.do("judging.take_return", file=file("lou.anselm", data), **more)

    def refused(self, data: bytes, **more: Any) -> AnselmError:
        return self.ada.refused("judging.take_return", file=file("lou.anselm", data), **more)


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    return Round(tmp_path)


def test_a_reading_goes_to_another_laptop_and_back_and_is_compared_as_any_other(round_: Round) -> None:
    taken = round_.take(round_.returned())
    assert (taken.reader, taken.round) == ("Lou Bay", "First")
    round_.kay.do("judging.submit", id="r1")
    round_.ada.do("judging.reveal", id="r1")
    marks = round_.ada.do("coding.marks", version_id=round_.version_id, round_id="r1")
    assert {(one.coder, one.start, one.end) for one in marks if one.coder == "Lou Bay"} == {
        ("Lou Bay", 25, 35),
        ("Lou Bay", 40, 45),
    }
    assert "New" in {one.name for one in round_.ada.do("coding.codes", round_id="r1")}
    assert round_.ada.do("coding.comparison", round_id="r1").n_differences == 4
    assert round_.ada.workbench.verify().intact


def test_a_package_holds_no_byte_of_anothers_reading_and_only_what_its_reader_reads(round_: Round) -> None:
    data = round_.packed()
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        inside = b"".join(container.read(name) for name in container.namelist())
    private = round_.ada.workbench
    with private.reading(private.viewer()) as reads:
        key = reads.unblinded().find(RoundKey)[0].private_key
    for secret in (CANARY, "Kay Ash", round_.kay.viewer.researcher_id, '"k1"', '"Ada"', key, round_.source_ids[1]):
        assert secret.encode() not in inside
    made = read_package(data)
    assert [one.source.id for one in made.texts] == round_.source_ids[:1]
    assert made.round.judge_ids == (round_.lou.viewer.researcher_id,)


def test_a_package_is_the_same_whatever_was_read_meanwhile(round_: Round) -> None:
    before = round_.packed()
    round_.kay.do("judging.submit", id="r1")
    round_.lou.do("coding.apply", id="l1", code_id="c1", **round_.place(20, 30))
    assert round_.packed() == before


def test_an_opened_package_is_a_small_study_that_opens_no_reading_by_itself(round_: Round) -> None:
    with round_.opened() as there:
        (shown,) = [one for one in there.call("judging.rounds") if not one.standing]
        assert (shown.returns_to, shown.my_source_ids) == ("whoever leads the study", tuple(round_.source_ids[:1]))
        assert [one.name for one in there.call("coding.codes", round_id="r1")] == ["By ear", "On paper"]
        assert there.call("corpus.reading", source_id=round_.source_ids[0]).text == TEXT
        there.call("judging.submit", id="r1")
        with pytest.raises(Refused, match="opened in the study this round came from"):
            there.call("judging.reveal", id="r1")
    with open_study(round_.folder / "lou", read_only=True) as workbench:
        assert workbench.verify().intact


def test_a_package_of_a_later_round_tells_what_changed_since_the_codebook_of_the_first(round_: Round) -> None:
    for reader in (round_.kay, round_.lou):
        reader.do("judging.submit", id="r1")
    round_.ada.do("judging.reveal", id="r1")
    round_.ada.do("coding.change_code", id="c1", definition="By ear, not asked.")
    judges = (round_.kay.viewer.researcher_id, round_.lou.viewer.researcher_id)
    round_.ada.do("judging.start_round", id="r2", name="Second", judge_ids=judges, source_ids=round_.source_ids[1:])
    made = round_.ada.do("judging.package", round_id="r2", judge_id=judges[1])
    (round_.folder / "second.anselm").write_bytes(made.content)
    assert {(one.number, one.by_id, one.note) for one in read_package(made.content).earlier} == {(1, "", "")}
    with open_package(round_.folder / "second.anselm", round_.folder / "second") as there:
        seen = there.call("coding.codebook_changes", since="v1")
        assert seen.first
        assert "By ear" in {one.name for one in seen.codes if one.became == "changed"}
        assert not there.call("coding.codebook_changes").first


@pytest.mark.parametrize("at", [40, -40])
def test_a_return_with_a_changed_byte_is_refused_by_its_name(round_: Round, at: int) -> None:
    found = json.loads(round_.returned())
    sealed = bytearray(base64.b64decode(found["return"]["sealed"]))
    sealed[at] ^= 1
    found["return"]["sealed"] = base64.b64encode(bytes(sealed)).decode()
    refusal = round_.refused(json.dumps(found).encode())
    assert refusal.message.startswith("lou.anselm: ")
    assert "changed after it was handed in" in refusal.message


def test_a_return_whose_digest_or_reader_was_rewritten_outside_is_refused(round_: Round) -> None:
    found = json.loads(round_.returned())
    for name, other in (("digest", "0" * 64), ("judge_id", round_.kay.viewer.researcher_id)):
        changed = json.dumps({**found, "return": {**found["return"], name: other}}).encode()
        assert "changed after it was handed in" in round_.refused(changed).message
    elsewhere = json.dumps({**found, "return": {**found["return"], "round_id": "r9"}}).encode()
    assert "a round that is not in this study" in round_.refused(elsewhere).message


def _inside(round_: Round, data: bytes) -> ReturnedReading:
    workbench: Workbench = round_.ada.workbench
    with workbench.reading(workbench.viewer()) as reads:
        key = reads.unblinded().find(RoundKey)[0]
    return open_return(read_return(data), key.private_key)


def test_a_reading_changed_after_the_hand_in_is_refused_though_locked_anew(round_: Round) -> None:
    inside = _inside(round_, round_.returned())
    moved = replace(inside, codings=tuple(replace(one, end=one.end + 1) for one in inside.codings))
    assert "its digest is another" in round_.refused(write_return(moved, bytes(range(32)))).message


def test_a_reading_made_from_anothers_package_is_refused(round_: Round) -> None:
    inside = _inside(round_, round_.returned())
    kay = round_.kay.viewer.researcher_id
    codings = tuple(replace(one, coder_id=kay) for one in inside.codings)
    forged = replace(inside, codings=codings, submission=replace(inside.submission, judge_id=kay))
    refusal = round_.refused(write_return(forged, bytes(range(32))))
    assert "not made from the package given to this reader" in refusal.message


def test_the_digest_told_at_the_hand_in_must_be_that_of_the_file(round_: Round) -> None:
    data = round_.returned()
    assert "told or typed otherwise" in round_.refused(data, digest="f" * 64).message
    told = read_return(data).digest
    # As the page shows it and the terminal prints it.
    grouped = " ".join(told[at : at + 8] for at in range(0, len(told), 8))
    assert round_.take(data, digest=f" {grouped.upper()} ").digest == told


def test_a_return_sent_twice_is_there_once_and_another_one_is_refused(round_: Round) -> None:
    data = round_.returned()
    once = round_.take(data)
    assert round_.take(data) == replace(once, already=True)
    other = _made_anew(round_)
    refusal = round_.refused(other)
    assert "has handed in another reading of First already" in refusal.message
    assert "in place of the one taken in before" in refusal.advice


def _made_anew(round_: Round) -> bytes:
    with Study(open_study(round_.folder / "lou"), round_.lou.viewer) as there:
        there.call("judging.take_back", id="r1")
        there.call("coding.apply", id="lou-9", code_id="c1", **round_.place(50, 55))
        there.call("judging.submit", id="r1")
        content: bytes = there.call("judging.sealed_return", id="r1").content
    return content


def test_a_reading_taken_back_elsewhere_gives_way_to_the_last_one_and_that_it_did_stays_visible(round_: Round) -> None:
    round_.take(round_.returned())
    round_.take(_made_anew(round_), instead=True)
    round_.kay.do("judging.submit", id="r1")
    round_.ada.do("judging.reveal", id="r1")
    marks = round_.ada.do("coding.marks", version_id=round_.version_id, round_id="r1")
    assert [(one.start, one.end) for one in marks if one.coder == "Lou Bay"] == [(25, 35), (40, 45), (50, 55)]
    (lou,) = (one for one in round_.ada.do("judging.round", id="r1").readers if one.name == "Lou Bay")
    assert lou.n_taken_back == 1
    assert round_.ada.workbench.verify().intact


def test_a_reading_handed_in_here_does_not_give_way_to_a_file(round_: Round) -> None:
    data = round_.returned()
    round_.lou.do("judging.submit", id="r1")
    assert "They take it back first" in round_.refused(data, instead=True).advice


def test_a_file_dropped_on_the_page_of_another_round_is_refused_with_the_name_of_its_own(round_: Round) -> None:
    assert round_.refused(round_.returned(), round_id="r9").message.endswith("It belongs to another round, First.")


def test_a_reading_of_a_round_that_is_over_is_not_said_to_be_in(round_: Round) -> None:
    data = round_.returned()
    round_.take(data)
    round_.kay.do("judging.submit", id="r1")
    round_.ada.do("judging.reveal", id="r1")
    assert "no reading is taken in now" in round_.refused(data).message


def test_a_reading_taken_in_is_locked_here_also_for_whoever_signs_in_as_its_reader(round_: Round) -> None:
    round_.take(round_.returned())
    as_lou = round_.lou
    assert as_lou.do("coding.marks", version_id=round_.version_id, round_id="r1") == ()
    assert "New" not in {one.name for one in as_lou.do("coding.codes", round_id="r1")}
    assert as_lou.do("judging.my_part", id="r1").n_judgements == 0
    assert "made on another computer" in as_lou.refused("judging.take_back", id="r1").message
    about = {"about_kind": "round", "about_id": "r1"}
    assert as_lou.do("study.memos", **about) == ()


def test_the_length_of_a_file_does_not_tell_how_much_was_marked(round_: Round) -> None:
    full = round_.returned()
    with round_.opened("kay", round_.kay) as there:
        there.call("judging.submit", id="r1")
        empty = there.call("judging.sealed_return", id="r1").content
    assert len(full) == len(empty)


def test_whoever_takes_a_reading_in_sees_nothing_of_it_before_the_round_is_opened(round_: Round) -> None:
    round_.take(round_.returned())
    assert round_.ada.do("coding.marks", version_id=round_.version_id, round_id="r1") == ()
    assert "New" not in {one.name for one in round_.ada.do("coding.codes", round_id="r1")}
    assert isinstance(round_.kay.refused("judging.take_return", file=file("x.anselm", b"{}")), NotAllowed)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"PK\x03\x04", b'{"format": "anselm returned reading 1"}', b"[" * 9999]
)
def test_what_is_no_return_is_refused_in_plain_words(round_: Round, data: bytes) -> None:
    refusal = round_.refused(data)
    assert isinstance(refusal, Invalid)
    assert refusal.message.startswith("lou.anselm: This is no file")
    with pytest.raises(Invalid):
        read_package(data)


def test_a_return_is_not_taken_in_where_its_package_was_opened(round_: Round) -> None:
    data = round_.returned()
    with Study(open_study(round_.folder / "lou"), round_.lou.viewer) as there, pytest.raises(Refused) as refused:
        there.as_("Lou Bay").call("judging.take_return", file={"name": "lou.anselm", "data": data})
    assert "goes back to the study this round came from" in refused.value.message


def test_no_answer_and_no_news_shows_a_key(round_: Round) -> None:
    heard: list[Any] = []
    round_.ada.workbench.subscribe(heard.extend)
    judges = (round_.kay.viewer.researcher_id,)
    round_.ada.do("judging.start_round", id="r2", name="Second", judge_ids=judges, source_ids=round_.source_ids)
    assert [one.only_for for one in heard if one.kind == "round_keys"] == [""]
    with round_.ada.workbench.reading(round_.ada.viewer) as reads:
        assert (reads.find(RoundKey), reads.count(RoundKey)) == ((), 0)


def test_what_is_locked_opens_only_with_its_key_and_only_whole() -> None:
    private, other, once = (bytes([n]) * 32 for n in (1, 2, 3))
    sealed = seal(b"words", public_of(private), once, b"bound")
    assert unseal(sealed, private, b"bound") == b"words"
    for wrong in ((sealed, other, b"bound"), (sealed, private, b"else"), (sealed[:-1], private, b"bound")):
        with pytest.raises(CannotOpen):
            unseal(*wrong)


def test_the_terminal_packs_opens_and_returns(round_: Round, capsys: pytest.CaptureFixture[str]) -> None:
    round_.ada.workbench.close()
    here, package, back = round_.folder / "study", round_.folder / "p.anselm", round_.folder / "b.anselm"
    assert _run("package", here, "--round", "First", "--for", "L", package) == 0
    assert _run("open", package) == 0
    assert "Next: anselm serve" in capsys.readouterr().out
    assert _run("return", round_.folder / "p", back) == 1
    assert "not handed in yet" in capsys.readouterr().err
    with Study(open_study(round_.folder / "p"), round_.lou.viewer) as there:
        there.call("judging.submit", id="r1")
    assert _run("return", round_.folder / "p", back) == 0
    digest = read_return(back.read_bytes()).digest
    told = capsys.readouterr().out
    assert digest in "".join(told.split())
    assert _run("take-in", here, back, "--digest", "0" * 8) == 1
    assert capsys.readouterr().err.startswith("b.anselm: It is not the reading that was handed in")
    assert _run("take-in", here, round_.folder / "none.anselm") == 1
    assert "cannot be read" in capsys.readouterr().err
    grouped = " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
    assert _run("take-in", here, back, "--digest", grouped) == 0
    said = capsys.readouterr().out
    assert "The reading of Lou Bay in First is taken in" in said
    assert "the one whose digest you were told" in said
    assert "Because" not in said


def test_the_terminal_names_the_readers_and_no_field_when_a_package_is_asked_for_somebody_else(
    round_: Round, capsys: pytest.CaptureFixture[str]
) -> None:
    round_.ada.workbench.close()
    assert _run("package", round_.folder / "study", "--round", "First", "--for", "Ada", round_.folder / "p.anselm") == 1
    said = capsys.readouterr().err
    assert "Kay Ash" in said
    assert "Lou Bay" in said
    assert "judge_id" not in said


def _run(*words: object) -> int:
    with pytest.raises(SystemExit) as left:
        run([str(word) for word in words])
    return int(left.value.code or 0)


def test_a_lead_who_still_reads_takes_a_reading_in_and_learns_nothing_from_it(tmp_path: Path) -> None:
    round_ = Round(tmp_path)
    readers = (round_.ada.viewer.researcher_id, round_.lou.viewer.researcher_id)
    shared = {"judge_ids": readers, "source_ids": round_.source_ids[:1]}
    round_.ada.do("judging.start_round", id="r2", name="Second", **shared)
    (tmp_path / "p.anselm").write_bytes(round_.ada.do("judging.package", round_id="r2", judge_id=readers[1]).content)
    with open_package(tmp_path / "p.anselm", tmp_path / "there") as there:
        there.call("coding.apply", id="x1", code_id="c1", **{**round_.place(20, 30), "round_id": "r2"})
        there.call("judging.submit", id="r2")
        data = there.call("judging.sealed_return", id="r2").content
    before = round_.ada.do("judging.round", id="r2")
    assert round_.take(data).reader == "Lou Bay"
    assert round_.ada.do("judging.round", id="r2") == before
    assert round_.ada.do("coding.marks", version_id=round_.version_id, round_id="r2") == ()


def test_a_code_renamed_in_a_reading_after_the_hand_in_is_refused(round_: Round) -> None:
    inside = _inside(round_, round_.returned())
    renamed = replace(inside, codes=tuple(replace(one, name="Another") for one in inside.codes))
    assert "its digest is another" in round_.refused(write_return(renamed, bytes(range(32)))).message


def test_a_round_of_units_goes_to_another_laptop_and_back(tmp_path: Path) -> None:
    round_ = Round(tmp_path)
    shared = {"judge_ids": (round_.lou.viewer.researcher_id,), "source_ids": round_.source_ids[:1], "kind": "unitise"}
    round_.ada.do("judging.start_round", id="r2", name="Units", **shared)
    package = round_.ada.do("judging.package", round_id="r2", judge_id=shared["judge_ids"][0])
    (tmp_path / "p.anselm").write_bytes(package.content)
    with open_package(tmp_path / "p.anselm", tmp_path / "there") as there:
        (unit,) = there.call("coding.codes", round_id="r2")
        there.call("coding.apply", id="x1", code_id=unit.id, **{**round_.place(20, 30), "round_id": "r2"})
        there.call("judging.submit", id="r2")
        data = there.call("judging.sealed_return", id="r2").content
    assert round_.take(data).reader == "Lou Bay"
    round_.ada.do("judging.reveal", id="r2")
    (mark,) = round_.ada.do("coding.marks", version_id=round_.version_id, round_id="r2")
    assert (mark.start, mark.end, mark.code_id) == (20, 30, unit.id)


def _closed_with(round_: Round) -> bytes:
    """The round read by both, settled and closed; how it ended, for Lou, who read in a package."""
    round_.take(round_.returned())
    round_.kay.do("judging.submit", id="r1")
    round_.ada.do("judging.reveal", id="r1")
    first, *_ = round_.ada.do("coding.differences", round_id="r1")
    round_.ada.do(
        "coding.settle", id="u1", round_id="r1", difference_keys=(first.key,), outcome="first", reason="By the memo."
    )
    round_.ada.do("coding.close_round", id="r1", rule="left out")
    content: bytes = round_.ada.do("judging.result", round_id="r1", judge_id=round_.lou.viewer.researcher_id).content
    return content


def test_the_readers_folder_takes_in_how_the_round_ended_and_shows_it_as_the_study_does(round_: Round) -> None:
    told = _closed_with(round_)
    with open_(round_.folder / "lou") as there:
        assert there.call("study.viewer").returns_to == "whoever leads the study"
        answer = there.call("judging.take_result", file=file("end.anselm", told))
        assert (answer.round, answer.n_rulings, answer.already) == ("First", 1, False)
        shown = next(one for one in there.call("judging.rounds") if one.id == "r1")
        assert (shown.state, [one.name for one in shown.readers]) == ("closed", ["Kay Ash", "Lou Bay"])
        (ruling,) = there.call("coding.rulings", id="r1")
        assert (ruling.reason, ruling.by) == ("By the memo.", ("Ada",))
        ours = {(one.start, one.end, one.code_id, one.how) for one in there.call("coding.agreed_reading", id="r1")}
        assert ours == {
            (one.start, one.end, one.code_id, one.how) for one in round_.ada.do("coding.agreed_reading", id="r1")
        }
        assert there.call("coding.comparison", round_id="r1").n_differences == 4
        assert there.call("judging.take_result", file=file("end.anselm", told)).already
        assert "u1" in {one.id for one in there.call("coding.rulings", id="r1")}
    with open_study(round_.folder / "lou", read_only=True) as workbench:
        assert workbench.verify().intact


def test_a_result_is_not_written_by_who_reads_its_texts_again_and_would_leave_readings_out(round_: Round) -> None:
    told = _closed_with(round_)
    clock: Any = round_.ada.workbench._parts.clock
    clock.seconds += 15 * 24 * 60 * 60
    reads_again = {"judge_ids": (round_.kay.viewer.researcher_id,), "source_ids": round_.source_ids[:1]}
    again = {"round_id": "r1", "days": 14}
    round_.ada.do("judging.start_round", id="r2", name="Again", again=again, **reads_again)
    round_.ada.do("study.change_researcher", id=round_.kay.viewer.researcher_id, roles=["lead", "coder"])
    kay = Hand(round_.ada.workbench, round_.ada.workbench.viewer("Kay Ash"), "cccccccc")
    ours = {"round_id": "r1", "judge_id": round_.lou.viewer.researcher_id}
    refusal = kay.refused("judging.result", **ours)
    assert "You are reading INT01 again" in refusal.message
    assert "would be without it" in refusal.message
    assert "Hand in the second reading first" in refusal.advice
    assert round_.ada.do("judging.result", **ours).content == told
    kay.do("judging.submit", id="r2")
    assert kay.do("judging.result", **ours).content == told


def test_a_result_is_told_only_when_closed_only_to_its_reader_and_only_on_the_reading_sent(round_: Round) -> None:
    judge = round_.lou.viewer.researcher_id
    early = round_.ada.refused("judging.result", round_id="r1", judge_id=judge)
    assert early.message == "The round First is still being read; how it ended is told once it is closed."
    told = _closed_with(round_)
    here = round_.ada.refused("judging.result", round_id="r1", judge_id=round_.kay.viewer.researcher_id)
    assert here.message == "That reader read it here, and sees here how it ended."
    made = read_result(told)
    changed = {
        "for you": replace(made, token="0" * 64),
        "another reading": replace(made, submissions=tuple(replace(one, digest="0" * 64) for one in made.submissions)),
        "what you read": replace(made, codings=tuple(replace(one, source_id="elsewhere") for one in made.codings)),
    }
    with open_(round_.folder / "lou") as there:
        for words, other in changed.items():
            with pytest.raises(Refused, match=words):
                there.call("judging.take_result", file=file("end.anselm", write_result(other)))
        with pytest.raises(Invalid, match="does not tell how a round ended"):
            there.call("judging.take_result", file=file("end.anselm", b"PK"))
        assert next(one for one in there.call("judging.rounds") if one.id == "r1").state == "judging"
    (round_.folder / "end.anselm").write_bytes(told)
    with pytest.raises(Invalid, match="tells how a round ended; no study is made of it"):
        open_package(round_.folder / "end.anselm", round_.folder / "other")
