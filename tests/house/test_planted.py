from __future__ import annotations

import ast

import pytest
from tests.house.planted import PROMISES, Promise
from tests.house.tree import ROOT


@pytest.mark.parametrize("one", PROMISES, ids=lambda one: one.promise)
def test_every_promise_names_a_test_that_exists(one: Promise) -> None:
    path, _, name = one.test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert name.rpartition("::")[2] in names


def test_no_promise_stands_twice() -> None:
    promises = [one.promise for one in PROMISES]
    assert len(set(promises)) == len(promises)
