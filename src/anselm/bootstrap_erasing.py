"""What was withdrawn is also taken out of what lies beside the study: its copies, its files, a study put back.

Beside the copies lies a ledger of who withdrew, which texts that took and by which checksums the tables of surveys are
kept without their rows: identifiers, and not a word. A copy that comes back from elsewhere is cleaned by it before
anybody can read it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from anselm.bootstrap_outside import Outside
from anselm.domain.errors import AnselmError, Damaged, StorageFailed
from anselm.domain.fieldwork import Participant, Withdrawal
from anselm.domain.study import Viewer, ViewerKind
from anselm.domain.surveys import SurveyFile
from anselm.media.store import MediaFolder
from anselm.services.ports import Work
from anselm.services.reporting.erasing import take_out
from anselm.storage.backups import FOLDER, whole_in_one_file
from anselm.storage.erasing import Erased, found_in
from anselm.storage.sqlite import reader_engine, writer_engine
from anselm.storage.store import Store
from anselm.storage.work import Command

__all__ = ["clean_beside", "clean_copy", "keep_ledger", "ledger_of", "tables_of_ledger", "withdrawn_stay_withdrawn"]

LEDGER = "withdrawals.json"
Gone: TypeAlias = tuple[str, tuple[str, ...]]
Tables: TypeAlias = Mapping[str, str]
_STUDY = Viewer("", "", (), ViewerKind.WORKER)


def ledger_of(folder: Path) -> tuple[Gone, ...]:
    """Who withdrew and which texts that took, as written beside the copies. Raises Damaged."""
    path = folder / FOLDER / LEDGER
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return tuple((str(one["participant_id"]), tuple(map(str, one["source_ids"]))) for one in held)
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(
            "The list of who withdrew cannot be read.",
            place=f"{FOLDER}/{LEDGER}",
            advice="Put it back from another copy of the study's folder: without it withdrawn words could come back.",
        ) from error


def tables_of_ledger(folder: Path) -> Tables:
    """By survey, the checksum of its table without the rows of who withdrew, as far as its bytes are here."""
    path, media = folder / FOLDER / LEDGER, MediaFolder(folder / "media")
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for one in json.loads(path.read_text(encoding="utf-8")):
        found.update({str(survey): str(sha256) for survey, sha256 in one.get("tables", {}).items()})
    here = {*media.names()}
    return {survey: sha256 for survey, sha256 in found.items() if sha256 in here}


def keep_ledger(folder: Path, gone: Sequence[Gone], tables: Tables) -> None:
    """Write the ledger beside the copies; the tables stand with the last who withdrew."""
    if not gone:
        return
    path = folder / FOLDER / LEDGER
    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(".part")
    held: list[dict[str, Any]] = [{"participant_id": who, "source_ids": list(sources)} for who, sources in gone]
    held[-1]["tables"] = dict(tables)
    beside.write_text(json.dumps(held, indent=1), encoding="utf-8")
    beside.replace(path)


def clean_beside(folder: Path, store: Store, parts: Outside) -> None:
    """After a withdrawal: its files and the copies are cleaned, and the folder is searched for what was said.

    Raises StorageFailed naming what could not be cleaned, or where words still stand.
    """
    with store.read(_STUDY) as reads:
        gone = tuple((one.participant_id, one.source_ids) for one in reads.find(Withdrawal))
        left = [one for one in reads.find(SurveyFile) if one.n_taken and one.destroyed_at is None]
    tables = {one.id: one.sha256 for one in left}
    waiting, store.erased = store.erased, []
    keep_ledger(folder, gone, tables)
    media = MediaFolder(folder / "media")
    for erased in waiting:
        for sha256 in erased.media:
            media.forget(sha256)
    for copy in sorted((folder / FOLDER).glob("*.db")):
        clean_copy(copy, gone, tables, parts)
    _nothing_left(folder, waiting)


def _nothing_left(folder: Path, waiting: Sequence[Erased]) -> None:
    found = sorted({place for erased in waiting for place in found_in(folder, erased.phrases)})
    if found:
        raise StorageFailed(
            f"It is withdrawn, but words of theirs still stand in {', '.join(found)}.",
            place=found[0],
            advice="Delete that file if it is a copy or an export of yours; else run `anselm verify` and tell us.",
        )


def clean_copy(path: Path, gone: Sequence[Gone], tables: Tables, parts: Outside) -> None:
    """Take what was withdrawn out of one copy. Raises StorageFailed naming the copy."""
    try:
        store = Store(writer_engine(path), reader_engine(path), parts.clock, parts.ids, parts.entropy)
        try:
            _take_out(store, gone, tables)
        finally:
            store.close()
        whole_in_one_file(path)
    except AnselmError as error:
        raise StorageFailed(
            f"The copy {path.stem} could not be cleaned of what was withdrawn.",
            place=path.name,
            advice="Delete that copy; the study itself is clean.",
        ) from error


def _take_out(store: Store, gone: Sequence[Gone], tables: Tables) -> None:
    def all_of_them(work: Work) -> None:
        for participant_id, source_ids in gone:
            take_out(work, participant_id, source_ids, tables)

    store.write(_STUDY, Command("reporting.withdraw", "carrying out a withdrawal"), all_of_them)


def withdrawn_stay_withdrawn(folder: Path, store: Store) -> None:
    """Before a study is read: who is in the ledger and is there again is taken out again."""
    gone = ledger_of(folder)
    if not gone:
        return
    with store.read(_STUDY) as reads:
        back = [one for one in gone if reads.maybe(Participant, one[0]) is not None]
    if back:
        _take_out(store, back, tables_of_ledger(folder))
        store.erased = []
