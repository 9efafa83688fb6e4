"""What can go wrong, as one tree. Errors carry facts; the edges turn them into words and codes.

AnselmError
├── Invalid        the request does not make sense (a span outside its text, a name left empty)
├── Refused        a rule of the study says no (a round is not open, someone changed the row since)
├── NotFound       there is no such thing, or it is not this viewer's to know of: one answer for both
├── NotAllowed     the viewer's role does not reach this far
├── NotSignedIn    nobody is signed in
├── Locked         another program holds the study
├── Damaged        the study's history or file does not hold together
└── StorageFailed  the disk is full or answered with an error; nothing was kept of this request
"""

from __future__ import annotations

__all__ = [
    "AnselmError",
    "Damaged",
    "Invalid",
    "Locked",
    "NotAllowed",
    "NotFound",
    "NotSignedIn",
    "Refused",
    "StorageFailed",
]


class AnselmError(Exception):
    """A plain sentence, and optionally the place meant and what to do next. Never a participant's words."""

    code = "anselm"

    def __init__(self, message: str, *, place: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message, self.place, self.advice = message, place, advice


class Invalid(AnselmError):
    """The request does not make sense by itself."""

    code = "invalid"


class Refused(AnselmError):
    """A rule of the study says no at this moment."""

    code = "refused"


class NotFound(AnselmError):
    """There is no such thing, or it is not this viewer's to know of. Both read the same."""

    code = "not-found"

    def __init__(self, message: str = "There is nothing here by that name.") -> None:
        super().__init__(message)


class NotAllowed(AnselmError):
    """The viewer's role does not reach this far."""

    code = "not-allowed"


class NotSignedIn(AnselmError):
    """Nobody is signed in."""

    code = "not-signed-in"

    def __init__(self, message: str = "Sign in first.") -> None:
        super().__init__(message)


class Locked(AnselmError):
    """Another program holds the study; `message` says which, where and since when."""

    code = "locked"


class Damaged(AnselmError):
    """The study's history or file does not hold together; `message` says what was found."""

    code = "damaged"


class StorageFailed(AnselmError):
    """The disk is full or answered with an error; nothing was kept of this request."""

    code = "storage-failed"
