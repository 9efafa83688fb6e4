"""Tables by hand: workbooks written tag by tag, and those that would break a reader, with what is expected of each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.formats.hostile_files import HostileFile, damaged
from tests.formats.word_files import zipped

from anselm.domain.sheet import column_letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
LONG = "Mostly by listening in on the phone, and by going along with whoever goes out to a patient that day."
GOOD_CSV = (
    f'code;role;What happened?\nP01;nurse;"It was ""daft"",\nand long."\nP02;porter;Größe \U0001f600 {LONG}\n'.encode()
)


def relations(*ones: tuple[str, str, str]) -> str:
    """Relations of a part: identifier, kind, target."""
    inside = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in ones)
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{inside}</Relationships>'


def cell(at: str, value: str, more: str = 't="str"', formula: str = "") -> str:
    """A cell as it stands in a sheet."""
    said = f"<v>{escape(value)}</v>" if value or "str" in more else ""
    return f'<c r="{at}" {more}>{f"<f>{formula}</f>" if formula else ""}{said}</c>'


def sheet_xml(rows: Sequence[Sequence[str]] | str, after: str = "") -> str:
    """A sheet with these texts, or with what stands between its tags."""
    if not isinstance(rows, str):
        rows = "".join(
            f'<row r="{number}">'
            + "".join(cell(f"{column_letters(at)}{number}", value) for at, value in enumerate(row) if value)
            + "</row>"
            for number, row in enumerate(rows, start=1)
        )
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook(*sheets: str, states: Sequence[str] = (), more: str = "", **parts: str | bytes) -> bytes:
    """An Excel workbook of these sheets; `sharedStrings=` and `styles=` are parts."""
    places = [f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
    said = [*states, *("visible" for _ in sheets)]
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" state="{said[n - 1]}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1)
    )
    book = f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{more}<sheets>{listed}</sheets></workbook>'
    ties = [(f"rId{n}", "worksheet", place) for n, place in enumerate(places, start=1)]
    ties += [(f"rIdx{name}", name, f"{name}.xml") for name in parts]
    found: dict[str, str | bytes] = {
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(*ties),
    }
    found |= {f"xl/{place}": one for place, one in zip(places, sheets, strict=True)}
    return zipped(found | {f"xl/{name}.xml": content for name, content in parts.items()})


def shared(*texts: str) -> str:
    """The part of shared texts; what is given stands inside <si>."""
    return f'{_HEAD}<sst xmlns="{_MAIN}">{"".join(f"<si>{one}</si>" for one in texts)}</sst>'


def styles(*codes: str) -> str:
    """A part of styles, one style a format; a number is one of those that every program knows."""
    own = "".join(f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(codes))
    used = "".join(f'<xf numFmtId="{code if code.isdigit() else 164 + at}"/>' for at, code in enumerate(codes))
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts>{own}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f"<cellXfs>{used}</cellXfs></styleSheet>"
    )


def good_workbook() -> bytes:
    """An ordinary workbook: shared texts, a date, a number, a formula that has a result."""
    texts = (
        "<t>code</t>",
        "<t>since</t>",
        "<t>What happened?</t>",
        "<t>P01</t>",
        f"<r><t>{LONG}</t></r><r><t> Yes</t></r>",
    )
    head = "".join(f'<c r="{at}1" t="s"><v>{n}</v></c>' for n, at in enumerate("ABC"))
    row = '<c r="A2" t="s"><v>3</v></c><c r="B2" s="0"><v>45429</v></c><c r="C2" t="s"><v>4</v></c>'
    other = cell("A3", "P02") + '<c r="B3"><v>4</v></c>' + cell("C3", "x", formula="A1")
    rows = f'<row r="1">{head}</row><row r="2">{row}</row><row r="3">{other}</row>'
    return workbook(sheet_xml(rows), sharedStrings=shared(*texts), styles=styles("14"))


def hostile_sheets(seed: int = 20240124) -> Iterator[HostileFile]:
    """Tables made to break a reader, then good ones damaged at random."""
    yield from _in_text()
    yield from _in_workbooks()
    yield from damaged({"csv": GOOD_CSV, "xlsx": good_workbook()}, random.Random(seed))


def _in_text() -> Iterator[HostileFile]:
    wide = ",".join(f"c{n}" for n in range(300))
    for title, data, said in (
        ("nothing", b"", "is empty"),
        ("only line ends", b"\n" * 1000, "is empty"),
        ("a name and no row", b"a,b", ""),
        ("no names", b',,\n"a",b,c', ""),
        ("300 columns", f"{wide}\n{wide}\n".encode(), ""),
        ("501 columns", (",".join("c" * 501) + "\n").encode(), "501 columns"),
        ("too many cells", (b"a,b\n" + b"," * 1000 + b"1\n") * 2100, "cells"),
        ("too many rows", b"a,b\n" + b"1,2\n" * 50_001, "rows"),
        ("a quotation mark never closed", b'a,b\n"' + b"x\n" * 100_000, "from here on"),
        ("Latin-1", "a,b\nGr\xf6\xdfe,1\n".encode("latin-1"), "not in UTF-8"),
        ("UTF-16 with its mark", "a,b\nGröße,1\n".encode("utf-16"), ""),
        ("UTF-16 without a mark", "a,b\nGroesse,1\n".encode("utf-16-le"), "not in UTF-8"),
        ("zero bytes", b"a,b\n1,\x00\n", "no table in text"),
        ("a picture", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "PNG picture"),
        ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old .xls format"),
        ("formulas", b'a,b\n"=HYPERLINK(""http://127.0.0.1:9/"",""x"")",+1\n', ""),
        ("only delimiters", b";;;;\n;;;;\n", "is empty"),
        ("half characters", b"a,b\n\xed\xa0\x80,1\n", "not in UTF-8"),
        ("a line of a million cells", b"a" + b"," * 1_000_000 + b"\n", ""),
        ("one cell of eleven million characters", b"a,b\n" + b"x" * 11_000_000 + b",1\n", "from here on"),
    ):
        yield HostileFile(f"text: {title}", "a.csv", data, said)


def _in_workbooks() -> Iterator[HostileFile]:
    good = good_workbook()
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>'
    plain = sheet_xml((("code", "said"), ("P01", LONG)))
    many = '<row><c t="s"><v>0</v></c></row>' * 2000
    one = '<row r="{}"><c r="{}1"><v>1</v></c></row>'
    far = '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'
    no_days = "".join(f'<c s="0"><v>{day}</v></c>' for day in ("9e9", "2958465.9999999", "-1", "2958464.9999999"))
    merged = "<mergeCells>" + '<mergeCell ref="A1:B9"/>' * 1000 + "</mergeCells>"
    binary = {"_rels/.rels": relations(("r", "officeDocument", "xl/workbook.bin")), "xl/workbook.bin": b"x"}
    shared_once = {"sharedStrings": shared(f"<t>{'x' * 9999}</t>")}
    for title, data, said in (
        ("a good one", good, ""),
        ("no sheet", workbook(), "list of sheets"),
        ("an empty sheet", workbook(sheet_xml("")), "is empty"),
        ("only hidden sheets", workbook(plain, states=("hidden",)), "is empty"),
        ("entities", workbook(plain.replace(_HEAD, _HEAD + bomb)), "DOCTYPE"),
        ("entities from outside", workbook(plain.replace(_HEAD, _HEAD + outside)), "DOCTYPE"),
        ("one text two thousand times", workbook(sheet_xml(many), **shared_once), "million"),
        ("a text that is not there", workbook(sheet_xml('<row><c t="s"><v>7</v></c></row>')), "not there"),
        ("a number that is none", workbook(sheet_xml("<row><c><v>1e999</v></c></row><row><c><v>x</v></c></row>")), ""),
        ("a place beyond every sheet", workbook(sheet_xml(one.format(1, "ZZZ"))), "larger than"),
        ("a row beyond every sheet", workbook(sheet_xml(one.format(9_999_999, "A"))), "larger than"),
        ("17 000 cells in a row", workbook(sheet_xml(f"<row>{'<c><v>1</v></c>' * 17_000}</row>")), "larger than"),
        ("600 columns", workbook(sheet_xml((["x"] * 600,))), "600 columns"),
        ("300 columns", workbook(sheet_xml((["x"] * 300, ["y"] * 300))), ""),
        ("far apart", workbook(sheet_xml(far)), ""),
        ("days out of the world", workbook(sheet_xml(f"<row>{no_days}</row>"), styles=styles("14")), ""),
        ("a thousand merged cells", workbook(sheet_xml((("a", "b"), ("1", "2")), merged)), ""),
        ("a range that is none", workbook(sheet_xml((("a",),), '<mergeCells><mergeCell ref="A:"/></mergeCells>')), ""),
        ("nested too deep", workbook(sheet_xml("<row>" * 300 + "</row>" * 300)), "levels deep"),
        ("a Word file", zipped({"word/document.xml": "<x/>"}), "no Excel workbook"),
        ("a binary workbook", zipped(binary), "no Excel workbook"),
        ("2 000 sheets", workbook(*(sheet_xml((("a",), ("1",))) for _ in range(2000))), ""),
        ("a cover and then the table", workbook(sheet_xml((("Cover",),)), plain), ""),
        ("entities in the other sheet", workbook(plain, plain.replace(_HEAD, _HEAD + bomb)), ""),
        ("thirty sheets of a million signs", workbook(*(sheet_xml((("x" * 999_999,),)) for _ in range(30)), plain), ""),
        ("leading out", zipped({"_rels/.rels": relations(("r", "officeDocument", "../../etc/passwd"))}), "no Excel"),
    ):
        yield HostileFile(f"workbook: {title}", "a.xlsx", data, said)
