from __future__ import annotations

import json
from pathlib import Path

import pytest
from docs.api import DOCUMENT, FRONTEND, TYPES, document, types_of


def test_the_kept_description_of_the_interface_is_what_the_code_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run: make api"


def test_the_front_end_has_the_types_of_that_description(tmp_path: Path) -> None:
    if not (FRONTEND / "node_modules").is_dir():
        pytest.skip("the front end's packages are not installed")
    types_of(tmp_path / "schema.d.ts")
    assert TYPES.read_text(encoding="utf-8") == (tmp_path / "schema.d.ts").read_text(encoding="utf-8"), "run: make api"


def test_the_description_names_everything_it_refers_to() -> None:
    described = json.loads(document())
    referred = {part.partition('"')[0] for part in document().split('"$ref": "#/')[1:]}
    for one in referred:
        found = described
        for step in one.split("/"):
            found = found[step]
        assert found
