"""Where a coding stands when it stands on no words: a region of a picture, or a stretch of a recording.

A segment's anchor is words, time or a region. Words are code points of one version (`corpus.TextSpan`); a region is
counted in the picture's own pixels as it is seen, or in the points of a page, from its upper left corner; a stretch in
milliseconds from the start of the recording. All are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass

from anselm.domain.errors import Invalid

__all__ = ["PICTURE", "Page", "Pages", "Picture", "Region", "TimeSpan"]

PICTURE = "picture"  # the kind of a source that is one
_MOST = 0.9  # a region wider and higher than this is nearly everything


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A rectangle [left, right) by [top, bottom) in pixels. Raises Invalid when it holds none or begins outside.

    `page` counts from 1 where it lies on a page, and then it is measured in points (72 to the inch); 0 is a picture.
    """

    left: int
    top: int
    right: int
    bottom: int
    page: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right and 0 <= self.top < self.bottom and self.page >= 0):
            on, unit = ("page", "point") if self.page else ("picture", "pixel")
            raise Invalid(f"A region must be at least one {unit} wide and high, and lie in the {on}.", place="region")

    @property
    def width(self) -> int:
        """In pixels, or points."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels, or points."""
        return self.bottom - self.top

    def within(self, width: int, height: int) -> Region:
        """This region, known to lie in a picture or page of that size. Raises Invalid."""
        if self.right > width or self.bottom > height:
            on, unit = ("page", "points") if self.page else ("picture", "pixels")
            raise Invalid(
                f"The region reaches to {self.right} by {self.bottom}; the {on} has {width} by {height} {unit}.",
                place="region",
            )
        return self

    def in_words(self, width: int, height: int) -> str:
        """Where it lies in a picture or page of that size: upper left, 20% wide and 10% high; page 3, middle, ..."""
        place = self._in_words(width, height)
        return f"page {self.page}, {place}" if self.page else place

    def _in_words(self, width: int, height: int) -> str:
        if self.width >= _MOST * width and self.height >= _MOST * height:
            return "nearly all of it" if self.page else "nearly the whole picture"
        across = _third((self.left + self.right) / 2 / width, ("left", "", "right"))
        down = _third((self.top + self.bottom) / 2 / height, ("upper", "", "lower"))
        where = " ".join(word for word in (down, across) if word) or "middle"
        return f"{where}, {_share(self.width, width)} wide and {_share(self.height, height)} high"


def _third(at: float, names: tuple[str, str, str]) -> str:
    return names[min(2, int(at * 3))]


def _share(part: int, whole: int) -> str:
    return f"{max(1, round(100 * part / whole))}%"


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """[start_ms, end_ms) of a recording. Raises Invalid when it is empty or begins before the recording."""

    start_ms: int
    end_ms: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_ms < self.end_ms:
            raise Invalid("A stretch of sound must begin before it ends.", place="stretch")


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a source's version, which has its identifier: its size as it is seen, and its kind.

    `description` says in words what is to be seen, for who does not see it. The bytes lie under the version's checksum.
    """

    id: str
    source_id: str
    media_type: str
    width: int
    height: int
    description: str = ""

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise Invalid("A picture has at least one pixel.", place="picture")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a file: its size in points as it is seen, and where in the text its words begin.

    One whose size nobody can show has none (0 by 0). A PDF counts from the lower left corner of its media box, before
    it is turned: `inset_x` and `inset_y` say where what is seen begins in that, `turn` how far it is turned clockwise.
    """

    start: int
    width: int
    height: int
    inset_x: int = 0
    inset_y: int = 0
    turn: int = 0

    def __post_init__(self) -> None:
        if self.start < 0 or self.width < 0 or self.height < 0 or self.turn not in (0, 90, 180, 270):
            raise Invalid("A page has a place in the text, a size, and is turned by quarters.", place="page")

    def from_media_box(self, first: tuple[int, int], second: tuple[int, int], number: int) -> Region:
        """The region between two points that are counted as a PDF counts. Raises Invalid where it holds nothing."""
        corners = [self._seen(x - self.inset_x, y - self.inset_y) for x, y in (first, second)]
        (left, right), (top, bottom) = (sorted(side) for side in zip(*corners, strict=True))
        left, top, right, bottom = max(left, 0), max(top, 0), min(right, self.width), min(bottom, self.height)
        return Region(left, top, right, bottom, number)

    def in_media_box(self, region: Region) -> tuple[int, int, int, int]:
        """Lower left and upper right corner of a region, counted as a PDF counts."""
        corners = [self._held(x, y) for x, y in ((region.left, region.top), (region.right, region.bottom))]
        (left, right), (low, high) = (sorted(side) for side in zip(*corners, strict=True))
        return left + self.inset_x, low + self.inset_y, right + self.inset_x, high + self.inset_y

    def _held(self, x: int, y: int) -> tuple[int, int]:
        """A point as it is seen, from the lower left corner of what is held and not turned."""
        ways = {0: (x, self.height - y), 90: (y, x), 180: (self.width - x, y)}
        return ways.get(self.turn, (self.height - y, self.width - x))

    def _seen(self, x: int, y: int) -> tuple[int, int]:
        """The way back from `_held`."""
        ways = {0: (x, self.height - y), 90: (y, x), 180: (self.width - x, y)}
        return ways.get(self.turn, (self.width - y, self.height - x))


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of the file a source's version was read from, in order; it has the version's identifier."""

    id: str
    source_id: str
    pages: tuple[Page, ...]

    def page(self, number: int) -> Page | None:
        """The page of that number, counted from 1."""
        return self.pages[number - 1] if 0 < number <= len(self.pages) else None
