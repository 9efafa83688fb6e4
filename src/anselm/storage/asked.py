"""The statements of reads, each built once for a table, a viewer and a shape of question, and asked with other values.

What may be seen is decided by `visible` when a statement is built; it goes by the viewer and what is lifted for them,
and everything else it looks at it reads anew each time it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Select, Table, bindparam, func, select

from anselm.domain.study import Viewer
from anselm.storage import schema
from anselm.storage.rows import columns_of
from anselm.storage.visible import Lifted, filter_of, visible

__all__ = ["Shape", "counts", "fields", "rows", "shaped", "tallies", "versions"]

# (field, whether it is nothing, one value or one of several) of each field that is asked for.
Shape: TypeAlias = tuple[tuple[str, str], ...]
_NOTHING, _ONE, _SEVERAL = "nothing", "one", "several"
_FEW = 500  # how many values one IN takes
_KEPT = 2048


def shaped(equal: dict[str, object]) -> tuple[Shape, list[dict[str, Any]]]:
    """The shape of a question and its values: in several parts when a field may have very many values."""
    shape: list[tuple[str, str]] = []
    values: dict[str, Any] = {}
    many = ""
    for name, value in equal.items():
        if value is None:
            shape.append((name, _NOTHING))
        elif isinstance(value, (list, tuple, set, frozenset)):
            shape.append((name, _SEVERAL))
            values[_said(name)] = list(dict.fromkeys(value))
            many = many or (_said(name) if len(values[_said(name)]) > _FEW else "")
        else:
            shape.append((name, _ONE))
            values[_said(name)] = value
    if not many:
        return tuple(shape), [values]
    wanted = values[many]
    return tuple(shape), [{**values, many: wanted[at : at + _FEW]} for at in range(0, len(wanted), _FEW)]


def _said(name: str) -> str:
    return f"asked_{name}"


def _where(table: Table, seen: Select[Any], shape: Shape) -> Select[Any]:
    for name, kind in shape:
        column = table.c[name]
        if kind == _NOTHING:
            seen = seen.where(column.is_(None))
        elif kind == _ONE:
            seen = seen.where(column == bindparam(_said(name)))
        else:
            seen = seen.where(column.in_(bindparam(_said(name), expanding=True)))
    return seen


@lru_cache(maxsize=_KEPT)
def rows(name: str, viewer: Viewer, lifted: Lifted, shape: Shape) -> Select[Any]:
    """The fields of rows, and `seq` behind them, in the order made."""
    table, kind = schema.KINDS[name].table, schema.KINDS[name].kind
    seen = visible(kind, viewer, lifted).with_only_columns(*(table.c[one] for one, *_ in columns_of(kind)), table.c.seq)
    return _where(table, seen, shape).order_by(table.c.seq, table.c.id)


@lru_cache(maxsize=_KEPT)
def counts(name: str, viewer: Viewer, lifted: Lifted, shape: Shape) -> Select[Any]:
    """How many rows."""
    table = schema.KINDS[name].table
    return _where(table, _seen(table, viewer, lifted, [func.count()]), shape)


@lru_cache(maxsize=_KEPT)
def fields(name: str, viewer: Viewer, lifted: Lifted, shape: Shape, names: tuple[str, ...]) -> Select[Any]:
    """Some fields of the rows, in no order."""
    table = schema.KINDS[name].table
    return _where(table, _seen(table, viewer, lifted, [table.c[one] for one in names]), shape)


@lru_cache(maxsize=_KEPT)
def tallies(name: str, viewer: Viewer, lifted: Lifted, shape: Shape, by: str) -> Select[Any]:
    """How many rows by the value of one field."""
    table = schema.KINDS[name].table
    return _where(table, _seen(table, viewer, lifted, [table.c[by], func.count()]), shape).group_by(table.c[by])


@lru_cache(maxsize=_KEPT)
def versions(name: str, viewer: Viewer, lifted: Lifted) -> Select[Any]:
    """The version of the row whose identifier is asked for."""
    table = schema.KINDS[name].table
    return _where(table, _seen(table, viewer, lifted, [table.c.row_version]), (("id", _ONE),))


def _seen(table: Table, viewer: Viewer, lifted: Lifted, columns: Sequence[Any]) -> Select[Any]:
    return select(*columns).select_from(table).where(filter_of(table, viewer, lifted))
