"""Pictures come in as nothing but the picture; what is no picture, or too much of one, is refused in plain words."""

from __future__ import annotations

import base64
import random
import struct
import zlib

import pytest
from tests import pictures
from tests.pictures import PLACE, chunk, exif, head, jpeg, part, photograph, png, webp

from anselm.domain.parsed import Parsed, ReadPicture, Refusal
from anselm.formats import picture
from anselm.formats.picture import read_picture
from anselm.formats.table import read_bytes
from anselm.workers.pool import ParserPool


def kept(data: bytes) -> ReadPicture:
    read = read_picture(data)
    assert isinstance(read, ReadPicture), read
    return read


def content(data: bytes) -> bytes:
    return base64.b64decode(kept(data).content)


@pytest.mark.parametrize(
    ("data", "format_", "size"),
    [(png(40, 30), "png", (40, 30)), (jpeg(), "jpg", (24, 16)), (webp(), "webp", (24, 16))],
)
def test_a_plain_picture_is_kept_with_its_size(data: bytes, format_: str, size: tuple[int, int]) -> None:
    read = kept(data)
    assert (read.format, read.width, read.height, read.warnings) == (format_, *size, ())
    assert content(content(data)) == content(data)  # brought in again it is the same, so it is there once


CAMERA = (
    png(40, 30, chunk(b"tEXt", b"Author\x00Ada " + PLACE), chunk(b"eXIf", exif())) + PLACE,
    photograph(),
    webp((b"EXIF", exif()), (b"XMP ", b"<x>" + PLACE + b"</x>")),
)


@pytest.mark.parametrize("data", CAMERA)
def test_nothing_a_camera_wrote_is_left_and_that_it_was_there_is_said(data: bytes) -> None:
    assert PLACE in data
    made = content(data)
    assert not [one for one in (PLACE, b"Ada", b"ACME", b"Exif", b"EXIF", b"Photoshop") if one in made]
    said = " ".join(one.message for one in kept(data).warnings)
    assert "beside the picture" in said
    assert "where it was taken" in said


def test_what_hangs_behind_the_rows_of_a_png_is_not_kept() -> None:
    whole = png()
    rows = zlib.compress((b"\x00" + b"\x11" * 120) * 30)
    hidden = b"\x89PNG\r\n\x1a\n" + head(40, 30) + chunk(b"IDAT", rows + PLACE) + chunk(b"IEND", b"")
    assert PLACE in hidden
    assert PLACE not in content(hidden)
    assert len(content(whole)) <= len(whole)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photograph_stays_the_way_up_it_was_held(turn: int) -> None:
    read = kept(photograph(turn))
    assert (read.width, read.height) == ((24, 16) if turn < 5 else (16, 24))
    made = base64.b64decode(read.content)
    assert picture._orientation(made[12:]) == turn if turn != 1 else b"Exif" not in made


def test_a_thumbnail_in_the_first_segment_goes_too() -> None:
    whole = jpeg()
    with_thumbnail = whole[:2] + part(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01" + PLACE) + whole[20:]
    assert PLACE not in content(with_thumbnail)


REFUSED = (
    (b"", "empty"),
    (b"GIF89a" + b"\x00" * 40, "GIF"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no PNG, JPEG or WebP"),
    (png()[:60], "before it is whole"),
    (png()[:-20], "before it is whole"),
    (png(40, 30, rows=b"\x00" * 10_000), "more than its size"),
    (png(40, 30, rows=b"\x00" * 100), "before it is whole"),
    (png().replace(b"IDAT", b"IDAX", 1), "damaged"),
    (b"\x89PNG\r\n\x1a\n" + head(100_000, 100_000) + chunk(b"IEND", b""), "cannot be shown safely"),
    (b"\x89PNG\r\n\x1a\n" + head(0, 5) + chunk(b"IEND", b""), "no pixels"),
    (b"\x89PNG\r\n\x1a\n" + head(5, 5, 7) + chunk(b"IEND", b""), "does not know"),
    (png(40, 30, chunk(b"EVIL", b"x")), "nobody does"),
    (jpeg()[:-2], "before it is whole"),
    (jpeg()[:200], "before it is whole"),
    (jpeg().replace(b"\xff\xc0\x00\x11\x08\x00\x10\x00\x18", b"\xff\xc0\x00\x11\x08\xff\xff\xff\xff"), "shown safely"),
    (jpeg().replace(b"\xff\xc0", b"\xff\xc3", 1), "browsers do not show"),
    (jpeg(part(0xC0, b"\x08\x00\x10\x00\x18\x03" + b"\x00" * 9)), "twice"),
    (webp((b"ANIM", b"\x00" * 6)), "moving"),
    (webp()[:-9], "before it is whole"),
    (webp((b"EXIF", exif())).replace(struct.pack("<HBHB", 23, 0, 15, 0), struct.pack("<HBHB", 90, 0, 15, 0)), "two"),
)


@pytest.mark.parametrize(("data", "said"), REFUSED)
def test_what_is_no_sound_picture_is_refused_in_words(data: bytes, said: str) -> None:
    read = read_picture(data)
    assert isinstance(read, Refusal)
    assert said in read.reason


def test_a_small_file_that_unpacks_to_very_much_costs_little() -> None:
    bomb = zlib.compress(b"\x00" * 300_000_000, 9)
    data = b"\x89PNG\r\n\x1a\n" + head(40, 30) + chunk(b"IDAT", bomb) + chunk(b"IEND", b"")
    with ParserPool() as pool:
        read = pool.parse("bomb.png", data)
        assert isinstance(read, Refusal)
        assert "more than its size" in read.reason
        assert pool.peak_mb < 200


def test_a_picture_is_read_in_the_limited_child_and_comes_back_whole() -> None:
    with ParserPool() as pool:
        assert pool.parse("wall.JPG", photograph(6)) == read_picture(photograph(6))


def test_what_a_picture_is_is_told_by_its_bytes_and_a_text_named_so_is_refused() -> None:
    assert isinstance(read_bytes("wall.png", jpeg()), ReadPicture)
    assert isinstance(read_bytes("wall.png", b"only words"), Refusal)
    assert isinstance(read_bytes("wall.txt", png()), Refusal)
    said = read_bytes("wall.heic", b"\x00\x00\x00\x18ftypheic")
    assert isinstance(said, Refusal)
    assert "JPEG" in said.advice


@pytest.mark.parametrize("data", [png(40, 30, chunk(b"eXIf", exif())), photograph(), webp((b"EXIF", exif()))])
def test_any_bytes_changed_give_an_answer_that_holds_no_place(data: bytes) -> None:
    chance = random.Random(7)
    for _ in range(400):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(changed))
            changed[at] = chance.randrange(256)
        if chance.random() < 0.3:
            changed = changed[: chance.randrange(len(changed))]
        read = read_picture(bytes(changed))
        assert not isinstance(read, Parsed)
        if isinstance(read, ReadPicture):
            assert PLACE not in base64.b64decode(read.content)
            assert read.width * read.height <= picture.MAX_PIXELS


def test_the_pictures_of_the_tests_are_pictures() -> None:
    assert all(isinstance(read_picture(one), ReadPicture) for one in (*CAMERA, pictures.photograph(8)))
