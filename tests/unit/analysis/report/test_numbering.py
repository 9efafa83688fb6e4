"""Tables and figures are numbered as they stand in the text, and are referred to by their number."""

from __future__ import annotations

import pytest

from anselm.analysis.report.blocks import parse
from anselm.analysis.report.facts import ReportFacts
from anselm.analysis.report.numbering import numbered
from anselm.analysis.report.resolve import Mode, Refused, Resolved, resolve
from anselm.domain.document import Drawing, FigureBlock, Paragraph, Shape, TableBlock, plain

TABLE = TableBlock.of(["a"], [["b"]], caption="Theirs")
DRAWN = FigureBlock("levels", "L", Drawing(9, 9, (Shape("circle", "told", size=1),)), "A dot.", TABLE)
FACTS = ReportFacts("T", tables={"t": TABLE, "u": TABLE, "bare": TableBlock.of(["a"], [])}, figures={"f": DRAWN})
TEXT = """See {{ref:table:u}}, {{ref:figure:f}} and {{ref:figure:f|Fig.}}.

{{table:gone}}

| own | table |
|---|---|
| not | counted |

{{figure:f|Mine}}

- {{table:t}}

> {{table:u}}

In words {{table:t}} is no block.

{{table:u}}

{{table:bare}}
"""


def resolved(text: str, mode: Mode = "draft") -> Resolved:
    made = resolve(parse(text), FACTS, mode)
    assert isinstance(made, Resolved)
    return made


def test_each_kind_is_counted_by_itself_in_the_order_of_the_text() -> None:
    found = numbered(parse(TEXT))
    assert found.named == {"table:gone": 1, "figure:f": 1, "table:t": 2, "table:u": 3, "table:bare": 5}
    assert [found.at[at] for at in sorted(found.at)] == [1, 1, 2, 3, 4, 5]


def test_captions_and_references_bear_the_numbers() -> None:
    blocks = resolved(TEXT).document.blocks
    first = blocks[0]
    assert isinstance(first, Paragraph)
    assert plain(first.children) == "See Table 3, Figure 1 and Fig. 1."
    # What cannot be made keeps its number, so that nothing behind it is called otherwise when it is.
    captions = [one.caption for one in blocks if isinstance(one, TableBlock | FigureBlock)]
    assert captions == ["", "Figure 1. Mine", "Table 4. Theirs", "Table 5"]
    assert "Table 2. Theirs" in repr(blocks)
    assert DRAWN.table.caption == "Theirs"


@pytest.mark.parametrize(
    ("written", "reason", "advice"),
    [
        ("table:t", "No table “t” stands in this text to refer to.", "Put {{table:t}} in a paragraph of its own,"),
        ("figure:x", "No figure “x” stands in this text to refer to.", "Put {{figure:x}} in a paragraph of its own,"),
        ("t", "No table or figure “t” stands in this text to refer to.", "Write it as table: or figure: and its name,"),
    ],
)
def test_a_reference_to_what_does_not_stand_there_is_named_with_its_place(
    written: str, reason: str, advice: str
) -> None:
    text = f"# A\n\nBefore. As {{{{ref:{written}}}}} has it.\n"
    refused = resolve(parse(text), FACTS, "release")
    assert isinstance(refused, Refused)
    (fault,) = refused.faults
    assert (fault.place.line, fault.place.section, fault.sentence) == (3, "A", f"As [{written}] has it.")
    assert (fault.reason, fault.refuses) == (reason, True)
    assert fault.advice.startswith(advice)
    assert reason in repr(resolved(text).document.blocks)


def test_a_sentence_that_refers_to_a_table_is_named_as_it_is_printed() -> None:
    text = "As {{ref:table:t}} and {{ref:table:x}} have it.\n\n{{table:t}}\n"
    refused = resolve(parse(text), FACTS, "release")
    assert isinstance(refused, Refused)
    assert [one.sentence for one in refused.faults] == ["As Table 1 and [table:x] have it."]


def test_a_paragraph_of_a_reference_alone_is_a_sentence_and_one_without_an_end_is_seen() -> None:
    (alone, _) = resolved("{{ref:table:t}}\n\n{{table:t}}\n").document.blocks
    assert isinstance(alone, Paragraph)
    assert plain(alone.children) == "Table 1"
    assert "not finished" in resolved("As {{ref:table:t shows.\n\n{{table:t}}").faults[0].reason
