"""Round packages (.anselm) and sealed returns: files between two Anselms, read as strictly as any stranger's.

A package is a zip with one JSON document; a return is a JSON document that says whose reading it is and the digest it
was handed in with, and holds the reading itself locked for whoever settles.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import zipfile
from typing import Any

from pydantic import TypeAdapter, ValidationError

from anselm.analysis.sealing import CannotOpen, seal, unseal
from anselm.domain.errors import AnselmError, Invalid, Refused
from anselm.domain.package import ReturnedReading, RoundPackage, RoundResult, SealedReturn
from anselm.formats.safe_zip import UnsafeFile, open_container

__all__ = [
    "open_return",
    "read_package",
    "read_result",
    "read_return",
    "write_package",
    "write_result",
    "write_return",
]

_PACKAGE, _RETURN, _RESULT = "anselm round package 1", "anselm returned reading 1", "anselm round result 1"
_MEMBER = "round.json"
_STEP = 128 * 1024  # a returned reading is as long as this, or twice, or …; 27 marks take about 10 kB
_STILL = (1980, 1, 1, 0, 0, 0)  # the same package is the same bytes whenever it is written


def write_package(package: RoundPackage) -> bytes:
    """A round package as a file."""
    return _zipped({"format": _PACKAGE, "package": _plain(RoundPackage, package)})


def read_package(data: bytes) -> RoundPackage:
    """The package in a file. Raises Invalid for anything else, also for one of a newer kind."""
    text = _unzipped(data, "This is not a round package.")
    found = _loaded(text)
    if isinstance(found, dict) and found.get("format") == _RESULT:
        raise Invalid(
            "This tells how a round ended; no study is made of it.",
            advice="Take it in where you read the round: on its page, or by anselm take-in FOLDER FILE",
        )
    package: RoundPackage = _value(RoundPackage, _document(text, _PACKAGE, "package"))
    return package


def write_result(result: RoundResult) -> bytes:
    """How a round ended, as a file."""
    return _zipped({"format": _RESULT, "result": _plain(RoundResult, result)})


def read_result(data: bytes) -> RoundResult:
    """What a file tells of how a round ended. Raises Invalid for anything else."""
    text = _unzipped(data, "This does not tell how a round ended.")
    result: RoundResult = _value(RoundResult, _document(text, _RESULT, "result"))
    return result


def _zipped(document: Any) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as container:
        entry = zipfile.ZipInfo(_MEMBER, _STILL)
        entry.compress_type = zipfile.ZIP_DEFLATED
        container.writestr(entry, _json(document))
    return written.getvalue()


def _unzipped(data: bytes, wrong: str) -> bytes:
    try:
        return b"".join(open_container(data).chunks(_MEMBER))
    except (UnsafeFile, KeyError) as error:
        raise Invalid(wrong, advice="Ask for it again: it may not have come whole.") from error


def write_return(reading: ReturnedReading, once: bytes) -> bytes:
    """A reading as a file that only whoever settles can open. `once` are 32 random bytes."""
    submission = reading.submission
    outside = {"round_id": submission.round_id, "judge_id": submission.judge_id, "digest": submission.digest}
    content = _json(_plain(ReturnedReading, reading))
    # Its length would tell how much was marked to whoever has not read yet.
    content = content.ljust(-(-len(content) // _STEP) * _STEP)
    sealed = seal(content, bytes.fromhex(reading.key.public_key), once, _json(outside))
    return _json({"format": _RETURN, "return": {**outside, "sealed": base64.b64encode(sealed).decode()}})


def read_return(data: bytes) -> SealedReturn:
    """What stands outside on a returned reading. Raises Invalid for anything else."""
    found: SealedReturn = _value(SealedReturn, _document(data, _RETURN, "return"))
    return found


def open_return(sealed: SealedReturn, private_key: str) -> ReturnedReading:
    """The reading inside. Raises Refused when the key does not fit or anything was changed, outside or inside."""
    outside = {"round_id": sealed.round_id, "judge_id": sealed.judge_id, "digest": sealed.digest}
    try:
        content = unseal(base64.b64decode(sealed.sealed, validate=True), bytes.fromhex(private_key), _json(outside))
    except (CannotOpen, binascii.Error) as error:
        raise Refused(
            "This reading was changed after it was handed in, or was locked for another round.",
            advice="Ask the reader for the file again, as anselm return wrote it.",
        ) from error
    reading: ReturnedReading = _value(ReturnedReading, _loaded(content))
    return reading


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _not_ours() from error


def _document(data: bytes, kind: str, part: str) -> Any:
    found = _loaded(data)
    if not isinstance(found, dict) or found.get("format") != kind or part not in found:
        raise _not_ours()
    return found[part]


def _not_ours() -> AnselmError:
    return Invalid(
        "This is no file that an Anselm of this version wrote for a round.",
        advice="A package is opened with `anselm open`; what comes back is taken in on the page of its round.",
    )


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _plain(kind: type[Any], value: Any) -> Any:
    return _adapter(kind).dump_python(value, mode="json")


def _value(kind: type[Any], held: Any) -> Any:
    try:
        return _adapter(kind).validate_python(held)
    except (ValidationError, AnselmError, ValueError) as error:
        raise _not_ours() from error
