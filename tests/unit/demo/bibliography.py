"""Small readers of the demo's literature files, until the program has its own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from anselm.demo.files import rows, words

FILES = ("medline.nbib", "embase.ris", "cinahl.ris", "scopus.csv", "cochrane.ris")
_FIELD = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- (.*)")


@dataclass(frozen=True, slots=True)
class Record:
    """A record of one database, as far as telling works apart needs it."""

    file: str
    id: str
    title: str
    year: str
    author: str
    page: str
    doi: str
    pmid: str
    note: str

    def known_by(self) -> list[tuple[str, str]]:
        """What it can be recognised by, surest first."""
        found = [("doi", self.doi), ("pmid", self.pmid)]
        if self.page:
            whole = (plain(self.title), self.year, plain(self.author), self.page)
            found.append(("title, year, author and page", "|".join(whole)))
        return [(name, key) for name, key in found if key]


def plain(text: str) -> str:
    """Lower-case letters and digits without accents."""
    apart = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ø", "O"))
    return re.sub(r"[^a-z0-9]", "", apart.lower())


def records() -> list[Record]:
    """Every record of the five files, file after file."""
    return [one for name in FILES for one in _of(name)]


def _of(name: str) -> list[Record]:
    stem = name.partition(".")[0]
    if name.endswith(".csv"):
        return [_scopus(stem, one) for one in rows(f"lit/{name}")]
    return [_tagged(stem, block) for block in re.split(r"\n\n+", words(f"lit/{name}").strip())]


def _tagged(stem: str, block: str) -> Record:
    fields: dict[str, list[str]] = {}
    tag = ""
    for line in block.split("\n"):
        if line.startswith("      "):
            fields[tag][-1] += " " + line.strip()
        elif found := _FIELD.fullmatch(line):
            tag = found[1]
            fields.setdefault(tag, []).append(found[2].strip())

    def first(*tags: str) -> str:
        return next((fields[one][0] for one in tags if one in fields), "")

    author = first("AU", "A1")
    return Record(
        file=stem,
        id=first("PMID", "AN", "ID"),
        title=first("TI", "T1").rstrip("."),
        year=first("DP", "PY", "Y1")[:4],
        author=author.partition(",")[0] if "," in author else author.rpartition(" ")[0],
        page=first("PG", "SP").partition("-")[0],
        doi=_doi(first("LID", "DO")),
        pmid=first("PMID"),
        note=first("GN", "N1"),
    )


def _scopus(stem: str, one: dict[str, str]) -> Record:
    return Record(
        file=stem,
        id=one["EID"],
        title=one["Title"],
        year=one["Year"],
        author=one["Authors"].partition(";")[0].rpartition(" ")[0],
        page=one["Page start"],
        doi=_doi(one["DOI"]),
        pmid=one["PubMed ID"],
        note=one["Note"],
    )


def _doi(text: str) -> str:
    found = re.search(r"10\.\d+/\S+", text)
    return found[0].lower() if found else ""
