"""Every figure a report can hold stands in every kind of file, as a picture, in words and as a table."""

from __future__ import annotations

import ctypes
import hashlib
import html
import io
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from pypdfium2 import raw as pdfium

import anselm
from anselm.domain.errors import Refused
from anselm.services.reporting.seen import FigureSeen

KEYS = ("levels", "level-case", "chains", "carried", "paid")


@pytest.fixture(scope="module")
def demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[anselm.Study]:
    folder = tmp_path_factory.mktemp("figures") / "harrowmere"
    shutil.copytree(demo_folder, folder)
    with anselm.open(folder) as study:
        study.reporting.add_report(id="r-f", title="Figures")
        yield study


def body_of(*keys: str, before: str = "") -> str:
    return before + "".join(f"{{{{figure:{key}}}}}\n\n" for key in keys)


def drafted(study: anselm.Study, body: str, kind: str) -> bytes:
    study.reporting.write_report(id="r-f", body=body)
    return study.reporting.draft(id="r-f", format=kind).content


@pytest.mark.parametrize("key", KEYS)
def test_the_files_hold_the_figure_that_is_seen_in_the_text(demo: anselm.Study, key: str) -> None:
    seen = demo.reporting.figure_seen(key=key)
    body = body_of(key, before=f"In {{{{ref:figure:{key}}}}} it stands.\n\n")
    page = drafted(demo, body, "html").decode()
    (svg,) = re.findall(r'<svg[^>]*class="figure".*?</svg>', page, re.DOTALL)
    words = [html.unescape(one) for one in re.findall(r"<text[^>]*>(?:<textPath[^>]*>)?([^<]*)<", svg)]
    assert words == [one.text for one in seen.shapes if one.kind in ("text", "curve-text")]
    assert html.unescape(re.findall(r"<desc[^>]*>([^<]*)<", svg)[0]) == seen.text_alternative
    led = 'In <a href="#ref-figure-1">Figure 1</a> it stands.'
    said = (f"Figure 1. {seen.caption}", led, seen.rows[-1][0])
    assert all(one in html.unescape(page) for one in said)
    (table,) = re.findall(r"<figure [^>]*>.*<table>(.*?)</table>.*?</figure>", page, re.DOTALL)
    cells = [html.unescape(one) for one in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", table, re.DOTALL)]
    assert cells[-len(seen.columns) :] == list(seen.rows[-1])
    assert len(cells) == len(seen.columns) * (1 + len(seen.rows))
    for kind in ("md", "tex"):
        text = drafted(demo, body, kind).decode()
        assert "Figure 1. " in text
        assert seen.text_alternative.split(".")[0] in text
        assert seen.rows[-1][-1].split(",")[0] in text


def alternatives(pdf: bytes) -> list[str]:
    """What a screen reader says in place of a picture, of every element of the PDF that has it."""
    found: list[str] = []

    def look(element: pdfium.FPDF_STRUCTELEMENT) -> None:
        n = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
        if n:
            room = ctypes.create_string_buffer(n)
            pdfium.FPDF_StructElement_GetAltText(element, room, n)
            found.append(" ".join(room.raw.decode("utf-16-le").rstrip("\0").split()))
        for at in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, at):
                look(child)

    with PdfDocument(pdf) as read:
        for page in read:
            tree = pdfium.FPDF_StructTree_GetForPage(page)
            for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                look(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
            pdfium.FPDF_StructTree_Close(tree)
    return found


@pytest.mark.parametrize("key", KEYS)
def test_word_and_pdf_hold_a_picture_its_words_and_its_table(demo: anselm.Study, key: str) -> None:
    seen = demo.reporting.figure_seen(key=key)
    with zipfile.ZipFile(io.BytesIO(drafted(demo, body_of(key), "docx"))) as word:
        inside = html.unescape(word.read("word/document.xml").decode())
        assert [one for one in word.namelist() if one.endswith(".png")]
    assert f'descr="{seen.text_alternative}"' in inside
    assert inside.count("<w:tbl>") == 1
    assert f"Figure 1. {seen.caption}" in inside
    pdf = drafted(demo, body_of(key), "pdf")
    with PdfDocument(pdf) as read:
        printed = " ".join(" ".join(page.get_textpage().get_text_range() for page in read).split())
    assert f"Figure 1. {seen.caption}"[:40] in printed
    assert seen.rows[-1][0] in printed
    assert " ".join(seen.text_alternative.split()) in alternatives(pdf)


def test_a_release_with_every_figure_is_made_again_to_the_byte(demo: anselm.Study) -> None:
    demo.reporting.write_report(id="r-f", body=body_of(*KEYS, before="{{table:teams}}\n\nAs {{ref:figure:paid}}.\n\n"))
    for kind in ("html", "docx", "pdf", "tex", "md"):
        made = demo.reporting.release(id=f"l-{kind}", report_id="r-f", format=kind)
        again = demo.reporting.release_file(id=f"l-{kind}").content
        assert hashlib.sha256(again).hexdigest() == made.sha256, kind


def drawn(seen: FigureSeen) -> Counter[str]:
    """Every run of words in the drawing; what is wrapped over two lines is two runs."""
    return Counter(one.text for one in seen.shapes if one.kind in ("text", "curve-text"))


def words_of(several: Iterable[str]) -> Counter[str]:
    return Counter(word for one in several for word in one.split())


@pytest.mark.parametrize("key", ["carried", "paid"])
def test_who_carries_and_who_pays_is_drawn_tabled_and_said_as_it_was_settled(demo: anselm.Study, key: str) -> None:
    teams = {one.id: one.code for one in demo.fieldwork.cases()}
    views = [one for one in demo.interpretation.practices() if one.value in ("yes", "partly")]
    seen = demo.reporting.figure_seen(key=key)
    names = {
        one.key: one.name for schema in demo.interpretation.practice_schemas().schemas for one in schema.properties
    }
    lens = next(one for one in demo.interpretation.lenses().lenses if one.active)
    levels = {one.name: one.key for one in lens.levels} | {"Not known": "unknown"}
    assert len(seen.rows) == len({one.practice_key for one in views})
    for row in seen.rows:
        for level, cell in zip(seen.columns[1:], row[1:], strict=True):
            at = sorted(
                teams[one.case_id]
                for one in views
                if names[one.practice_key] == row[0]
                and (one.carried_by if key == "carried" else one.paid_by) == levels[level]
            )
            assert cell == (", ".join(at) or "–")
    # The same of the drawing and of the words: no practice is lost, and each team stands once for each of its own.
    cells = [cell.split(", ") for row in seen.rows for cell in row[1:] if cell != "–"]
    told = Counter(code for codes in cells for code in codes)
    assert sum(told.values()) == len(views)
    assert {code: drawn(seen)[code] for code in told} == told
    assert not words_of(row[0] for row in seen.rows) - words_of(drawn(seen).elements())
    for row in seen.rows:
        at_levels = zip(seen.columns[1:], row[1:], strict=True)
        words = "; ".join(f"{level}, {cell}" for level, cell in at_levels if cell != "–")
        assert f"{row[0]}: {words}." in seen.text_alternative


def test_themes_by_level_and_case_are_drawn_tabled_and_said_as_they_are_counted(demo: anselm.Study) -> None:
    seen = demo.reporting.figure_seen(key="level-case")
    lens = next(one for one in demo.interpretation.lenses().lenses if one.active)
    levels = {one.key: one.name for one in lens.levels}
    names = {one.id: one.name for one in demo.interpretation.themes() if one.state != "retired"}
    placements = demo.interpretation.placements(lens_id=lens.id)
    placed: dict[str, str] = {}
    for one in placements:
        # A theme that stands at several levels is drawn at the first it was placed at.
        if one.target_kind == "theme":
            placed.setdefault(names[one.target_id], levels[one.level_key])
    assert len(placed) > 2
    assert {(theme, level) for level, theme, _ in seen.rows if theme != "no theme"} == set(placed.items())
    assert {level for level, _, _ in seen.rows} == set(levels.values())
    told = demo.interpretation.crosstab(rows="theme", columns="case")
    n_told = 0
    for level, theme, cases in (row for row in seen.rows if row[1] != "no theme"):
        (cells,) = [cell for row, cell in zip(told.rows, told.cells, strict=True) if row.name.endswith(theme)]
        held = [one.name for one, n in zip(told.columns, cells, strict=True) if n]
        assert cases == (", ".join(held) or "none")
        assert f"{theme}, told of in {cases}" in seen.text_alternative, level
        n_told += len(held)
    assert sum(one.style == "told" for one in seen.shapes) == n_told > 0
    assert not words_of({*levels.values(), *placed}) - words_of(drawn(seen).elements())


def test_chains_are_drawn_tabled_and_said_step_by_step(demo: anselm.Study) -> None:
    seen = demo.reporting.figure_seen(key="chains")
    chains = demo.interpretation.relation_chains().chains
    assert len(chains) == 2
    assert all(f"Chain {n}: {one.words}" in seen.text_alternative for n, one in enumerate(chains, 1))
    steps = [(str(n), str(at)) for n, one in enumerate(chains, 1) for at, _ in enumerate(one.steps, 1)]
    assert [tuple(row[:2]) for row in seen.rows] == steps
    ends = [
        name
        for one in chains
        for step in one.steps
        for name in (step.relation.from_name, step.relation.to_name if step.relation.to_kind != "relation" else "")
    ]
    for row, step in zip(seen.rows, (step for one in chains for step in one.steps), strict=True):
        assert row[2].startswith(step.relation.from_name)
    assert {"Chain 1", "Chain 2"} <= set(drawn(seen))
    # Each name once at the least in the drawing; wrapped, word by word.
    assert not words_of(set(ends)) - words_of(drawn(seen).elements())


@pytest.mark.parametrize("key", ["nowhere", "level:case", "carried2"])
def test_a_figure_that_points_nowhere_is_named_with_its_place_and_the_repair(demo: anselm.Study, key: str) -> None:
    page = drafted(demo, f"# Found\n\n{{{{figure:{key}}}}}\n", "html").decode()
    assert f"There is no figure “{key}”." in page
    with pytest.raises(Refused, match="There is no figure"):
        demo.reporting.release(id=f"l-{key}", report_id="r-f")
    (fault,) = demo.reporting.check(id="r-f").faults
    assert (fault.line, fault.section) == (3, "Found")
    assert fault.advice == "Choose a figure from the study, or take the block out."
    assert demo.reporting.figure_seen(key=key).missing == f"There is no figure “{key}”."


def test_what_a_study_has_nothing_for_is_said_with_what_makes_it_drawn(tmp_path: Path) -> None:
    with anselm.create(tmp_path / "study", title="Empty") as study:
        study.reporting.add_report(id="r", title="R", body=body_of(*KEYS))
        faults = {one.sentence: (one.reason, one.advice) for one in study.reporting.check(id="r").faults}
        assert set(faults) == {f"figure {key}" for key in KEYS}
        assert all("cannot be drawn" in reason for reason, _ in faults.values())
        assert faults["figure carried"] == (
            "The figure “carried” cannot be drawn. No practice is settled as yes or partly.",
            "Settle practices from what was told of them, or take the block out.",
        )
        assert study.reporting.figure_seen(key="chains").repair.startswith("Write down a relation")
        study.reporting.draft(id="r", format="docx")


def test_a_table_is_seen_with_its_first_rows(demo: anselm.Study) -> None:
    text = drafted(demo, "{{table:teams}}\n", "md").decode()
    seen = demo.reporting.table_seen(id="r-f", key="teams")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert (len(seen.rows), seen.n_more) == (6, len(lines) - 2 - 6)
    assert [part.strip() for part in lines[2].strip("|").split("|")] == list(seen.rows[0])
    assert demo.reporting.table_seen(id="r-f", key="nothing").missing == "There is no table “nothing”."
    heard = demo.reporting.table_seen(id="r-f", key="heard")
    assert heard.rows[0][1:] == ("0", "3")
    assert heard.caption == "Who is heard in this report"
