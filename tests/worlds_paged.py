"""The two worlds with a PDF: in a blind round of its own the other reader codes words and regions of its pages.

Regions are made in open coding; those of a blind round come into a study by a reading taken in. Here they are put in
as rows, in the world in which the other reader works, so that what one reader sees of them rests on the filter alone.
"""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path
from typing import Any

import typst
from tests.factories import Hand
from tests.worlds import (
    FOUNDING,
    LEAD,
    A,
    Actors,
    Ask,
    B,
    Known,
    Pair,
    World,
    found_study,
    questions,
    who_is_in_masked,
    world,
)

from anselm.bootstrap import open_study
from anselm.domain.anchors import Region
from anselm.domain.coding import MediaCoding
from anselm.storage.work import Command

PAGED = "r-paged"
MINUTES = typst.compile(
    b'#set page(paper: "a5")\nI1: Minutes of the ward?\n\nP02: We talk in the kitchen, and nobody told me to.\n\n'
    b"#rect(width: 4cm, height: 2cm)\n#pagebreak()\nI1: Signed on the second page?\n\nP02: I hear them on the phone."
)


def found_paged(folder: Path) -> tuple[Path, Known]:
    """The study of the two worlds, with a PDF in a blind round of its own, and a region the lead coded in the open."""
    path, known = found_study(folder)
    actors = Actors(begin=2000)
    workbench = open_study(path, parts=actors.outside())
    actors.who = FOUNDING
    chief = Hand(workbench, workbench.viewer(known.of[LEAD][0]))
    made = chief.do("corpus.import_file", id="paged", file={"name": "INT03.pdf", "data": MINUTES})
    source_id = made.accepted[0].source_id
    reading = chief.do("corpus.reading", source_id=source_id)
    known.of["paged_source"], known.of["paged_version"] = [source_id], [reading.version_id]
    for name, value in (("source_id", source_id), ("version_id", reading.version_id), ("round_id", PAGED)):
        known.of[name] = [*known.of[name], value]
    known.of["of_id"] = [reading.version_id]
    known.lengths[reading.version_id] = len(reading.text)
    place = {"source_id": source_id, "of_id": reading.version_id, "region": _region(1, 30, 90, 140, 150)}
    chief.do("coding.apply_media", id="lead-region", code_id="code-1", **place)
    judges = {"judge_ids": [*known.of[A], *known.of[B]], "settler_id": known.of[LEAD][0]}
    chief.do("judging.start_round", id=PAGED, name="Pages apart", source_ids=[source_id], **judges)
    workbench.close()
    return path, known


def _region(page: int, left: int, top: int, right: int, bottom: int) -> dict[str, int]:
    return {"page": page, "left": left, "top": top, "right": right, "bottom": bottom}


def words_of_a(seed: int, known: Known) -> list[Ask]:
    """A codes words of the pages in the blind round, and takes some back."""
    dice = random.Random(seed)
    version = known.of["paged_version"][0]
    script = []
    for n in range(8):
        start = dice.randrange(0, known.lengths[version] - 30)
        place = {"version_id": version, "start": start, "end": start + dice.randrange(5, 25), "round_id": PAGED}
        code = dice.choice(known.of["code_id"])
        script.append(Ask("coding.apply", place | {"id": f"a-word-{n}", "code_id": code, "note": "Seen on the page."}))
    script.append(Ask("coding.remove", {"id": "a-word-0"}))
    return script


def regions_of_a(there: World, seed: int) -> list[str]:
    """A's regions in the blind round, as rows of A's; gives their identifiers."""
    dice = random.Random(seed)
    of, (judge,) = there.known.of, there.known.of[A]
    rows = []
    for n in range(6):
        left, top = dice.randrange(0, 200), dice.randrange(0, 300)
        region = Region(left, top, left + dice.randrange(20, 120), top + dice.randrange(20, 120), dice.choice((1, 2)))
        place = (of["paged_source"][0], of["paged_version"][0], dice.choice(of["code_id"]))
        rows.append(MediaCoding(f"a-region-{n}", PAGED, judge, *place, region, note="Seen on the page."))
    there.actors.who = A
    step = Command("tests.rows", "adding regions", True)
    there.workbench._store.write(there.workbench.viewer(judge), step, lambda work: work.add_all(rows))
    return [one.id for one in rows]


def pages_asked(known: Known) -> list[Ask]:
    """Everything of the pages, with their codings, as a reader of them would ask."""
    source, version = known.of["paged_source"][0], known.of["paged_version"][0]
    numbered = [{"version_id": version, "number": n} for n in (1, 2, 3)]
    of_pages = [Ask(f"corpus.{one}", page) for one in ("page_words", "page_file") for page in numbered]
    return [
        Ask("corpus.pages", {"version_id": version}),
        *of_pages,
        Ask("coding.media_marks", {"source_id": source}),
        *(Ask("coding.media_passages", {"code_id": one}) for one in known.of["code_id"]),
        *(Ask("coding.media_passages", {"code_id": "code-1", "set": one}) for one in (PAGED, "working")),
        *(Ask("coding.marks", {"version_id": version, "round_id": one}) for one in ("", PAGED)),
        *(Ask("coding.extracts", {"code_id": "code-1", "format": one}) for one in ("csv", "docx")),
        Ask("coding.codes", {}),
        Ask("corpus.sources", {}),
        Ask("reporting.losses", {"format": "csv"}),
        *(Ask("reporting.losses", {"format": "qdpx", "pages": one}) for one in (False, True)),
        *(Ask("reporting.export", {"format": one}) for one in ("qdpx", "csv")),
        Ask("reporting.export", {"format": "qdpx", "pages": True}),
    ]


def script_of_b(known: Known) -> list[Ask]:
    """What B does on the pages, also to what only A could know of."""
    source, version = known.of["paged_source"][0], known.of["paged_version"][0]
    place = {"source_id": source, "of_id": version, "code_id": "code-2"}
    twin = {"id": "b-twin", "version_id": version, "start": 0, "end": 7, "code_id": "code-1", "round_id": PAGED}
    ids = ("a-region-0", "b-region")
    deeds = [
        Ask("coding.apply_media", place | {"id": "b-region", "region": _region(2, 0, 0, 90, 90)}),
        Ask("coding.apply", twin),
        *(Ask("coding.resize_media", {"id": one, "region": _region(1, 0, 0, 9, 9)}) for one in ids),
        *(Ask("coding.recode_media", {"id": one, "code_id": "code-3"}) for one in ("a-region-1", "b-region")),
        *(Ask("coding.note_media", {"id": one, "note": "Mine?"}) for one in ("a-region-2", "b-region")),
        *(Ask("coding.remove_media", {"id": f"a-region-{n}"}) for n in range(6)),
        *(Ask("coding.remove_code", {"id": one}) for one in known.of["code_id"]),
        Ask("coding.merge_codes", {"id": "code-3", "into_id": "code-2"}),
        Ask("study.undo", {}),
        Ask("corpus.remove_source", {"source_id": source}),
    ]
    return deeds


def compared_paged(base: Path, known: Known, folder: Path, seed: int, most: int = 3) -> Pair:
    """Both worlds: A codes words and regions in one, then B and the lead ask of the pages and of everything else."""
    pair = Pair(world(base, folder / "worked", known), world(base, folder / "idle", known))
    answers = pair.works(words_of_a(seed, known))
    assert not [one for one in answers if one.startswith(("[", '["not'))], answers
    known.hidden = [*regions_of_a(pair.worked, seed), *(f"a-word-{n}" for n in range(8))]
    pair.both(B, pages_asked(known))
    pair.both(LEAD, pages_asked(known), who_is_in_masked)
    pair.both(B, questions(known, seed, most))
    pair.both(LEAD, questions(known, seed, most), who_is_in_masked)
    pair.both(B, script_of_b(known))
    pair.both(B, pages_asked(known))
    pair.both(B, [Ask("judging.submit", {"id": PAGED})])
    pair.both(B, pages_asked(known))
    return pair


def withdrawn(who: str = "person-2") -> list[Ask]:
    """What the lead does when the one whose words are on the pages asks to be taken out."""
    whom = {"participant_id": who}
    return [
        Ask("fieldwork.hold", {"id": who}),
        Ask("reporting.preview_withdrawal", {"id": who}),
        Ask("reporting.withdraw", whom | {"id": "gone", "code": "P02", "reason": "Asked."}),
        Ask("reporting.withdrawals", {}),
    ]


def left_of_pages(there: World) -> dict[str, int]:
    """How many rows of the PDF the study still has, and how many versions of them that say something, by kind."""
    (source,), (version,) = there.known.of["paged_source"], there.known.of["paged_version"]
    found = {}
    with sqlite3.connect(there.workbench.folder / "study.db") as connection:
        for kind in ("pages", "page_words", "media_codings", "codings"):
            rows = connection.execute(f"SELECT count(*) FROM {kind} WHERE source_id = ?", (source,)).fetchone()[0]
            said = connection.execute(
                "SELECT count(*) FROM row_versions WHERE kind = ? AND (id = ? OR body LIKE ?) AND body IS NOT NULL",
                (kind, version, f"%{source}%"),
            ).fetchone()[0]
            found[kind] = rows + said
        found["texts"] = connection.execute("SELECT count(*) FROM texts WHERE version_id = ?", (version,)).fetchone()[0]
    return found


def regions_seen(there: World, who: str) -> list[dict[str, Any]]:
    """The regions of the PDF that somebody sees."""
    answer: list[dict[str, Any]] = json.loads(
        there.ask(who, Ask("coding.media_marks", {"source_id": there.known.of["paged_source"][0]}))
    )
    return answer
