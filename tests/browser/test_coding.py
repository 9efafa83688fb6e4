"""The coding desk in a real browser: reading, coding by mouse and by keys, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import INTERVIEW, ask, become, coded, drag, made, open_desk, said, tell
from tests.browser.serving import Served, serve


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An invented interview."""
    written = tmp_path / "2B.txt"
    written.write_text(INTERVIEW, encoding="utf-8")
    return written


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    """A study with nothing in it behind a running workbench."""
    made(str(tmp_path / "empty"))
    with serve(tmp_path / "empty") as running:
        yield running


@pytest.fixture
def long(tmp_path: Path) -> Iterator[tuple[Served, str]]:
    """An interview of many windows' height behind a running workbench, and its text."""
    interview = "".join(INTERVIEW.replace("?", f", {n}?").replace(". ", f" {n}. ") for n in range(40))
    (tmp_path / "long.txt").write_text(interview, encoding="utf-8")
    made(str(tmp_path / "study"), str(tmp_path / "long.txt"))
    with serve(tmp_path / "study") as running:
        yield running, interview


def test_from_an_empty_study_to_a_coded_quotation_takes_at_most_eight_actions(
    empty: Served, page: Page, file: Path
) -> None:
    page.goto(empty.launch_url)
    expect(page.get_by_text("Drop transcripts here")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("i")  # 1
    chooser.value.set_files(file)  # 2
    page.get_by_role("button", name="Read and code").click()  # 3
    expect(page.locator(".turn-speech").first).to_be_visible()
    drag(page, "one less on Sundays")  # 4
    page.keyboard.type("Overhearing")  # 5, the only thing typed
    page.keyboard.press("Enter")  # 6
    page.get_by_role("treeitem", name="Overhearing").click()  # 7
    page.get_by_role("button", name="Passages").click()  # 8
    expect(page.get_by_role("heading", name="Overhearing")).to_be_visible()
    expect(page.locator("blockquote")).to_have_text("one less on Sundays")
    expect(page.get_by_text("What did you make of it?")).to_be_visible()
    assert complaints(page) == []


def test_keys_alone_code_five_passages_and_after_a_reload_the_last_is_taken_back(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.keyboard.press("t")
    expect(page.locator(".text-turns")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    for at, key in enumerate("12312"):
        if at:
            page.keyboard.press("Alt+ArrowDown")
        page.keyboard.press("s")
        page.keyboard.press("d")
        page.keyboard.press(key)
        expect(page.locator(".text-turns .coded")).to_have_count(at + 1)
        assert re.match(r"coded [\w ]+, \d+ characters?$", said(page)), said(page)
    become(page, lambda: len(given(page)), 5)
    page.reload()
    expect(page.locator(".text-turns .coded")).to_have_count(5)
    page.keyboard.press("Control+z")
    expect(page.locator(".text-turns .coded")).to_have_count(4)
    expect(page.get_by_text("Taken back: coding a passage.")).to_be_visible()
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".text-turns .coded")).to_have_count(5)


# How far into the text the caret stands.
CARET = """() => {
  const { focusNode, focusOffset } = getSelection();
  const before = document.createRange();
  before.selectNodeContents(document.querySelector(".text-turns"));
  before.setEnd(focusNode, focusOffset);
  return before.toString().length;
}"""


@pytest.mark.parametrize(("key", "back"), [("ArrowDown", "ArrowUp"), ("Alt+ArrowDown", "Alt+ArrowUp")])
def test_the_caret_always_goes_on_where_one_coding_follows_another(
    long: tuple[Served, str], page: Page, key: str, back: str
) -> None:
    served, interview = long
    open_desk(page, served)
    page.set_viewport_size({"width": 700, "height": 900})
    version = ask(page, "/sources")[0]["version_id"]
    marks = [
        {"id": f"m{at}", "version_id": version, "start": at, "end": at + 7, "code_id": "code-D1"}
        for at in range(0, 2500, 7)
    ]
    assert len(interview) > 2500
    tell(page, "/codings/apply-many", {"codings": marks})
    expect(page.locator(".text-turns mark").nth(200)).to_be_attached()
    page.keyboard.press("t")
    page.keyboard.press("Control+Home")
    places = [page.evaluate(CARET)]
    for _ in range(40):
        page.keyboard.press(key)
        places.append(page.evaluate(CARET))
    assert places == sorted(set(places)), "the caret stood still or went back"
    for _ in range(20):
        page.keyboard.press(back)
        places.append(page.evaluate(CARET))
    assert places[40:] == sorted(set(places[40:]), reverse=True), "the caret stood still or went on"


def test_a_code_used_lately_is_two_keys_from_words_selected_by_keys(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.keyboard.press("t")
    page.keyboard.press("s")
    page.keyboard.press("d")
    page.keyboard.press("2")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".text-turns .coded")).to_have_count(2)
    become(page, lambda: given(page), ["code-D2", "code-D2"])


def given(page: Page, round_id: str = "") -> list[str]:
    """The codes given in open coding, or in a round, as the server has them, in text order."""
    version = ask(page, "/sources")[0]["version_id"]
    return [str(one["code_id"]) for one in ask(page, f"/codings?version_id={version}&round_id={round_id}")]


def test_the_picker_never_hides_the_words_and_a_name_that_fits_nothing_becomes_a_code(
    served: Served, page: Page
) -> None:
    open_desk(page, served)
    drag(page, "I knew every tablet")
    picker = page.get_by_role("dialog", name="Give a code")
    expect(picker.get_by_role("combobox")).to_be_focused()
    box, words = (
        picker.bounding_box(),
        page.evaluate(
            "(() => { const r = [...CSS.highlights.get('anselm-selection')][0].getBoundingClientRect();"
            " return [r.left, r.top, r.right, r.bottom] })()"
        ),
    )
    assert box is not None
    apart = box["x"] >= words[2] or box["y"] >= words[3] or box["y"] + box["height"] <= words[1]
    assert apart, (box, words)
    page.keyboard.type("qu")
    expect(picker.get_by_role("option").first).to_contain_text("Quick ask")
    assert complaints(page) == []
    page.keyboard.press("Control+a")
    page.keyboard.type("Every tablet")
    page.keyboard.press("Shift+Enter")
    expect(picker).to_be_visible()
    page.keyboard.type("joint")
    page.keyboard.press("Enter")
    expect(picker).to_have_count(0)
    become(page, lambda: len(given(page)), 2)
    assert "code-D3" in given(page)
    expect(page.get_by_role("treeitem", name="Every tablet")).to_be_visible()


def test_a_refused_coding_is_taken_back_and_the_reason_stands_there(served: Served, page: Page) -> None:
    open_desk(page, served)
    refusal = {
        "type": "about:blank",
        "title": "Not done",
        "status": 409,
        "code": "refused",
        "detail": "Overhearing is out of use.",
        "advice": "Take it back into use in the codebook.",
    }
    page.evaluate(
        """(refusal) => { const real = window.fetch; window.fetch = (where, how) =>
             String(where).endsWith('/codings/apply')
               ? Promise.resolve(new Response(JSON.stringify(refusal), { status: 409 })) : real(where, how) }""",
        refusal,
    )
    page.keyboard.press("t")
    page.keyboard.press("s")
    page.keyboard.press("d")
    page.keyboard.press("1")
    expect(page.get_by_text("Overhearing is out of use.")).to_be_visible()
    expect(page.locator(".text-turns .coded")).to_have_count(0)


def test_by_mouse_alone_a_coding_is_made_opened_lengthened_given_another_code_and_taken_off(
    served: Served, page: Page
) -> None:
    open_desk(page, served)
    drag(page, "I hear her")
    page.get_by_role("option", name="Overhearing").click()
    become(page, lambda: coded(page), ["I hear her"])
    page.locator(".text-turns .coded").click()
    panel = page.get_by_role("dialog", name="Coded here: Overhearing")
    expect(panel).to_be_visible()
    assert complaints(page) == []
    panel.get_by_role("button", name="Ends one word later").click()
    become(page, lambda: coded(page), ["I hear her on"])
    panel.get_by_role("button", name="Other code").click()
    page.get_by_role("option", name="Quick ask").click()
    expect(page.locator(".margin-name")).to_have_attribute("data-shown", "Quick ask")
    page.locator(".text-turns .coded").click()
    page.get_by_role("button", name="Take off").click()
    expect(page.locator(".text-turns .coded")).to_have_count(0)
    become(page, lambda: given(page), [])


def test_after_a_code_is_picked_by_mouse_to_go_on_the_enter_key_still_does_what_the_list_says(
    served: Served, page: Page
) -> None:
    open_desk(page, served)
    drag(page, "one less on Sundays")
    page.get_by_role("option", name="Overhearing").click(modifiers=["Shift"])
    become(page, lambda: len(coded(page)) > 0, True)
    expect(page.get_by_role("combobox", name="Code")).to_be_focused()
    page.keyboard.type("Joint")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Give a code")).to_have_count(0)
    become(page, lambda: sorted({one["code_id"] for one in of_text(page)}), ["code-D1", "code-D3"])


def test_the_code_used_last_is_one_key_and_passages_get_another_code_together(served: Served, page: Page) -> None:
    open_desk(page, served)
    drag(page, "one less on Sundays")
    page.keyboard.type("Overhearing")
    page.keyboard.press("Enter")
    become(page, lambda: len(of_text(page)), 1)
    page.keyboard.press("s")
    page.keyboard.press(".")
    become(page, lambda: [one["code_id"] for one in of_text(page)], ["code-D1", "code-D1"])
    page.goto(f"{served.origin}/code/passages/code-D1")
    page.get_by_role("checkbox", name="Choose all").check(force=True)
    page.get_by_role("button", name="Give instead").click()
    page.get_by_role("option", name="Joint visit").click()
    assert complaints(page) == []
    page.get_by_role("button", name="Give it").click()
    become(page, lambda: [one["code_id"] for one in of_text(page)], ["code-D3", "code-D3"])
    page.keyboard.press("Control+z")
    become(page, lambda: [one["code_id"] for one in of_text(page)], ["code-D1", "code-D1"])


def of_text(page: Page) -> list[dict[str, str]]:
    """The codings of the only text."""
    version = ask(page, "/sources")[0]["version_id"]
    found: list[dict[str, str]] = ask(page, f"/codings?version_id={version}")
    return found


def test_the_last_code_is_taken_off_by_one_key_and_a_memo_is_kept_while_one_types(served: Served, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_desk(page, served)
    page.keyboard.press("t")
    page.keyboard.press("s")
    page.keyboard.press("m")
    page.keyboard.type("She laughs. Look for x and d1.")
    become(page, lambda: [one["body"] for one in ask(page, "/memos")], ["She laughs. Look for x and d1."])
    page.keyboard.press("Escape")
    expect(page.get_by_text("Analytic · on Interviewer, turn 1")).to_be_visible()
    page.keyboard.press("t")
    page.keyboard.press("d")
    page.keyboard.press("3")
    expect(page.locator(".text-turns .coded")).to_have_count(1)
    page.keyboard.press("x")
    expect(page.locator(".text-turns .coded")).to_have_count(0)
    assert said(page) == "took off Joint visit"


def test_a_coding_made_elsewhere_appears_and_the_text_is_not_built_anew(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.evaluate("document.querySelector('.turn-speech').closest('.turn').seenBefore = true")
    version = ask(page, "/sources")[0]["version_id"]
    for start in (20, 90):
        elsewhere = {"id": f"at-{start}", "version_id": version, "start": start, "end": start + 9}
        tell(page, "/codings/apply", {**elsewhere, "code_id": "code-D1"})
        expect(page.locator(f".coded[data-coding~='at-{start}']").first).to_be_visible()
    tell(page, "/codings/remove", {"id": "at-20"})
    expect(page.locator(".coded[data-coding~='at-20']")).to_have_count(0)
    assert page.evaluate("document.querySelector('.turn-speech').closest('.turn').seenBefore === true")


def test_a_code_is_defined_moved_by_keys_and_put_out_of_use_and_the_picker_follows(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.get_by_role("treeitem", name="Quick ask").dblclick()
    form = page.get_by_role("dialog", name="Edit code")
    form.get_by_label("Definition").fill("A question put in passing.")
    assert complaints(page) == []
    form.get_by_role("button", name="Keep").click()
    expect(form).to_have_count(0)
    tree = page.get_by_role("tree", name="Codebook")
    tree.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("treeitem").first).to_contain_text("Quick ask")
    drag(page, "I knew every tablet")
    page.keyboard.type("quick")
    picker = page.get_by_role("dialog", name="Give a code")
    expect(picker).to_contain_text("A question put in passing.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More to do with this code").click()
    page.get_by_role("menuitem", name="Put out of use").click()
    expect(page.get_by_role("treeitem").last).to_contain_text("Quick ask")
    drag(page, "Two weeks of boxes")
    expect(picker.get_by_role("option")).to_have_text([re.compile("Overhearing"), re.compile("Joint visit")])


def test_a_coding_is_cut_in_two_at_the_place_pressed_and_joined_again(served: Served, page: Page) -> None:
    open_desk(page, served)
    drag(page, "eleven years in a basement")
    page.get_by_role("option", name="Overhearing").click()
    words = page.locator(".text-turns .coded")
    box = words.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    page.get_by_role("button", name="Cut before").click()
    expect(words).to_have_count(2)
    become(page, lambda: given(page), ["code-D1", "code-D1"])
    words.first.click()
    page.get_by_role("button", name="Join with the next").click()
    become(page, lambda: coded(page), ["eleven years in a basement"])
    become(page, lambda: given(page), ["code-D1"])


def static_text(page: Page) -> list[str]:
    """The text of the whole accessibility tree in its order."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    found: list[str] = []
    waiting = [nodes[0]["nodeId"]]
    while waiting:
        node = by_id[waiting.pop()]
        if node.get("role", {}).get("value") == "StaticText" and not node["ignored"]:
            found.append(str(node["name"]["value"]))
        else:
            waiting += [one for one in reversed(node.get("childIds", [])) if one in by_id]
    return found


def test_every_character_of_the_interview_is_in_the_accessibility_tree(long: tuple[Served, str], page: Page) -> None:
    running, interview = long
    open_desk(page, running)
    expect(page.locator(".turn")).to_have_count(interview.count("\n"))
    page.keyboard.press("t")
    page.keyboard.press("s")
    page.keyboard.press("d")
    page.keyboard.press("1")
    expect(page.locator(".text-turns .coded")).to_have_count(1)
    bare = re.sub(r"\s", "", "".join(static_text(page)))
    for line in interview.splitlines():
        assert re.sub(r"\s", "", line) in bare, line


def test_a_blind_round_says_that_nobody_sees_anything_and_keeps_its_codings_apart(served: Served, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    source = open_desk(page, served)
    me = ask(page, "/viewer")["researcher_id"]
    tell(
        page,
        "/rounds/start",
        {"id": "round-1", "name": "First reading", "judge_ids": [me], "source_ids": [source]},
    )
    page.get_by_role("radio", name="First reading").click(force=True)
    expect(page.get_by_text("Nobody sees what you code here")).to_be_visible()
    expect(page.get_by_text("unseen until opened").first).to_be_visible()
    page.keyboard.press("t")
    page.keyboard.press("s")
    page.keyboard.press("d")
    page.keyboard.press("1")
    expect(page.locator(".text-turns .coded")).to_have_count(1)
    become(page, lambda: given(page, "round-1"), ["code-D1"])
    assert given(page) == []
    page.get_by_role("button", name="Hand in my reading").click()
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.get_by_role("link", name="Go to First reading in Compare")).to_be_visible()
    expect(page.get_by_text("is handed in. Take it back to change it.")).to_be_visible()
    page.get_by_role("button", name="Take my reading back").click()
    expect(page.get_by_role("button", name="Hand in my reading")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_can_be_read_by_everyone_at_every_width(browser: Browser, served: Served, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page = context.new_page()
    source = open_desk(page, served)
    drag(page, "I knew every tablet")
    page.get_by_role("option", name="Overhearing").click()
    become(page, lambda: given(page), ["code-D1"])
    for path in (f"/code/{source}", "/code/passages/code-D1", "/code/passages/code-D2"):
        page.goto(served.origin + path)
        expect(page.get_by_role("main")).to_be_visible()
        for width in (320, 900, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert complaints(page) == [], (path, width)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (path, width)
    context.close()


def test_who_reads_a_text_apart_lands_in_that_reading_by_whatever_way(served: Served, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    source = open_desk(page, served)
    me = ask(page, "/viewer")["researcher_id"]
    about = {"id": "round-1", "name": "First reading", "judge_ids": [me], "source_ids": [source]}
    tell(page, "/rounds/start", about)
    page.goto(f"{served.origin}/code/{source}")
    expect(page.get_by_text("Nobody sees what you code here")).to_be_visible()
    page.keyboard.press("t")
    page.keyboard.press("s")
    page.keyboard.press("d")
    page.keyboard.press("1")
    expect(page.locator(".text-turns .coded")).to_have_count(1)
    become(page, lambda: given(page, "round-1"), ["code-D1"])
    assert given(page) == [], "it went into open coding"
    # Open coding is there for whoever asks for it.
    page.get_by_role("radio", name="Open coding").click(force=True)
    expect(page.get_by_text("What you code in open coding is seen by all.")).to_be_visible()
