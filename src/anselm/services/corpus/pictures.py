"""Pictures as sources: kept with nothing in them but the picture, shown, and described for who does not see them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.anchors import PICTURE, Picture
from anselm.domain.corpus import Source, SourceVersion, VersionRole
from anselm.domain.errors import NotFound, Refused
from anselm.domain.parsed import Parsed, ReadPicture
from anselm.domain.study import Right
from anselm.services.corpus.keeping import Original, new_version, sentence_of
from anselm.services.operations import reads, writes
from anselm.services.ports import Reads, Stored, Work

__all__ = ["PictureView", "ask_for_words", "first_picture", "picture_view"]


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: its size in pixels as it is seen, and what is to be seen in words."""

    version_id: str
    source_id: str
    media_type: str
    width: int
    height: int
    description: str


def picture_view(one: Picture) -> PictureView:
    """A picture as it is shown."""
    return PictureView(one.id, one.source_id, one.media_type, one.width, one.height, one.description)


def first_picture(
    work: Work, source: Source, read: ReadPicture, original: Original, version_id: str = "", description: str = ""
) -> SourceVersion:
    """Keep a picture as a source of its own, with a version that has no words. `original.sha256` is of what is kept."""
    made = new_version(version_id or work.new_id(), source.id, 1, VersionRole.RAW, work)
    salt, digest = work.keep_text(made.id, "", (), ())
    version = replace(
        made,
        text_salt=salt,
        text_digest=digest,
        file_name=original.name,
        file_sha256=original.sha256,
        format=read.format,
        losses=tuple(sentence_of(one) for one in read.warnings),
    )
    work.add(replace(source, kind=PICTURE, current_version_id=version.id))
    work.add(version)
    work.add(Picture(version.id, source.id, read.media_type, read.width, read.height, description[:2000]))
    return version


def ask_for_words(work: Work, source_id: str, read: Parsed | ReadPicture) -> Parsed:
    """What was read, known to be words that can follow the words of this source. Raises Refused."""
    if isinstance(read, ReadPicture) or work.get(Source, source_id).kind == PICTURE:
        raise Refused(
            "A picture has no versions, and none is a version of a text.",
            place="file",
            advice="Bring it in as a source of its own.",
        )
    return read


@dataclass(frozen=True, slots=True)
class WhichPicture:
    """The picture of a source's version."""

    version_id: Annotated[str, Len(1, 64)]


@reads("/pictures")
def picture(reads: Reads, request: WhichPicture) -> PictureView:
    """Say how large a picture is and what is to be seen."""
    return picture_view(reads.get(Picture, request.version_id))


@reads("/pictures/file", download=True)
def picture_file(reads: Reads, request: WhichPicture) -> Stored:
    """Show a picture. What the camera wrote beside it was left out when it came in."""
    one = reads.get(Picture, request.version_id)
    version = reads.get(SourceVersion, one.id)
    return Stored(f"{reads.get(Source, one.source_id).name}.{version.format}", one.media_type, version.file_sha256)


@dataclass(frozen=True, slots=True)
class Describe:
    """What is to be seen in a picture, for who does not see it."""

    version_id: Annotated[str, Len(1, 64)]
    description: Annotated[str, Len(0, 2000)] = ""


@writes("/pictures/describe", right=Right.FIELD, label="describing a picture")
def describe(work: Work, request: Describe) -> PictureView:
    """Say in words what is to be seen in a picture."""
    one = work.maybe(Picture, request.version_id)
    if one is None:
        raise NotFound("There is no such picture.")
    changed = replace(one, description=request.description.strip())
    work.replace(changed)
    return picture_view(changed)
