"""What codes and themes go by in a query, and how a query names one of them and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from anselm.analysis.query_words import quoted, spelt
from anselm.domain.coding import Code
from anselm.domain.interpretation import Theme

__all__ = ["Kind", "Terms"]

Kind = Literal["code", "theme"]


class Terms:
    """Which code or theme a name means, and the shortest term that means one of them and nothing else."""

    def __init__(self, codes: Sequence[Code], themes: Sequence[Theme]) -> None:
        self._named: dict[str, list[tuple[Kind, int]]] = {}
        self._by_key: dict[str, list[tuple[Kind, int]]] = {}
        self._of: dict[tuple[Kind, int], tuple[str, str]] = {}
        named: tuple[tuple[Kind, Sequence[Code | Theme]], ...] = (("code", codes), ("theme", themes))
        for kind, held in named:
            for at, one in enumerate(held):
                self._of[kind, at] = spelt(one.key), spelt(one.name)
                for name in {spelt(word).casefold() for word in (one.key, one.name, f"{one.key} {one.name}")} - {""}:
                    self._named.setdefault(name, []).append((kind, at))
                if kind == "code":
                    self._by_key.setdefault(spelt(one.key).casefold(), []).append((kind, at))

    @property
    def known(self) -> list[str]:
        """Every key and name."""
        return [word for pair in self._of.values() for word in pair if word]

    def key(self, kind: Kind, at: int) -> str:
        """The key of a code or theme, or its name when it has none."""
        key, name = self._of[kind, at]
        return key or name

    def meant(self, name: str) -> list[tuple[Kind, int]]:
        """What goes by a name; the key of one code comes before all other names."""
        wanted = spelt(name).casefold()
        by_key = self._by_key.get(wanted, [])
        return by_key if wanted and len(by_key) == 1 else self._named.get(wanted, [])

    def term(self, kind: Kind, at: int) -> str:
        """How a query names it."""
        key, name = self._of[kind, at]
        ways = [word for word in (key, name, f"{key} {name}") if word.strip()]
        return quoted(next((word for word in ways if self.meant(word) == [(kind, at)]), ways[-1]))
