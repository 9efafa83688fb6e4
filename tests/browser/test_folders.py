"""A folder is handed over in a real browser, and how it goes is seen there, also after leaving."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask
from tests.browser.serving import Served

N = 30
PATIENCE = 120_000  # milliseconds; thirty files, each read in a child of its own


def _folder(tmp_path: Path) -> Path:
    """Transcripts in two folders below one, and what lies about beside them."""
    folder = tmp_path / "interviews"
    for n in range(N):
        inside = folder / f"wave {n % 2 + 1}"
        inside.mkdir(parents=True, exist_ok=True)
        talk = f"I1: Question {n}?\nP01: Answer {n}.\nI1: And then?\nP01: Then came {n}.\n"
        (inside / f"INT{n:03d}.txt").write_text(talk, encoding="utf-8")
    (folder / "old.txt").write_bytes("Siân".encode("latin-1"))
    for name in (".DS_Store", "Thumbs.db", "picture.jpg"):
        (folder / name).write_bytes(b"no transcript")
    return folder


def test_a_folder_is_read_in_the_background_and_seen_from_wherever_one_comes_back(
    served: Served, page: Page, tmp_path: Path
) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + "/sources")
    page.get_by_role("button", name="Add files").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a folder").click()
    chooser.value.set_files(_folder(tmp_path))
    folder = page.get_by_role("region", name=f"A folder of {N + 1} files")
    expect(folder).to_be_visible()
    page.get_by_role("link", name="Plan").click()
    expect(page).to_have_url(served.origin + "/plan")
    page.get_by_role("link", name="Sources").first.click()
    expect(folder.get_by_role("status")).to_have_text(f"A folder of {N + 1} files is read.", timeout=PATIENCE)
    expect(folder).to_contain_text(f"{N} in the study · 1 not taken · 3 files left out")
    expect(folder.get_by_role("list", name="Files that were not taken")).to_contain_text("interviews/old.txt")
    assert complaints(page) == []
    assert len(ask(page, "/sources")) == N + 1
    folder.get_by_role("button", name="Put this list away").click()
    expect(folder).to_have_count(0)
