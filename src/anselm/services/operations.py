"""How an operation is declared. The HTTP route, `anselm call`, the Python library, the permission table and the
reference are all made from these declarations.

    @reads("/codes", right=Right.READ)
    def codes(reads: Reads, request: Nothing) -> tuple[CodeView, ...]: ...

    @writes("/codings/apply", right=Right.CODE, label="coding a passage")
    def apply(work: Work, request: Apply) -> CodingView: ...

A request and an answer are frozen dataclasses; constraints on fields are `Annotated[str, annotated_types.Len(1, 200)]`.
A write that must parse, hash or render first says `prepare=`: a function (Tools, Reads, request) -> prepared, run off
the writer thread, whose result is the third argument. An upload's request has a field `file: Uploaded`. A download
(`@reads(..., download=True)`) answers a Rendering, or a Stored. A write with `forgets=` lets go of bytes:
once it is durable, what no recording names any more leaves the disk.
What a write that `erases` took out is also taken out of the copies. A file that is only looked at (`@looks`) is an
upload that changes nothing, so it is also looked at beside a workbench that holds the study.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Literal, TypeVar, get_type_hints

from anselm.domain.study import Right

__all__ = ["Done", "Kind", "Nothing", "Operation", "Uploaded", "looks", "operations_of", "reads", "writes"]

Kind = Literal["read", "write", "download", "upload"]
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Nothing:
    """A request that says nothing further."""


@dataclass(frozen=True, slots=True)
class Done:
    """An answer that says no more than that it is done; `id` of what it was done to."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file as it came: its name (a label, never a path) and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing a person, a script or the terminal can ask for.

    `name` is room.verb; `path` lies below /api/v1; `label` names the step for undo ("coding a passage").
    """

    name: str
    kind: Kind
    path: str
    right: Right | None
    request: type[Any]
    answer: Any
    run: Callable[..., Any]
    label: str = ""
    undoable: bool = True
    prepare: Callable[..., Any] | None = None
    forgets: bool = False
    open_to_all: bool = field(default=False)
    erases: bool = False
    looking: bool = False

    @property
    def method(self) -> str:
        """GET for reading, POST for the rest."""
        return "GET" if self.kind in ("read", "download") else "POST"

    @property
    def summary(self) -> str:
        """The first sentence of its docstring."""
        return " ".join((inspect.getdoc(self.run) or "").partition("\n\n")[0].split())

    @property
    def writes(self) -> bool:
        """Whether it runs on the writer."""
        return self.kind in ("write", "upload") and not self.looking


def reads(
    path: str, *, right: Right = Right.READ, download: bool = False, prepare: Callable[..., Any] | None = None
) -> Callable[[F], F]:
    """Declare a function (Reads, request[, prepared]) -> answer as an operation that changes nothing."""

    def declare(function: F) -> F:
        _attach(function, "download" if download else "read", path, right=right, prepare=prepare)
        return function

    return declare


def looks(path: str, *, prepare: Callable[..., Any], right: Right = Right.READ) -> Callable[[F], F]:
    """Declare a function (Reads, request, prepared) -> answer as a look at an uploaded file that changes nothing."""

    def declare(function: F) -> F:
        _attach(function, "upload", path, right=right, prepare=prepare, undoable=False, looking=True)
        return function

    return declare


def writes(
    path: str,
    *,
    right: Right,
    label: str,
    undoable: bool = True,
    prepare: Callable[..., Any] | None = None,
    forgets: bool = False,
    upload: bool = False,
    erases: bool = False,
) -> Callable[[F], F]:
    """Declare a function (Work, request[, prepared]) -> answer as an operation that runs in one transaction."""

    def declare(function: F) -> F:
        kind: Kind = "upload" if upload else "write"
        _attach(
            function,
            kind,
            path,
            right=right,
            label=label,
            undoable=undoable,
            prepare=prepare,
            forgets=forgets,
            erases=erases,
        )
        return function

    return declare


def _attach(function: Callable[..., Any], kind: Kind, path: str, **more: Any) -> None:
    hints = get_type_hints(function, include_extras=True)
    parameters = list(inspect.signature(function).parameters)
    room = function.__module__.rpartition(".")[2]
    # Every edge refuses a field it does not know: a misspelt name must not be a silent default.
    hints[parameters[1]].__pydantic_config__ = {"extra": "forbid", "arbitrary_types_allowed": True}
    function.__dict__["operation"] = Operation(
        name=f"{room}.{function.__name__}",
        kind=kind,
        path=path,
        request=hints[parameters[1]],
        answer=hints["return"],
        run=function,
        **more,
    )


def operations_of(*modules: ModuleType, room: str) -> tuple[Operation, ...]:
    """The operations declared in these modules, in the order written, named for their room."""
    found: list[Operation] = []
    for module in modules:
        for value in vars(module).values():
            operation = getattr(value, "__dict__", {}).get("operation") if inspect.isfunction(value) else None
            if isinstance(operation, Operation) and value.__module__ == module.__name__:
                verb = operation.name.rpartition(".")[2]
                found.append(_renamed(operation, f"{room}.{verb}"))
    return tuple(found)


def _renamed(operation: Operation, name: str) -> Operation:
    from dataclasses import replace

    return replace(operation, name=name)
