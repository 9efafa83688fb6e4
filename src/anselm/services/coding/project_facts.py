"""Memos, cases and variables of a project of another program, as far as they map to what is here.

What is here stays: a case of the same name is that case, a value that was entered is not written over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from anselm.domain.errors import Invalid
from anselm.domain.fieldwork import Attribute, AttributeType, AttributeValue, Case, CaseKind, checked_value
from anselm.domain.interchange import ExchangedCase, ExchangedNote, ExchangedPicture, ExchangedValue, ReadProject
from anselm.domain.study import Memo, MemoKind
from anselm.services.coding.project_rows import CodingRows, ComingSource, Here, Leaving, Whose, moment_of
from anselm.services.ports import Reads

__all__ = ["FactRows", "MemoRows"]

_LONGEST_MEMO = 100_000
_LONGEST_VALUE = 2_000
_TYPES = {"Integer": AttributeType.NUMBER, "Float": AttributeType.NUMBER, "Date": AttributeType.DATE}
_TYPES["DateTime"] = AttributeType.DATE


class MemoRows:
    """The memos of a file: notes at what they are about, and what is written beside passages and sources."""

    def __init__(
        self, reads: Reads, project: ReadProject, sources: Sequence[ComingSource], whose: Whose, here: Here
    ) -> None:
        self._whose, self._here = whose, here
        self._notes = {one.guid: one for one in project.study.notes}
        self._told: set[str] = set()
        self._there = {_said(one) for one in reads.find(Memo)}
        self._project, self._sources = project, sources
        self.new: list[Memo] = []
        self.n_here = 0
        self.by_user: dict[str, int] = {}

    def gather(self, codings: CodingRows, cases: Mapping[str, str], left: Leaving) -> None:
        """Every memo once, at the first thing it is about; what is about nothing is about the study."""
        study = self._project.study
        for source in self._sources:
            if source.became == "being read":
                self._passed_over(source, source.read.notes, "Their text is being read apart in a round.", left)
                continue
            self._notes_at(source.read.notes, "source", source.source_id)
            self._of_source(source, codings, left)
        for code in study.codes:
            if (made := self._here.codes.get(code.guid)) is not None:
                self._notes_at(code.notes, "code", made.id)
        for case in study.cases:
            if case.guid in cases:
                self._notes_at(case.notes, "case", cases[case.guid])
        for note in study.notes:
            self._notes_at((note.guid,), "study", "")

    def _of_source(self, source: ComingSource, codings: CodingRows, left: Leaving) -> None:
        read = source.read
        if isinstance(read, ExchangedPicture):
            return
        if read.description.strip():
            self._add(read.description.strip(), "", read.at, MemoKind.ANALYTIC, "source", source.source_id)
        if not source.coded:
            self._passed_over(source, (), "The words they stand at were corrected here since.", left)
            return
        for coding in source.marks:
            if coding.guid in codings.ids:
                self._notes_at(coding.notes, "coding", codings.ids[coding.guid])
        for one in read.remarks:
            at = (source.version_id, one.start, one.end)
            if one.words:
                self._add(one.words, one.user, one.at, MemoKind.ANALYTIC, "passage", "", at)
            self._notes_at(one.notes, "passage", "", at)

    def _passed_over(self, source: ComingSource, notes: tuple[str, ...], why: str, left: Leaving) -> None:
        """Memos of a text, and at its passages, that do not come: neither there nor anywhere else."""
        read, n = source.read, 0
        told = set(notes)
        if not isinstance(read, ExchangedPicture):
            told.update(*(held.notes for held in source.marks), *(held.notes for held in read.remarks))
            n = sum(bool(one.words) for one in read.remarks)
        told &= set(self._notes)
        left.add("memo", "memos", why, source.name, n + len(told - self._told))
        self._told |= told

    def _notes_at(
        self, guids: Iterable[str], about: str, about_id: str, at: tuple[str, int, int] | None = None
    ) -> None:
        for guid in guids:
            note = self._notes.get(guid)
            if note is not None and guid not in self._told:
                self._told.add(guid)
                kind, body = _body(note)
                self._add(body, note.user, note.at, kind, about, about_id, at)

    def _add(
        self, body: str, user: str, at: str, kind: MemoKind, about: str, about_id: str,
        place: tuple[str, int, int] | None = None,
    ) -> None:  # fmt: skip
        said_at = moment_of(at, self._here.now)
        where: tuple[str | None, int | None, int | None] = place or (None, None, None)
        made = Memo(
            self._here.new_id(),
            self._whose.of(user),
            kind,
            body[:_LONGEST_MEMO],
            about,
            about_id,
            *where,
            created_at=said_at,
            edited_at=said_at,
        )
        self.by_user[user] = self.by_user.get(user, 0) + 1
        if _said(made) in self._there:
            self.n_here += 1
            return
        self._there.add(_said(made))
        self.new.append(made)


def _said(one: Memo) -> tuple[object, ...]:
    return one.author_id, one.body, one.about_kind, one.about_id, one.version_id, one.start, one.end


def _body(note: ExchangedNote) -> tuple[MemoKind, str]:
    """The kind and words of a memo; its name stands above them, unless it only says how they begin."""
    text, name = note.text.strip(), " ".join(note.name.split())
    kind, _, begins = name.partition(": ")
    known = next((one for one in MemoKind if one == kind), None)
    flat = " ".join(text.split())
    if known is not None and flat.startswith(begins):
        return known, note.text
    if not name or flat.startswith(name.rstrip("….")):
        return MemoKind.ANALYTIC, text
    return MemoKind.ANALYTIC, f"{name}\n\n{text}"


class FactRows:
    """Cases and variables of a file."""

    def __init__(self, reads: Reads, project: ReadProject, here: Here, kind: CaseKind, left: Leaving) -> None:
        self._project, self._here, self._kind, self._left = project, here, kind, left
        self._cases = list(reads.find(Case))
        self._codes = {one.code.casefold() for one in self._cases}
        self._attributes = {(one.about, one.name.casefold()): one for one in reads.find(Attribute)}
        self._values = {(one.about_id, one.attribute_id) for one in reads.find(AttributeValue)}
        self._variables = {one.guid: one for one in project.study.variables}
        self.new: list[Case] = []
        self.attributes: list[Attribute] = []
        self.values: list[AttributeValue] = []
        self.n_here = 0
        self.ids: dict[str, str] = {}
        self.case_of: dict[str, str] = {}

    def gather(self, sources: Sequence[ComingSource]) -> None:
        """Cases by name, each with its values and texts; a case without a name says something of its texts."""
        by_guid = {one.read.guid: one for one in sources if one.read.guid}
        for case in self._project.study.cases:
            texts = [by_guid[guid] for guid in case.sources if guid in by_guid]
            if not case.name.strip():
                for text in texts:
                    self._facts("source", text.source_id, case.values, text.name)
                continue
            identifier = self.ids[case.guid] = self._case(case)
            self._facts("case", identifier, case.values, case.name)
            for text in texts:
                if self.case_of.setdefault(text.source_id, identifier) != identifier:
                    why = "A text belongs to one case here, the first that names it."
                    self._left.add("place of a text in a case", "places of texts in cases", why, text.name)
        for one in sources:
            self._facts("source", one.source_id, one.read.values, one.name)

    def _case(self, read: ExchangedCase) -> str:
        name = " ".join(read.name.split())[:200]
        for one in self._cases:
            if name.casefold() in (one.name.casefold(), one.code.casefold(), f"{one.code} {one.name}".casefold()):
                self.n_here += 1
                return one.id
        code, _, rest = name.partition(" ") if self._project.study.origin == "Anselm" else (name[:40], "", name)
        made = Case(self._here.new_id(), self._kind, self._free(code[:40]), rest or name, None, None, read.description)
        self._cases.append(made)
        self.new.append(made)
        return made.id

    def _free(self, code: str) -> str:
        free, n = code, 1
        while free.casefold() in self._codes:
            n += 1
            free = f"{code[:34]} ({n})"
        self._codes.add(free.casefold())
        return free

    def _facts(self, about: str, about_id: str, values: Iterable[ExchangedValue], name: str) -> None:
        for one in values:
            variable = self._variables.get(one.variable)
            if variable is None or not one.value.strip():
                continue
            attribute = self._attribute(about, " ".join(variable.name.split())[:100] or "variable", variable.kind)
            if (about_id, attribute.id) in self._values:
                continue
            said = one.value.strip()[:10] if attribute.type is AttributeType.DATE else one.value.strip()
            try:
                if len(said) > _LONGEST_VALUE:
                    raise Invalid("It is too long.")
                said = checked_value(attribute, said, "")
            except Invalid:
                why = f"They do not read as what {attribute.name} holds here, or are too long."
                self._left.add("value", "values", why, name)
                continue
            self._values.add((about_id, attribute.id))
            self.values.append(AttributeValue(self._here.new_id(), attribute.id, about_id, said))

    def _attribute(self, about: str, name: str, kind: str) -> Attribute:
        key = (about, name.casefold())
        if key not in self._attributes:
            made = Attribute(self._here.new_id(), name, about, _TYPES.get(kind, AttributeType.TEXT))
            self._attributes[key] = made
            self.attributes.append(made)
        return self._attributes[key]
