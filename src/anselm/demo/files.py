"""The shipped files of a demo study, read as they are."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["FOLDER", "lines", "rows", "tree", "words"]

FOLDER = "harrowmere"
# The same safe reader, in C where PyYAML was built with it: a tenth of the time.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def words(name: str) -> str:
    """The text of a shipped file, by its path below the study's folder."""
    at = files("anselm.demo").joinpath(FOLDER)
    for part in name.split("/"):
        at = at.joinpath(part)
    return at.read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a shipped csv file."""
    return list(csv.DictReader(io.StringIO(words(name))))


def tree(name: str) -> Any:
    """What a shipped YAML file holds."""
    return yaml.load(words(name), Loader=_LOADER)  # noqa: S506 - either is a safe one


def lines(name: str) -> list[dict[str, Any]]:
    """The things in a shipped file of JSON lines."""
    return [json.loads(line) for line in words(name).splitlines()]
