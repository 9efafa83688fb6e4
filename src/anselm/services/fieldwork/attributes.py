"""Typed facts about cases, people and sources, each with the time it held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Source
from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import (
    Attribute,
    AttributeType,
    AttributeValue,
    Case,
    Participant,
    Privacy,
    checked_date,
    checked_value,
)
from anselm.domain.study import Right
from anselm.services.fieldwork.changes import given
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Work

ABOUT: dict[str, type[Case | Participant | Source]] = {
    "case": Case,
    "participant": Participant,
    "source": Source,
}


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of an attribute for one case, person or source; `missing` says why an empty one is empty."""

    id: str
    attribute_id: str
    about_id: str
    value: str
    missing: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class AttributeView:
    """An attribute with its values, in the order entered."""

    id: str
    name: str
    about: str
    type: AttributeType
    privacy: Privacy
    choices: tuple[str, ...]
    values: tuple[ValueView, ...]


@dataclass(frozen=True, slots=True)
class WhichAttributes:
    """Attributes of cases, participants or sources (`about`), or all; `about_id` only the values of one."""

    about: Annotated[str, Len(0, 20)] = ""
    about_id: Annotated[str, Len(0, 64)] = ""


@reads("/attributes")
def attributes(reads: Reads, request: WhichAttributes) -> tuple[AttributeView, ...]:
    """List attributes and their values."""
    held = reads.find(Attribute, about=request.about) if request.about else reads.find(Attribute)
    wanted = {"about_id": request.about_id} if request.about_id else {}
    shown = _shown(reads)
    values: dict[str, list[ValueView]] = {}
    for one in reads.find(AttributeValue, **wanted):
        if one.about_id in shown:
            values.setdefault(one.attribute_id, []).append(value_view(one))
    return tuple(
        AttributeView(one.id, one.name, one.about, one.type, one.privacy, one.choices, tuple(values.get(one.id, ())))
        for one in held
    )


def _shown(reads: Reads) -> set[str]:
    """Everything a value may be about that is not held back."""
    people = {one.id for one in reads.find(Participant) if one.held_at is None}
    return people | {one.id for one in reads.find(Case)} | {one.id for one in reads.find(Source)}


def value_view(one: AttributeValue) -> ValueView:
    """A value as it is shown."""
    return ValueView(
        one.id, one.attribute_id, one.about_id, one.value, one.missing, one.valid_from or "", one.valid_to or ""
    )


@dataclass(frozen=True, slots=True)
class NewAttribute:
    """An attribute of cases, participants or sources; `choices` for the type choice."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 100)]
    about: Annotated[str, Len(1, 20)] = "case"
    type: AttributeType = AttributeType.TEXT
    privacy: Privacy = Privacy.OPEN
    choices: Annotated[tuple[str, ...], Len(0, 200)] = ()


@writes("/attributes/add", right=Right.FIELD, label="adding an attribute")
def add_attribute(work: Work, request: NewAttribute) -> Done:
    """Add an attribute."""
    if request.about not in ABOUT:
        raise Invalid("An attribute is about a case, a participant or a source.", place="about")
    if request.type is AttributeType.CHOICE and not request.choices:
        raise Invalid("An attribute to choose from names its choices.", place="choices")
    one = Attribute(
        request.id, request.name.strip(), request.about, request.type, request.privacy, request.choices
    )
    _own_name(work, one)
    work.add(one)
    return Done(one.id)


def _own_name(work: Work, one: Attribute) -> None:
    others = work.find(Attribute, about=one.about)
    if any(held.name.casefold() == one.name.casefold() and held.id != one.id for held in others):
        raise Refused("There is an attribute of that name.", place="name")


@dataclass(frozen=True, slots=True)
class ChangeAttribute:
    """What changes of an attribute; None leaves it. Values must still read by the new type."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 100)] | None = None
    type: AttributeType | None = None
    privacy: Privacy | None = None
    choices: Annotated[tuple[str, ...], Len(0, 200)] | None = None


@writes("/attributes/change", right=Right.FIELD, label="changing an attribute")
def change_attribute(work: Work, request: ChangeAttribute) -> Done:
    """Change an attribute. Refused when a value it has would no longer read."""
    one = replace(work.get(Attribute, request.id), **given(request, ("name", "type", "privacy", "choices")))
    _own_name(work, one)
    for value in work.find(AttributeValue, attribute_id=one.id):
        checked_value(one, value.value, value.missing)
    work.replace(one)
    return Done(one.id)


@dataclass(frozen=True, slots=True)
class OneAttribute:
    """An attribute by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/attributes/remove", right=Right.FIELD, label="removing an attribute")
def remove_attribute(work: Work, request: OneAttribute) -> Done:
    """Remove an attribute with all its values."""
    one = work.maybe(Attribute, request.id)
    if one is not None:
        for value in work.find(AttributeValue, attribute_id=one.id):
            work.remove(value)
        work.remove(one)
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class SetValue:
    """A value, new or written anew under the same identifier; an empty one says why in `missing`."""

    id: Annotated[str, Len(1, 64)]
    attribute_id: Annotated[str, Len(1, 64)]
    about_id: Annotated[str, Len(1, 64)]
    value: Annotated[str, Len(0, 2000)] = ""
    missing: Annotated[str, Len(0, 40)] = ""
    valid_from: Annotated[str, Len(0, 10)] = ""
    valid_to: Annotated[str, Len(0, 10)] = ""


@writes("/attributes/set", right=Right.FIELD, label="entering a value")
def set_value(work: Work, request: SetValue) -> ValueView:
    """Enter a value, or write it anew. One attribute has one value at a time."""
    attribute = work.get(Attribute, request.attribute_id)
    work.get(ABOUT[attribute.about], request.about_id)
    one = AttributeValue(
        request.id,
        attribute.id,
        request.about_id,
        checked_value(attribute, request.value, request.missing),
        request.missing,
        checked_date(request.valid_from, "valid_from"),
        checked_date(request.valid_to, "valid_to"),
    )
    _one_at_a_time(work, one)
    if work.maybe(AttributeValue, one.id) is None:
        work.add(one)
    else:
        work.replace(one)
    return value_view(one)


def _one_at_a_time(work: Work, new: AttributeValue) -> None:
    if new.valid_from is not None and new.valid_to is not None and new.valid_to <= new.valid_from:
        raise Invalid("A value ends after it began.", place="valid_to")
    for one in work.find(AttributeValue, about_id=new.about_id, attribute_id=new.attribute_id):
        ends_before = one.valid_to is not None and one.valid_to <= (new.valid_from or "")
        begins_after = new.valid_to is not None and new.valid_to <= (one.valid_from or "")
        if one.id != new.id and not (ends_before or begins_after):
            raise Refused(
                "There is a value for that time.", place="value", advice="Say until when the earlier one held."
            )


@dataclass(frozen=True, slots=True)
class OneValue:
    """A value by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/attributes/clear", right=Right.FIELD, label="removing a value")
def remove_value(work: Work, request: OneValue) -> Done:
    """Remove a value."""
    one = work.maybe(AttributeValue, request.id)
    if one is not None:
        work.remove(one)
    return Done(request.id)
