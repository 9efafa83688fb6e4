"""Rules applied: a new version in which they replaced words, the two texts side by side, and its second reading.

What hangs on the text follows by the map also where words in it were replaced, since nothing but declared rules changed
them; what begins or ends inside a replaced word waits to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.analysis.alignment import composed, identity
from anselm.analysis.anonymising import Change, found, replaced
from anselm.domain.corpus import (
    Anonymisation,
    AnonymisationReview,
    AnonymisationRule,
    OffsetMap,
    ReplacedPlace,
    RuleState,
    Source,
    SourceVersion,
    Speaker,
    TextSpan,
    VersionMap,
    VersionRole,
)
from anselm.domain.errors import Refused
from anselm.domain.marked import FileMark
from anselm.domain.reporting import Quotation
from anselm.domain.study import Researcher, Right
from anselm.services.corpus.anonymising import AROUND, forms_of
from anselm.services.corpus.binding import WhichSource
from anselm.services.corpus.carrying import carried_turns, maps_of, nobody_reading, route, succeed
from anselm.services.corpus.versions import next_number
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work


@dataclass(frozen=True, slots=True)
class _Coming:
    """What applying the rules to a source would change in its current text."""

    rules: Mapping[str, AnonymisationRule]
    text: str
    changes: tuple[Change, ...]

    @property
    def unchecked(self) -> list[AnonymisationRule]:
        """The rules among those applied that no second person has looked at."""
        used = {one.rule_id for one in self.changes}
        return [one for one in self.rules.values() if one.id in used and one.state is RuleState.WAITING]

    def put(self, words: str) -> str:
        """Words from elsewhere, a name or a heading, with the rules applied."""
        return replaced(words, _changes(words, self.rules)).text


def _coming(reads: Reads, source: Source, text: str) -> _Coming:
    rules = {one.id: one for one in reads.find(AnonymisationRule) if one.holds_for(source.id)}
    again = _put_otherwise(reads, source, text, rules)
    fresh = [
        one
        for one in _changes(text, rules)
        if not any(before.start < one.end and one.start < before.end for before in again)
    ]
    return _Coming(rules, text, tuple(sorted([*again, *fresh], key=lambda one: one.start)))


def _changes(text: str, rules: Mapping[str, AnonymisationRule]) -> list[Change]:
    """Where the rules replace words. Wordings that stay are looked for too: the longest at a place decides."""
    return [
        Change(hit.start, hit.end, hit.rule_id, rules[hit.rule_id].replacement)
        for hit in found(text, forms_of(rules.values()))
        if rules[hit.rule_id].state is not RuleState.LEFT
    ]


def _put_otherwise(reads: Reads, source: Source, text: str, rules: Mapping[str, AnonymisationRule]) -> list[Change]:
    """Places where a rule replaced words before it was changed: they get what it puts in place now."""
    maps = maps_of(reads, source.id)
    changes = []
    for made in reads.find(Anonymisation, source_id=source.id):
        way = route(maps, made.version_id, source.current_version_id or "")
        for place in made.places if way is not None else ():
            rule = rules.get(place.rule_id)
            if way is None or rule is None or rule.state is RuleState.LEFT or place.end == place.start:
                continue
            onto, whole = way.carry(TextSpan(place.start, place.end))
            if whole and onto is not None and text[onto.start : onto.end] != rule.replacement:
                changes.append(Change(onto.start, onto.end, rule.id, rule.replacement))
    return changes


@dataclass(frozen=True, slots=True)
class ToReplace:
    """A place the rules would change: the words there and what would stand in their place."""

    rule_id: str
    checked: bool
    start: int
    end: int
    before: str
    words: str
    after: str
    put: str


@dataclass(frozen=True, slots=True)
class ComingText:
    """What applying the rules to the current text of a source would do."""

    source_id: str
    version_id: str
    places: tuple[ToReplace, ...]
    n_unchecked_rules: int


@reads("/anonymisation/coming", right=Right.FIELD)
def coming(reads: Reads, request: WhichSource) -> ComingText:
    """Show what the rules would replace in a source, place by place. Nothing is changed by looking."""
    source = reads.get(Source, request.source_id)
    text = reads.text(source.current_version_id or "")
    held = _coming(reads, source, text)
    waiting = {one.id for one in held.unchecked}
    places = tuple(
        ToReplace(
            one.rule_id,
            one.rule_id not in waiting,
            one.start,
            one.end,
            text[max(0, one.start - AROUND) : one.start],
            text[one.start : one.end],
            text[one.end : one.end + AROUND],
            one.put,
        )
        for one in held.changes
    )
    return ComingText(source.id, source.current_version_id or "", places, len(waiting))


@dataclass(frozen=True, slots=True)
class ApplyRules:
    """The rules applied to the text at hand. `id` becomes the new version's. `unchecked_because` is needed where a
    rule that no second person looked at would replace something."""

    id: Annotated[str, Len(1, 64)]
    source_id: Annotated[str, Len(1, 64)]
    version_id: Annotated[str, Len(1, 64)]
    unchecked_because: Annotated[str, Len(0, 1000)] = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """The anonymised text that was made, and in how many places of it words were replaced."""

    version_id: str
    number: int
    n_replaced: int


@writes("/anonymisation/apply", right=Right.FIELD, label="applying anonymisation rules")
def apply_rules(work: Work, request: ApplyRules) -> Applied:
    """Make a new version of a source in which the rules replaced words. The text before it stays as it is."""
    source = work.get(Source, request.source_id)
    made = work.maybe(SourceVersion, request.id)
    if made is not None:
        there = work.find(Anonymisation, version_id=made.id)
        return Applied(made.id, made.number, sum(len(one.places) for one in there))
    old = work.get(SourceVersion, request.version_id)
    if source.current_version_id != old.id:
        raise Refused("This text has been changed since.", place="version_id", advice="Look at what would be replaced.")
    held = _coming(work, source, work.text(old.id))
    if not held.changes:
        raise Refused("The rules have nothing to replace in this text.", place="source_id")
    if held.unchecked and not request.unchecked_because.strip():
        n = len(held.unchecked)
        raise Refused(
            f"{'A rule' if n == 1 else f'{n} rules'} that would be applied nobody else has looked at.",
            place="unchecked_because",
            advice="Ask a colleague to look at them, or say why it is done without.",
        )
    nobody_reading(work, source)
    return _made(work, source, old, held, request)


def _made(work: Work, source: Source, old: SourceVersion, held: _Coming, request: ApplyRules) -> Applied:
    result = replaced(held.text, held.changes)
    turns, syncs = carried_turns(work.utterances(old.id), work.sync_points(old.id), request.id, result.offsets)
    salt, digest = work.keep_text(request.id, result.text, turns, syncs)
    new = replace(
        old,
        id=request.id,
        number=next_number(work, source),
        role=VersionRole.ANONYMISED,
        n_characters=len(result.text),
        text_salt=salt,
        text_digest=digest,
        file_name=held.put(old.file_name),
        file_sha256="",
        parent_id=old.id,
        header=tuple((name, held.put(value)) for name, value in old.header),
        reason="anonymised by rules",
        by_id=work.by,
        created_at=work.now,
        n_utterances=len(turns),
    )
    work.add(new)
    succeed(work, source, old, new, result.offsets, by_rules=True)
    places = tuple(
        ReplacedPlace(one.rule_id, start, end, one.start, one.end)
        for one, (start, end) in zip(held.changes, result.places, strict=True)
    )
    because = request.unchecked_because.strip() if held.unchecked else ""
    work.add(Anonymisation(work.new_id(), source.id, new.id, places, work.by, work.now, because))
    _named_anew(work, source.id, held.put)
    _printed_anew(work, new.id, held.put)
    _marked_anew(work, source.id, held.put)
    return Applied(new.id, new.number, len(places))


def _named_anew(work: Work, source_id: str, put: Callable[[str], str]) -> None:
    """Names of the source and of who speaks in it, where no other bears the name that comes of it."""
    source = work.get(Source, source_id)
    name = put(source.name)
    if name != source.name and not any(one.name == name for one in work.find(Source)):
        work.replace(replace(source, name=name))
    speakers = work.find(Speaker, source_id=source_id)
    taken = {one.label.casefold() for one in speakers}
    for one in speakers:
        label = put(one.label)
        if label != one.label and label.casefold() not in taken:
            taken.add(label.casefold())
            work.replace(replace(one, label=label))


def _marked_anew(work: Work, source_id: str, put: Callable[[str], str]) -> None:
    """Comments that came with the file say no more than the text they stand on."""
    for one in work.find(FileMark, source_id=source_id):
        work.replace(replace(one, words=put(one.words), author=put(one.author)))


def _printed_anew(work: Work, version_id: str, put: Callable[[str], str]) -> None:
    """Quotations printed with edits are printed with the same edits and without the words replaced."""
    for one in work.unblinded().find(Quotation, version_id=version_id):
        if one.printed and (printed := put(one.printed)) != one.printed:
            work.replace(replace(one, printed=printed))


@dataclass(frozen=True, slots=True)
class ReplacedView:
    """A stretch of the current text that stands for other words: where it is in both, and the rule, if one did it."""

    start: int
    end: int
    old_start: int
    old_end: int
    old_words: str
    words: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class TwoTexts:
    """The text as it was said and the one read now, in one system of places; the same version twice when nothing
    was replaced."""

    source_id: str
    old_version_id: str
    old_number: int
    version_id: str
    number: int
    replaced: tuple[ReplacedView, ...]


@reads("/anonymisation/both", right=Right.FIELD)
def both_texts(reads: Reads, request: WhichSource) -> TwoTexts:
    """Show where the current text of a source stands for other words, and which."""
    source = reads.get(Source, request.source_id)
    versions = {one.id: one for one in reads.find(SourceVersion, source_id=source.id)}
    current = reads.get(SourceVersion, source.current_version_id or "")
    old, steps = _before(current, versions, maps_of(reads, source.id))
    text, now = reads.text(old.id), reads.text(current.id)
    offsets = identity(len(text))
    for step in steps:
        offsets = composed(offsets, step)
    rules = _rules_by_place(reads, source)
    views = tuple(
        ReplacedView(
            one.new_start,
            one.new_end,
            one.start,
            one.end,
            text[one.start : one.end],
            now[one.new_start : one.new_end],
            rules.get((one.new_start, one.new_end), ""),
        )
        for one in offsets.pieces
        if not one.kept
    )
    return TwoTexts(source.id, old.id, old.number, current.id, current.number, views)


def _before(
    current: SourceVersion, versions: Mapping[str, SourceVersion], maps: Mapping[str, VersionMap]
) -> tuple[SourceVersion, list[OffsetMap]]:
    """The newest text that was not anonymised, and the steps from it to the current one."""
    steps: list[OffsetMap] = []
    at = current
    while at.role is VersionRole.ANONYMISED and (parent := at.parent_id or "") in maps and parent in versions:
        steps.insert(0, maps[parent].offsets)
        at = versions[parent]
    return at, steps


def _rules_by_place(reads: Reads, source: Source) -> dict[tuple[int, int], str]:
    """Which rule put what stands at a place of the current text."""
    maps = maps_of(reads, source.id)
    by_place = {}
    for made in reads.find(Anonymisation, source_id=source.id):
        way = route(maps, made.version_id, source.current_version_id or "")
        for place in made.places if way is not None else ():
            onto, whole = way.carry(TextSpan(place.start, place.end)) if way is not None else (None, False)
            if whole and onto is not None:
                by_place[(onto.start, onto.end)] = place.rule_id
    return by_place


@dataclass(frozen=True, slots=True)
class LookOver:
    """What a second person found who read the anonymised text: `clear` when nothing tells who somebody is."""

    id: Annotated[str, Len(1, 64)]
    source_id: Annotated[str, Len(1, 64)]
    version_id: Annotated[str, Len(1, 64)]
    clear: bool
    note: Annotated[str, Len(0, 2000)] = ""


@writes("/anonymisation/look-over", right=Right.FIELD, label="looking an anonymised text over")
def look_over(work: Work, request: LookOver) -> Done:
    """Record that a second person read an anonymised text for what could still tell who somebody is."""
    source = work.get(Source, request.source_id)
    version = work.get(SourceVersion, request.version_id)
    if version.source_id != source.id or version.id != source.current_version_id:
        raise Refused("This is not the text that is read now.", place="version_id", advice="Look at the newest one.")
    if version.role is not VersionRole.ANONYMISED:
        raise Refused("This text has not been anonymised here.", place="version_id")
    if version.by_id == work.by:
        raise Refused("You made this text; somebody else looks it over.", place="version_id")
    work.add(
        AnonymisationReview(request.id, source.id, version.id, request.clear, request.note.strip(), work.by, work.now)
    )
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class AnonymisedRow:
    """How far a source is: how many places the rules would still replace, how many they have, and who has read the
    result for what is left."""

    source_id: str
    name: str
    version_id: str
    number: int
    anonymised: bool
    deidentified: str
    n_to_replace: int
    n_replaced: int
    made_by: str
    made_by_me: bool
    unchecked_because: str
    looked_over_by: str
    clear: bool | None
    note: str


@reads("/anonymisation/sources", right=Right.FIELD)
def anonymised_sources(reads: Reads, request: Nothing) -> tuple[AnonymisedRow, ...]:
    """List the sources with how far each is anonymised, in their order."""
    sources = sorted(
        (one for one in reads.find(Source) if one.current_version_id), key=lambda one: (one.position, one.id)
    )
    versions = {one.id: one for one in reads.find(SourceVersion, id=[one.current_version_id for one in sources])}
    texts = reads.texts(list(versions))
    names = {one.id: one.name for one in reads.find(Researcher)}
    made: dict[str, list[Anonymisation]] = {}
    for one in reads.find(Anonymisation):
        made.setdefault(one.source_id, []).append(one)
    reviews = {one.version_id: one for one in reads.find(AnonymisationReview)}
    return tuple(
        _row(reads, one, versions[one.current_version_id], texts, made.get(one.id, ()), reviews, names)
        for one in sources
        if one.current_version_id in versions
    )


def _row(
    reads: Reads,
    source: Source,
    version: SourceVersion,
    texts: Mapping[str, str],
    made: Sequence[Anonymisation],
    reviews: Mapping[str, AnonymisationReview],
    names: Mapping[str, str],
) -> AnonymisedRow:
    review = reviews.get(version.id)
    anonymised = version.role is VersionRole.ANONYMISED
    return AnonymisedRow(
        source.id,
        source.name,
        version.id,
        version.number,
        anonymised,
        source.deidentified,
        len(_coming(reads, source, texts.get(version.id, "")).changes),
        sum(len(one.places) for one in made),
        names.get(version.by_id, "") if anonymised else "",
        anonymised and version.by_id == reads.viewer.researcher_id,
        made[-1].unchecked_because if made else "",
        names.get(review.by_id, "") if review is not None else "",
        review.clear if review is not None else None,
        review.note if review is not None else "",
    )
