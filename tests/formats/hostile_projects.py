"""Projects of other programs (`.qdpx`) made to break their reader, each with what is expected of it.

The same projects for the same seed. `words` is as in `hostile_files`.
"""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Iterator
from zipfile import ZipFile

from tests.formats.hostile_files import CANARY, SEED, HostileFile, damaged
from tests.formats.project_files import TALK, coding, kitchen, passage, project_file, project_xml, text_source
from tests.formats.raw_zips import overlapping
from tests.formats.word_files import zipped
from tests.pictures import png
from tests.sounds import wav

_HERE = {"s1.txt": TALK.encode()}


def good_project() -> bytes:
    """A text, a picture and a recording, each coded: something of every kind to damage."""
    corners = 'firstX="1" firstY="1" secondX="3" secondY="4"'
    seen = f'<PictureSelection guid="pp" {corners}>{coding(21)}</PictureSelection>'
    sound = f'<AudioSelection guid="aa" begin="100" end="900">{coding(22)}</AudioSelection>'
    xml = project_xml(
        text_source("s1", "INT01", passage(0, 9, coding(20)))
        + f'<PictureSource guid="p" name="Map" path="internal://p.png">{seen}</PictureSource>'
        + f'<AudioSource guid="a" name="INT01.wav" path="internal://a.wav">{sound}</AudioSource>'
    )
    return project_file(xml, {**_HERE, "p.png": png(8, 6), "a.wav": wav(1, 1000)})


def hostile_projects(seed: int = SEED) -> Iterator[HostileFile]:
    """Every hostile project, the odd ones first, then good ones damaged at random."""
    yield from (HostileFile(title, "a.qdpx", data, words) for title, data, words in _made())
    yield from damaged({"qdpx": good_project()}, random.Random(seed))
    yield from inside_damaged(random.Random(seed))


def inside_damaged(chance: random.Random) -> Iterator[HostileFile]:
    """Containers that are whole around an XML that is not."""
    for whole in (kitchen(), good_project()):
        with ZipFile(io.BytesIO(whole)) as packed:
            parts: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
            xml = packed.read("project.qde")
        name = f"qde of {len(parts)} parts"
        for one in damaged({name: xml}, chance):
            yield one._replace(name="a.qdpx", data=zipped({**parts, "project.qde": one.data}))


def _made() -> Iterator[tuple[str, bytes, str | None]]:
    yield from _containers()
    yield from _xml()
    yield from _paths()
    yield from _guids()
    yield from _places()
    yield from _trees()
    yield from _encodings()
    yield from _media()


def _one(inner: str, data: bytes = TALK.encode(), more: str = "") -> bytes:
    return project_file(project_xml(text_source("s1", "INT01", inner), more), {"s1.txt": data})


def _containers() -> Iterator[tuple[str, bytes, str | None]]:
    whole = good_project()
    for at in range(1, 20):
        yield f"torn after {at} twentieths", whole[: len(whole) * at // 20], "cut short"
    yield "torn at its beginning", whole[7:], None
    yield "nothing", b"", "empty"
    yield "only a signature", b"PK\x03\x04", "damaged"
    yield "an empty container", b"PK\x05\x06" + b"\0" * 18, "no project"
    bomb = {"project.qde": project_xml(text_source("s1", "S")), "sources/s1.txt": b"a" * 60_000_000}
    yield "a text that grows", zipped(bomb), "times when unpacked"
    yield "an XML that grows", zipped({"project.qde": "<Project>" + " " * 9_000_000 + "</Project>"}), "when unpacked"
    unread = {"project.qde": project_xml(text_source("s1", "S")), "sources/s1.txt": TALK, "z": b"a" * 60_000_000}
    yield "a part that nobody reads grows", zipped(unread), ""
    yield "overlapping parts", overlapping(b"<Project/>", 40), "overlap"
    many: dict[str, str | bytes] = {f"sources/{n}.txt": b"a" for n in range(5_100)}
    yield "too many parts", zipped({"project.qde": project_xml(""), **many}), "parts"
    yield "two projects", zipped({"a.qde": project_xml(""), "b.qde": project_xml("")}), "2 projects"
    yield "a project below the root", zipped({"in/project.qde": project_xml("")}), "no project"
    yield "two parts of a name", zipped({"project.qde": project_xml(""), "PROJECT.QDE": "x"}), "same name"
    yield "a container in a container", zipped({"project.qde": kitchen()}), None


def _xml() -> Iterator[tuple[str, bytes, str | None]]:
    canary = f'<!DOCTYPE p [<!ENTITY c SYSTEM "file:{CANARY}.txt">]>'
    yield "a file as an entity", zipped({"project.qde": f"{canary}<Project>&c;</Project>"}), "DOCTYPE"
    far = '<!DOCTYPE p SYSTEM "http://127.0.0.1:9/p.dtd"><Project/>'
    yield "a grammar from elsewhere", zipped({"project.qde": far}), "DOCTYPE"
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE p [<!ENTITY l0 "lol">{laughs}]><Project name="&l9;"/>'
    yield "a billion laughs", zipped({"project.qde": bomb}), "DOCTYPE"
    late = project_xml("").replace("<Sources>", f"<!DOCTYPE p [<!ENTITY c SYSTEM '{CANARY}.txt'>]><Sources>")
    yield "a grammar in the middle", zipped({"project.qde": late}), None
    inside = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    included = f"<PlainTextContent>Kept {inside} too</PlainTextContent>"
    yield "an inclusion", project_file(project_xml(f'<TextSource guid="s1" name="S">{included}</TextSource>'), {}), None
    yield "an unknown entity", zipped({"project.qde": "<Project name='&nbsp;'/>"}), None
    yield "never closed", zipped({"project.qde": "<Project><Sources>"}), None
    yield "closed crosswise", zipped({"project.qde": "<Project><Sources></Project></Sources>"}), None
    yield "no XML", zipped({"project.qde": "Project: Kitchen"}), None
    yield "an empty project part", zipped({"project.qde": ""}), None
    yield "another document", zipped({"project.qde": "<html><body>Project</body></html>"}), "Nothing is in it"
    yield (
        "deep in nothing",
        zipped({"project.qde": "<Project>" + "<x>" * 40_000 + "</x>" * 40_000 + "</Project>"}),
        None,
    )
    yield "a name of a megabyte", _one("", more=f'<Sets><Set guid="t" name="{"n" * 1_000_000}"/></Sets>'), ""
    attributes = " ".join(f'a{n}="x"' for n in range(20_000))
    yield "attributes without end", project_file(project_xml(f'<TextSource guid="s" {attributes}/>'), {}), None
    named = project_xml("", codes='<Code guid="z" name="&#x202e;gnol&#x7;" isCodable="true"/>')
    yield "signs no XML may have", zipped({"project.qde": named}), None


def _paths() -> Iterator[tuple[str, bytes, str | None]]:
    for n, path in enumerate(
        ("internal://../../etc/passwd", "internal:///etc/passwd", "absolute:///etc/passwd", "relative:///../s1.txt",
         "file:///etc/hosts", "http://127.0.0.1:9/x.txt", "internal://s1.txt/../../x", "\\\\host\\share\\x.txt",
         "internal://", "internal://sources", "C:\\x.txt", f"internal://{CANARY}.txt", "internal://\u0000.txt")
    ):  # fmt: skip
        source = f'<TextSource guid="s" name="S" plainTextPath="{path.replace(chr(0), "&#9;")}"/>'
        yield f"a path out of the file {n}", zipped({"project.qde": project_xml(source), "../../x.txt": "no"}), None
    names = ("../../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "sources/../../evil.xml", "sources/\x07.txt")
    for n, name in enumerate(names):
        yield f"a part named out of the file {n}", zipped({"project.qde": project_xml(""), name: "evil"}), None
    yield "texts that are missing", project_file(project_xml(text_source("s1", "A") + text_source("s2", "B")), {}), ""
    yield "a text that is a folder", zipped({"project.qde": project_xml(text_source("s1", "A")), "sources/": ""}), ""


def _guids() -> Iterator[tuple[str, bytes, str | None]]:
    twice = '<Code guid="z" name="One" isCodable="true"/><Code guid="Z" name="Two" isCodable="true"/>'
    yield "two codes of a GUID", project_file(project_xml("", codes=twice), {}), ""
    same = text_source("s1", "A", passage(0, 3, coding(1))) + text_source("s1", "B", passage(4, 8, coding(1)))
    yield "two texts of a GUID", project_file(project_xml(same), _HERE), ""
    yield "a passage a thousand times", _one(passage(0, 3, coding(1), "q") * 1_000), ""
    yield "no GUID anywhere", project_file(project_xml('<TextSource name="S"/>', codes='<Code name="A"/>'), {}), ""
    own = '<Code guid="s1" name="Text as code" isCodable="true"/>'
    yield "a code with the GUID of a text", project_file(project_xml(text_source("s1", "A"), codes=own), _HERE), ""
    yield "a coding without a code", _one(passage(0, 3, '<Coding guid="k"/>')), ""
    yield "a coding of two codes", _one(passage(0, 3, coding(1).replace("</Coding>", coding(2)[-60:]))), None
    users = _one(passage(0, 3, coding(1) + coding(2, user=9))).replace(b"", b"")
    yield "a coder nobody named", users, ""
    note = '<Notes><Note guid="n" name="N"><PlainTextContent>N</PlainTextContent></Note></Notes>'
    yield (
        "a memo about itself",
        _one("", more=note + '<Links><Link guid="n" originGUID="n" targetGUID="n"/></Links>'),
        "",
    )
    case = '<Cases><Case guid="c" name="C"><SourceRef targetGUID="c"/><SourceRef targetGUID="gone"/></Case></Cases>'
    yield "a case of itself", project_file(project_xml(text_source("s1", "A"), before=case), _HERE), ""
    value = '<VariableValue><VariableRef targetGUID="gone"/><TextValue>x</TextValue></VariableValue>'
    yield "a value of no variable", _one(value), ""


def _places() -> Iterator[tuple[str, bytes, str | None]]:
    n = len(TALK)
    for start, end in ((0, n + 1), (n, n + 5), (9, 3), (-4, 3), (10**12, 10**13), (0, 0), (n, n)):
        yield f"a passage from {start} to {end}", _one(passage(start, end, coding(1))), ""
    for said in ("", "x", "1e3", "0x10", "٣", "1 2", "9" * 5_000):
        broken = f'<PlainTextSelection guid="q" startPosition="{said}" endPosition="5">{coding(1)}</PlainTextSelection>'
        yield f"a passage that begins at {said[:5]!r} ({len(said)})", _one(broken), ""
    yield "ten thousand passages outside", _one("".join(passage(900 + k, 999 + k, coding(k)) for k in range(9_999))), ""
    emoji = ("\U0001f600e\u0301" * 50).encode()
    yield "a passage in half a sign", _one(passage(1, 2, coding(1)) + passage(2, 99, coding(2)), emoji), ""


def _trees() -> Iterator[tuple[str, bytes, str | None]]:
    def code(guid: str, inner: str = "") -> str:
        return f'<Code guid="{guid}" name="Code {guid}" isCodable="true">{inner}</Code>'

    yield "a code under itself", project_file(project_xml("", codes=code("a", code("a"))), {}), None
    yield "a ring of codes", project_file(project_xml("", codes=code("a", code("b", code("a")))), {}), None
    ring = code("a", code("b")) + code("b", code("c")) + code("c", code("a"))
    yield "a ring over three trees", project_file(project_xml("", codes=ring), {}), None
    for depth in (60, 190, 5_000):
        deep = "".join(f'<Code guid="d{n}" name="D{n}" isCodable="true">' for n in range(depth)) + "</Code>" * depth
        yield f"codes {depth} deep", project_file(project_xml("", codes=deep), {}), None
    wide = "".join(code(f"w{n}") for n in range(6_000))
    yield "six thousand codes", project_file(project_xml("", codes=wide), {}), "6000 codes"
    nameless = '<Code guid="n" name="" isCodable="true"/><Code guid="m" name="   "/>'
    yield "codes without names", project_file(project_xml("", codes=nameless), {}), None
    alike = "".join(f'<Code guid="e{n}" name="Same" isCodable="true"/>' for n in range(40))
    yield "forty codes of one name", project_file(project_xml("", codes=alike), {}), ""


def _encodings() -> Iterator[tuple[str, bytes, str | None]]:
    xml = project_xml(text_source("s1", "Größe"))
    for name in ("utf-16", "utf-32", "cp1252"):
        yield f"XML in {name} that says UTF-8", project_file_of(xml.encode(name)), None
        honest = xml.replace('encoding="utf-8"', f'encoding="{name}"').encode(name)
        yield f"XML in {name} that says so", project_file_of(honest), None
    yield "an encoding nobody knows", project_file_of(xml.replace("utf-8", "klingon").encode()), None
    for name in ("utf-16", "cp1252", "shift-jis"):
        yield f"a text in {name}", _one(passage(0, 3, coding(1)), "Größe".encode(name, "replace")), ""
    yield "a text cut within a letter", _one(passage(0, 3, coding(1)), "Größe".encode()[:-2] + b"\xc3"), ""
    yield "a text of zeros", _one(passage(0, 3, coding(1)), b"\0" * 999), None
    yield "a text of nothing but spaces", _one(passage(0, 3, coding(1)), b" \n\t" * 99), ""
    yield "half a pair of signs", _one("", b"a\xed\xa0\x80b"), ""


def project_file_of(xml: bytes) -> bytes:
    """A project whose XML is in these bytes."""
    return zipped({"project.qde": xml, "sources/s1.txt": TALK.encode()})


def _media() -> Iterator[tuple[str, bytes, str | None]]:
    def sounding(data: bytes, inner: str = "", name: str = "INT01.wav") -> bytes:
        sound = f'<AudioSource guid="a" name="{name}" path="internal://a.wav">{inner}</AudioSource>'
        return project_file(project_xml(text_source("s1", "INT01") + sound), {**_HERE, "a.wav": data})

    yield "sound that is none", sounding(b"<html>no sound</html>"), ""
    yield "sound of no bytes", sounding(b""), ""
    yield "sound that grows", sounding(b"RIFF\0\0\0\0WAVE" + b"\0" * 60_000_000), ""
    yield "sound that says it is endless", sounding(wav(1)[:40] + struct.pack("<I", 2**32 - 1)), ""
    for begin, end in ((5, 5), (900, 100), (-1, 10), (0, 10**9), (10**30, 10**31)):
        stretch = f'<AudioSelection guid="x" begin="{begin}" end="{end}">{coding(1)}</AudioSelection>'
        yield f"a stretch from {begin} to {end}", sounding(wav(1, 1000), stretch), ""
    yield "a recording called as a turn is", sounding(wav(1, 1000), name="P01: hello\n\nP02: no"), ""
    loops = "".join(
        f'<Link guid="l{n}" name="recording" originGUID="{one}" targetGUID="{two}"/>'
        for n, (one, two) in enumerate((("a", "s1"), ("a", "a"), ("s1", "a"), ("gone", "a"), ("s1", "gone")))
    )
    sound = '<AudioSource guid="a" name="Walk" path="internal://a.wav"/>'
    tied = project_xml(text_source("s1", "INT01") + sound, f"<Links>{loops}</Links>")
    yield "sound tied in rings", project_file(tied, {**_HERE, "a.wav": wav(1, 1000)}), ""
    flood = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 2**31 - 1, 2**31 - 1) + b"\x08\x06\0\0\0" + b"\0" * 40
    picture = '<PictureSource guid="p" name="Flood" path="internal://p.png"/>'
    yield (
        "a flood of pixels",
        project_file(project_xml(text_source("s1", "INT01") + picture), {**_HERE, "p.png": flood}),
        "",
    )
    at = (("1e400", "nan", "9"), ("-1", "0", "inf"), ("٣", "x", ""), ("0", "-9", "1e9"))
    wild = "".join(
        f'<PDFSelection guid="w{n}" page="{page}" firstX="{x}" firstY="{x}" secondX="{y}" secondY="{y}">'
        f"{coding(n)}</PDFSelection>"
        for n, (page, x, y) in enumerate(at)
    )
    leaves = f'<PDFSource guid="p" name="Paper" path="internal://p.pdf">{wild}</PDFSource>' * 2
    yield "places on no page", project_file(project_xml(leaves), {"p.pdf": b"%PDF-1.7\n1 0"}), ""
    paper = '<PDFSource guid="p" name="Paper" path="internal://p.pdf"/>'
    yield (
        "a torn PDF",
        project_file(project_xml(text_source("s1", "A") + paper), {**_HERE, "p.pdf": b"%PDF-1.7\n1 0"}),
        "",
    )
