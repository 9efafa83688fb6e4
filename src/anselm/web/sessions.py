"""Who is signed in, kept in memory: sessions, the one-time launch link, and how often a password may be guessed.

A session is found by a random word the browser keeps in a cookie; here only its digest is kept. It dies after being
idle, after its longest time, and as soon as the account it belongs to is no longer as it was when it began.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from anselm.bootstrap import Standing

__all__ = ["Guesses", "Launch", "Session", "Sessions", "running_seconds"]

Seconds = Callable[[], float]
Token = Callable[[], str]


def running_seconds() -> float:
    """Seconds that also pass while the computer sleeps, and that nobody can set back."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser's visit. `standing` is None while nobody has signed in; `present` says a launch link was used."""

    began: float
    seen: float
    idle: float
    present: bool
    standing: Standing | None = None

    @property
    def researcher_id(self) -> str:
        """Who is signed in, or empty."""
        return "" if self.standing is None else self.standing.viewer.researcher_id


class Sessions:
    """All sessions, by the digest of their word."""

    def __init__(self, absolute: float, token: Token, now: Seconds) -> None:
        self._absolute, self._token, self._now = absolute, token, now
        self._held: dict[str, Session] = {}
        self._lock = threading.Lock()

    def begin(self, standing: Standing | None, *, idle: float, present: bool) -> str:
        """A new session; the word for the cookie."""
        word, now = self._token(), self._now()
        with self._lock:
            self._held = {key: one for key, one in self._held.items() if self._lives(one, now)}
            self._held[_key(word)] = Session(now, now, idle, present, standing)
        return word

    def find(self, word: str | None, *, active: bool = True) -> Session | None:
        """The living session of a word. Unless `active` is false it counts as being used."""
        if not word:
            return None
        key, now = _key(word), self._now()
        with self._lock:
            found = self._held.get(key)
            if found is None or not self._lives(found, now):
                self._held.pop(key, None)
                return None
            if active:
                self._held[key] = replace(found, seen=now)
        return found

    def follow(self, word: str, standing: Standing) -> str:
        """A session's account was changed by the session itself: it goes on under a new word, the old one is dead."""
        fresh = self._token()
        with self._lock:
            self._held[_key(fresh)] = replace(self._held.pop(_key(word)), standing=standing)
        return fresh

    def end(self, word: str | None) -> None:
        """End one session."""
        with self._lock:
            self._held.pop(_key(word or ""), None)

    def end_all(self, researcher_id: str) -> None:
        """End every session of someone."""
        with self._lock:
            self._held = {key: one for key, one in self._held.items() if one.researcher_id != researcher_id}

    def _lives(self, session: Session, now: float) -> bool:
        return now - session.seen < session.idle and now - session.began < self._absolute


def _key(word: str) -> str:
    return hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()


class Launch:
    """The word in the link that is printed. Once used it is worth nothing, and `renewed` is told the next one."""

    def __init__(self, token: Token, renewed: Callable[[str], None] | None = None) -> None:
        self._token, self.renewed, self.word = token, renewed, token()
        self._lock = threading.Lock()

    def use(self, word: str) -> bool:
        """Whether this was the word."""
        with self._lock:
            if not secrets.compare_digest(word.encode("utf-8", "replace"), self.word.encode()):
                return False
            self.word = self._token()
        if self.renewed is not None:
            self.renewed(self.word)
        return True


class Guesses:
    """Counts guesses at passwords by account and by address, so that nobody tries for long.

    A guess counts before it is judged, so that many at once are not more than many one after the other.
    """

    def __init__(self, most: int, within: float, now: Seconds) -> None:
        self._most, self._within, self._now = most, within, now
        self._made: dict[Hashable, deque[float]] = {}
        self._lock = threading.Lock()

    def make(self, *keys: Hashable) -> float:
        """Count a guess; 0, or the seconds until the next one is allowed, and then it is not counted."""
        with self._lock:
            now = self._now()
            self._forget(now - self._within)
            full = [self._made[key][0] for key in keys if len(self._made.get(key, ())) >= self._most]
            if full:
                return max(full) + self._within - now
            for key in keys:
                self._made.setdefault(key, deque()).append(now)
            return 0.0

    def right(self, account: Hashable, *others: Hashable) -> None:
        """The guess was right: the account starts anew, elsewhere this one is not counted."""
        with self._lock:
            self._made.pop(account, None)
            for key in others:
                if self._made.get(key):
                    self._made[key].pop()

    def _forget(self, since: float) -> None:
        for key, moments in tuple(self._made.items()):
            while moments and moments[0] <= since:
                moments.popleft()
            if not moments:
                del self._made[key]
