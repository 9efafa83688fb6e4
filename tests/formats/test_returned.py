"""A Word file that came back, read paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.formats.hostile_files import hostile_files
from tests.formats.out_sample import draft
from tests.formats.word_files import paragraph, run, styles, word_file

from anselm.domain.parsed import Refusal
from anselm.domain.returned import ReturnedReport
from anselm.formats.out_docx import render
from anselm.formats.returned import read_returned
from anselm.workers.pool import ParserPool


def read(content: bytes) -> ReturnedReport:
    made = read_returned("came-back.docx", content)
    assert isinstance(made, ReturnedReport)
    return made


def test_tracked_changes_are_read_as_if_accepted_and_counted() -> None:
    body = paragraph(
        run("All "),
        f'<w:del w:id="1">{run("nine").replace("w:t", "w:delText")}</w:del>',
        f'<w:ins w:id="2">{run("eight")}</w:ins>',
        f'<w:moveFrom w:id="3">{run(" once")}</w:moveFrom>',
        f'<w:moveTo w:id="4">{run(" teams")}</w:moveTo>',
        run("."),
    )
    found = read(word_file(body))
    assert [one.text for one in found.paragraphs] == ["All eight teams."]
    assert found.n_tracked == 3


def test_a_mark_keeps_its_place_while_words_change_around_it() -> None:
    opening = '<w:bookmarkStart w:id="7" w:name="_q_1"/>'
    found = read(word_file(paragraph(run("3A 😀 "), opening, run("words"), '<w:bookmarkEnd w:id="7"/>', run(" after"))))
    (mark,) = found.marks
    assert (mark.name, found.paragraphs[mark.paragraph].text[mark.start : mark.end]) == ("_q_1", "words")


def test_a_heading_is_known_by_its_name_and_by_its_place_in_the_outline() -> None:
    known = styles(
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="own"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    body = "".join(
        paragraph(run(name), properties=f'<w:pStyle w:val="{name}"/>') for name in ("berschrift1", "own", "plain")
    )
    assert [one.level for one in read(word_file(body, styles=known)).paragraphs] == [1, 2, 0]


def test_what_we_write_is_read_again_with_all_it_carries() -> None:
    made = draft()
    found = read(render(made.document, made.trace))
    (carried,) = found.carried
    names = {one.name for one in found.marks}
    assert {one.identifier for one in carried.pieces if one.kind == "c"} == {one.claim_id for one in made.trace.claims}
    assert len(carried.pieces) == len(made.trace.claims) + len(made.trace.quotations)
    assert {one.mark for one in carried.pieces} <= names


@pytest.fixture(scope="module")
def pool() -> Iterator[ParserPool]:
    with ParserPool() as one:
        yield one


def test_a_limited_child_reads_the_same(pool: ParserPool) -> None:
    made = draft()
    content = render(made.document, made.trace)
    assert pool.read("report", "a.docx", content) == read(content)


# Expat warns of the odd encodings it is told; in the child nothing listens.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_hostile_file_is_read_or_refused_in_plain_words() -> None:
    refused = 0
    for one in (one for one in hostile_files() if one.name.endswith(".docx")):
        outcome = read_returned(one.name, one.data)
        assert isinstance(outcome, ReturnedReport | Refusal), one
        refused += isinstance(outcome, Refusal)
    assert refused > 100
