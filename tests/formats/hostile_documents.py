"""Files of the other kinds of document, made to break their readers; as in `hostile_files`, to which they are added."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator

from tests.formats.hostile_files import SEED, HostileFile, damaged
from tests.formats.open_document_files import MIMETYPE, SPACES, content, odt_file, p
from tests.formats.open_document_files import words as odt_words
from tests.formats.pdf_files import assembled, pdf_file, stream
from tests.formats.rich_text_files import par, rtf_file
from tests.formats.web_files import CONTAINER, book, chapter, page
from tests.formats.web_files import p as kept
from tests.formats.word_files import zipped

TURNS = tuple(f"{'I1' if at % 2 else 'P07'}: words  number {at} \U0001f600 Größe" for at in range(40))
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>'


def hostile_documents(seed: int = SEED) -> Iterator[HostileFile]:
    """Every hostile file of these kinds, the odd ones first, then good ones damaged at random."""
    yield from _open_documents()
    yield from _rich_texts()
    yield from _web_pages()
    yield from _books()
    yield from _pdfs()
    yield from damaged(good_documents(), random.Random(seed))


def good_documents() -> dict[str, bytes]:
    """A good file of every kind by its ending; each holds `turns_of` that kind, one a line."""
    return {
        "pdf": pdf_file(list(turns_of("pdf")[:25]), list(turns_of("pdf")[25:])),
        "odt": odt_file("".join(odt_words(turn) for turn in TURNS)),
        "html": page("".join(kept(turn) for turn in TURNS)),
        "epub": book(*("".join(kept(turn) for turn in TURNS[at : at + 10]) for at in range(0, 40, 10))),
        "rtf": rtf_file("".join(par(turn) for turn in TURNS)),
    }


def turns_of(kind: str) -> tuple[str, ...]:
    """TURNS as this kind can hold them: a PDF says where signs stand, and keeps no two spaces apart."""
    return tuple(turn.replace("  ", " ") for turn in TURNS) if kind == "pdf" else TURNS


def _annotated(good: str) -> dict[str, tuple[str, str | None]]:
    """Comments in OpenDocument texts that no program writes."""
    comment = "<office:annotation><dc:creator>A</dc:creator>{}</office:annotation>"
    many = "".join(comment.format(f"<text:p>{at}</text:p>") for at in range(30_000))
    return {
        "30,000 comments": (p("x", many), ""),
        "a comment in a comment 90 deep": (
            p("x" + comment.split("{}")[0] * 90 + good + "</office:annotation>" * 90),
            "",
        ),
        "comments between paragraphs and in no place": (comment.format(good) + good + comment.format(""), ""),
        "ends of comments that never began": (p("x", '<office:annotation-end office:name="n"/>' * 90), ""),
        "a long comment": (p("x", comment.format(p("comment " * 12_000))), ""),
        "only a comment": (p(comment.format(good)), "no words"),
        "a note that holds paragraphs, boxes and comments": (
            p("x", f"<text:note>{good}<draw:text-box>{comment.format(good)}</draw:text-box></text:note>"),
            "",
        ),
    }


def _open_documents() -> Iterator[HostileFile]:
    def body(title: str, inside: str, said: str | None) -> HostileFile:
        return HostileFile(f"odt: {title}", "a.odt", odt_file(inside), said)

    good = odt_words("words")
    bodies: dict[str, tuple[str, str | None]] = {
        "two thousand million spaces": (p('x<text:s text:c="2000000000"/>'), "million characters"),
        "spaces by a number of 5,000 digits": (p(f'x<text:s text:c="{"9" * 5_000}"/>'), "million characters"),
        "less than no spaces": (p('x<text:s text:c="-5"/>'), "million characters"),
        "nine million spaces, twice": (p('x<text:s text:c="9000000"/>' * 2), "million characters"),
        "sections 150 deep": ("<text:section>" * 150 + good + "</text:section>" * 150, ""),
        "sections 100,000 deep": ("<text:section>" * 100_000 + good + "</text:section>" * 100_000, "200 levels"),
        "cells, rows and items outside their places": (
            f"<table:table-cell>{good}</table:table-cell><table:table-row/><text:list-item/>{good}",
            "",
        ),
        "a paragraph in a paragraph": (p("a", p("b"), "c"), ""),
        "words in no paragraph": ("words", "no words"),
        "100,000 empty paragraphs": ("<text:p/>" * 100_000 + good, ""),
        "a box in a box": ("<draw:text-box>" * 60 + good + "</draw:text-box>" * 60, ""),
        **_annotated(good),
        "an entity without DOCTYPE": (p("&e;"), "not well formed"),
    }
    for title, (inside, said) in bodies.items():
        yield body(title, inside, said)
    chain = "".join(
        f'<style:style style:name="S{n}" style:family="text" style:parent-style-name="S{n + 1}"/>' for n in range(4_000)
    )
    ring = chain + '<style:style style:name="S4000" style:family="text" style:parent-style-name="S0"/>'
    spans = p('<text:span text:style-name="S0">x</text:span>' * 3)
    yield HostileFile("odt: styles in a ring", "a.odt", odt_file(spans, ring), "")
    main = content(good)
    parts: dict[str, tuple[dict[str, str | bytes], str | None]] = {
        "DOCTYPE": ({"content.xml": main.replace(_DECLARATION, _DECLARATION + _DOCTYPE)}, "DOCTYPE"),
        "DOCTYPE of the styles": ({"content.xml": main, "styles.xml": _DOCTYPE + "<a/>"}, "DOCTYPE"),
        "a bomb as content": ({"content.xml": main + " " * 40_000_000}, "unpacked"),
        "a bomb as styles": ({"content.xml": main, "styles.xml": b" " * 40_000_000}, "unpacked"),
        "a bomb among the pictures": ({"content.xml": main, "Pictures/a.png": b"\0" * 30_000_000}, ""),
        "a bomb as its kind": ({"content.xml": main, "mimetype": b" " * 40_000_000}, "unpacked"),
        "content cut short": ({"content.xml": main[:-40]}, "not well formed"),
        "nothing as content": ({"content.xml": ""}, "not well formed"),
        "a password": (
            {"content.xml": b"\x8f\x01", "META-INF/manifest.xml": f"<manifest:encryption-data {SPACES}/>"},
            "password",
        ),
        "a spreadsheet": ({"content.xml": main, "mimetype": MIMETYPE.replace("text", "spreadsheet")}, "spreadsheet"),
        "a Word file": ({"word/document.xml": main}, "Word file"),
        "an archive": ({"a.odt": odt_file(good)}, "without an OpenDocument text"),
        "content outside": ({"../content.xml": main}, "without an OpenDocument text"),
    }
    for title, (inside, said) in parts.items():
        yield HostileFile(f"odt: {title}", "a.odt", zipped(inside), said)
    yield from _wrong_types("odt")


def _rich_texts() -> Iterator[HostileFile]:
    bodies: dict[str, tuple[str, str | None]] = {
        "150 groups deep": ("{" * 150 + "x" + "}" * 150, ""),
        "100,000 groups deep": ("{" * 100_000 + "x" + "}" * 100_000, "200 levels"),
        "100,000 pictures deep": (r"x{\pict " + "{" * 100_000 + "}" * 100_000 + "}", ""),
        "groups that never close": ("{" * 150, "cut short"),
        "groups that close too often": ("x" + "}" * 1_000, ""),
        "two thousand million bytes": (r"words \bin2000000000 x", "cut short"),
        "bytes less than none": (r"words \bin-5 x", ""),
        "bytes in a picture beyond the end": (r"words{\pict\bin2000000000 x}", "cut short"),
        "a number of 5,000 digits": (rf"\u{'9' * 5_000}?words\fcharset{'9' * 5_000}", ""),
        "a stand-in of two thousand million": (r"\uc2000000000\u228 words" + "x" * 200, ""),
        "characters beyond Unicode": (r"\u9999999?\u-9999999?words", ""),
        "halves without end": (r"\u55357?" * 100_000, ""),
        "NUL by number": (r"\u0?\'00words", ""),
        "three million marks": ("x" + r"\b" * 3_000_000, "more marks"),
        "100,000 paragraphs": (r"\par" * 100_000 + " x", ""),
        "100,000 empty cells": (r"\cell" * 100_000 + " x", ""),
        "tables in tables without end": (r"\itap2000000000 x\nestcell\nestrow" * 2_000, ""),
        "rows without cells": (r"\row\nestrow" * 10_000 + " x", ""),
        "a word of 300 kB": ("\\" + "a" * 300_000 + " x", ""),
        "unknown parts": (r"{\*\nobodyknows x}" * 100_000 + "words", ""),
        "unknown parts within each other": (r"{\*\nobodyknows x" * 100_000 + "}" * 100_000 + "words", ""),
        "stars": (r"\*" * 100 + "words", "no words"),
        "the end left out": (r"words\pict", None),
        "100,000 fonts": ("{\\fonttbl" + r"{\f9\fcharset204 x;}" * 100_000 + "}x", ""),
        "boxes that never close": (r"{\shptxt x" * 150 + "}" * 150, ""),
        "half a letter of two bytes": (r"\f2 x\'83", ""),
        "backslashes": ("\\" * 200_001, None),
        "a script and a formula": ("I1: <script>alert(1)</script>\\par =cmd|' /C calc'!A0", ""),
        "a document within": (r"{\object\objemb{\*\objdata 504b0304}{\result words}}", ""),
        "a file to fetch": (r'{\field{\*\fldinst INCLUDETEXT "http://127.0.0.1:9/x"}{\fldrslt words}}', ""),
        "a template to fetch": (r"{\*\template http://127.0.0.1:9/x}words", ""),
        "letters of 11 MB": ("x" * 11_000_000, "million characters"),
    }
    for title, (inside, said) in bodies.items():
        yield HostileFile(f"rtf: {title}", "a.rtf", rtf_file(inside), said)
    yield HostileFile("rtf: a head only", "a.rtf", b"{\\rtf1", "cut short")
    yield HostileFile("rtf: a head and an end", "a.rtf", b"{\\rtf1}", "no words")
    yield HostileFile("rtf: hex of 30 MB", "a.rtf", rtf_file("x{\\pict " + "0a" * 15_000_000 + "}"), "")
    yield from _wrong_types("rtf")


def _web_pages() -> Iterator[HostileFile]:
    bodies: dict[str, tuple[str, str | None]] = {
        "100,000 blocks deep": ("<div>" * 100_000 + "x" + "</div>" * 100_000, ""),
        "50 tables deep": ("<table><tr><td>" * 50 + "x", ""),
        "100,000 tables deep": ("<table><tr><td>" * 100_000 + "x", "levels deep"),
        "marks that never end": ("<a " * 200_000, None),
        "quotes that never end": ("<a b='" * 200_001, "cut short"),
        "comments that never end": ("<!--" * 200_000, "cut short"),
        "declarations that never end": ("<![" * 200_000, None),
        "scripts that never end": ("x" + "<script>" * 200_000, ""),
        "hidden parts that never end": ("x" + "<b hidden>" * 200_000, ""),
        "less-than signs": ("<" * 300_000 + " x", None),
        "ends without beginnings": ("</p></table></td></tr></pre></head>" * 20_000 + "x", ""),
        "cells without tables": ("<td><tr><th>x" * 20_000, ""),
        "a hundred thousand attributes": ("<p " + " ".join(f"a{at}=1" for at in range(100_000)) + ">x", ""),
        "an attribute of 3 MB": (f'<p a="{"x" * 3_000_000}">x', ""),
        "characters beyond Unicode": ("&#99999999999;&#xFFFFFFFF;&#xD800;&#0;x", ""),
        "a number of 100,000 digits": (f"&#{'9' * 100_000};x", ""),
        "ampersands": ("&" * 500_000 + "x", ""),
        "100,000 line breaks": ("<br>" * 100_000 + "x", ""),
        "spaces of 5 MB": ("x" + " " * 5_000_000 + "y", ""),
        "an entity of its own": ("&e; words", ""),
        "something to fetch": ('<img src="http://127.0.0.1:9/a"><iframe src="http://127.0.0.1:9/b"></iframe>x', ""),
        "letters of 11 MB": ("x" * 11_000_000, "million characters"),
        "100,000 empty blocks": ("<p></p>" * 100_000 + "x", ""),
    }
    for title, (inside, said) in bodies.items():
        yield HostileFile(f"html: {title}", "a.html", page(inside), said)
    heads: dict[str, tuple[bytes, str | None]] = {
        "a DOCTYPE that fetches": (b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><p>words', ""),
        "a DOCTYPE with entities": (_DOCTYPE.encode() + b"<p>&e;", "names of its own"),
        "an encoding that is none": (b'<meta charset="no-such">words', "not known here"),
        "an encoding it is not in": (b'<meta charset="utf-8">caf\xe9', "does not fit"),
        "UTF-7": (b'<meta charset="utf-7">+ADw-script+AD4-', "not known here"),
        "bytes without encoding": (b"<p>caf\xe9", "not UTF-8"),
        "a head that never ends": (b"<head><title>x</title>", "no words"),
    }
    for title, (data, said) in heads.items():
        yield HostileFile(f"html: {title}", "a.html", data, said)
    yield from _wrong_types("html")


def _books() -> Iterator[HostileFile]:
    good = "<p>words</p>"
    where, opf = "META-INF/container.xml", "OEBPS/content.opf"
    outside = CONTAINER.replace("OEBPS/content.opf", "../../../etc/passwd")
    item = '<item id="i0" href="{}" media-type="application/xhtml+xml"/>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>{}</manifest>'
        f"<spine>{'<itemref idref=' + chr(34) + 'i0' + chr(34) + '/>'}</spine></package>"
    )
    books: dict[str, tuple[dict[str, str | bytes], str | None]] = {
        "a package outside": ({where: outside}, "without an electronic book"),
        "a chapter outside": ({opf: package.format(item.format("../../../../etc/passwd"))}, "no chapter"),
        "a chapter on a server": ({opf: package.format(item.format("http://127.0.0.1:9/a.xhtml"))}, "no chapter"),
        "a chapter 100,000 times": ({opf: package.format(item.format("text/c%209.xhtml") * 100_000)}, "unpacked"),
        "DOCTYPE of the package": ({opf: _DOCTYPE + package.format("")}, "DOCTYPE"),
        "a bomb as chapter": ({"OEBPS/text/c 9.xhtml": b" " * 40_000_000}, "unpacked"),
        "a bomb as picture": ({"OEBPS/a.png": b" " * 40_000_000}, ""),
        "a chapter with entities": ({"OEBPS/text/c 9.xhtml": chapter(good, _DOCTYPE)}, "names of its own"),
        "a chapter that is a picture": ({"OEBPS/text/c 9.xhtml": b"\x89PNG\r\n\x1a\n\0\0"}, "not UTF-8"),
        "a package cut short": ({opf: "<package"}, "not well formed"),
    }
    for title, (others, said) in books.items():
        yield HostileFile(f"epub: {title}", "a.epub", book(good, **others), said)
    yield HostileFile("epub: a chapter named twice", "a.epub", book(*[good] * 9), "")
    yield from _wrong_types("epub")


def _pdfs() -> Iterator[HostileFile]:
    catalogue, good = b"<</Type/Catalog/Pages 2 0 R>>", pdf_file(["words"])

    def one_page(content: bytes, more: str = "") -> bytes:
        """A file whose page has this stream for its content, with these entries before it."""
        page_ = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
        form = stream(b"/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
        pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
        return assembled({1: catalogue, 2: pages, 3: page_, 4: stream(content, more), 5: form})

    bomb = zlib.compress(b" " * 300_000_000, 9)
    files: dict[str, tuple[bytes, str | None]] = {
        "a tree of pages in a ring": (
            assembled({1: catalogue, 2: b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"}),
            None,
        ),
        "a thousand million pages claimed": (
            assembled({1: catalogue, 2: b"<</Type/Pages/Count 1000000000/Kids[]>>"}),
            None,
        ),
        "6,000 pages": (
            assembled({1: catalogue, 2: b"<</Type/Pages/Count 6000/Kids[%s]>>" % (b"3 0 R " * 6_000), 3: b"<<>>"}),
            "no transcript has more",
        ),
        "a drawing within itself": (one_page(b"/X Do"), None),
        "a stream that grows": (one_page(bomb, "/Filter/FlateDecode"), "times when unpacked"),
        "a stream that grows twice": (
            one_page(zlib.compress(bomb, 9), "/Filter[/FlateDecode/FlateDecode]"),
            "times when unpacked",
        ),
        "lists 100,000 deep": (one_page(b"[" * 100_000), None),
        "objects 100,000 deep": (assembled({1: b"<</A" * 100_000, 2: b"<<>>"}), None),
        "a table of objects that points at itself": (good.replace(b"startxref\n", b"startxref\n9")[:-2], None),
        "no table of objects": (good[: good.index(b"xref")], None),
        "a script that runs at opening": (
            good.replace(b"/Pages 2 0 R", b"/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
            "",
        ),
        "an address to fetch": (
            good.replace(b"/Pages 2 0 R", b"/Pages 2 0 R/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>"),
            "",
        ),
        "a lock without a key": (
            pdf_file(["words"], more="/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P 0>>/ID[(a)(a)]"),
            "password",
        ),
        "words before it": (b"x" * 500 + good, None),
        "a head only": (b"%PDF-1.7", "damaged"),
    }
    for title, (data, said) in files.items():
        yield HostileFile(f"pdf: {title}", "a.pdf", data, said)
    yield from _wrong_types("pdf")


def _wrong_types(kind: str) -> Iterator[HostileFile]:
    """What is no file of this kind, under its name."""
    others = {
        "PDF": (b"%PDF-1.7 \xff", "PDF"),
        "PNG": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "PNG"),
        "nothing": (b"", "0 bytes"),
        "half a zip": (b"PK\x03\x04" + b"\0" * 99, ""),
    }
    for title, (data, said) in others.items():
        if not said.startswith(kind.upper()):
            yield HostileFile(f"{title} as .{kind}", f"a.{kind}", data, said or None)
