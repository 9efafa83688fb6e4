"""Who is asking, who works on the study, and the study's own particulars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import RoundKey
from anselm.domain.study import PROFILES, Researcher, Right, Role, Study, initials
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Tools, Work

SHORTEST_PASSWORD = 10
_OF_A_READER = frozenset({Right.READ, Right.OWN, Right.WRITE, Right.CODE})


@dataclass(frozen=True, slots=True)
class ViewerView:
    """Who is asking and what they may do. `returns_to` is set in a folder that was opened from a round package, where
    there is nothing to do but read: to whom the reading goes back."""

    researcher_id: str
    name: str
    initials: str
    key: str
    roles: tuple[Role, ...]
    rights: tuple[Right, ...]
    study_id: str
    study_title: str
    profile: str
    profile_name: str
    reflexive: bool
    themes_first: bool
    returns_to: str | None


@reads("/viewer")
def viewer(reads: Reads, request: Nothing) -> ViewerView:
    """Say who is asking and what they may do."""
    me = reads.get(Researcher, reads.viewer.researcher_id)
    study = reads.get(Study, reads.viewer.study_id)
    # A key is nobody's to see; that this folder came in a package, and from whom, its reader knows.
    brought = [key.returns_to for key in reads.unblinded().find(RoundKey) if key.brought]
    return ViewerView(
        me.id,
        me.name,
        initials(me.name),
        me.key,
        me.roles,
        tuple(sorted(reads.viewer.rights & _OF_A_READER if brought else reads.viewer.rights)),
        study.id,
        study.title,
        study.profile,
        PROFILES[study.profile].name,
        study.reflexive,
        PROFILES[study.profile].themes_first,
        (brought[0] or "whoever settles") if brought else None,
    )


@dataclass(frozen=True, slots=True)
class ResearcherView:
    """A researcher as everyone in the study may know them; `named_in` the file that names who never had an account."""

    id: str
    name: str
    initials: str
    key: str
    roles: tuple[Role, ...]
    credentials: str
    training: str
    ties: str
    ended: bool
    named_in: str


@reads("/researchers")
def researchers(reads: Reads, request: Nothing) -> tuple[ResearcherView, ...]:
    """List who works on the study."""
    return tuple(_view(one) for one in reads.find(Researcher))


def _view(one: Researcher) -> ResearcherView:
    return ResearcherView(
        one.id,
        one.name,
        initials(one.name),
        one.key,
        one.roles,
        one.credentials,
        one.training,
        one.ties,
        one.ended_at is not None,
        one.named_in,
    )


@dataclass(frozen=True, slots=True)
class NewResearcher:
    """A researcher to add. `password` may be empty: then they cannot sign in by themselves yet."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    roles: Annotated[tuple[Role, ...], Len(1, 6)]
    key: Annotated[str, Len(0, 4)] = ""
    credentials: Annotated[str, Len(0, 500)] = ""
    training: Annotated[str, Len(0, 1000)] = ""
    ties: Annotated[str, Len(0, 1000)] = ""
    password: Annotated[str, Len(0, 200)] = ""


def _hashed(tools: Tools, reads: Reads, request: NewResearcher) -> str | None:
    return _stored(tools, request.password) if request.password else None


def _stored(tools: Tools, password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(
            f"The password needs at least {SHORTEST_PASSWORD} characters.",
            place="password",
            advice="A few words in a row are easy to remember and hard to guess.",
        )
    return tools.hasher.hash(password)


@writes("/researchers/add", right=Right.ADMIN, label="adding a researcher", prepare=_hashed)
def add_researcher(work: Work, request: NewResearcher, stored: str | None) -> ResearcherView:
    """Add a researcher, with a password if they shall sign in here."""
    if any(one.name == request.name and one.id != request.id for one in work.find(Researcher)):
        raise Refused("Somebody of that name is in the study already.", place="name")
    one = Researcher(
        request.id, request.name, request.roles, request.key, request.credentials, request.training, request.ties
    )
    work.add(one)
    if stored is not None:
        work.set_password(one.id, stored)
    return _view(one)


@dataclass(frozen=True, slots=True)
class ChangeResearcher:
    """What changes of a researcher; None leaves it."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)] | None = None
    roles: Annotated[tuple[Role, ...], Len(1, 6)] | None = None
    key: Annotated[str, Len(0, 4)] | None = None
    credentials: Annotated[str, Len(0, 500)] | None = None
    training: Annotated[str, Len(0, 1000)] | None = None
    ties: Annotated[str, Len(0, 1000)] | None = None


@writes("/researchers/change", right=Right.ADMIN, label="changing a researcher")
def change_researcher(work: Work, request: ChangeResearcher) -> ResearcherView:
    """Change what is known of a researcher. The last owner stays owner."""
    one = work.get(Researcher, request.id)
    given = {
        name: getattr(request, name)
        for name in ("name", "roles", "key", "credentials", "training", "ties")
        if getattr(request, name) is not None
    }
    changed = replace(one, **given)
    _keep_an_owner(work, changed)
    work.replace(changed)
    return _view(changed)


def _keep_an_owner(work: Work, changed: Researcher) -> None:
    people = [changed if one.id == changed.id else one for one in work.find(Researcher)]
    if not any(Role.OWNER in one.roles and one.ended_at is None for one in people):
        raise Refused("A study always has an owner.", advice="Make someone else owner first.")


@dataclass(frozen=True, slots=True)
class OneResearcher:
    """A researcher by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/researchers/end", right=Right.ADMIN, label="ending an account")
def end_researcher(work: Work, request: OneResearcher) -> Done:
    """End a researcher's account. What they made stays."""
    ended = replace(work.get(Researcher, request.id), ended_at=work.now)
    _keep_an_owner(work, ended)
    work.replace(ended)
    work.set_password(ended.id, None)
    return Done(ended.id)


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password for a researcher."""

    id: Annotated[str, Len(1, 64)]
    password: Annotated[str, Len(1, 200)]


def _hashed_new(tools: Tools, reads: Reads, request: NewPassword) -> str:
    return _stored(tools, request.password)


@writes("/researchers/password", right=Right.READ, label="setting a password", undoable=False, prepare=_hashed_new)
def set_password(work: Work, request: NewPassword, stored: str) -> Done:
    """Set one's own password, or as owner anyone's."""
    one = work.get(Researcher, request.id)
    if one.id != work.by and not work.viewer.may(Right.ADMIN):
        raise Refused("Only the owner sets the password of someone else.")
    if one.ended_at is not None:
        raise Refused("That account has ended.")
    work.set_password(one.id, stored)
    return Done(one.id)


@reads("/study")
def study(reads: Reads, request: Nothing) -> Study:
    """Show the study's particulars."""
    return reads.get(Study, reads.viewer.study_id)


@dataclass(frozen=True, slots=True)
class ChangeStudy:
    """What changes of the study; None leaves it."""

    title: Annotated[str, Len(1, 300)] | None = None
    question: Annotated[str, Len(0, 2000)] | None = None
    aims: Annotated[str, Len(0, 5000)] | None = None
    profile: Annotated[str, Len(1, 60)] | None = None
    design: Annotated[str, Len(0, 5000)] | None = None
    lawful_basis: Annotated[str, Len(0, 500)] | None = None
    hra_category: Annotated[str, Len(0, 200)] | None = None
    label_template: Annotated[str, Len(1, 60)] | None = None


@writes("/study/change", right=Right.LEAD, label="changing the study's particulars")
def change_study(work: Work, request: ChangeStudy) -> Study:
    """Change the study's particulars. Another method profile is an event like any other."""
    one = work.get(Study, work.viewer.study_id)
    names = ("title", "question", "aims", "profile", "design", "lawful_basis", "hra_category", "label_template")
    changed = replace(one, **{name: getattr(request, name) for name in names if getattr(request, name) is not None})
    try:
        changed.label_template.format(case="1", role="A", n="")
    except (KeyError, IndexError, ValueError) as error:
        raise Invalid(
            "The label can hold {case}, {role} and {n} and nothing else in braces.", place="label_template"
        ) from error
    work.replace(changed)
    return changed
