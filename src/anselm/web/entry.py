"""Coming in and going out: the launch link, signing in with a name and a password, signing out here or everywhere.

A launch link proves that someone sits at this computer, not who. If the study has one account, that is who; if it
has several, the person chooses and gives the password. An account without a password is entered by presence alone
when it is the owner's or when nobody in the study has set one: whoever holds the study's folder could as well use
the terminal.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.bootstrap import Standing, Workbench
from anselm.domain.errors import NotSignedIn
from anselm.domain.study import Researcher, Role, initials
from anselm.web.errors import EdgeRefusal
from anselm.web.sessions import Guesses, Launch, Session, Sessions
from anselm.web.settings import Settings

__all__ = ["Entry", "PersonView", "SessionView", "SignIn"]

_AT_ONCE = 2  # a password takes 64 MB and a tenth of a second to check, by design


@dataclass(frozen=True, slots=True)
class PersonView:
    """Someone who can sign in. `enters` says that being at this computer is enough."""

    id: str
    name: str
    initials: str
    has_password: bool
    enters: bool


@dataclass(frozen=True, slots=True)
class SessionView:
    """Whether someone is signed in here, and who could be. Over a network nobody is listed: one types one's name."""

    signed_in: bool
    researcher_id: str
    present: bool
    people: tuple[PersonView, ...]
    study_title: str = ""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who signs in, by identifier or full name, and their password."""

    researcher_id: Annotated[str, Len(1, 200)]
    password: Annotated[str, Len(0, 200)] = ""


class Entry:
    """Begins and ends sessions."""

    def __init__(
        self, workbench: Workbench, sessions: Sessions, settings: Settings, now: Callable[[], float], launch: Launch
    ) -> None:
        self._workbench, self._sessions, self._settings, self.launch = workbench, sessions, settings, launch
        self._guesses = Guesses(settings.guesses, settings.guesses_within, now)
        self._slots = threading.BoundedSemaphore(_AT_ONCE)

    def show(self, session: Session | None) -> SessionView:
        """Say who is signed in and who could be."""
        present = session is not None and session.present
        people: tuple[PersonView, ...] = ()
        title = ""
        if self._settings.private or present:
            active = self._active()
            title = self._workbench.title()
            people = tuple(self._view(one, active, present=present) for one in active)
        known = "" if session is None else session.researcher_id
        return SessionView(bool(known), known, present, people, title)

    def launched(self, word: str, as_: str | None) -> str | None:
        """What the launch link leads to: the word of a session, or None when it was used before.

        The sole account is signed in; so is the account the server was started for, when it has no password.
        """
        if not self.launch.use(word):
            return None
        return self._sessions.begin(self.expected(as_), idle=self._idle(len(self._active())), present=True)

    def expected(self, as_: str | None) -> Standing | None:
        """Whom the launch link signs in; None where a name or a password is asked for."""
        active = self._active()
        chosen = active[0].id if len(active) == 1 else as_
        if not self._settings.private or chosen is None:
            return None
        enters = len(active) == 1 or not self._workbench.has_password(chosen)
        return self._workbench.standing(chosen) if enters else None

    def sign_in(self, request: SignIn, word: str | None, address: str) -> str:
        """Begin a session for someone; its word. Raises NotSignedIn, and EdgeRefusal after too many guesses."""
        before = self._sessions.find(word)
        present = before is not None and before.present
        active = self._active()
        one = next((one for one in active if request.researcher_id in (one.id, one.name)), None)
        account = one.id if one is not None else request.researcher_id
        keys = ("account", account), ("address", address)
        if wait := self._guesses.make(*keys):
            raise EdgeRefusal(
                429,
                "too-many-guesses",
                "There were too many attempts. Wait a quarter of an hour and try again.",
                Retry_After=str(int(wait) + 1),
            )
        with self._slots:
            right = self._workbench.signs_in(account, request.password)
        if one is None or not (right or self._enters(one, active, present=present)):
            raise NotSignedIn("The name and the password do not go together.")
        self._guesses.right(*keys)
        self._sessions.end(word)
        return self._sessions.begin(self._workbench.standing(one.id), idle=self._idle(len(active)), present=present)

    def sign_out(self, word: str | None, *, everywhere: bool) -> str | None:
        """End the session; whoever came by a launch link is then still at this computer, as nobody."""
        session = self._sessions.find(word)
        if session is None:
            return None
        self._sessions.end(word)
        if everywhere and session.researcher_id:
            self._sessions.end_all(session.researcher_id)
        if not session.present:
            return None
        return self._sessions.begin(None, idle=session.idle, present=True)

    def _active(self) -> tuple[Researcher, ...]:
        return tuple(one for one in self._workbench.people() if one.ended_at is None)

    def _idle(self, n_accounts: int) -> float:
        alone = n_accounts == 1 and self._settings.private
        return self._settings.idle_alone if alone else self._settings.idle

    def _view(self, one: Researcher, active: tuple[Researcher, ...], *, present: bool) -> PersonView:
        has = self._workbench.has_password(one.id)
        return PersonView(one.id, one.name, initials(one.name), has, self._enters(one, active, present=present))

    def _enters(self, one: Researcher, active: tuple[Researcher, ...], *, present: bool) -> bool:
        """Whether presence is enough: see the top of this file."""
        if not (present and self._settings.private) or self._workbench.has_password(one.id):
            return False
        return Role.OWNER in one.roles or not any(self._workbench.has_password(other.id) for other in active)
