"""A parsed file becomes a version: its text kept, its speakers known or guessed, its turns numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from anselm.domain.anchors import Page, Pages
from anselm.domain.corpus import SourceVersion, Speaker, SpeakerKind, SyncPoint, Utterance, VersionRole
from anselm.domain.page_words import PageWords
from anselm.domain.parsed import Loss, Parsed
from anselm.domain.study import Researcher
from anselm.services.corpus.heading import Heading, pairs_of
from anselm.services.fieldwork.speaking import people
from anselm.services.ports import Reads, Work

__all__ = ["Original", "guessed_speakers", "keep_pages", "keep_parsed", "matter_before", "sentence_of", "who_is_meant"]

_ASKS = re.compile(
    r"(?:i|i ?\d{1,2}|int|int ?\d{1,2}|interviewer|moderator|facilitator|researcher|q)(?: ?\d{1,2})?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Original:
    """The file a version was read from: its name and the checksum under which its bytes are kept."""

    name: str
    sha256: str


def sentence_of(loss: Loss) -> str:
    """A loss as one line: where, and what."""
    return f"{loss.place}: {loss.message}" if loss.place else loss.message


def matter_before(text: str, turns: Sequence[Utterance]) -> str:
    """What stands ahead of the first turn."""
    return text[: turns[0].start] if turns else text


def keep_parsed(
    work: Work, new: SourceVersion, parsed: Parsed, original: Original, speakers: Sequence[Speaker]
) -> SourceVersion:
    """Keep the text and turns of what was read as this version, and add its row. Speakers are found by label."""
    by_label = {one.label.casefold(): one.id for one in speakers}
    turns = tuple(
        Utterance(
            new.id, number, one.start, one.speech_start, one.end, by_label[one.speaker.casefold()], one.t0_ms, one.t1_ms
        )
        for number, one in enumerate(parsed.utterances, start=1)
    )
    syncs = tuple(SyncPoint(new.id, one.position, one.at_ms) for one in parsed.syncs)
    salt, digest = work.keep_text(new.id, parsed.text, turns, syncs)
    times = [one.at_ms for one in syncs] + [one.t1_ms for one in turns if one.t1_ms is not None]
    version = replace(
        new,
        n_characters=len(parsed.text),
        text_salt=salt,
        text_digest=digest,
        file_name=original.name,
        file_sha256=original.sha256,
        format=parsed.format,
        losses=tuple(sentence_of(one) for one in parsed.warnings),
        header=pairs_of(matter_before(parsed.text, turns), parsed.header),
        n_utterances=len(turns),
        last_ms=max(times, default=None),
    )
    work.add(version)
    keep_pages(work, version, parsed)
    return version


def keep_pages(work: Work, version: SourceVersion, parsed: Parsed) -> bool:
    """Keep the pages of the file that was read as this version, and where words stand on them; whether any was new."""
    new: list[Pages | PageWords] = []
    if parsed.pages and work.maybe(Pages, version.id) is None:
        pages = (Page(one.start, one.width, one.height, one.inset_x, one.inset_y, one.turn) for one in parsed.pages)
        new.append(Pages(version.id, version.source_id, tuple(pages)))
    if any(one.words for one in parsed.pages) and work.maybe(PageWords, version.id) is None:
        new.append(PageWords(version.id, version.source_id, tuple(one.words for one in parsed.pages)))
    work.add_all(new)
    return bool(new)


def new_version(identifier: str, source_id: str, number: int, role: VersionRole, work: Work) -> SourceVersion:
    """A version still without its text."""
    return SourceVersion(identifier, source_id, number, role, 0, "", "", by_id=work.by, created_at=work.now)


def guessed_speakers(work: Work, source_id: str, labels: Sequence[str], heading: Heading) -> tuple[Speaker, ...]:
    """A speaker for each label, with who that seems to be: an interviewer, a participant, or not known yet.

    A participant is known by code or printed label. Where one voice alone is no interviewer's and the heading
    names a participant of the study, it is theirs.
    """
    asking = _interviewers(work, labels)
    known = _participants(work, heading)
    made: list[Speaker] = []
    others = [label for label in dict.fromkeys(labels) if label not in asking]
    for label in dict.fromkeys(labels):
        if label in asking:
            made.append(Speaker(work.new_id(), source_id, label, SpeakerKind.INTERVIEWER, None, asking[label]))
            continue
        found = known.get(label.casefold())
        if found is None and len(others) == 1:
            found = known.get(heading.participant.casefold()) or known.get(heading.label.casefold())
        kind = SpeakerKind.UNKNOWN if found is None else SpeakerKind.PARTICIPANT
        made.append(Speaker(work.new_id(), source_id, label, kind, found))
    return tuple(made)


def who_is_meant(reads: Reads, labels: Sequence[str]) -> tuple[str, ...]:
    """The participants whose codes or printed labels stand before turns, as `guessed_speakers` finds them."""
    known, asking = _participants(reads, Heading()), _interviewers(reads, labels)
    found = (known.get(label.casefold()) for label in labels if label not in asking)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _interviewers(reads: Reads, labels: Sequence[str]) -> dict[str, str | None]:
    """Labels that ask, and whose they are when the key of a researcher. A key without a number counts only where
    nobody else asks, because R is a respondent in half of all transcripts."""
    keys = {one.key.casefold(): one.id for one in reads.find(Researcher) if one.key}
    found = {label: keys.get(label.casefold()) for label in labels if _ASKS.fullmatch(label)}
    for label in labels:
        sure = any(sign.isdigit() for sign in label)
        if label.casefold() in keys and (sure or not found):
            found[label] = keys[label.casefold()]
    return found


def _participants(reads: Reads, heading: Heading) -> dict[str, str]:
    """Participants by every label they may go by: printed labels on the date first, codes above all."""
    everyone = people(reads)
    found = {label.casefold(): who for who, (_, label) in everyone.on(heading.date or None).items()}
    held = {one.id for one in everyone.participants.values() if one.held_at is not None}
    found |= {one.code.casefold(): one.id for one in everyone.participants.values()}
    return {label: who for label, who in found.items() if label and who not in held}
