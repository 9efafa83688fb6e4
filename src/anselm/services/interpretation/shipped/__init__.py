"""Lenses and practice schemas that come with the program, as files beside this one."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["SCHEMAS", "SHIPPED"]


def _files(ending: str) -> dict[str, str]:
    found = (one for one in files(__name__).iterdir() if one.name.endswith(ending))
    return {one.name.removesuffix(ending): one.read_text(encoding="utf-8") for one in found}


SHIPPED: dict[str, str] = {key: text for key, text in _files(".yaml").items() if not key.endswith(".practices")}
SCHEMAS: dict[str, str] = _files(".practices.yaml")
