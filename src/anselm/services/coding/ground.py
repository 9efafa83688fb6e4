"""What comparing, measuring and settling a round stand on: its readings, their differences, what is settled of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from anselm.analysis.agreed import AgreedSpan, key_of, majority_of, read_alike
from anselm.analysis.differences import Difference, Reading, found_anew
from anselm.domain.coding import Code, Coding, MediaCoding
from anselm.domain.corpus import SourceVersion
from anselm.domain.errors import Refused
from anselm.domain.judging import AGAIN, Assignment, Judgement, Round, RoundKind, Ruling, first_time
from anselm.domain.study import Researcher, Study
from anselm.services.coding.sets import differences_of, read_by, reading_of, readings_of, settled_by
from anselm.services.judging.again import not_reading_again
from anselm.services.ports import Reads

__all__ = [
    "Compared",
    "assigned_sources",
    "by_majority",
    "compared",
    "judges_of",
    "n_unsettled",
    "open_keys",
    "open_round",
    "pattern_words",
    "reader_names",
    "unworded",
    "versions_of",
]


@dataclass(frozen=True, slots=True)
class Compared:
    """A round's readings, their differences, what is settled of them, and the places that were read alike."""

    round: Round
    readings: tuple[Reading, ...]
    codings: dict[str, Coding]
    differences: tuple[Difference, ...]
    settled: dict[str, Ruling]
    alike: tuple[AgreedSpan, ...]


@dataclass(frozen=True, slots=True)
class _Met:
    """What does not change while a round is settled; `alike` by text, in text order."""

    readings: tuple[Reading, ...]
    codings: dict[str, Coding]
    differences: tuple[Difference, ...]
    alike: dict[str, tuple[AgreedSpan, ...]]


def open_round(reads: Reads, round_id: str) -> Round:
    """A round whose readings may be compared. Raises Refused before the reveal, the same for whatever was done."""
    round_ = reads.get(Round, round_id)
    if round_.kind is RoundKind.PLACE:
        raise Refused(
            f"In the round {round_.name} things are placed on a lens, and no text is read.",
            advice="How the placements met, and settling and closing them, is on the round's own page.",
        )
    if round_.unrevealed:
        raise Refused(
            "The readings of this round are not opened yet.",
            advice="They can be compared once every reader has handed in and the readings are opened.",
        )
    not_reading_again(reads, assigned_sources(reads, round_))
    return round_


def unworded(reads: Reads, round_: Round) -> str:
    """That what has no words is in no figure, where there is such a thing; empty in a reflexive study."""
    n = reads.count(MediaCoding, round_id=round_.id)
    if not n or reads.get(Study, reads.viewer.study_id).reflexive:
        return ""
    many = (
        "1 coding of a region of a picture or page, or a stretch of sound, has"
        if n == 1
        else (f"{n} codings of regions of pictures or pages, and stretches of sound, have")
    )
    return f"{many} no words to be laid side by side, so no figure of agreement counts them."


def compared(reads: Reads, round_: Round) -> Compared:
    """Everything that comparing and settling stand on."""
    met = reads.followed(
        ("readings that met", round_),
        Coding,
        lambda: _met(reads, round_, *readings_of(reads, round_)),
        lambda there, changed: _met_since(reads, round_, there, changed),
    )
    rulings = reads.find(Ruling, round_id=round_.id)
    known = settled_by(rulings)
    by_key = {key: ruling for ruling in rulings for key in ruling.difference_keys if key in known}
    alike = tuple(one for document in sorted(met.alike) for one in met.alike[document])
    return Compared(round_, met.readings, met.codings, met.differences, by_key, alike)


def _met(reads: Reads, round_: Round, readings: tuple[Reading, ...], codings: dict[str, Coding]) -> _Met:
    """How readings met. What only one read was marked by one, and met nothing."""
    by_source = read_by(reads, round_)
    shared = {one.version_id for one in codings.values() if len(by_source.get(one.source_id, ())) > 1}
    found = differences_of(reads, round_, readings, codings)
    alike: dict[str, list[AgreedSpan]] = {}
    for one in read_alike([one for one in readings if one.document in shared], found):
        alike.setdefault(one.document, []).append(one)
    return _Met(readings, codings, found, {document: tuple(spans) for document, spans in alike.items()})


def _met_since(reads: Reads, round_: Round, there: _Met, changed: frozenset[str]) -> _Met | None:
    """How they met once some codings are other than they were: only the texts of their sources are read anew.

    None where a text may be compared with itself as it was, so that more than its codings tell where they stand.
    """
    if round_.repeats_id is not None:
        return None
    came = {one.id: one for one in reads.find(Coding, id=changed, round_id=round_.id)} if changed else {}
    gone = changed & there.codings.keys()
    if not came and not gone:
        return there
    codings = {identifier: one for identifier, one in there.codings.items() if identifier not in gone} | came
    sources = {one.source_id for one in (*came.values(), *(there.codings[identifier] for identifier in gone))}
    documents = {one.version_id for one in (*there.codings.values(), *came.values()) if one.source_id in sources}
    some = {identifier: one for identifier, one in codings.items() if one.source_id in sources}
    anew = _met(reads, round_, tuple(reading_of(one) for one in some.values()), some)
    kept = (one for one in there.readings if one.document not in documents)
    alike = {document: spans for document, spans in there.alike.items() if document not in documents}
    differences = found_anew(there.differences, documents, anew.differences)
    return _Met((*kept, *anew.readings), codings, differences, alike | anew.alike)


def judges_of(round_: Round, coder_ids: Iterable[str]) -> tuple[str, ...]:
    """The readers of a round, in its order; in open coding whoever coded. One reader over time is two, as read."""
    if round_.repeats_id is not None:
        (judge,) = round_.judge_ids
        return first_time(judge), judge
    if round_.judge_ids:
        return round_.judge_ids
    return tuple(sorted(set(coder_ids)))


def reader_names(reads: Reads, round_: Round) -> dict[str, str]:
    """What the readers of a round are called; one reader over time by which of the two readings it is."""
    names = {one.id: one.name for one in reads.find(Researcher)}
    if round_.repeats_id is None:
        return names
    again = {judge: f"{names.get(judge, '')}{AGAIN}" for judge in round_.judge_ids}
    return names | again | {first_time(judge): f"{names.get(judge, '')}{round_.before}" for judge in round_.judge_ids}


def assigned_sources(reads: Reads, round_: Round) -> set[str]:
    """The sources that somebody was to read in a round."""
    return {one.unit_id for one in reads.find(Assignment, round_id=round_.id)}


def versions_of(reads: Reads, round_: Round, marked: Mapping[str, str]) -> tuple[SourceVersion, ...]:
    """The texts that were read: those `marked` (source by version), and those assigned in which nothing was marked."""
    sources = set(marked.values())
    silent = [one for one in assigned_sources(reads, round_) if one not in sources]
    newest: dict[str, SourceVersion] = {}
    for version in reads.find(SourceVersion, source_id=silent):
        if not version.role.beside:
            newest[version.source_id] = version
    return (*reads.find(SourceVersion, id=list(marked)), *newest.values())


def pattern_words(kind: str, pattern: str, codes: Mapping[str, Code]) -> str:
    """A pattern as one says it: 'Overhearing or Kitchen and car', 'ends of Overhearing'."""
    names = [codes[one].name if one in codes else "a code" for one in pattern.split("|")]
    if kind == "boundary":
        return f"where {names[0]} begins and ends"
    if len(names) > 1:
        return " or ".join(names)
    return f"{names[0]}, {kind}"


def open_keys(ground: Compared) -> list[str]:
    """Keys of differences nobody has settled."""
    return [key for one in ground.differences if (key := key_of(one)) not in ground.settled]


def by_majority(ground: Compared) -> dict[str, tuple[tuple[int, int, str], ...]]:
    """The open differences that more than half of their readers read alike, by key, and what that half marked."""
    found = {key_of(one): majority_of(one) for one in ground.differences}
    return {key: spans for key, spans in found.items() if spans is not None and key not in ground.settled}


def n_unsettled(reads: Reads, round_: Round) -> int:
    """How many judgements of a round that is not one of coding nobody has settled."""
    settled = {key for ruling in reads.find(Ruling, round_id=round_.id) for key in ruling.difference_keys}
    return sum(one.id not in settled for one in reads.find(Judgement, round_id=round_.id))
