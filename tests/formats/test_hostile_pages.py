"""Pages that are made to break whoever draws them: each is answered in plain words, and their text is read as ever."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pytest
from tests.formats.pdf_files import assembled, pdf_file, stream

from anselm.domain.parsed import Parsed, Refusal, RenderedPage
from anselm.workers.limits import Limits
from anselm.workers.pool import ParserPool

LIMITS = Limits(cpu_s=3, wall_s=8)


@pytest.fixture(scope="module")
def pool() -> Iterator[ParserPool]:
    with ParserPool(LIMITS) as one:
        yield one


def with_drawing(drawing: bytes, objects: dict[int, bytes], resources: str) -> bytes:
    """A page with words, then a drawing."""
    good = pdf_file(["These are words."])
    font = {n: inside_of(good, n) for n in (3, 4, 5, 6)}
    words = inside_of(good, 7).split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 8 0 R/Resources<</Font<</F 3 0 R>>{resources}>>>>"
    return assembled(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[7 0 R]>>",
            **font,
            7: page.encode(),
            8: stream(words + b"\n" + drawing),
            **objects,
        }
    )


def inside_of(data: bytes, number: int) -> bytes:
    return data.split(b"\n%d 0 obj\n" % number, 1)[1].split(b"\nendobj", 1)[0]


def picture(width: int, height: int) -> bytes:
    head = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8"
        "/Filter/FlateDecode"
    )
    packing = zlib.compressobj(1)
    packed = b"".join(packing.compress(b"\x7f" * 3_000_000) for _ in range(min(width * height * 3, 10**9) // 3_000_000))
    return stream(packed + packing.flush(), head)


HOSTILE = {
    "a picture that fills memory": with_drawing(
        b"q 600 0 0 800 0 0 cm /P Do Q", {9: picture(16_000, 12_000)}, "/XObject<</P 9 0 R>>"
    ),
    "a picture larger than any": with_drawing(b"/P Do", {9: picture(2_000_000_000, 2)}, "/XObject<</P 9 0 R>>"),
    "a drawing within itself": with_drawing(
        b"/P Do",
        {9: stream(b"/P Do /P Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</P 9 0 R>>>>")},
        "/XObject<</P 9 0 R>>",
    ),
    "drawings that double": with_drawing(
        b"/P9 Do",
        {
            n: stream(
                b" ".join([b"/P%d Do" % (n + 1)] * 10) if n < 18 else b"0 0 600 800 re f",
                f"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</P{n + 1} {n + 1} 0 R>>>>",
            )
            for n in range(9, 19)
        },
        "/XObject<</P9 9 0 R>>",
    ),
    "forty thousand curves": with_drawing(b"0 0 m 600 800 300 2 9 9 c S\n" * 40_000, {}, ""),
    "a pattern of nothing": with_drawing(
        b"/Pattern cs /T scn 0 0 600 800 re f",
        {
            9: stream(
                b"0 0 1 1 re f",
                "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.0001/YStep 0.0001"
                "/Resources<<>>",
            )
        },
        "/Pattern<</T 9 0 R>>",
    ),
}


# The library breaks down on these in looking for words too, so they never come in at all.
WORDLESS = ("a drawing within itself", "drawings that double")


@pytest.mark.parametrize("title", HOSTILE)
def test_a_page_that_breaks_whoever_draws_it_is_answered_and_its_words_are_read(pool: ParserPool, title: str) -> None:
    data = HOSTILE[title]
    drawn = pool.read("page", "a.pdf", data, "1")
    assert isinstance(drawn, (RenderedPage, Refusal))
    if isinstance(drawn, Refusal):
        assert drawn.reason[0].isupper()
        assert drawn.reason.endswith(".")
    read = pool.parse("a.pdf", data)
    if title in WORDLESS and isinstance(read, Refusal):
        return
    assert isinstance(read, Parsed), read
    assert read.text.startswith("These are words.")
    assert len(read.pages) == 1


def test_some_of_them_do_come_to_a_limit(pool: ParserPool) -> None:
    drawn = pool.read("page", "a.pdf", HOSTILE["forty thousand curves"], "1")
    assert isinstance(drawn, Refusal)
    assert "so it was stopped" in drawn.reason
