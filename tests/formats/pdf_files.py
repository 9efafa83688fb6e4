"""PDF files written by hand: pages of lines in a font that has just the characters they need."""

from __future__ import annotations

_FONT = "/Type/Font/Subtype/Type0/BaseFont/Any/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R"
_INNER = (
    "/Type/Font/Subtype/CIDFontType2/BaseFont/Any/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    "/DW 600/FontDescriptor 6 0 R"
)
_DESCRIPTOR = (
    "/Type/FontDescriptor/FontName/Any/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200"
    "/CapHeight 700/StemV 80"
)


def assembled(objects: dict[int, bytes], more: str = "") -> bytes:
    """A file of these objects by number, the first of which is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, inside in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    start, size = len(out), max(objects) + 1
    rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size))
    out += b"xref\n0 %d\n%s" % (size, b"".join(rows))
    out += f"trailer\n<</Size {size}/Root 1 0 R{more}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(inside: bytes, head: str = "") -> bytes:
    """A stream object."""
    return f"<<{head}/Length {len(inside)}>>stream\n".encode() + inside + b"\nendstream"


def pdf_file(*pages: list[str], more: str = "") -> bytes:
    """A file whose pages hold these lines, from top to bottom."""
    signs = sorted({sign for lines in pages for line in lines for sign in line})
    number = {sign: at + 1 for at, sign in enumerate(signs)}
    shown = "\n".join(f"<{at:04x}><{sign.encode('utf-16-be').hex()}>" for sign, at in number.items())
    cmap = (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/A def/CMapType 2 def\n"
        f"1 begincodespacerange<0000><ffff>endcodespacerange\n{len(signs)} beginbfchar\n{shown}\nendbfchar\n"
        "endcmap CMapName currentdict/CMap defineresource pop end end"
    )
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        3: f"<<{_FONT}>>".encode(),
        4: f"<<{_INNER}>>".encode(),
        5: stream(cmap.encode()),
        6: f"<<{_DESCRIPTOR}>>".encode(),
    }
    kids = []
    for lines in pages:
        drawn = "".join(f"<{''.join(f'{number[sign]:04x}' for sign in line)}>Tj 0 -14 Td\n" for line in lines)
        content = f"BT /F 10 Tf 40 {14 * len(lines) + 40} Td\n{drawn}ET".encode() if lines else b""
        at = len(objects) + 2
        objects[at] = stream(content)
        objects[at + 1] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000 {14 * len(lines) + 80}]/Contents {at} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        ).encode()
        kids.append(f"{at + 1} 0 R")
    objects[2] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    return assembled(objects, more)
