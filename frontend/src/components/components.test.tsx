import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { announce, announceStep, announcements } from "../state/announcements";
import { makeQueryClient } from "../state/queries";
import { Button, Checkbox, coefficient, Dialog, DotWhisker, FileList, Heading, Notice, OptionRow, Screen, Select, slotOf, StatusRegion, Table, Tally, tallyWords, Tree } from ".";
import { keptWords, roleWords } from "./Shell";
import { filesOf, sizeWords, type Dropped } from "./files";

afterEach(cleanup);

function WithState({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={makeQueryClient()}>{children}</QueryClientProvider>;
}

describe("a tally", () => {
  it("says in words what its ticks say", () => {
    render(<Tally marks={["yes", "no", "not-asked", "yes"]} />);
    expect(screen.getByText("2 yes · 1 no · 1 not asked")).toBeDefined();
  });

  it("has no tick for who is out of scope, and says so where nobody is in it", () => {
    expect(tallyWords([])).toBe("no case in scope");
    expect(tallyWords(["yes", "yes", "yes", "yes", "yes"])).toBe("5 yes");
  });
});

describe("a figure with its interval", () => {
  it("is read out with its base", () => {
    render(<DotWhisker value={0.52} low={0.38} high={0.66} label="Overhearing, α" />);
    expect(screen.getByRole("img").getAttribute("aria-label")).toBe("Overhearing, α: .52, interval .38 to .66");
  });

  it("that is undefined is a sentence, not a zero", () => {
    render(<DotWhisker value={null} undefinedBecause="Used by K only, twice" label="Policy churn, α" />);
    expect(screen.getByText("Used by K only, twice")).toBeDefined();
    expect(screen.queryByRole("img")).toBeNull();
  });

  it("drops the zero before the point and takes a real minus", () => {
    expect([0.714, 1, -0.05, 0, -0.001, 0.999].map((value) => coefficient(value))).toEqual([".71", "1.00", "−.05", ".00", ".00", "1.00"]);
  });
});

describe("a button", () => {
  it("that cannot be pressed says why, where it stands", () => {
    const press = vi.fn();
    render(<Button reason="Three things stand in the way." onPress={press}>Release draft 4</Button>);
    fireEvent.click(screen.getByRole("button", { name: "Release draft 4" }));
    expect(press).not.toHaveBeenCalled();
    expect(screen.getByText("Three things stand in the way.")).toBeDefined();
  });

  it("names its key to assistive technology", () => {
    render(<Button keys="Ctrl S" onPress={() => undefined}>Submit</Button>);
    expect(screen.getByRole("button").getAttribute("aria-keyshortcuts")).toBe("Control+S");
  });

  it("that is on or off says which", () => {
    render(<Button pressed onPress={() => undefined}>Memos</Button>);
    expect(screen.getByRole("button", { pressed: true })).toBeDefined();
  });
});

describe("a dialog", () => {
  function Asking() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <Button onPress={() => setOpen(true)}>Retire the code</Button>
        <Dialog title="Retire D4?" open={open} onClose={() => setOpen(false)} actions={<Button onPress={() => setOpen(false)}>Retire D4</Button>}>
          Its codings stay.
          <input aria-label="Why" />
        </Dialog>
      </>
    );
  }

  it("takes the focus, is closed by Escape, and gives the focus back", async () => {
    render(<Asking />);
    const opener = screen.getByRole("button", { name: "Retire the code" });
    act(() => opener.focus());
    fireEvent.click(opener);
    const dialog = await screen.findByRole("dialog", { name: "Retire D4?" });
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    fireEvent.keyDown(document.activeElement ?? dialog, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it("is closed by Escape also after what had the focus in it went", async () => {
    render(<Asking />);
    fireEvent.click(screen.getByRole("button", { name: "Retire the code" }));
    const dialog = await screen.findByRole("dialog", { name: "Retire D4?" });
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    act(() => (document.activeElement as HTMLElement).blur());
    expect(document.activeElement).toBe(document.body);
    fireEvent.keyDown(document.body, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("is closed by a click beside it only while nothing was written in it", async () => {
    const beside = () => {
      for (const event of [fireEvent.pointerDown, fireEvent.mouseDown, fireEvent.pointerUp, fireEvent.mouseUp, fireEvent.click]) event(document.querySelector(".overlay") ?? document.body, { button: 0 });
    };
    const ask = async () => {
      fireEvent.click(screen.getByRole("button", { name: "Retire the code", hidden: true }));
      return screen.findByRole("dialog", { name: "Retire D4?" });
    };
    render(<Asking />);
    await ask();
    beside();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const dialog = await ask();
    fireEvent.input(within(dialog).getByLabelText("Why"), { target: { value: "It says the same as D3." } });
    beside();
    await new Promise((done) => setTimeout(done, 50));
    expect(screen.queryByRole("dialog")).not.toBeNull();
    fireEvent.keyDown(document.activeElement ?? dialog, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    // What is opened anew has nothing written in it yet.
    await ask();
    beside();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("choosing", () => {
  it("one of a few says which is chosen", () => {
    const choose = vi.fn();
    render(<OptionRow label="Settle as" value="1" onChange={choose} options={[{ id: "1", label: "D1, as K", keys: "1" }, { id: "2", label: "D4, as L", keys: "2" }]} />);
    const group = screen.getByRole("radiogroup", { name: "Settle as" });
    expect((within(group).getByRole("radio", { name: /D1, as K/ }) as HTMLInputElement).checked).toBe(true);
    fireEvent.click(within(group).getByRole("radio", { name: /D4, as L/ }));
    expect(choose).toHaveBeenCalledWith("2");
  });

  it("from a list keeps its label in sight", () => {
    render(<Select label="Unit" value="character" onChange={() => undefined} options={[{ id: "character", label: "character" }, { id: "turn", label: "turn" }]} />);
    expect(screen.getByText("Unit")).toBeDefined();
    expect(screen.getByRole("button", { name: /character.*Unit|Unit.*character/ })).toBeDefined();
  });

  it("yes or no is one box with its words", () => {
    const change = vi.fn();
    render(<Checkbox checked={false} onChange={change}>Add to the definition of D4</Checkbox>);
    fireEvent.click(screen.getByRole("checkbox", { name: "Add to the definition of D4" }));
    expect(change).toHaveBeenCalledWith(true);
  });
});

describe("what just happened", () => {
  beforeEach(() => announcements.set([]));

  it("is read out without taking the focus; a refusal stays until it is put away", () => {
    vi.useFakeTimers();
    render(<StatusRegion />);
    act(() => void announce("Taken back: coding a passage."));
    act(() => void announce("Somebody changed it since.", { kind: "refused", advice: "Look at it first." }));
    expect(within(screen.getByRole("status")).getByText("Taken back: coding a passage.")).toBeDefined();
    expect(within(screen.getByRole("alert")).getByText("Look at it first.")).toBeDefined();
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.queryByText("Taken back: coding a passage.")).toBeNull();
    expect(screen.getByText("Somebody changed it since.")).toBeDefined();
    vi.useRealTimers();
  });

  it("is no longer said once a step back has undone it; a refusal stays", () => {
    render(<StatusRegion />);
    act(() => {
      announce("3 passages changed. Ctrl Z takes it back.");
      announce("Somebody changed it since.", { kind: "refused" });
      announceStep("Taken back: changing 3 passages.");
      announceStep("Done again: changing 3 passages.");
    });
    expect(within(screen.getByRole("status")).getAllByText(/passages/).map((one) => one.textContent)).toEqual(["Done again: changing 3 passages."]);
    expect(screen.getByText("Somebody changed it since.")).toBeDefined();
  });

  it("says fact, meaning and way out in a notice", () => {
    render(<Notice fact="This quotation cannot be printed." meaning="3C withdrew consent to quote." urgent><Button>Choose another</Button></Notice>);
    expect(within(screen.getByRole("alert")).getByRole("button", { name: "Choose another" })).toBeDefined();
  });

  it("is kept with a time, or not kept yet, and never saved", () => {
    expect(keptWords({ waiting: 0, cutOff: false, signedOut: false, keptAt: new Date(2024, 4, 21, 14, 2) })).toEqual({ words: "kept 14:02", care: false });
    expect(keptWords({ waiting: 3, cutOff: true, signedOut: false, keptAt: null })).toEqual({ words: "3 not kept yet", care: true });
    expect(keptWords({ waiting: 0, cutOff: false, signedOut: false, keptAt: null })).toEqual({ words: "", care: false });
  });
});

describe("files", () => {
  it("come out of folders, without what programs leave there, in the order of their numbers", async () => {
    const file = (name: string): Dropped => ({ kind: "file", name, getFile: async () => new File([""], name) });
    async function* inside(): AsyncGenerator<Dropped> {
      yield file("INT10.docx");
      yield file("INT2.docx");
      yield file("~$INT2.docx");
      yield file(".DS_Store");
    }
    const found = await filesOf([{ kind: "directory", name: "wave 1", getEntries: inside }, { kind: "text" }]);
    expect(found.map((one) => one.name)).toEqual(["INT2.docx", "INT10.docx"]);
  });

  it("that were not taken stand first, with the reason", () => {
    render(
      <FileList
        files={[
          { id: "1", name: "good.txt", size: 100, state: "accepted", words: "4 turns", warnings: ["1 image was left out."] },
          { id: "2", name: "bad.xyz", size: 4200, state: "refused", words: "This is not a text." },
        ]}
      />,
    );
    const rows = screen.getAllByRole("listitem");
    expect(rows[0]?.textContent).toContain("bad.xyz");
    expect(rows[0]?.textContent).toContain("This is not a text.");
    expect(rows[1]?.textContent).toContain("1 image was left out.");
    expect(screen.getByRole("status").textContent).toBe("1 of 2 files are in the study; 1 not taken.");
  });

  it("have sizes as people write them", () => {
    expect([0, 812, 1000, 44_300, 999_600, 3_240_000, 2_000_000_000].map(sizeWords)).toEqual(["0 B", "812 B", "1 KB", "44 KB", "1 MB", "3.2 MB", "2 GB"]);
  });
});

describe("a table and a tree", () => {
  it("are real ones: a name, heads of columns and rows, groups", () => {
    render(
      <Table
        caption="Cases and consents"
        rows={[{ id: "1A", team: "Alder" }, { id: "1B", team: "Alder" }, { id: "2A", team: "Beech" }]}
        rowId={(row) => row.id}
        groupOf={(row) => row.team}
        columns={[{ id: "label", head: "Label", names: true, cell: (row) => row.id }, { id: "team", head: "Team", cell: (row) => row.team }]}
        currentId="1B"
      />,
    );
    const table = screen.getByRole("table", { name: "Cases and consents" });
    expect(within(table).getAllByRole("columnheader")).toHaveLength(2);
    expect(within(table).getAllByRole("rowheader").map((one) => one.textContent)).toEqual(["Alder", "1A", "1B", "Beech", "2A"]);
    expect(within(table).getByRole("row", { current: true }).textContent).toContain("1B");
  });

  it("opens and closes by the arrow keys", async () => {
    render(<Tree label="Codebook" branches={[{ id: "D", text: "Everyday learning", row: "Everyday learning", children: [{ id: "D1", text: "Overhearing", row: "Overhearing" }] }]} onSelect={() => undefined} />);
    const family = screen.getByRole("row", { name: "Everyday learning" });
    expect(screen.getByRole("row", { name: "Overhearing" })).toBeDefined();
    act(() => family.focus());
    fireEvent.keyDown(family, { key: "ArrowLeft" });
    await waitFor(() => expect(screen.queryByRole("row", { name: "Overhearing" })).toBeNull());
    fireEvent.keyDown(screen.getByRole("row", { name: "Everyday learning" }), { key: "ArrowRight" });
    await waitFor(() => expect(screen.getByRole("row", { name: "Overhearing" })).toBeDefined());
  });
});

it("a screen names its tab and its main part", () => {
  render(<WithState><Screen title="Sources"><Heading title="Sources" /></Screen></WithState>);
  expect(document.title).toBe("Sources · Anselm");
  expect(screen.getByRole("main", { name: "Sources" })).toBeDefined();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Sources");
});

it("code families come again after the eighth, and roles have the study's words", () => {
  expect([1, 8, 9, 16, 17, 0].map(slotOf)).toEqual([1, 8, 1, 8, 1, 8]);
  expect(roleWords(["owner"])).toBe("lead");
  expect(roleWords(["adjudicator", "coder"])).toBe("settles");
  expect(roleWords([])).toBe("");
});
