"""The report as one HTML file: complete, the same every time, and made of words only."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given, settings
from tests.formats.hostile import document, hostile, trace
from tests.formats.out_sample import draft

from anselm.domain.document import Paragraph, PrintedReport, Text, Trace
from anselm.formats.out_html import NotReleasable, render

ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "class", "href", "id", "rel", "title", "role", "tabindex",
    "scope", "start", "dir", "type", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "aria-live",
    "data-for", "data-passages", "data-ref", "xmlns", "width", "height", "viewbox", "fill", "stroke", "stroke-width",
    "font-size", "font-family", "font-weight", "text-anchor", "startoffset", "x", "y", "d", "r", "cx", "cy", "rx",
    "stroke-linejoin", "stroke-linecap", "stroke-dasharray",
}  # fmt: skip


def parsed(text: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(text.encode("utf-8"))


@given(hostile)
@settings(max_examples=60, deadline=None)
def test_no_word_is_taken_for_markup(text: str) -> None:
    plain = parsed(render(document("word"), trace("word"), strict=False))
    made = parsed(render(document(text), trace(text), strict=False))
    assert [one.tag for one in made.iter("script", "style", "meta")] == [
        one.tag for one in plain.iter("script", "style", "meta")
    ]
    for element in made.iter():
        if isinstance(element.tag, str):
            assert {name.lower() for name in element.attrib} <= ATTRIBUTES
            assert not (element.get("href") or "#").startswith("javascript")
    if text.strip():
        assert sum(1 for _ in made.iter()) == sum(1 for _ in plain.iter())


def test_the_file_asks_for_nothing_from_outside() -> None:
    found = draft()
    text = render(found.document, found.trace, strict=False)
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#|https?://x)[^\"']", text)
    assert "url(" not in text
    assert "@import" not in text
    assert " style=" not in text


def test_every_claim_and_quotation_leads_to_its_walk_back() -> None:
    found = draft()
    made = parsed(render(found.document, found.trace, strict=False))
    ids = [one.get("id") for one in made.iter() if isinstance(one.tag, str) and one.get("id")]
    assert len(ids) == len(set(ids))
    targets = [str(one.get("href"))[1:] for one in made.iter("a")]
    assert {target for target in targets if target not in ids} == set()
    assert {f"claim-{n}" for n in range(1, 11)} | {f"quote-{n}" for n in range(1, 25)} <= set(targets)
    described = {one.get("aria-describedby") for one in made.iter("a")} - {None}
    assert described <= set(ids)


def test_the_walk_back_has_its_steps_in_order() -> None:
    found = draft()
    made = parsed(render(found.document, found.trace, strict=False))
    (claim,) = made.xpath("//section[@id='claim-7']")
    first = claim.xpath("./ol//h3") + claim.xpath("./article[1]//h3")
    names = [one.text_content() for one in first]
    assert names == ["Claim", "Evidence", "Coding", "Words", "Speaker", "Consent", "Time"]


def test_what_tells_it_otherwise_comes_first() -> None:
    found = draft()
    made = parsed(render(found.document, found.trace, strict=False))
    (claim,) = made.xpath("//section[@id='claim-2']")
    assert [one.text for one in claim.xpath(".//span[@class='evn']")] == ["Told otherwise", "For"]


def test_the_same_values_give_the_same_file() -> None:
    found = draft()
    assert render(found.document, found.trace, strict=False) == render(found.document, found.trace, strict=False)


def test_a_draft_is_not_written_as_a_release() -> None:
    made = PrintedReport("T", (Paragraph((Text("x"),)),), draft=True)
    with pytest.raises(NotReleasable):
        render(made, Trace(), strict=True)
    assert "A draft" not in render(PrintedReport("T", made.blocks, draft=False), Trace(), strict=True)
