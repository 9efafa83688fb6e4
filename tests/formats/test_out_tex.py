"""The report as LaTeX: every word is only a word, and every link has its target."""

from __future__ import annotations

import re

from hypothesis import given, settings
from tests.formats.hostile import document, hostile, trace
from tests.formats.out_sample import draft

from anselm.formats.out_tex import escaped, render

NAMED = {
    "textbackslash", "textasciicircum", "textasciitilde", "textasciigrave", "textquotesingle", "textquotedbl",
    "textless", "textgreater", "textbar",
}  # fmt: skip


@given(hostile)
@settings(max_examples=80, deadline=None)
def test_escaped_words_hold_no_command_but_names_of_characters(text: str) -> None:
    made = escaped(text)
    assert set(re.findall(r"\\([A-Za-z]+)", made)) <= NAMED
    bare = re.sub(r"\\[A-Za-z]+\{\}|\\[{}$&#_%]|\{[\[\]]\}|(?<=[-‘’,])\{\}", "", made)
    assert not set(bare) & set("\\{}$&#_%^~`'\"<>|[]\n")


@given(hostile)
@settings(max_examples=40, deadline=None)
def test_no_word_adds_a_command_to_the_file(text: str) -> None:
    commands = set(re.findall(r"\\[A-Za-z]+", render(document("word"), trace("word"))))
    found = set(re.findall(r"\\[A-Za-z]+", render(document(text), trace(text))))
    assert found <= commands | {f"\\{name}" for name in NAMED}


@given(hostile)
@settings(max_examples=40, deadline=None)
def test_braces_and_environments_close(text: str) -> None:
    made = render(document(text), trace(text))
    bare = re.sub(r"\\[\\{}]", "", made)
    assert bare.count("{") == bare.count("}")
    assert re.findall(r"\\begin\{(\w+)\}", made).count("quote") == re.findall(r"\\end\{(\w+)\}", made).count("quote")


def test_every_link_of_the_draft_has_its_target_once() -> None:
    found = draft()
    text = render(found.document, found.trace)
    targets = re.findall(r"\\label\{([^}]+)\}", text)
    assert len(targets) == len(set(targets)) == len(found.trace.claims) + len(found.trace.quotations)
    assert set(re.findall(r"\\hyperref\[([^\]]+)\]", text)) <= set(targets)
    assert "9 of 9 teams; \\hyperref[claim-1]{walk back}." in text
