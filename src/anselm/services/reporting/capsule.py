"""The study as one file for a supervisor, an auditor or an examiner: made once, kept on record with who received it.

What is in it is what somebody would see who has a seat that only looks: nothing of a round that is not open, no private
memo, words only as far as consent allows, labels and never names. The same state makes the same bytes, whoever gets it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.analysis.erasing import shingles
from anselm.analysis.report.blocks import Live, ReportSource, SourceBlock, SourceParagraph, parse
from anselm.analysis.report.labelling import coarser
from anselm.analysis.report.resolve import Resolved, resolve
from anselm.analysis.report.withholding import everywhere, withheld
from anselm.domain.corpus import AnonymisationRule, RuleState, Source, SourceVersion
from anselm.domain.document import Block, Heading, Place, PrintedReport, TableBlock, Trace
from anselm.domain.errors import NotFound
from anselm.domain.fieldwork import Consent, ConsentState, consent_now
from anselm.domain.reporting import LABELS, Audience, Capsule, Claim, Quotation, Release, Report
from anselm.domain.study import Researcher, Right, Role, Study
from anselm.services.corpus.anonymising import forms_of
from anselm.services.fieldwork.speaking import voices
from anselm.services.fieldwork.wording import date_words
from anselm.services.judging.again import not_reading_again, whole_to
from anselm.services.operations import Nothing, reads, writes
from anselm.services.ports import Reads, Rendering, Tools, Work
from anselm.services.reporting.capsule_parts import (
    checklists,
    codebook,
    many,
    methods_text,
    paragraph,
    part,
    rounds,
    study_facts,
    themes,
)
from anselm.services.reporting.capsule_trail import integrity, memos, newest, trail, writing
from anselm.services.reporting.facts import facts_of

__all__ = ["IN_IT", "contained"]

# What is in a capsule, in the order in which it is read.
IN_IT: dict[Audience, tuple[str, ...]] = {
    Audience.EXAMINER: (
        *("study", "report", "claims", "quotations", "themes", "codebook", "rounds", "methods", "checklists"),
        *("trail", "checks"),
    ),
    Audience.SUPERVISOR: (
        *("study", "report", "claims", "quotations", "themes", "codebook", "rounds", "methods", "checklists"),
        *("memos", "drafts", "trail", "checks"),
    ),
    Audience.AUDITOR: ("study", "counts", "codebook", "themes", "rounds", "methods", "checklists", "trail", "checks"),
}
_CALLED: dict[str, str] = {
    "report": "a report",
    "claims": "claims",
    "counts": "claims",
    "quotations": "quotations",
    "themes": "themes",
    "codebook": "a codebook",
    "rounds": "rounds",
    "memos": "memos everyone may read",
    "drafts": "earlier drafts",
    "trail": "work",
    "checks": "anything to check",
}
_FOR: dict[Audience, str] = {
    Audience.SUPERVISOR: (
        "For a supervisor: the study with its report as it stands, the memos everyone in it may read, how the drafts "
        "came about, and the audit trail."
    ),
    Audience.EXAMINER: "For an examiner: the study with its report as it stands, its methods and its audit trail.",
    Audience.AUDITOR: (
        "For an auditor: how the study was made, in counts, and what can be checked. No participant’s words are in it."
    ),
}
_NOWHERE = Place(0, 0, 1)


@dataclass(frozen=True, slots=True)
class HandOver:
    """A capsule to make: for whom, who receives it, and which report is in it; the first when none is named."""

    id: Annotated[str, Len(1, 64)]
    audience: Audience
    recipients: tuple[str, ...] = ()
    report_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class CapsuleView:
    """A capsule as it stands on record."""

    id: str
    audience: Audience
    number: int
    sha256: str
    recipients: tuple[str, ...]
    by: str
    created_at: str


@dataclass(frozen=True, slots=True)
class _Prepared:
    number: int
    sha256: str
    manifest: str


def _prepare(tools: Tools, reads: Reads, request: HandOver) -> _Prepared:
    number = reads.count(Capsule) + 1
    whole_to(reads, [text.id for text in reads.find(Source)])
    made = contained(reads, request.audience, request.report_id)
    file = tools.renderer.render(_file(number, made))
    manifest = {
        "report": request.report_id,
        "shown": sorted({*_shown(made)}),
        "moment": reads.moment(),
    }
    return _Prepared(number, hashlib.sha256(file.content).hexdigest(), json.dumps(manifest, sort_keys=True))


def _shown(made: Resolved) -> Iterator[str]:
    """The quotations and evidence whose words stand in it, so that a withdrawal can say where they went."""
    for one in (*made.trace.quotations, *(one for claim in made.trace.claims for one in claim.evidence)):
        if one.passage is None or not one.passage.removed:
            yield one.evidence_id


def _file(number: int, made: Resolved) -> Rendering:
    return Rendering(f"capsule-{number}", "html", made)


@writes("/capsules/hand-over", right=Right.LEAD, label="handing over a capsule", undoable=False, prepare=_prepare)
def hand_over(work: Work, request: HandOver, prepared: _Prepared) -> CapsuleView:
    """Make the study into one file for a supervisor, an auditor or an examiner, and keep on record who received it."""
    one = Capsule(
        request.id,
        request.audience,
        prepared.number,
        prepared.sha256,
        prepared.manifest,
        tuple(name.strip() for name in request.recipients if name.strip()),
        request.report_id or None,
        work.by,
        work.now,
    )
    work.add(one)
    return _view(work, one)


def _view(reads: Reads, one: Capsule) -> CapsuleView:
    by = reads.maybe(Researcher, one.by_id)
    return CapsuleView(
        one.id, one.audience, one.number, one.sha256, one.recipients, by.name if by else "", one.created_at
    )


@reads("/capsules")
def capsules(reads: Reads, request: Nothing) -> tuple[CapsuleView, ...]:
    """List the capsules handed over, for whom, and who received each."""
    return tuple(_view(reads, one) for one in reads.find(Capsule))


@dataclass(frozen=True, slots=True)
class OneCapsule:
    """A capsule by identifier."""

    id: Annotated[str, Len(1, 64)]


@reads("/capsules/file", download=True, right=Right.LEAD)
def capsule_file(reads: Reads, request: OneCapsule) -> Rendering:
    """Make the file of a capsule again from the study as it stood then: the same bytes by the same Anselm.

    Words that may not be shown any more are left out; the checksum on record then differs. Who reads a text again just
    then is refused: what was marked and settled in it is out of their sight today and stood in the open then.
    """
    one = reads.get(Capsule, request.id)
    not_reading_again(reads, [text.id for text in reads.find(Source)])
    held = json.loads(one.manifest)
    return _file(one.number, contained(reads.as_it_stood(held["moment"]), one.audience, held["report"]))


# What is in it


def contained(reads: Reads, audience: Audience, report_id: str = "") -> Resolved:
    """A capsule's document and walk back. Raises NotFound for a report that is not there."""
    outside = reads.outward()
    making = _Making(outside, audience, report_id)
    return _without_names(outside, making.whole())


class _Making:
    """One capsule while it is put together: live parts are resolved together, so that claims are numbered once."""

    def __init__(self, reads: Reads, audience: Audience, report_id: str) -> None:
        self.reads, self.audience = reads, audience
        self.study = reads.get(Study, reads.viewer.study_id)
        found = reads.find(Report)
        if report_id and report_id not in {one.id for one in found}:
            raise NotFound("There is no such report in this study.")
        chosen = [one for one in found if one.id == report_id] or list(found[:1])
        self.reports = list(found) if audience is Audience.SUPERVISOR and not report_id else chosen
        self.claims = reads.find(Claim)
        self.live: dict[str, tuple[SourceBlock, ...]] = self._live()
        self.made = self._resolved()

    def _live(self) -> dict[str, tuple[SourceBlock, ...]]:
        """The parts with live blocks in them, as they are written."""
        quotations = self.reads.find(Quotation)
        return {
            "report": tuple(block for one in self.reports for block in parse(one.body).blocks),
            "claims": tuple(_alone("claim", one.key) for one in self.claims),
            "quotations": tuple(_alone("quote", one.key) for one in sorted(quotations, key=lambda one: one.key)),
            "methods": methods_text(self.reads),
        }

    def _resolved(self) -> Resolved:
        written = "\n\n".join(one.body for one in self.reports)
        quoting = "none" if any(one.quoting for one in self.reports) else ""
        facts = facts_of(self.reads, Report("", self.study.title, written, quoting=quoting), "")
        labels = max((one.labels for one in self.reports), key=LABELS.index, default="")
        blocks = tuple(block for some in self.live.values() for block in some)
        return resolve(ReportSource("", blocks), coarser(facts, labels), "capsule")

    def whole(self) -> Resolved:
        """The whole of it."""
        parts = {name: self._part(name) for name in IN_IT[self.audience]}
        missing = [_CALLED[name] for name, blocks in parts.items() if not blocks and name in _CALLED]
        blocks = [*self._about(missing), *(block for held in parts.values() for block in held)]
        day = date_words(newest(self.reads))
        document = PrintedReport(
            self.study.title,
            tuple(blocks),
            subtitle=f"A capsule for {'a' if self.audience is Audience.SUPERVISOR else 'an'} {self.audience.value}",
            authors=tuple(one.name for one in self.reads.find(Researcher) if Role.AUDITOR not in one.roles),
            status=f"as of {day}" if day else "",
            draft=False,
            origin=(self.study.id, "", ""),
        )
        walk = Trace((), ()) if self.audience is Audience.AUDITOR else self.made.trace
        return Resolved(document, walk, ())

    def _about(self, missing: Sequence[str]) -> list[Block]:
        said = [
            paragraph(_FOR[self.audience]),
            paragraph(
                "It needs nothing but a browser and asks for nothing from outside. Participants are named by their "
                "labels. Left out: real names, private memos, readings of rounds that are not open yet, and words "
                "nobody agreed to have quoted; where those stood, the file says so and why."
            ),
        ]
        if missing:
            said.append(paragraph(f"Not on record yet: {', '.join(missing)}."))
        return [part("What this is", "about"), *said]

    def _part(self, name: str) -> list[Block]:
        if name == "report":
            return self._report()
        if name == "methods":
            blocks = self._filled("methods")[1:]  # its own heading is that of the part
            return [part("Methods", "methods"), *_deeper(blocks, -1)]
        if name in ("claims", "quotations"):
            blocks = self._filled(name)
            return [part(name.capitalize(), name), *_note_on(name), *blocks] if blocks else []
        if name == "counts":
            return self._counts()
        if name == "checks":
            return integrity(self.reads, self.made)
        return list(_PARTS[name](self.reads)) if name in _PARTS else writing(self.reads, self.reports)

    def _filled(self, name: str) -> tuple[Block, ...]:
        at = 0
        for known, blocks in self.live.items():
            if known == name:
                return self.made.document.blocks[at : at + len(blocks)]
            at += len(blocks)
        return ()

    def _report(self) -> list[Block]:
        """Each report below a heading that says how it stands."""
        blocks: list[Block] = []
        filled = iter(self._filled("report"))
        for n, one in enumerate(self.reports, 1):
            own = [next(filled) for _ in parse(one.body).blocks]
            key = "report" if n == 1 else f"report-{n}"
            blocks += [part(f"The report: {one.title}", key), paragraph(self._stands(one)), *_deeper(own, 1)]
        return blocks

    def _stands(self, report: Report) -> str:
        found = self.reads.find(Release, report_id=report.id)
        if not found:
            return "As it stands. It has not been released yet."
        day = date_words(found[-1].created_at)
        return f"As it stands. Released {many(len(found), 'time')}, last on {day} as release {found[-1].number}."

    def _counts(self) -> list[Block]:
        """Every claim with its state and what is counted behind it, without the words it rests on."""
        told = {one.claim_id: one for one in self.made.trace.claims}
        known = [(one.key, told[one.id]) for one in self.claims if one.id in told]
        rows = [
            (key, one.sentence, one.support, one.count_words, many(len(one.evidence), "passage").replace(" ", "\u00a0"))
            for key, one in known
        ]
        columns = ["Key", "Claim", "State", "Counted", "Rests on"]
        return [part("Claims", "claims"), TableBlock.of(columns, rows)] if rows else []


def _alone(kind: str, key: str) -> SourceParagraph:
    live = Live("claim" if kind == "claim" else "quote", key, _NOWHERE)
    return SourceParagraph((live,), _NOWHERE)


def _note_on(name: str) -> list[Block]:
    said = {
        "claims": "Each sentence leads to what is counted behind it, and on to the words as far as consent goes.",
        "quotations": "Every passage kept for quoting. Where words are withheld, their place says why.",
    }
    return [paragraph(said[name])]


def _deeper(blocks: Sequence[Block], by: int) -> list[Block]:
    return [replace(one, level=max(2, min(one.level + by, 6))) if isinstance(one, Heading) else one for one in blocks]


_PARTS: dict[str, Callable[[Reads], list[Block]]] = {
    "study": study_facts,
    "themes": themes,
    "codebook": codebook,
    "rounds": rounds,
    "checklists": checklists,
    "memos": memos,
    "trail": trail,
}


# What may not leave


def _without_names(reads: Reads, made: Resolved) -> Resolved:
    """What researchers wrote, without long stretches of words that are withheld and without names a rule replaces."""
    rules = [one for one in reads.find(AnonymisationRule) if one.state is not RuleState.LEFT]
    forms, put = forms_of(rules), {one.id: one.replacement for one in rules}
    kept_back = _kept_back(reads)
    return everywhere(
        made,
        lambda text: withheld(text, kept_back, forms, put),
        lambda text: withheld(text, (), forms, put),
    )


def _kept_back(reads: Reads) -> frozenset[bytes]:
    """Runs of the words of everyone who may not be quoted, in any version of any text, as keys that hold no words."""
    now = consent_now(reads.find(Consent))

    def may_be_quoted(participant_id: str | None) -> bool:
        held = {
            scope: now.get((participant_id or "", scope)) for scope in ("take-part", "quote", "quote-approve-first")
        }
        given = {scope for scope, one in held.items() if one is not None and one.state is ConsentState.GIVEN}
        return {"take-part", "quote"} <= given and "quote-approve-first" not in given

    versions = {one.id: one.source_id for one in reads.find(SourceVersion)}
    speaking = voices(reads, [one.id for one in reads.find(Source)])
    texts, turns = reads.texts(list(versions)), reads.utterances_of(list(versions))
    said = []
    for version, source in versions.items():
        for turn in turns.get(version, ()):
            voice = speaking[source].of(turn.speaker_id)
            if not voice.is_interviewer and not may_be_quoted(voice.participant_id):
                said.append(texts[version][turn.start : turn.end])
    return shingles(said)
