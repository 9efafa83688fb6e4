"""What leaves the study of an anonymised text holds no word of a rule, and never the rules or their record."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from tests.factories import colleague, file, owner, rows_added, study

from anselm.domain.coding import Code, Coding
from anselm.domain.fieldwork import Participant
from anselm.domain.judging import Round
from anselm.domain.reporting import Report

TALK = (
    "Name: Wilhelmina Quist\n\n"
    "I1: Who asked you to cover it?\n"
    "Wilhelmina: Ferdinand did. Ferdinand Ostrova from Larkmoor, on 07700 900123.\n"
    "I1: And then?\n"
    "Wilhelmina: Then nobody did. Nobody asked me afterwards whether the rota had worked for anyone at all.\n"
)
RAW = ("Wilhelmina", "Quist", "Ferdinand", "Ostrova", "Larkmoor", "07700 900123")
OURS = ("because of the rota", "the man from the office")  # a reason and whom it is about, of rules


class Anonymised:
    """A study of one interview, coded, quoted and anonymised, with a blind round on what came of it."""

    def __init__(self, folder: Path) -> None:
        self.workbench = study(folder)
        self.ada, self.bo = owner(self.workbench), colleague(self.workbench, "Bo Ek")
        self.ada.do("corpus.import_file", id="s1", file=file("Wilhelmina Quist 1.txt", TALK))
        self.version = self.ada.do("corpus.sources")[0].version_id
        self.rules()
        self.coded()

    def rules(self) -> None:
        rows_added(self.workbench, Participant("p1", "P01"))
        write = self.ada.do
        one, two, three, four = "Wilhelmina Quist\nWilhelmina\nQuist", "Ferdinand Ostrova\nFerdinand", *RAW[4:]
        write("corpus.write_rule", id="r1", forms=one, replacement="[2B]", participant_id="p1")
        write("corpus.write_rule", id="r2", forms=two, replacement="[manager]", who=OURS[1], reason=OURS[0])
        write("corpus.write_rule", id="r3", forms=three, replacement="[hospital]", what="place")
        write("corpus.write_rule", id="r4", forms=four, replacement="[number]", what="phone number")

    def coded(self) -> None:
        with self.workbench.reading(self.ada.viewer) as reads:
            standing = next(one.id for one in reads.find(Round) if one.standing)
        start = TALK.index("Ferdinand did")
        at = (self.version, start, TALK.index("on 07700"))
        body = "A report.\n"
        rows_added(
            self.workbench,
            Code("c1", "Cover", "D1", definition="who is asked"),
            Coding("k1", standing, self.ada.viewer.researcher_id, "s1", *at, "c1"),
            Report("report", "What we found", body),
        )

    def apply(self) -> None:
        self.bo.do("corpus.check_rules", ids=["r1", "r2", "r3", "r4"])
        self.ada.do("corpus.apply_rules", id="v2", source_id="s1", version_id=self.version)

    def files(self) -> dict[str, bytes]:
        """Every file that is written of what is read now."""
        ada, kinds = self.ada, ("qdpx", "qdc", "csv", "xlsx")
        made = {f"export {one}": ada.do("reporting.export", format=one) for one in kinds}
        made |= {
            f"extracts {one}": ada.do("coding.extracts", code_id="c1", format=one) for one in ("docx", "csv", "md")
        }
        made["text"] = ada.do("corpus.text", source_id="s1")
        made["draft"] = ada.do("reporting.draft", id="report", format="docx")
        made["package"] = self.package()
        return {name: one.name.encode() + b"\n" + unpacked(one.content) for name, one in made.items()}

    def package(self) -> Any:
        readers = [self.ada.viewer.researcher_id, self.bo.viewer.researcher_id]
        self.ada.do("judging.start_round", id="r", name="apart", judge_ids=readers, source_ids=["s1"])
        return self.ada.do("judging.package", round_id="r", judge_id=readers[1])


def unpacked(content: bytes) -> bytes:
    """The bytes of a file and of everything packed in it."""
    if not is_zipfile(BytesIO(content)):
        return content
    with ZipFile(BytesIO(content)) as packed:
        return b"\n".join(name.encode() + b"\n" + unpacked(packed.read(name)) for name in packed.namelist())


@pytest.fixture
def made(tmp_path: Path) -> Anonymised:
    return Anonymised(tmp_path)


def holding(files: dict[str, bytes], words: tuple[str, ...]) -> dict[str, list[str]]:
    return {
        name: held for name, content in files.items() if (held := [one for one in words if one.encode() in content])
    }


def test_no_word_of_a_rule_and_neither_rules_nor_their_record_is_in_any_file(made: Anonymised) -> None:
    made.apply()
    assert made.ada.do("corpus.residue_left").n == 0
    files = made.files()
    assert b"[manager] did" in files["export qdpx"]
    assert b"[manager] did" in files["extracts csv"]
    assert holding(files, (*RAW, *OURS)) == {}


def test_without_the_rules_applied_the_same_files_hold_the_words(made: Anonymised) -> None:
    files = made.files()
    assert set(holding(files, RAW)) >= {"export qdpx", "extracts csv", "extracts docx", "text", "package"}
    assert holding(files, OURS) == {}


def test_the_rules_about_a_person_and_of_their_words_alone_go_with_them(made: Anonymised, tmp_path: Path) -> None:
    made.apply()
    theirs = next(one.id for one in made.ada.do("corpus.speakers", source_id="s1") if one.raw == "[2B]")
    made.ada.do("corpus.set_speaker", speaker_id=theirs, kind="participant", participant_id="p1")
    made.ada.do("fieldwork.hold", id="p1")
    made.ada.do("reporting.withdraw", id="w", participant_id="p1", code="P01", reason="asked")
    assert made.ada.do("corpus.anonymisation_rules") == ()
    made.workbench.close()
    left = {
        name: one.name for one in tmp_path.rglob("*") if one.is_file() for name in RAW if name.encode() in bytes_of(one)
    }
    assert left == {}


def bytes_of(path: Path) -> bytes:
    return path.read_bytes()
