"""An interview in two languages: the text that is read and coded, and beside it the original or a translation.

The text beside is kept with the source and goes wherever the source goes, also when a person withdraws. It is never
the text that is read, so nothing on it is coded, quoted or counted; its turns stand beside those of the same number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Annotated, Literal

from annotated_types import Len

from anselm.domain.corpus import Source, SourceVersion, Speaker, Utterance, VersionRole
from anselm.domain.errors import Invalid, Refused
from anselm.domain.parsed import Parsed, Refusal
from anselm.domain.study import Researcher, Right
from anselm.services.corpus.binding import WhichSource
from anselm.services.corpus.keeping import Original, keep_parsed, new_version
from anselm.services.corpus.versions import speakers_by_label
from anselm.services.operations import Done, Uploaded, reads, writes
from anselm.services.ports import Reads, Tools, Work

Which = Literal["original", "translation"]


@dataclass(frozen=True, slots=True)
class BringOther:
    """A file with the same interview in another language. `which` says what the file is, `translated_by` who made the
    translation, whichever of the two it is. `id` becomes the text's."""

    id: Annotated[str, Len(1, 64)]
    source_id: Annotated[str, Len(1, 64)]
    file: Uploaded
    language: Annotated[str, Len(1, 60)]
    which: Which = "original"
    translated_by: Annotated[str, Len(0, 200)] = ""


@dataclass(frozen=True, slots=True)
class TurnBeside:
    """A turn in both texts; empty where one of them has none of that number. `asks`: an interviewer speaks here."""

    number: int
    label: str
    here: str
    other_label: str
    there: str
    asks: bool


@dataclass(frozen=True, slots=True)
class OtherText:
    """The text in the other language beside the one that is read. `parts_at` is the first turn at which another voice
    speaks in one than in the other, or one has ended; None where they go together to the end."""

    version_id: str
    which: Which
    language: str
    translated_by: str
    file_name: str
    by: str
    created_at: str
    losses: tuple[str, ...]
    parts_at: int | None
    turns: tuple[TurnBeside, ...]


def _parsed(tools: Tools, reads: Reads, request: BringOther) -> tuple[Parsed, str]:
    outcome = tools.parser.parse(request.file.name, request.file.data, None)
    if isinstance(outcome, Refusal):
        place = f" ({outcome.place})" if outcome.place else ""
        raise Refused(f"{outcome.reason}{place}", place="file", advice=outcome.advice)
    if not isinstance(outcome, Parsed):
        raise Refused("It is a picture, and words stand beside words.", place="file")
    return outcome, tools.media.put(request.file.data)


@writes("/sources/other-language/bring", right=Right.FIELD, label="bringing in a text", upload=True, prepare=_parsed)
def bring_other_language(work: Work, request: BringOther, read: tuple[Parsed, str]) -> Done:
    """Put the same interview in another language beside the text that is read, in place of one that stood there."""
    if work.maybe(SourceVersion, request.id) is not None:
        return Done(request.id)
    source = work.get(Source, request.source_id)
    if source.current_version_id is None:
        raise Refused("This source has no text yet.", place="source_id")
    language = " ".join(request.language.split())
    if not language:
        raise Invalid("Say which language the file is in.", place="language")
    parsed, sha256 = read
    file = request.file.name.replace("\\", "/").rpartition("/")[2]
    _set_aside(work, source.id)
    role = VersionRole.ORIGINAL if request.which == "original" else VersionRole.TRANSLATION
    draft = replace(
        new_version(request.id, source.id, 0, role, work),
        language=language,
        reason=" ".join(request.translated_by.split()),
    )
    keep_parsed(work, draft, parsed, Original(file, sha256), speakers_by_label(work, source, parsed))
    return Done(request.id)


@writes("/sources/other-language/remove", right=Right.FIELD, label="taking a text away")
def remove_other_language(work: Work, request: WhichSource) -> Done:
    """Take away the text in the other language. Undo brings it back."""
    _set_aside(work, request.source_id)
    return Done(request.source_id)


def _set_aside(work: Work, source_id: str) -> None:
    """Out of sight, below 0; its row stays, for a withdrawal must find every text that holds a person's words."""
    least = min((one.number for one in work.find(SourceVersion, source_id=source_id)), default=0)
    for one in _beside(work, source_id):
        work.replace(replace(one, number=min(least, 0) - 1))


@reads("/sources/other-language")
def other_language(reads: Reads, request: WhichSource) -> OtherText | None:
    """Show the two texts turn beside turn; nothing where there is only one."""
    source = reads.get(Source, request.source_id)
    version = next(iter(_beside(reads, source.id)), None)
    if version is None:
        return None
    by = reads.maybe(Researcher, version.by_id)
    turns = tuple(_turns(reads, source, version))
    return OtherText(
        version.id,
        "original" if version.role is VersionRole.ORIGINAL else "translation",
        version.language,
        version.reason,
        version.file_name,
        by.name if by else "",
        version.created_at,
        version.losses,
        next((one.number for one in turns if one.label.casefold() != one.other_label.casefold()), None),
        turns,
    )


def _beside(reads: Reads, source_id: str) -> list[SourceVersion]:
    """The text that stands beside, which has the number 0."""
    return [one for one in reads.find(SourceVersion, source_id=source_id) if one.role.beside and one.number == 0]


def _turns(reads: Reads, source: Source, other: SourceVersion) -> list[TurnBeside]:
    """The turns of both by their number; a text without turns is one turn."""
    speakers = {one.id: one for one in reads.find(Speaker, source_id=source.id)}
    here = _spoken(reads, source.current_version_id or "")
    there = _spoken(reads, other.id)
    found = []
    for number, (one, same) in enumerate(zip_longest(here, there), start=1):
        voice = speakers.get(one[0].speaker_id) if one and one[0] else None
        found.append(
            TurnBeside(
                number,
                voice.label if voice else "",
                one[1] if one else "",
                speakers[same[0].speaker_id].label if same and same[0] and same[0].speaker_id in speakers else "",
                same[1] if same else "",
                voice is not None and voice.kind == "interviewer",
            )
        )
    return found


def _spoken(reads: Reads, version_id: str) -> list[tuple[Utterance | None, str]]:
    text = reads.text(version_id)
    turns = [(one, text[one.speech_start : one.end].strip()) for one in reads.utterances(version_id)]
    return [*turns] or [(None, text.strip())]
