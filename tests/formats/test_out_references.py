"""“Table 1” and “Figure 2” in a report lead to what they name, in every file that can."""

from __future__ import annotations

import ctypes
import re
from io import BytesIO
from zipfile import ZipFile

import docx
import lxml.etree
import lxml.html
import pypdfium2
import pytest

from anselm.analysis.report.blocks import parse
from anselm.analysis.report.facts import ClaimFacts, Counts, ReportFacts
from anselm.analysis.report.resolve import Resolved, resolve
from anselm.domain.document import FigureBlock, TableBlock
from anselm.domain.drawing import Drawing, Shape
from anselm.formats import out_docx, out_html, out_markdown, out_pdf, out_tex
from anselm.formats.returned import read_returned

TABLE = TableBlock.of(["a"], [["b"]], caption="Theirs", note="All.")
FIGURE = FigureBlock("f", "Drawn", Drawing(9, 9, (Shape("circle", "told", x=4, y=4, size=1),)), "A dot.", TABLE)
CLAIM = ClaimFacts("Q", "All.", "all", Counts(1, 1, 0, 0), author="I")
FACTS = ReportFacts("T", tables={"t": TABLE, "u": TABLE}, figures={"f": FIGURE}, claims={"Q": CLAIM})
TEXT = """# As {{ref:figure:f}} has it

{{table:u}}

See {{ref:table:t}} and *{{ref:figure:f|Fig.}}* of it. {{claim:Q|All, as {{ref:table:t}} shows}}.

- In a list {{ref:table:t}}

| {{ref:table:t}} |
|---|
| {{ref:figure:f}} |

{{table:t}}

{{figure:f}}

{{table:t}}
"""
SAID = ["Figure 1", "Table 2", "Fig. 1", "Table 2", "Table 2", "Table 2", "Figure 1"]
TO_FIGURE = (0, 2, 6)


@pytest.fixture(scope="module")
def made() -> Resolved:
    return resolve(parse(TEXT), FACTS, "draft")


def test_in_html_the_words_are_a_link_to_a_place_that_takes_the_focus(made: Resolved) -> None:
    text = out_html.render(made.document, made.trace, strict=False)
    page = lxml.html.document_fromstring(text)
    links = page.xpath("//main//a[starts-with(@href, '#ref-')]")
    assert [one.text_content() for one in links] == SAID
    assert not any(set(one.attrib) - {"href"} for one in links), "its name is its words"
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", text), "no link holds another"
    for at, link in enumerate(links):
        (place,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert place.get("tabindex") is not None
        assert place.tag == ("figure" if at in TO_FIGURE else "div")
        assert ("Figure 1. Drawn" if at in TO_FIGURE else "Table 2. Theirs") in place.text_content()


def test_in_word_the_words_are_a_link_to_a_bookmark_round_what_they_name(made: Resolved) -> None:
    data = out_docx.render(made.document, made.trace)
    with ZipFile(BytesIO(data)) as packed:
        body = lxml.etree.fromstring(packed.read("word/document.xml"))
    word = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    name = f"{{{word['w']}}}"
    links = body.xpath("//w:hyperlink[@w:anchor]", namespaces=word)
    assert ["".join(one.itertext()) for one in links] == SAID
    places = {one.get(f"{name}name"): one for one in body.iter(f"{name}bookmarkStart")}
    assert [one.get(f"{name}anchor") for one in links] == [
        "_ref_figure_1" if at in TO_FIGURE else "_ref_table_2" for at in range(len(SAID))
    ]
    numbers = [one.get(f"{name}id") for one in body.iter(f"{name}bookmarkStart")]
    assert sorted(numbers) == sorted({one.get(f"{name}id") for one in body.iter(f"{name}bookmarkEnd")})
    assert "Table 2. Theirs" in "".join(places["_ref_table_2"].getparent().itertext())
    # From the picture to its caption, so that both are in sight.
    assert places["_ref_figure_1"].getparent().xpath(".//w:drawing", namespaces=word)
    came = read_returned("back.docx", data)
    assert not isinstance(came, str)
    words = "\n".join(one.text for one in docx.Document(BytesIO(data)).paragraphs)
    assert "See Table 2 and Fig. 1 of it. All, as Table 2 shows." in words


def test_in_pdf_the_words_lead_to_the_page_of_what_they_name(made: Resolved) -> None:
    far = "\n\n".join(["Words."] * 120)
    text = f"See {{{{ref:table:t}}}} and {{{{ref:figure:f}}}}.\n\n{far}\n\n{{{{table:t}}}}\n\n{{{{figure:f}}}}\n"
    long = resolve(parse(text), FACTS, "draft")
    pdf = out_pdf.render(long.document, long.trace)
    assert pdf.accessible
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.content)]
    wanted = [next(at for at, words in enumerate(pages) if said in words) for said in ("Table 1. T", "Figure 1. D")]
    assert wanted[0] > 1
    assert _pdf_links(pdf.content) == wanted
    whole = out_pdf.render(made.document, made.trace)
    assert whole.accessible
    assert len(_pdf_links(whole.content)) >= len(SAID)


def _pdf_links(content: bytes) -> list[int]:
    """The page that each link of the first page leads to."""
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(content)
    page, at, link = document[0], ctypes.c_int(0), raw.FPDF_LINK()
    found = []
    while raw.FPDFLink_Enumerate(page, at, link):
        to = raw.FPDFLink_GetDest(document, link) or raw.FPDFAction_GetDest(document, raw.FPDFLink_GetAction(link))
        found.append(raw.FPDFDest_GetDestPageIndex(document, to))
    return found


def test_in_latex_the_words_lead_to_a_label_and_keep_our_number(made: Resolved) -> None:
    text = out_tex.render(made.document, made.trace)
    links = re.findall(r"\\hyperref\[(ref-[^]]+)\]\{([^}]+)\}", text)
    assert [words for _, words in links] == SAID
    assert {to for to, _ in links} == {"ref-table-2", "ref-figure-1"}
    for to, caption in (("ref-table-2", "Table 2. Theirs"), ("ref-figure-1", "Figure 1. Drawn")):
        assert text.count(f"\\phantomsection\\label{{{to}}}\\textbf{{{caption}}}") == 1
        assert text.count(f"\\label{{{to}}}") == 1


def test_in_markdown_they_are_words(made: Resolved) -> None:
    text = out_markdown.render(made.document, made.trace)
    assert "See Table 2" in text
    assert "and *Fig. 1*" in text
    assert "ref-" not in text


def test_without_references_the_files_hold_no_places(made: Resolved) -> None:
    bare = resolve(parse("{{table:t}}\n\n{{figure:f}}\n"), FACTS, "draft")
    assert "ref-" not in out_html.render(bare.document, bare.trace, strict=False)
    assert "ref-" not in out_tex.render(bare.document, bare.trace)
    with ZipFile(BytesIO(out_docx.render(bare.document, bare.trace))) as packed:
        assert b"bookmarkStart" not in packed.read("word/document.xml")
