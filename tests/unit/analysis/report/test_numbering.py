"""Tables and figures are numbered as they stand in the text, and are referred to by their number."""

from __future__ import annotations

import pytest

from anselm.analysis.report.blocks import ReportSource, parse
from anselm.analysis.report.facts import ReportFacts
from anselm.analysis.report.numbering import numbered
from anselm.analysis.report.resolve import Mode, Refused, Resolved, resolve
from anselm.domain.document import (
    Emphasis,
    FigureBlock,
    Link,
    Paragraph,
    Reference,
    TableBlock,
    Text,
    plain,
)
from anselm.domain.drawing import Drawing, Shape

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
    assert found.at == [1, 1, 2, 3, 4, 5]


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


def test_a_reference_leads_to_the_first_of_its_name_and_only_what_is_referred_to_has_a_place() -> None:
    text = "As {{ref:table:u}} has it.\n\n{{table:t}}\n\n{{table:u}}\n\n{{figure:f}}\n\n{{table:u}}\n"
    said, *made = resolved(text).document.blocks
    assert isinstance(said, Paragraph)
    assert said.children[1] == Reference("ref-table-2", (Text("Table 2"),))
    assert [one.anchor for one in made if isinstance(one, TableBlock | FigureBlock)] == ["", "ref-table-2", "", ""]


def test_a_reference_to_what_is_not_printed_or_inside_a_link_is_words() -> None:
    # "gone" is no table of the study; "none" is a figure with nothing to be drawn from; "empty" has no columns.
    bare = FigureBlock("none", "N", Drawing(1, 1, ()), "No lens.", TABLE)
    facts = ReportFacts("T", tables={"t": TABLE, "empty": TableBlock((), ())}, figures={"none": bare})
    text = (
        "{{ref:table:gone}}, {{ref:figure:none}}, {{ref:table:empty}}, [see *{{ref:table:t}}*](https://x.org)."
        "\n\n{{table:gone}}\n\n{{figure:none}}\n\n{{table:empty}}\n\n{{table:t}}\n"
    )
    made = resolve(parse(text), facts, "draft")
    said = made.document.blocks[0]
    assert isinstance(said, Paragraph)
    assert plain(said.children) == "Table 1, Figure 1, Table 2, see Table 3."
    assert "Reference" not in repr(said)
    assert said.children[-2] == Link("https://x.org", (Text("see "), Emphasis((Text("Table 3"),))))


def test_reports_handed_over_together_count_on_and_no_place_has_two_names() -> None:
    (one, other) = (parse("{{table:t}}\n\nSee {{ref:table:t}}.\n"), parse("{{table:u}}\n\nSee {{ref:table:u}}.\n"))
    together = ReportSource("", (*one.blocks, *other.blocks))
    made = resolve(together, FACTS, "capsule").document.blocks
    tables = [one for one in made if isinstance(one, TableBlock)]
    assert [(one.caption, one.anchor) for one in tables] == [
        ("Table 1. Theirs", "ref-table-1"),
        ("Table 2. Theirs", "ref-table-2"),
    ]
    assert [plain(one.children) for one in made if isinstance(one, Paragraph)] == ["See Table 1.", "See Table 2."]
