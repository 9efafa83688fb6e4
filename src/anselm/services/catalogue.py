"""Every operation there is, by name. Routes, `anselm call`, the library and the permission table are made from it."""

from __future__ import annotations

from types import ModuleType

from anselm.services.operations import Operation, operations_of
from anselm.services.study import memos, people, steps

__all__ = ["BY_NAME", "OPERATIONS", "ROOMS"]

ROOMS: dict[str, tuple[ModuleType, ...]] = {
    "study": (people, memos, steps),
}

OPERATIONS: tuple[Operation, ...] = tuple(
    operation for room, modules in ROOMS.items() for operation in operations_of(*modules, room=room)
)
BY_NAME: dict[str, Operation] = {operation.name: operation for operation in OPERATIONS}
