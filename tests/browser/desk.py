"""Hands at the coding desk: words selected by mouse, what was said, and calls of the interface."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from tests.browser.serving import Served, anselm

INTERVIEW = "".join(
    f"Interviewer: {question}\n2B: {answer}\n"
    for question, answer in (
        ("How did you come to be here?", "I had eleven years in a basement. I knew every tablet."),
        ("And then?", "Two weeks of boxes on a sheet. I was put to shadow the care assistant."),
        ("What did you make of it?", "I hear her on the phone, one less on Sundays. That was the plan."),
        ("And now?", "Nobody told me that. \u05e9\u05dc\u05d5\u05dd \U0001f600 I picked it up off the wall."),
    )
)
CODES = (("D1", "Overhearing"), ("D2", "Quick ask"), ("D3", "Joint visit"))

# The words' first and last box, as one would point at them.
PLACE = """(wanted) => {
  const walk = document.createTreeWalker(document.querySelector(".text-turns"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(wanted);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + wanted.length);
    node.parentElement.scrollIntoView({ block: "center" });
    const boxes = range.getClientRects();
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
  }
}"""


def made(study: str, *files: str) -> None:
    """A new study of one person with these files in it."""
    for words in (("new", study, "--title", "Side by Side"), ("import", study, *files) if files else ()):
        done = anselm(*words) if words else None
        assert done is None or done.returncode == 0, done.stderr


def ask(page: Page, path: str) -> Any:
    """What a read answers, asked from the page."""
    return page.evaluate("(path) => fetch('/api/v1' + path).then((answer) => answer.json())", path)


def tell(page: Page, path: str, body: dict[str, object]) -> Any:
    """Write from the page; fails unless it was done."""
    answer = page.evaluate(
        """([path, body]) => fetch('/api/v1' + path, { method: 'POST', body: JSON.stringify(body),
             headers: { 'Content-Type': 'application/json', 'X-Anselm': '1' } })
             .then(async (answer) => [answer.ok, await answer.json()])""",
        [path, body],
    )
    assert answer[0], answer[1]
    return answer[1]


def codebook(page: Page, codes: tuple[tuple[str, str], ...] = CODES) -> None:
    """These codes, in a study that has none."""
    for key, name in codes:
        tell(page, "/codes/add", {"id": f"code-{key}", "name": name, "key": key, "family": 4})


def open_desk(page: Page, served: Served, codes: tuple[tuple[str, str], ...] = CODES) -> str:
    """The desk over the only source, with a codebook; gives the source's identifier."""
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    codebook(page, codes)
    source: str = ask(page, "/sources")[0]["id"]
    page.goto(f"{served.origin}/code/{source}")
    expect(page.locator(".turn-speech").first).to_be_visible()
    return source


def drag(page: Page, words: str) -> None:
    """Select words with the mouse."""
    expect(page.locator(".turn-speech").first).to_be_visible()
    left, top, right, bottom = page.evaluate(PLACE, words)
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, bottom)
    page.mouse.move(right - 1, bottom)
    page.mouse.up()
    expect(page.get_by_role("dialog", name="Give a code")).to_be_visible()


def become(page: Page, look: Callable[[], object], wanted: object) -> None:
    """Waits until looking gives what is wanted; fails with what it gave."""
    for _ in range(300):
        seen = look()
        if seen == wanted:
            return
        page.wait_for_timeout(50)
    assert seen == wanted


def said(page: Page) -> str:
    """What the text's status region says now."""
    return (page.locator(".text-status").text_content() or "").strip()


def coded(page: Page) -> list[str]:
    """The words under marks, each mark once, in reading order."""
    return page.locator(".text-turns .coded").all_inner_texts()
