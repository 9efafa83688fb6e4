"""Nothing a blind reader receives of a PDF depends on what another reader coded on its pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests import worlds, worlds_paged
from tests.planted_filters import in_sight_of_all
from tests.worlds import Ask, Known, Pair, refused
from tests.worlds_paged import PAGED, compared_paged, left_of_pages, pages_asked, regions_seen

from anselm.domain.anchors import Pages
from anselm.domain.coding import Coding, MediaCoding
from anselm.domain.interchange import ExchangedStudy
from anselm.domain.page_words import PageWords
from anselm.services.catalogue import BY_NAME
from anselm.services.corpus import pages as answering
from anselm.services.reporting import erasing
from anselm.storage import visible, work


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    return worlds_paged.found_paged(tmp_path_factory.mktemp("worlds"))


def _differing(base: tuple[Path, Known], folder: Path, seed: int, most: int = 1) -> list[str]:
    pair = compared_paged(*base, folder, seed, most)
    pair.close()
    return [str(one) for one in pair.differing]


@pytest.mark.parametrize("seed", range(2))
def test_no_answer_of_pages_depends_on_what_the_other_reader_coded_on_them(
    base: tuple[Path, Known], tmp_path: Path, seed: int
) -> None:
    found = _differing(base, tmp_path, seed)
    assert not found, f"{len(found)} differ:\n" + "\n".join(found[:5])


def test_everything_asked_of_the_pages_is_answered(base: tuple[Path, Known], tmp_path: Path) -> None:
    world = worlds.world(base[0], tmp_path / "one", base[1])
    failed = {str(ask) for ask in pages_asked(base[1]) if refused(world.ask(worlds.B, ask))}
    world.workbench.close()
    assert len(failed) == 1, failed  # there is no third page
    assert '"number": 3' in failed.pop()


def test_the_regions_would_be_seen_once_the_readings_are_opened(base: tuple[Path, Known], tmp_path: Path) -> None:
    world = worlds.world(base[0], tmp_path / "one", base[1])
    made = worlds_paged.regions_of_a(world, 0)
    assert [one["id"] for one in regions_seen(world, worlds.B)] == ["lead-region"]
    assert {one["id"] for one in regions_seen(world, worlds.A)} == {"lead-region", *made}
    for who in (worlds.A, worlds.B):
        assert not refused(world.ask(who, Ask("judging.submit", {"id": PAGED})))
    assert not refused(world.ask(worlds.LEAD, Ask("judging.reveal", {"id": PAGED})))
    assert {one["id"] for one in regions_seen(world, worlds.B)} == {"lead-region", *made}
    world.workbench.close()


def test_the_feed_keeps_apart_what_the_filters_do() -> None:
    """But what is settled of readings handed in, which is hidden from who reads again and not from who settles."""
    assert set(visible.FILTERS) - set(work._BLIND_KINDS) == {"rulings", "proposal_answers", "round_keys"}


def _shows_regions(patch: pytest.MonkeyPatch) -> None:
    in_sight_of_all(patch, "media_codings")


def _tells_of_regions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(work, "_BLIND_KINDS", tuple(one for one in work._BLIND_KINDS if one != "media_codings"))


def _counts_regions(patch: pytest.MonkeyPatch) -> None:
    operation = BY_NAME["corpus.pages"]

    def pages(reads: Any, request: Any) -> Any:
        n = reads.unblinded().count(MediaCoding, of_id=request.version_id)
        return replace(operation.run(reads, request), why=f"{n} regions")

    patch.setitem(BY_NAME, "corpus.pages", replace(operation, run=pages))


def _counts_words(patch: pytest.MonkeyPatch) -> None:
    operation = BY_NAME["corpus.page_words"]

    def page_words(reads: Any, request: Any) -> Any:
        n = reads.unblinded().count(Coding, version_id=request.version_id)
        return replace(operation.run(reads, request), n_changed=n)

    patch.setitem(BY_NAME, "corpus.page_words", replace(operation, run=page_words))


def _sends_regions(patch: pytest.MonkeyPatch) -> None:
    operation = BY_NAME["reporting.export"]

    def export(reads: Any, request: Any, shown: Any) -> Any:
        made = operation.run(reads, request, shown)
        if not isinstance(made.value, ExchangedStudy) or not made.value.pdfs:
            return made
        n = len(reads.unblinded().find(MediaCoding, source_id=made.value.pdfs[0].guid))
        return replace(made, value=replace(made.value, name=f"{n} regions"))

    patch.setitem(BY_NAME, "reporting.export", replace(operation, run=export))


@pytest.mark.parametrize(
    ("plant", "seen_in"),
    [
        (_shows_regions, "coding.media_marks"),
        (_tells_of_regions, "the feed"),
        (_counts_regions, "corpus.pages "),
        (_counts_words, "corpus.page_words"),
        (_sends_regions, "reporting.export"),
    ],
)
def test_a_leak_planted_in_the_pages_is_seen_where_it_is(
    base: tuple[Path, Known],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
    seen_in: str,
) -> None:
    plant(monkeypatch)
    assert any(f"asked {seen_in}" in one for one in _differing(base, tmp_path, 0))


# -- words on their pages


def _out_of_place(base: tuple[Path, Known], folder: Path) -> list[str]:
    """What is wrong with the words of the pages: not those of their page, not on it, or not in their order."""
    world = worlds.world(base[0], folder, base[1])
    (source,), (version,) = base[1].of["paged_source"], base[1].of["paged_version"]
    text = json.loads(world.ask(worlds.B, Ask("corpus.reading", {"source_id": source})))["text"]
    pages = json.loads(world.ask(worlds.B, Ask("corpus.pages", {"version_id": version})))["pages"]
    wrong = []
    for page in pages:
        asked = Ask("corpus.page_words", {"version_id": version, "number": page["number"]})
        words = json.loads(world.ask(worlds.B, asked))["words"]
        if [text[one["start"] : one["end"]] for one in words] != text[page["start"] : page["end"]].split():
            wrong.append(f"page {page['number']}: not its words")
        if not all(one["left"] < one["right"] <= page["width"] for one in words):
            wrong.append(f"page {page['number']}: beside it")
        places = [(one["top"], one["left"]) for one in words]
        if places != sorted(places):
            wrong.append(f"page {page['number']}: boxes out of order")
    world.workbench.close()
    return wrong


def _other_page(patch: pytest.MonkeyPatch) -> None:
    of = PageWords.of
    patch.setattr(PageWords, "of", lambda self, number: of(self, 3 - number))


def _boxes_swapped(patch: pytest.MonkeyPatch) -> None:
    made = answering.WordOnPage
    patch.setattr(
        answering,
        "WordOnPage",
        lambda start, end, left, top, right, bottom: made(start, end, -right, top, -left, bottom),
    )


@pytest.mark.parametrize(
    ("plant", "wrong"), [(None, ""), (_other_page, "not its words"), (_boxes_swapped, "boxes out of order")]
)
def test_each_word_is_on_its_own_page_and_in_its_own_place(
    base: tuple[Path, Known],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None] | None,
    wrong: str,
) -> None:
    if plant is not None:
        plant(monkeypatch)
    found = _out_of_place(base, tmp_path / "one")
    assert any(wrong in one for one in found) if wrong else found == []


# -- whoever is taken out


def _withdrawn(base: tuple[Path, Known], folder: Path) -> tuple[list[str], dict[str, int]]:
    """What differs for who leads while somebody is taken out, and what the study has of the pages after that."""
    pair = Pair(*(worlds.world(base[0], folder / name, base[1]) for name in ("worked", "idle")))
    pair.works(worlds_paged.words_of_a(0, base[1]))
    worlds_paged.regions_of_a(pair.worked, 0)
    pair._feeds(worlds.B)
    assert all(left_of_pages(pair.worked).values())
    pair.both(worlds.LEAD, worlds_paged.withdrawn())
    left = left_of_pages(pair.worked)
    assert pair.worked.workbench.verify().intact
    pair.close()
    return [str(one) for one in pair.differing], left


def _forgets(kind: type[Any]) -> Callable[[pytest.MonkeyPatch], None]:
    of_texts = erasing._of_texts

    def without(every: Any, ids: list[str], version_ids: list[str]) -> list[object]:
        return [one for one in of_texts(every, ids, version_ids) if not isinstance(one, kind)]

    return lambda patch: patch.setattr(erasing, "_of_texts", without)


@pytest.mark.parametrize(
    ("forgotten", "kind"), [(None, ""), (Pages, "pages"), (PageWords, "page_words"), (MediaCoding, "media_codings")]
)
def test_nothing_is_left_of_the_pages_of_whoever_is_taken_out_nor_tells_that_another_coded_them(
    base: tuple[Path, Known],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    forgotten: type[Any] | None,
    kind: str,
) -> None:
    if forgotten is not None:
        _forgets(forgotten)(monkeypatch)
    differing, left = _withdrawn(base, tmp_path)
    assert not differing
    assert {one for one, n in left.items() if n} == ({kind} if kind else set())
