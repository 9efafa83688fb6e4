"""A study as a Python value: `study = anselm.open("my-study", as_="Lowri")`.

Every operation is there under its room: `study.coding.codes()`, `study.coding.apply(id=…, version_id=…, …)`. Requests
are checked as they are over HTTP; answers are the same frozen values.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from anselm.bootstrap import Outside, Workbench, create_study, open_study, outside
from anselm.bootstrap_packages import PackageFiles
from anselm.domain.errors import AnselmError, Invalid, NotFound
from anselm.domain.study import Viewer, ViewerKind
from anselm.services.catalogue import BY_NAME, OPERATIONS
from anselm.services.operations import Operation
from anselm.services.wire import jsonable, request_of

__all__ = ["Outside", "Room", "Study", "create", "open_", "open_package", "outside"]


class Room:
    """The operations of one room, each a method with the request's fields as keywords."""

    def __init__(self, study: Study, name: str) -> None:
        self._study, self._name = study, name

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        operation = BY_NAME.get(f"{self._name}.{verb}")
        if operation is None:
            raise AttributeError(f"the room {self._name} has no operation {verb}")

        def call(**fields: Any) -> Any:
            return self._study.call(operation.name, **fields)

        call.__doc__, call.__name__ = operation.summary, verb
        return call

    def __dir__(self) -> Iterator[str]:
        return (one.name.partition(".")[2] for one in OPERATIONS if one.name.startswith(f"{self._name}."))


class Study:
    """An open study, seen and changed as one researcher. Close it, or use it as a context."""

    def __init__(self, workbench: Workbench, viewer: Viewer) -> None:
        self._workbench, self._viewer = workbench, viewer

    @property
    def folder(self) -> Path:
        """Where the study is."""
        return self._workbench.folder

    def as_(self, who: str) -> Study:
        """The same study as another researcher, by name, key or identifier. Raises NotFound."""
        return Study(self._workbench, self._workbench.viewer(who))

    def call(self, name: str, /, **fields: Any) -> Any:
        """Carry out an operation by name. Raises NotFound (no such name), Invalid (fields that do not fit)."""
        return self._workbench.call(
            self._viewer, operation_named(name), request_of(operation_named(name).request, fields)
        )

    def call_json(self, name: str, given: Mapping[str, Any]) -> Any:
        """As `call`, from and to what JSON knows. A file answered comes as its name, type and number of bytes."""
        operation = operation_named(name)
        answer = self._workbench.call(self._viewer, operation, request_of(operation.request, given))
        if operation.kind == "download":
            return {"name": answer.name, "media_type": answer.media_type, "n_bytes": len(answer.content)}
        return jsonable(operation.answer, answer)

    def __getattr__(self, name: str) -> Room:
        if name.startswith("_") or not any(one.name.startswith(f"{name}.") for one in OPERATIONS):
            raise AttributeError(f"a study has no room {name}")
        return Room(self, name)

    def close(self) -> None:
        """Leave clean files."""
        self._workbench.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def operation_named(name: str) -> Operation:
    """The operation of that name. Raises NotFound naming those that come near."""
    operation = BY_NAME.get(name)
    if operation is None:
        verb = name.rpartition(".")[2]
        near = [one for one in BY_NAME if verb and verb in one][:5]
        raise NotFound(f"There is no operation {name}." + (f" There is: {', '.join(near)}." if near else ""))
    return operation


def open_(
    folder: str | os.PathLike[str], as_: str | None = None, *, read_only: bool = False, parts: Outside | None = None
) -> Study:
    """Open the study in a folder as a researcher (the owner when nobody is named).

    Raises NotFound, Locked (another program holds it; `read_only=True` reads beside it), Damaged.
    """
    workbench = open_study(Path(folder), read_only=read_only, parts=parts, program="a Python script")
    try:
        return Study(workbench, workbench.viewer(as_, ViewerKind.LIBRARY))
    except NotFound:
        workbench.close()
        raise


def create(
    folder: str | os.PathLike[str],
    *,
    title: str,
    owner: str = "The researcher",
    profile: str = "coding-reliability",
    parts: Outside | None = None,
) -> Study:
    """Make a study in a new or empty folder. Raises Refused when something is there."""
    workbench = create_study(
        Path(folder), title=title, owner=owner, profile=profile, parts=parts, program="a Python script"
    )
    return Study(workbench, workbench.viewer(None, ViewerKind.LIBRARY))


def open_package(
    package: str | os.PathLike[str], folder: str | os.PathLike[str], *, parts: Outside | None = None
) -> Study:
    """Open a round package as a small study of its reader's in a new folder.

    Raises Invalid for a file that is no package, Refused when something is in the folder.
    """
    path = Path(package)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Invalid(f"{path.name} cannot be opened: {error.strerror}.", place=path.name) from error
    made = PackageFiles().package(data)
    workbench = create_study(
        Path(folder),
        title=made.title,
        owner=made.reader.name,
        profile=made.profile,
        parts=parts,
        program="a Python script",
        known=(made.study_id, made.reader.id),
    )
    study = Study(workbench, workbench.viewer(None, ViewerKind.LIBRARY))
    try:
        study.call("judging.unpack", file={"name": path.name, "data": data})
    except AnselmError:
        study.close()
        raise
    return study
