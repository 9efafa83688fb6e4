"""Nothing of a round that is not open leaves in a report either: its file, its checksum, the file made again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from tests import worlds
from tests.worlds import LEAD, ROUND, A, Ask, B, Known, World

UNUSED = "Never used"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    return worlds.found_study(tmp_path_factory.mktemp("worlds"))


def _answer(world: World, who: str, name: str, /, **fields: Any) -> Any:
    said = world.ask(who, Ask(name, fields))
    assert not worlds.refused(said), said
    return json.loads(said)


def _file(world: World, who: str, name: str, /, **fields: Any) -> bytes:
    said = world.ask(who, Ask(name, fields))
    assert not worlds.refused(said), said
    return bytes.fromhex(said.rpartition(" ")[2])


def _reader_leads(world: World, *, codes: bool) -> None:
    """A reader of the blind round leads the study meanwhile, and may have marked what a report quotes."""
    reader = world.known.of[A][0]
    _answer(world, LEAD, "study.change_researcher", id=reader, roles=["lead", "coder"])
    given = {"participant_id": "person-1", "state": "given"}
    for scope in ("take-part", "quote"):
        _answer(world, LEAD, "fieldwork.record_consent", id=f"given-{scope}", scope=scope, **given)
    quotation, *_ = _answer(world, LEAD, "reporting.quotations")
    claim, *_ = _answer(world, LEAD, "reporting.claims")
    body = f"Words.\n\n{{{{claim:{claim['key']}}}}}\n\n{{{{quote:{quotation['key']}}}}}\n"
    _answer(world, LEAD, "reporting.write_report", id="report-1", body=body)
    if codes:
        place = {"version_id": world.known.of["version_id"][0], "start": 55, "end": 85}
        _answer(world, A, "coding.apply", id="a-1", code_id="code-4", round_id=ROUND, **place)


@pytest.mark.parametrize("format_", ["html", "docx"])
def test_what_a_reader_who_leads_marked_apart_is_in_no_draft_and_no_release(
    base: tuple[Path, Known], tmp_path: Path, format_: str
) -> None:
    told = []
    for codes in (True, False):
        world = worlds.world(base[0], tmp_path / str(codes), base[1])
        _reader_leads(world, codes=codes)
        draft = _file(world, A, "reporting.draft", id="report-1", format=format_)
        made = _answer(world, A, "reporting.release", id="out", report_id="report-1", format=format_)
        again = [_file(world, who, "reporting.release_file", id="out") for who in (A, B, LEAD)]
        assert {hashlib.sha256(one).hexdigest() for one in again} == {made["sha256"]}
        assert UNUSED.encode() not in draft + again[0] or format_ == "docx"  # a Word file is packed
        (listed,) = _answer(world, B, "reporting.releases")
        del listed["created_at"]  # the clock goes on with whatever somebody does
        told.append((hashlib.sha256(draft).hexdigest(), listed))
        world.workbench.close()
    assert told[0] == told[1]


def test_who_reads_again_makes_no_file_that_shows_or_lacks_the_first_reading(
    base: tuple[Path, Known], tmp_path: Path
) -> None:
    world = worlds.world(base[0], tmp_path / "again", base[1])
    _reader_leads(world, codes=True)
    for who in (A, B):
        _answer(world, who, "judging.submit", id=ROUND)
    _answer(world, LEAD, "judging.reveal", id=ROUND)
    made = _answer(world, LEAD, "reporting.release", id="out", report_id="report-1", format="html")
    _answer(world, LEAD, "reporting.hand_over", id="cap", audience="examiner", recipients=["Prof. Rowan"])
    world.actors._counts[LEAD, "now"] = world.actors._counts[A, "now"] = 15 * 24 * 3600
    again = {"judge_ids": world.known.of[A], "source_ids": world.known.of["source_id"]}
    asked = {"round_id": ROUND, "days": 14}
    _answer(world, LEAD, "judging.start_round", id="again", name="Again", again=asked, **again)
    out_of_sight = {
        "reporting.release_file": {"id": "out"},
        "reporting.capsule_file": {"id": "cap"},
        "reporting.release": {"id": "out-2", "report_id": "report-1"},
        "reporting.hand_over": {"id": "cap-2", "audience": "examiner", "recipients": ["Prof. Rowan"]},
    }
    for name, fields in out_of_sight.items():
        said = world.ask(A, Ask(name, fields))
        assert worlds.refused(said), name
        assert "again, so what was marked and settled" in said, name
    for who in (B, LEAD):
        assert hashlib.sha256(_file(world, who, "reporting.release_file", id="out")).hexdigest() == made["sha256"]
    _answer(world, A, "judging.submit", id="again")
    for name, fields in out_of_sight.items():
        assert not worlds.refused(world.ask(A, Ask(name, fields))), name
    world.workbench.close()


def test_once_the_round_is_open_what_was_marked_is_in_the_walk_back(base: tuple[Path, Known], tmp_path: Path) -> None:
    """The words looked for above are there when they may be."""
    world = worlds.world(base[0], tmp_path / "one", base[1])
    _reader_leads(world, codes=True)
    for who in (A, B):
        _answer(world, who, "judging.submit", id=ROUND)
    _answer(world, LEAD, "judging.reveal", id=ROUND)
    assert UNUSED.encode() in _file(world, A, "reporting.draft", id="report-1", format="html")
    world.workbench.close()
