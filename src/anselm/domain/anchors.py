"""Where a coding stands when it stands on no words: a region of a picture, or a stretch of a recording.

A segment's anchor is words, time or a region. Words are code points of one version (`corpus.TextSpan`); a region is
counted in the picture's own pixels as it is seen, from its upper left corner; a stretch in milliseconds from the
start of the recording. All are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass

from anselm.domain.errors import Invalid

__all__ = ["PICTURE", "Picture", "Region", "TimeSpan"]

PICTURE = "picture"  # the kind of a source that is one
_MOST = 0.9  # a region wider and higher than this is nearly everything


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A rectangle [left, right) by [top, bottom) in pixels. Raises Invalid when it holds none or begins outside."""

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right and 0 <= self.top < self.bottom):
            raise Invalid("A region must be at least one pixel wide and high, and lie in the picture.", place="region")

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    def within(self, width: int, height: int) -> Region:
        """This region, known to lie in a picture of that size. Raises Invalid."""
        if self.right > width or self.bottom > height:
            raise Invalid(
                f"The region reaches to {self.right} by {self.bottom}; the picture has {width} by {height} pixels.",
                place="region",
            )
        return self

    def in_words(self, width: int, height: int) -> str:
        """Where it lies in a picture of that size, to be read out: upper left, 20% wide and 10% high."""
        if self.width >= _MOST * width and self.height >= _MOST * height:
            return "nearly the whole picture"
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
