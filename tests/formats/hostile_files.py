"""Files made to break a reader, each with what is expected of it. The same files for the same seed.

`words` is what the refusal must say; None leaves open whether the file is read or refused, for what matters
then is that it is answered; an empty string means that it must be read.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from tests.formats.raw_zips import counted, inflating, overlapping, raw_zip
from tests.formats.word_files import RELATIONS, document, paragraph, run, word_file, words, zipped

CANARY = "canary-71c2-do-not-read"
SEED = 20240124
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_GOOD_TXT = (
    "[00:00:01] I1: How was it?\n[00:00:04] P07: Löng. \U0001f600 And loud, (.) very.\n" * 20
).encode()
_GOOD_VTT = b"WEBVTT\n\n" + b"".join(
    f"00:00:{at:02}.000 --> 00:00:{at + 1:02}.000\n<v P0{at % 3}>Words &amp; <i>more</i> {at}\n\n".encode()
    for at in range(30)
)
_GOOD_SRT = b"".join(
    f"{at + 1}\n00:00:{at:02},000 --> 00:00:{at + 1:02},000\nI1: words {at}\n\n".encode() for at in range(30)
)
_GOOD_JSON = json.dumps(
    {"text": "", "segments": [{"start": at, "end": at + 1, "text": f" words {at}"} for at in range(30)]}
).encode()


class HostileFile(NamedTuple):
    """A file by the name it is sent under, and what its refusal must say (see the module)."""

    title: str
    name: str
    data: bytes
    words: str | None


def good_word_file() -> bytes:
    """An ordinary Word file with turns, a table and a tracked change."""
    turns = "".join(words(f"{'I1' if at % 2 else 'P07'}: words number {at}") for at in range(40))
    table = f"<w:tbl><w:tr><w:tc>{words('a')}</w:tc><w:tc>{words('b')}</w:tc></w:tr></w:tbl>"
    return word_file(turns + table + paragraph(run("kept"), '<w:ins w:id="1">' + run(" too") + "</w:ins>"))


def hostile_files(seed: int = SEED) -> Iterator[HostileFile]:
    """Every hostile file, the odd ones first, then good ones damaged at random."""
    yield from _bombs()
    yield from _containers()
    yield from _entities()
    yield from _xml()
    yield from _texts()
    yield from _encodings()
    yield from _captions()
    yield from _json()
    yield from _wrong_types()
    yield from _names()
    yield from damaged_files(random.Random(seed))


def _docx(title: str, parts: dict[str, str | bytes], said: str | None) -> HostileFile:
    return HostileFile(title, "a.docx", zipped(parts), said)


def _bombs() -> Iterator[HostileFile]:
    yield HostileFile("ratio bomb", "a.docx", inflating(60, 0), "times when unpacked")
    yield HostileFile("dense but too large", "a.docx", inflating(210, 4_000), "more than 200 MB")
    yield HostileFile("large and within the limits", "a.docx", inflating(60, 4_000), "no words")
    spaces = word_file(f'<w:p><w:r><w:t xml:space="preserve">{" " * 30_000_000}x</w:t></w:r></w:p>')
    yield HostileFile("a paragraph of spaces", "a.docx", spaces, "times when unpacked")
    good = good_word_file()
    yield _docx(
        "a bomb among the pictures is not unpacked", _with(good, {"word/media/a.png": b"\0" * 30_000_000}), ""
    )
    yield _docx(
        "a zip within a zip is not opened", _with(good, {"word/embeddings/a.zip": zipped({"a": good})}), ""
    )
    yield _docx("a bomb as page header", _with(good, {"word/header1.xml": b" " * 40_000_000}), "unpacked")
    yield _docx("a bomb as styles", _with(good, {"word/styles.xml": b" " * 40_000_000}), "unpacked")


def _with(good: bytes, others: dict[str, str | bytes]) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return {**parts, **others}


def _containers() -> Iterator[HostileFile]:
    main = document(words("words")).encode()
    name, checksum = b"word/document.xml", zlib.crc32(main)
    member = (name, main, 0, len(main), checksum)
    yield HostileFile("written by hand", "a.docx", raw_zip([member]), "")
    for size in (0, 1, len(main) * 9, 0xFFFFFFFE):
        yield HostileFile(
            f"size claimed as {size}", "a.docx", raw_zip([(name, main, 0, size, checksum)]), None
        )
    yield HostileFile("checksum wrong", "a.docx", raw_zip([(name, main, 0, len(main), 7)]), "checksum")
    yield HostileFile("one name twice", "a.docx", raw_zip([member, member]), "same name")
    other = (b"WORD/Document.XML", *member[1:])
    yield HostileFile("one name twice but for capitals", "a.docx", raw_zip([member, other]), "same name")
    whole = raw_zip([member])
    entry = whole[whole.index(b"PK\x01\x02") : whole.index(b"PK\x05\x06")]
    again = whole.replace(entry, entry + entry.replace(b"document", b"documenz"))
    yield HostileFile("members that overlap", "a.docx", counted(again, 2), None)
    yield HostileFile("two thousand members over one", "a.docx", overlapping(main, 2_000), "verlap")
    for method in (1, 6, 9, 12, 14, 93, 99):
        yield HostileFile(
            f"method {method}", "a.docx", raw_zip([(name, main, method, 9, 9)]), "unusual method"
        )
    locked = bytearray(whole)
    locked[6] |= 1
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    yield HostileFile("encrypted", "a.docx", bytes(locked), "encrypted")
    many = [(f"word/{at}.xml".encode(), b"", 0, 0, 0) for at in range(20_000)]
    yield HostileFile("20,000 members", "a.docx", raw_zip([member, *many]), "no document has more")
    yield HostileFile("65,535 members claimed", "a.docx", raw_zip([member], 65_535), None)
    for evil in _EVIL_NAMES:
        parts = raw_zip([member, (evil, b"evil", 0, 4, zlib.crc32(b"evil"))])
        yield HostileFile(f"a member named {evil[:20]!r}", "a.docx", parts, None)
        yield HostileFile(f"the document named {evil[:20]!r}", "a.docx", raw_zip([(evil, *member[1:])]), None)
    link = zipfile.ZipInfo("word/document.xml")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "../../secret")
    yield HostileFile("a link for a document", "a.docx", out.getvalue(), "not well formed")
    yield HostileFile("words before the container", "a.docx", b"#!/bin/sh\n" + whole, "not a Word file")
    yield HostileFile("words after the container", "a.docx", whole + b"more" * 5, "")
    yield HostileFile("an empty container", "a.docx", raw_zip([]), "without a Word document")
    yield HostileFile(
        "a container of nothing much", "a.docx", zipped({"a.txt": "words"}), "without a Word document"
    )
    elsewhere = {
        "outside": RELATIONS.replace("word/document.xml", "../../../etc/passwd"),
        "in the file system": RELATIONS.replace("word/", "file:///"),
        "on a server": RELATIONS.replace('Id="r1"', 'TargetMode="External"'),
    }
    for where, target in elsewhere.items():
        yield _docx(f"a document {where}", {"_rels/.rels": target, "word/document.xml": main}, "")


_EVIL_NAMES = (
    b"../../../evil.xml",
    b"/etc/evil.xml",
    b"C:\\evil.xml",
    b"word\\..\\..\\evil.xml",
    b"word/./document.xml",
    b"word/document.xml\x00.png",
    b"word/" + b"a" * 60_000,
    b"\xff\xfe\xfd",
    b"",
    b"word/../word/document.xml",
    b"CON",
    b"evil\r\n.xml",
)


def _entities() -> Iterator[HostileFile]:
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    doctypes = {
        "reads a file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        "reads the canary": f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:./{CANARY}.txt">]>',
        "fetches a page": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>',
        "fetches its grammar": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
        "billion laughs": f"<!DOCTYPE x [{laughs}<!ENTITY e '&a11;'>]>",
        "quadratic": f"<!DOCTYPE x [<!ENTITY e '{'x' * 100_000}'>]>",
        "harmless": "<!DOCTYPE x>",
        "public": '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://127.0.0.1:9/s">',
    }
    body = document(paragraph("<w:r><w:t>&e;</w:t></w:r>" * 50)).removeprefix(_DECLARATION)
    for title, doctype in doctypes.items():
        yield _docx(f"DOCTYPE: {title}", {"word/document.xml": _DECLARATION + doctype + body}, "DOCTYPE")
    wide = (_DECLARATION.replace("UTF-8", "UTF-16") + doctypes["reads a file"] + body).encode("utf-16")
    yield _docx("DOCTYPE in UTF-16", {"word/document.xml": wide}, "DOCTYPE")
    yield _docx("an entity without DOCTYPE", {"word/document.xml": _DECLARATION + body}, "not well formed")
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>'
    )
    yield _docx("XInclude", {"word/document.xml": document(words("words") + include)}, "")
    sheet = _DECLARATION + '<?xml-stylesheet href="http://127.0.0.1:9/"?>'
    yield _docx(
        "a style sheet", {"word/document.xml": document(words("words")).replace(_DECLARATION, sheet)}, ""
    )


def _xml() -> Iterator[HostileFile]:
    def main(title: str, body: str, said: str | None) -> HostileFile:
        return _docx(title, {"word/document.xml": document(body)}, said)

    for depth in (150, 198, 199, 1_000, 100_000):
        nested = "<w:sdt>" * depth + words("deep") + "</w:sdt>" * depth
        yield main(f"{depth} deep", nested, "" if depth < 190 else "200 levels" if depth > 199 else None)
    tables = "<w:tbl><w:tr><w:tc>" * 60 + words("deep") + "</w:tc></w:tr></w:tbl>" * 60
    yield main("60 tables in one another", tables, "")
    noise = random.Random(2).randbytes(1_500_000).hex()
    yield main("an attribute of 3 MB", f'<w:p w:x="{noise}"/>' + words("words"), "")
    yield main("a tag name of 3 MB", f"<w:{'a' + noise}/>" + words("words"), None)
    yield main("a comment of 3 MB", f"<!--{noise}-->" + words("words"), "")
    yield main("a run of 3 MB", words(noise), "")
    attributes = " ".join(f'w:a{at}="{at}"' for at in range(50_000))
    yield main("50,000 attributes", f"<w:p {attributes}/>" + words("words"), None)
    spaces = " ".join(f'xmlns:n{at}="urn:{at}"' for at in range(20_000))
    yield main("20,000 namespaces", f"<w:p {spaces}/>" + words("words"), None)
    yield main("100,000 empty paragraphs", "<w:p/>" * 100_000 + words("words"), "")
    yield main("200,000 runs", paragraph(run("a") * 200_000), "times when unpacked")
    yield main("text beyond what is read", words(noise) * 4, "million characters")
    yield main("words nowhere", "<w:x>" + "y" * 100 + "</w:x>", "no words")
    yield main("an unknown letter of a font", paragraph('<w:r><w:sym w:char="FFFFFFFFFF"/></w:r>'), None)
    yield main("half a letter of a font", paragraph('<w:r><w:sym w:char="D800"/></w:r>'), None)
    yield main("a cell over 2,000,000,000 columns", '<w:tbl><w:tr><w:tc><w:gridSpan w:val="2000000000"/>'
               f"{words('a')}</w:tc></w:tr></w:tbl>", "")  # fmt: skip
    yield main("a control by number", paragraph("<w:r><w:t>a&#1;b</w:t></w:r>"), "not well formed")
    yield main("a NUL by number", paragraph("<w:r><w:t>a&#0;b</w:t></w:r>"), "not well formed")
    yield main("tags that cross", "<w:p><w:r></w:p></w:r>", "not well formed")
    yield main("ends without beginnings", "</w:body></w:document><w:p/>", "not well formed")
    yield main(
        "only deleted words",
        paragraph('<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del>'),
        "no words",
    )
    whole = document(words("Wörter"))
    for encoding in ("utf-16", "utf-8-sig", "iso-8859-1", "ascii"):
        declared = whole.replace("UTF-8", {"utf-8-sig": "UTF-8"}.get(encoding, encoding))
        data = declared.encode(encoding, "xmlcharrefreplace")
        yield _docx(f"XML in {encoding}", {"word/document.xml": data}, "")
    for encoding in ("utf-7", "no-such", "cp037", "idna", "rot13", "unicode_escape"):
        data = whole.replace("UTF-8", encoding).encode()
        yield _docx(f"XML that says {encoding}", {"word/document.xml": data}, None)
    yield _docx("XML that is not UTF-8", {"word/document.xml": whole.encode("latin-1")}, "not well formed")
    for data in (b"", b"\0" * 100, b"<", b"words", b"\xff\xfe<", b"{}", b"<?xml version='1.1'?><a/>"):
        yield _docx(f"no document: {data[:12]!r}", {"word/document.xml": data}, None)
    foreign = '<?xml version="1.0"?><html><body><p>words</p></body></html>'
    yield _docx("another kind of XML", {"word/document.xml": foreign}, "no words")


def _texts() -> Iterator[HostileFile]:
    texts: dict[str, tuple[bytes, str | None]] = {
        "50 MB": (b"words " * 8_400_000, "million characters"),
        "11 million characters": (b"a" * 11_000_000, "million characters"),
        "5 million line ends": (b"words" + b"\n" * 5_000_000, ""),
        "a million labels": (b"I1: a\nP1: b\n" * 90_000, ""),
        "more lines than are looked at": (b"I1: a\nP1: b\n" * 250_000, ""),
        "one line of 5 MB": (b"I1: " + b"a" * 5_000_000, ""),
        "a line of colons": (b"a:" * 2_000_000, ""),
        "lines of colons": (b"a:b: c:\n" * 100_000, ""),
        "opened brackets": (b"[00:00:" * 500_000, ""),
        "times that never end": (b"[0:0:0] " * 500_000, ""),
        "tabs": (b"\t" * 1_000_000 + b"x", ""),
        "names without colon": (b"Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj Kk Ll\n" * 100_000, ""),
        "spaces before a colon": ((b"A" + b" " * 118 + b"x\n") * 80_000, ""),
        "stars": (b"**" * 1_000_000 + b"x", ""),
        "numbers of many digits": (b"[" + b"9" * 100_000 + b":00] I1: x", ""),
        "marks above a letter": (("I1: a" + "\u0301" * 1_000_000).encode(), ""),
        "directions turned": (("I1: \u202eabc\u202d\u2066x\u2069\nP1: y\n" * 50).encode(), ""),
        "a formula": (b"=cmd|' /C calc'!A0\nI1: @SUM(1)\nP1: +1\nI1: -1", ""),
        "a script": (b"I1: <script>alert(1)</script>\nP1: <img src=x onerror=alert(1)>\nI1: x", ""),
    }  # fmt: skip
    for title, (data, said) in texts.items():
        yield HostileFile(title, "a.txt", data, said)
    yield HostileFile(
        "an HTML page in Markdown", "a.md", b"<script src=//x></script>\n[a](javascript:alert(1))", ""
    )


def _encodings() -> Iterator[HostileFile]:
    said = {
        "cp1252": "Größe – „so“",
        "mac-roman": "naïve “café”",
        "cp1251": "она сказала",
        "shift_jis": "そうですね、はい",
        "cp1255": "שלום לכם",
        "euc-jp": "そうですね",
        "gb18030": "我们去了",
        "cp1253": "καλημέρα",
    }
    for encoding, text in said.items():
        for kind in ("txt", "md", "vtt", "srt", "json", "sbv"):
            yield HostileFile(
                f"{encoding} as .{kind}", f"a.{kind}", f"I1: {text}\n".encode(encoding), "not UTF-8"
            )
    odd: dict[str, tuple[bytes, str | None]] = {
        "a letter cut in half": ("Größ".encode()[:-1], "not UTF-8"),
        "an overlong slash": (b"I1: \xc0\xaf", "not UTF-8"),
        "half characters in UTF-8": (b"I1: \xed\xa0\x80", "not UTF-8"),
        "beyond Unicode": (b"I1: \xf4\x90\x80\x80", "not UTF-8"),
        "UTF-16 of an odd number of bytes": ("\ufeffI1: a".encode("utf-16-le") + b"x", "byte order mark"),
        "half a pair in UTF-16": (b"\xff\xfe\x00\xd8a\x00", "byte order mark"),
        "UTF-32 beyond Unicode": (b"\xff\xfe\x00\x00\xff\xff\xff\x7f", "byte order mark"),
        "UTF-16 without a mark": ("I1: hello there".encode("utf-16-be"), "utf-16-be"),
        "a mark and nothing": (b"\xef\xbb\xbf", "no words"),
        "a mark of UTF-16 and nothing": (b"\xff\xfe", "no words"),
        "two marks": (b"\xef\xbb\xbf\xef\xbb\xbf", "no words"),
        "UTF-7": (b"+/v8-I1: hello", ""),
        "all bytes": (bytes(range(256)) * 20, None),
        "one NUL": (b"I1: a\x00b", "not text"),
        "escapes of a terminal": (b"\x1b[31mI1: red\x1b[0m\n" * 5, ""),
    }
    for title, (data, words_) in odd.items():
        yield HostileFile(title, "a.txt", data, words_)


def _captions() -> Iterator[HostileFile]:
    head = b"WEBVTT\n\n00:01.000 --> 00:02.000\n"
    cues: dict[str, tuple[bytes, str | None]] = {
        "100,000 cues": (b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\nx\n\n" * 100_000, ""),
        "times too large": (b"WEBVTT\n\n99999:59:59.999 --> 99999:59:59.999\nx\n", ""),
        "times far too large": (b"WEBVTT\n\n" + b"9" * 5000 + b":00:00.000 --> 00:00.000\nx\n", None),
        "times below zero": (b"WEBVTT\n\n-1:00.000 --> 00:02.000\nx\n", None),
        "arrows": (b"WEBVTT\n\n" + b"-->" * 300_000, None),
        "arrows on lines": (b"WEBVTT\n\n" + b"-->\n" * 100_000, None),
        "tags that open": (head + b"<v " * 300_000, ""),
        "tags within tags": (head + b"<i>" * 100_000 + b"x" + b"</i>" * 100_000, ""),
        "voices": (head + b"".join(b"<v A%d>x" % at for at in range(50_000)), ""),
        "tags without names": (head + b"<>" * 200_000 + b"x", ""),
        "less-than signs": (head + b"<" * 1_000_000 + b"x", ""),
        "entities": (head + b"&amp;" * 200_000, ""),
        "an entity without end": (head + b"&" + b"a" * 1_000_000, ""),
        "an entity of no character": (head + b"x &#xFFFFFF; &#1114112; &#xD800; &#0; &#13;&#10;&#13; y", ""),
        "a signature only": (b"WEBVTT", "No line in it"),
        "a header that never ends": (b"WEBVTT\n" + b"Kind: captions\n" * 50_000, "No line in it"),
        "a name of 1 MB": (head + b"<v " + b"A" * 1_000_000 + b">x", ""),
        "NUL in a cue": (head + b"a\x00b", "not text"),
    }
    for title, (data, said) in cues.items():
        yield HostileFile(f"captions: {title}", "a.vtt", data, said)
    yield HostileFile("numbers only", "a.srt", b"1\n2\n3\n", "No line in it")
    yield HostileFile("times only", "a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\n" * 100, "no words")
    yield HostileFile("commas", "a.sbv", b"0:00:00.0,0:00:01.0,0:00:02.0\nx\n" * 100, "No line in it")


def _json() -> Iterator[HostileFile]:
    values: dict[str, tuple[bytes, str | None]] = {
        "lists 100,000 deep": (b"[" * 100_000, "nested"),
        "objects 100,000 deep": (b'{"a":' * 100_000, "nested"),
        "a number of 100,000 digits": (b'{"segments":[{"text":"a","start":' + b"9" * 100_000 + b"}]}", None),
        "a number beyond numbers": (b'{"segments":[{"text":"a","start":1e999,"end":-1e999}]}', ""),
        "not a number": (b'{"segments":[{"text":"a","start":NaN}]}', ""),
        "half characters": (b'{"segments":[{"text":"a \\ud800 \\udc00\\ud800","start":0}]}', ""),
        "a NUL by number": (b'{"segments":[{"text":"a\\u0000b","start":0}]}', None),
        "carriage returns by number": (b'{"segments":[{"text":"\\ufeffa\\r\\nb\\rc","start":0}]}', ""),
        "100,000 segments": (b'{"segments":[' + b'{"text":"a","start":1},' * 100_000 + b'{"text":"b"}]}', ""),
        "one name twice": (b'{"segments":[],"segments":[{"text":"a"}]}', "twice"),
        "text that is a list": (b'{"segments":[{"text":["a"]}]}', "no transcript"),
        "segments that are words": (b'{"segments":"words"}', "no transcript"),
        "cut short": (_GOOD_JSON[:200], "well-formed"),
        "two values": (b"{}{}", "well-formed"),
        "a string of 9 MB": (b'{"text":"' + b"a" * 9_000_000 + b'"}', ""),
        "a string beyond what is read": (
            b'{"text":"' + b"a" * 9_000_000 + b'"}' + b" " * 2_000_000,
            "million",
        ),
        "speakers of odd kinds": (
            b'{"segments":[{"text":"a","speaker":{"x":1}},{"text":"b","speaker":"\\ud800"}]}',
            "",
        ),
        "a million short escapes": (b'{"text":"' + b"\\u0061" * 1_000_000 + b'"}', ""),
    }
    for title, (data, said) in values.items():
        yield HostileFile(f"JSON: {title}", "a.json", data, said)


def _wrong_types() -> Iterator[HostileFile]:
    workbook = zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<a/>"})
    types: dict[str, tuple[bytes, str]] = {
        "PDF": (b"%PDF-1.7\n1 0 obj<<>>endobj", "PDF"),
        "RTF": (b"{\\rtf1\\ansi words \\bin2000000000 x}", "Rich Text"),
        "PNG": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "PNG"),
        "JPEG": (b"\xff\xd8\xff\xe0" + b"\0" * 64, "JPEG"),
        "MP3": (b"ID3\x04" + b"\0" * 64, "MP3"),
        "MP4": (b"\0\0\0\x20ftypisom" + b"\0" * 64, "MP4"),
        "gzip": (b"\x1f\x8b\x08" + b"\0" * 64, "gzip"),
        "SQLite": (b"SQLite format 3\0" + b"\0" * 64, "SQLite"),
        "program": (b"\x7fELF" + b"\0" * 64, "program"),
        "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old"),
        "workbook": (workbook, ""),
        "nothing": (b"", "0 bytes"),
        "noise": (random.Random(3).randbytes(3_000), ""),
    }
    for title, (data, said) in types.items():
        for kind in ("txt", "docx", "vtt", "json"):
            expected = said or ("Excel" if title == "workbook" and kind == "docx" else None)
            yield HostileFile(f"{title} as .{kind}", f"a.{kind}", data, expected)
    slides = zipped({"ppt/presentation.xml": "<a/>"})
    yield HostileFile("slides as Word", "a.docx", slides, "PowerPoint")
    yield HostileFile(
        "OpenDocument as Word", "a.docx", zipped({"content.xml": "<a/>", "mimetype": "x"}), "OpenDocument"
    )
    yield HostileFile("words as Word", "a.docx", b"I1: words\n", "not a Word file")
    yield HostileFile("HTML as Word", "a.docx", b"<html><body>words</body></html>", "not a Word file")


def _names() -> Iterator[HostileFile]:
    for name in (
        "",
        ".",
        "..",
        "/",
        "\\",
        "a",
        ".txt",
        "a.",
        "a.txt.",
        "a.exe",
        "a.pdf",
        "a.doc",
        "a" * 9_000,
    ):
        yield HostileFile(f"named {name[:10]!r}", name, b"I1: words", "" if name == "a.txt." else None)
    for name in (
        "../../etc/passwd.txt",
        "C:\\x\\a.TXT",
        "a\x00.docx.txt",
        "con.txt",
        "\U0001f600.txt",
        "a\u202etxt.txt",
    ):
        yield HostileFile(f"named {name!r}", name, b"I1: words", "")
    for name in ("\udcff.txt", "a.\udcff", "a.t\nxt", "a." + "x" * 5_000, "a.<script>"):
        yield HostileFile(
            f"named {name[:10]!r}", name, b"I1: words", "" if name.endswith(".txt") else "not read here"
        )


def damaged_files(chance: random.Random) -> Iterator[HostileFile]:
    """Good files with bytes changed, pieces cut out and pieces of other files put in."""
    good = {
        "docx": good_word_file(),
        "txt": _GOOD_TXT,
        "vtt": _GOOD_VTT,
        "srt": _GOOD_SRT,
        "json": _GOOD_JSON,
    }
    yield from damaged(good, chance)


def damaged(good: dict[str, bytes], chance: random.Random) -> Iterator[HostileFile]:
    """Each of these, whole, cut short, and with its bytes changed thirty times."""
    for kind, data in good.items():
        yield HostileFile(f"a good .{kind}", f"a.{kind}", data, "")
        for cut in range(1, 10):
            yield HostileFile(
                f".{kind} cut at {cut * 10} %", f"a.{kind}", data[: len(data) * cut // 10], None
            )
    for number in range(30):
        for kind, data in good.items():
            mutated = bytearray(data)
            for _ in range(chance.randint(1, 6)):
                _HOW[chance.randrange(len(_HOW))](mutated, chance, good[chance.choice(sorted(good))])
            yield HostileFile(f".{kind} damaged, {number}", f"a.{kind}", bytes(mutated), None)


def _flip(data: bytearray, chance: random.Random, _: bytes) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random, _: bytes) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.randint(1, 40)]


def _splice(data: bytearray, chance: random.Random, other: bytes) -> None:
    at, start = chance.randrange(len(data) + 1), chance.randrange(len(other))
    data[at:at] = other[start : start + chance.randint(1, 200)]


def _repeat(data: bytearray, chance: random.Random, _: bytes) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = data[at : at + chance.randint(1, 60)] * chance.randint(1, 50)


_HOW = (_flip, _flip, _cut, _splice, _repeat)
