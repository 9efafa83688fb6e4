from __future__ import annotations

import pytest
from tests.house.front_end import complaints, read
from tests.house.tree import ROOT


def test_the_front_end_imports_downwards_and_only_api_calls_the_server() -> None:
    assert not complaints(read(ROOT / "frontend" / "src"))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("model/span.ts", 'import { anchor } from "../anchoring/anchor";'),
        ("anchoring/anchor.ts", 'import { paint } from "../rendering/paint";'),
        ("rendering/paint.ts", 'import { store } from "../state/store";'),
        ("components/Button.tsx", 'import { Desk } from "../screens/coding/Desk";'),
        ("rendering/paint.ts", 'import { createElement } from "react";'),
        ("screens/corpus/List.tsx", 'import { Desk } from "../coding/Desk";'),
        ("screens/coding/Desk.tsx", 'import { Records } from "../literature/Records";'),
        ("state/store.ts", 'const page = await fetch("/api/v1/sources");'),
    ],
)
def test_a_planted_import_of_the_front_end_is_seen(path: str, line: str) -> None:
    assert complaints({path: line})


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("screens/coding/Desk.tsx", 'import { List } from "../corpus/List";'),
        ("state/store.ts", 'import { client } from "../api/client";'),
        ("main.tsx", 'import { App } from "./App";'),
        ("components/Button.tsx", 'import "./button.css";'),
        ("api/client.ts", "const page = await fetch(address);"),
        ("state/store.ts", "void query.refetch();"),
    ],
)
def test_an_import_downwards_is_no_complaint(path: str, line: str) -> None:
    assert not complaints({path: line})
