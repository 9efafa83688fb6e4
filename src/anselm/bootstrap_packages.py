"""The part of bootstrap that joins round packages to their files; bootstrap takes it in, the library opens with it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from anselm.domain.package import ReturnedReading, RoundPackage, RoundResult, SealedReturn

__all__ = ["PACKAGE_WRITERS", "PackageFiles"]


class PackageFiles:
    """The port Packages over files."""

    def package(self, data: bytes) -> RoundPackage:
        """The round package in a file."""
        from anselm.formats.package import read_package

        return read_package(data)

    def outside(self, data: bytes) -> SealedReturn:
        """What stands outside on a returned reading."""
        from anselm.formats.package import read_return

        return read_return(data)

    def result(self, data: bytes) -> RoundResult:
        """How a round ended, in a file."""
        from anselm.formats.package import read_result

        return read_result(data)

    def inside(self, sealed: SealedReturn, private_key: str) -> ReturnedReading:
        """The reading inside."""
        from anselm.formats.package import open_return

        return open_return(sealed, private_key)


def _package() -> Callable[[Any], bytes]:
    from anselm.formats.package import write_package

    return write_package


def _result() -> Callable[[Any], bytes]:
    from anselm.formats.package import write_result

    return write_result


def _return() -> Callable[[Any], bytes]:
    from anselm.formats.package import write_return

    return lambda reading: write_return(reading, secrets.token_bytes(32))


PACKAGE_WRITERS: dict[tuple[str, str], Callable[[], Callable[[Any], bytes]]] = {
    ("ReturnedReading", "anselm"): _return,
    ("RoundPackage", "anselm"): _package,
    ("RoundResult", "anselm"): _result,
}
