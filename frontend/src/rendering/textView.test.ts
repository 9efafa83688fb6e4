import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { randomText } from "../anchoring/textsForTests";
import type { CodeLook, CoderLook, CodingMark, SourceText } from "../model/text";
import { createTextView } from "./textView";
import type { TextSelection, TextView } from "./textView";

const CODES = new Map<string, CodeLook>([
  ["D1", { id: "D1", key: "D1", name: "Overhearing", family: 4 }],
  ["E1", { id: "E1", key: "E1", name: "Lending skill", family: 5 }],
]);
const CODERS = new Map<string, CoderLook>([
  ["K", { id: "K", initial: "K", name: "Kwame Adjei" }],
  ["L", { id: "L", initial: "L", name: "Lowri Pask" }],
]);

let view: TextView;

beforeEach(() => {
  view = createTextView(document.body, { coders: CODERS });
});

afterEach(() => view.destroy());

/** `I1: Why?` / `2B: Well 👍 now. I swivel.` / … with positions counted in code points. */
function transcript(...said: string[]): SourceText {
  let text = "";
  const turns = said.map((words, n) => {
    const speaker = n % 2 ? "2B" : "I1";
    const start = [...text].length;
    text += `${speaker}: ${words}\n`;
    const end = [...text].length - 1;
    const label = n % 2 ? "2B" : "Interviewer";
    return { id: `t${n}`, start, speechStart: start + 4, end, speaker, label, isInterviewer: n % 2 === 0, t0Ms: n * 61_000, number: n + 1 };
  });
  return { versionId: "v", text, turns };
}

/** A coding over the first occurrence of some words. */
function coding(text: SourceText, id: string, words: string, codeId = "D1", coderId = "K"): CodingMark {
  const start = [...text.text.slice(0, text.text.indexOf(words))].length;
  const mine = coderId === "K";
  return { id, start, end: start + [...words].length, codeId, coderId, coderIndex: mine ? 0 : 1, mine };
}

function marked(id: string): string {
  const marks = view.element.querySelectorAll(`.text-turns [data-coding~="${id}"]`);
  return [...marks].map((mark) => mark.textContent).join("|");
}

function root(): HTMLElement {
  return view.element.querySelector<HTMLElement>(".text-turns") as HTMLElement;
}

function press(key: string, keys: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...keys });
  root().dispatchEvent(event);
  return event;
}

const SAID = transcript("Why 𠮷?", "Well 👍 now. I just swivel. The chair squeaks.", "And?", "It does.");

describe("the text on the page", () => {
  it("is the canonical text to the character, whatever is coded", async () => {
    for (let seed = 0; seed < 15; seed += 1) {
      const text = randomText(seed, 60);
      const marks = Array.from({ length: 30 }, (_, n) => {
        const start = (n * 37) % [...text.text].length;
        return { id: `c${n}`, start, end: start + 25, codeId: "D1", coderId: "K", coderIndex: 0, mine: true };
      });
      view.setText(text, CODES, marks);
      await view.ready;
      expect(root().textContent).toBe(text.text);
    }
  });

  it("is built in slices: thirty turns at once, the rest announced and added", async () => {
    const text = transcript(...Array.from({ length: 200 }, (_, n) => `Turn ${n} said.`));
    view.setText(text, CODES, []);
    expect(root().querySelectorAll("[data-turn]").length).toBe(30);
    expect(root().ariaBusy).toBe("true");
    expect(view.element.querySelector(".text-loading")?.textContent).toContain("200 turns");
    await view.ready;
    expect(root().querySelectorAll("[data-turn]").length).toBe(200);
    expect(root().ariaBusy).toBeNull();
    expect(view.element.querySelector('[role="status"]')?.textContent).toBe("The whole text is here");
  });

  it("is begun with about what a window shows, and with as much as fills it", () => {
    const turns = (): number => root().querySelectorAll(".turn").length;
    const long = "I ask whoever sits near. ".repeat(40);
    view.setText(transcript(...Array.from({ length: 25 }, () => long)), CODES, []);
    expect(turns()).toBe(Math.ceil((window.innerHeight * 3) / (long.length + 4)));
    // Lines of ten pixels: thirty of them leave the window half empty.
    vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockImplementation(function (this: HTMLElement) {
      const block = this.dataset["block"];
      return block === undefined ? new DOMRect(0, 0, 600, 10) : new DOMRect(0, Number(block) * 10, 600, 10);
    });
    view.setText(transcript(...Array.from({ length: 300 }, () => "Yes.")), CODES, []);
    expect(turns() * 10).toBeGreaterThanOrEqual(window.innerHeight);
    expect(turns()).toBeLessThan(300);
  });

  it("is printed whole, with a number at the end of each coding and whose it is beside its turn", () => {
    const text = transcript(...Array.from({ length: 90 }, (_, n) => `Turn ${n} said.`));
    view.setText(text, CODES, [coding(text, "a", "Turn 3 said"), coding(text, "b", "3 said", "E1", "L"), coding(text, "c", "Turn 80 said", "D1", "L")]);
    window.dispatchEvent(new Event("beforeprint"));
    expect(root().querySelectorAll("[data-turn]").length).toBe(90);
    const notes = [...root().querySelectorAll(".turn-note")].map((note) => [...note.querySelectorAll<HTMLElement>("[data-shown]")].map(({ dataset }) => dataset.shown));
    expect(notes).toEqual([["1", "D1 Overhearing", "K"], ["2", "E1 Lending skill", "L"], ["3", "D1 Overhearing", "L"]]);
    expect(root().querySelector<HTMLElement>('[data-coding="a b"]')?.dataset.paper).toBe("1 2");
    expect(root().textContent).toBe(text.text);
    window.dispatchEvent(new Event("afterprint"));
    expect(root().querySelectorAll(".turn-notes, [data-paper]").length).toBe(0);
  });

  it("prints the label and the time in the gutter without adding a letter to the text", () => {
    view.setText(SAID, CODES, []);
    const gutter = root().querySelector(".turn-gutter");
    expect(gutter?.textContent).toBe("I1: ");
    expect(gutter?.querySelector<HTMLElement>(".turn-name")?.dataset.shown).toBe("Interviewer");
    expect(root().querySelectorAll<HTMLElement>(".turn-time")[1]?.dataset.shown).toBe("00:01:01");
  });

  it("gives a label that is not in the text to assistive technology", () => {
    const spoken = { ...SAID, text: "Hello.", turns: [{ ...SAID.turns[0], id: "a", start: 0, speechStart: 0, end: 6 }] };
    view.setText(spoken as SourceText, CODES, []);
    expect(root().querySelector(".turn-name")?.ariaHidden).toBeNull();
  });
});

describe("codings", () => {
  it("are flat marks that say their codes and coders", () => {
    view.setText(SAID, CODES, [coding(SAID, "a", "Well 👍 now."), coding(SAID, "b", "now. I just", "E1", "L")]);
    expect(marked("a")).toBe("Well 👍 |now.");
    expect(marked("b")).toBe("now.| I just");
    const marks = [...root().querySelectorAll("mark")];
    expect(marks.some((mark) => mark.querySelector("mark"))).toBe(false);
    expect(marks.map((mark) => mark.getAttribute("aria-description"))).toEqual([
      "Overhearing by Kwame Adjei",
      "Overhearing by Kwame Adjei; Lending skill by Lowri Pask",
      "Lending skill by Lowri Pask",
    ]);
    expect(marks.map((mark) => mark.classList.contains("is-mine"))).toEqual([true, true, false]);
  });

  it("over several turns never cover a label", () => {
    const words = "squeaks.\nI1: And?\n2B: It";
    view.setText(SAID, CODES, [coding(SAID, "a", words)]);
    expect(marked("a")).toBe("squeaks.|And?|It");
    expect(root().querySelector(".turn-gutter mark")).toBeNull();
  });

  it("that come and go touch only the paragraphs they lie on", () => {
    view.setText(SAID, CODES, [coding(SAID, "a", "swivel"), coding(SAID, "z", "does")]);
    const untouched = [...root().querySelectorAll('[data-turn="t0"] *, [data-turn="t3"] *')];
    view.upsertMarks([coding(SAID, "b", "chair squeaks", "E1", "L")]);
    expect(marked("b")).toBe("chair squeaks");
    view.upsertMarks([coding(SAID, "b", "Well", "E1", "L")]);
    expect(marked("b")).toBe("Well");
    view.removeMarks(["b", "never there"]);
    expect(marked("b")).toBe("");
    expect(marked("a")).toBe("swivel");
    expect([...root().querySelectorAll('[data-turn="t0"] *, [data-turn="t3"] *')]).toEqual(untouched);
    expect(root().textContent).toBe(SAID.text);
  });

  it("are hidden and shown again by coder and by code", () => {
    view.setText(SAID, CODES, [coding(SAID, "a", "swivel"), coding(SAID, "b", "chair", "E1", "L")]);
    view.setLooks({ coders: new Set(["L"]) });
    expect([marked("a"), marked("b")]).toEqual(["", "chair"]);
    view.setLooks({ codes: new Set(["D1"]) });
    expect([marked("a"), marked("b")]).toEqual(["", ""]);
    view.setLooks({ coders: null, codes: null });
    expect([marked("a"), marked("b")]).toEqual(["swivel", "chair"]);
  });

  it("have labels in the margin, out of reach of assistive technology and of find", () => {
    view.setText(SAID, CODES, [coding(SAID, "a", "swivel"), coding(SAID, "b", "swivel", "D1", "L")]);
    const margin = view.element.querySelector(".text-margin");
    expect(margin?.ariaHidden).toBe("true");
    expect(margin?.textContent).toBe("");
    const labels = [...view.element.querySelectorAll<HTMLElement>(".margin-label")];
    expect(labels.map((label) => label.dataset.coding)).toEqual(["a b"]);
    expect(labels[0]?.querySelector<HTMLElement>(".margin-name")?.dataset.shown).toBe("Overhearing");
    expect([...(labels[0]?.querySelectorAll<HTMLElement>(".margin-coder") ?? [])].map((one) => one.dataset.line)).toEqual([
      "solid",
      "dashed",
    ]);
  });

  it("take a new name and family when the codebook changes", () => {
    view.setText(SAID, CODES, [coding(SAID, "a", "swivel")]);
    view.setCodes(new Map([["D1", { id: "D1", key: "D1", name: "Quick ask", family: 2 }]]));
    const mark = root().querySelector("mark");
    expect(mark?.getAttribute("aria-description")).toBe("Quick ask by Kwame Adjei");
    expect(mark?.dataset.family).toBe("2");
  });
});

describe("the selection", () => {
  it("speaks code points, and its words are speech without labels", () => {
    view.setText(SAID, CODES, []);
    const start = [..."I1: Why 𠮷?\n2B: Well "].length;
    view.select({ start, end: start + 1 });
    expect(view.selection()).toMatchObject({ span: { start, end: start + 1 }, text: "👍", turnIds: ["t1"] });
    view.select({ start: 0, end: [...SAID.text].length });
    expect(view.selection()?.text).toBe(SAID.turns.map((turn) => [...SAID.text].slice(turn.speechStart, turn.end).join("")).join("\n"));
    expect(view.selection()?.turnIds).toEqual(["t0", "t1", "t2", "t3"]);
    view.select(null);
    expect(view.selection()).toBeNull();
  });

  it("drawn with the mouse is told once the button is let go, without the spaces at its ends", async () => {
    view.setText(SAID, CODES, [coding(SAID, "a", "swivel")]);
    const heard: (TextSelection | null)[] = [];
    view.onSelect((selection) => heard.push(selection));
    const paragraph = root().querySelectorAll(".turn-speech")[1] as HTMLElement;
    paragraph.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, detail: 1 }));
    const [before, mark] = [paragraph.childNodes[0] as Text, paragraph.childNodes[1] as HTMLElement];
    document.getSelection()?.setBaseAndExtent(before, "Well 👍 now.".length, mark.firstChild as Text, 3);
    document.dispatchEvent(new Event("selectionchange"));
    expect(heard).toEqual([]);
    document.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(heard[0]).toMatchObject({ text: "I just swi", by: "pointer", settled: true });
  });

  it("made by touch is told when it has rested", async () => {
    view.setText(SAID, CODES, []);
    const heard: (TextSelection | null)[] = [];
    view.onSelect((selection) => heard.push(selection));
    const paragraph = root().querySelectorAll(".turn-speech")[1] as HTMLElement;
    paragraph.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, pointerType: "touch" }));
    for (const end of [4, 8, 12]) {
      document.getSelection()?.setBaseAndExtent(paragraph.firstChild as Text, 0, paragraph.firstChild as Text, end);
      document.dispatchEvent(new Event("selectionchange"));
    }
    expect(heard).toEqual([]);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(heard[0]).toMatchObject({ text: "Well 👍 now.", by: "touch", settled: true });
  });

  it("that ends outside the transcript ends with its last word", () => {
    view.setText(SAID, CODES, []);
    document.getSelection()?.selectAllChildren(document.body);
    document.dispatchEvent(new Event("selectionchange"));
    expect(view.selection()?.span).toEqual({ start: 4, end: [...SAID.text].length - 1 });
  });

  it("stays when the focus goes to a field elsewhere, and when its paragraph is drawn anew", () => {
    view.setText(SAID, CODES, []);
    view.select({ start: 16, end: 20 });
    const before = view.selection()?.text;
    const field = document.createElement("input");
    document.body.append(field);
    field.focus();
    document.getSelection()?.collapse(field, 0);
    document.dispatchEvent(new Event("selectionchange"));
    view.upsertMarks([coding(SAID, "a", "Well 👍 now.")]);
    expect(view.selection()?.text).toBe(before);
    field.remove();
  });
});

describe("the keyboard", () => {
  beforeEach(() => {
    view.setText(SAID, CODES, [coding(SAID, "a", "swivel"), coding(SAID, "b", "does", "E1", "L")]);
    view.focus();
  });

  it("selects by word and by turn, and says the words", () => {
    const status = view.element.querySelector('[role="status"]');
    press("ArrowDown", { altKey: true });
    expect(status?.textContent).toContain("2B, turn 2");
    press("ArrowRight", { shiftKey: true });
    expect(view.selection()).toMatchObject({ text: "Well", settled: false, by: "keyboard" });
    press("ArrowRight", { shiftKey: true });
    expect(view.selection()?.text).toBe("Well 👍");
    press("ArrowLeft", { shiftKey: true });
    expect(view.selection()?.text).toBe("Well");
    expect(status?.textContent).toContain("4 characters of 2B");
    press("ArrowDown", { altKey: true, shiftKey: true });
    expect(view.selection()?.text).toBe("Well 👍 now. I just swivel. The chair squeaks.");
    expect(status?.textContent).toContain("The chair squeaks.");
    press("ArrowDown", { altKey: true, shiftKey: true });
    expect(status?.textContent).toContain("And?");
  });

  it("selects this sentence, then the next, gives back one too many, and settles with Enter", () => {
    const heard: boolean[] = [];
    view.onSelect((selection) => heard.push(selection?.settled ?? false));
    press("ArrowDown", { altKey: true });
    press("s");
    expect(view.selection()?.text).toBe("Well 👍 now.");
    press("s");
    expect(view.selection()?.text).toBe("Well 👍 now. I just swivel.");
    press("s");
    press("s");
    press("s", { shiftKey: true });
    expect(view.element.querySelector('[role="status"]')?.textContent).toContain("And? left out");
    press("s", { shiftKey: true });
    expect(view.selection()?.text).toBe("Well 👍 now. I just swivel.");
    press("Enter");
    expect(heard).toEqual([false, false, false, false, false, false, true]);
  });

  it("goes on to the next turn's sentence when the last one of a turn has been read", () => {
    press("ArrowDown", { altKey: true });
    press("s");
    press("s");
    press("s");
    expect(view.selection()?.text).toBe("Well 👍 now. I just swivel. The chair squeaks.");
    const { end } = view.selection()?.span ?? { end: 0 };
    view.select({ start: end, end });
    press("s");
    expect(view.selection()?.text).toBe("And?");
    view.select({ start: end, end });
    press("s", { shiftKey: true });
    expect(view.selection()?.text).toBe("The chair squeaks.");
  });

  it("goes from coding to coding and opens one", () => {
    const opened: string[][] = [];
    const focused: (string | null)[] = [];
    view.onActivateMark(({ codingIds }) => opened.push([...codingIds]));
    view.onFocusCoding((id) => focused.push(id));
    press("n");
    press("n");
    expect(view.element.querySelector('[role="status"]')?.textContent).toContain("Lending skill by Lowri Pask");
    expect(root().querySelector("mark.is-focused")?.textContent).toBe("does");
    press("n");
    press("p");
    press("Enter");
    press("Escape");
    expect(focused).toEqual(["a", "b", "a", null]);
    expect(opened).toEqual([["a"]]);
  });

  it("leaves letters it has no use for to the screen, and only while the text has the focus", () => {
    const letters: string[] = [];
    view.onKey(({ key }) => {
      letters.push(key);
      return key === "d";
    });
    expect(press("d").defaultPrevented).toBe(true);
    expect(press("q").defaultPrevented).toBe(false);
    press("k", { ctrlKey: true });
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "d", bubbles: true }));
    expect(letters).toEqual(["d", "q"]);
  });

  it("does what the table says, and nothing when the table is empty", () => {
    view.setKeys([{ key: "w", command: { do: "everything" }, says: "select all" }]);
    press("s");
    expect(view.selection()).toBeNull();
    press("w");
    expect(view.selection()?.turnIds).toHaveLength(4);
  });
});

describe("a part of a text", () => {
  /** The last two turns of what is said, with every position as it is in the whole. */
  const from = SAID.turns[2]?.start ?? 0;
  const part: SourceText = { versionId: "v", text: [...SAID.text].slice(from).join(""), from, turns: SAID.turns.slice(2), beside: { before: "part 1", after: "" } };

  it("selects and marks at the places of the whole", () => {
    const crossing = { ...coding(SAID, "a", "The chair squeaks."), end: from + 7, beyond: "from part 1" };
    view.setText(part, CODES, [crossing, coding(SAID, "b", "does", "E1", "L")]);
    expect(marked("a")).toBe("And");
    expect(marked("b")).toBe("does");
    expect(root().querySelector('[data-coding="a"]')?.getAttribute("aria-description")).toBe("Overhearing by Kwame Adjei, from part 1");
    const does = coding(SAID, "x", "does");
    view.select({ start: does.start, end: does.end });
    expect(view.selection()).toMatchObject({ span: { start: does.start, end: does.end }, text: "does", turnIds: ["t3"] });
  });

  it("has no place for an end that lies in another part", () => {
    view.setText(part, CODES, []);
    expect(view.placeOf(from - 3, "start")).toBeNull();
    expect(view.placeOf(from + 4, "end")).not.toBeNull();
  });

  it("says where the text goes on when there is no further coding", () => {
    view.setText(part, CODES, []);
    press("p");
    expect(view.element.querySelector('[role="status"]')?.textContent).toBe("No coding before this in this part; the text goes on in part 1");
    press("n");
    expect(view.element.querySelector('[role="status"]')?.textContent).toBe("No coding after this");
  });
});

describe("leaving", () => {
  it("a view that is destroyed leaves nothing behind and hears nothing more", () => {
    view.setText(SAID, CODES, []);
    const heard = vi.fn();
    view.onSelect(heard);
    view.destroy();
    document.getSelection()?.selectAllChildren(document.body);
    document.dispatchEvent(new Event("selectionchange"));
    expect(heard).not.toHaveBeenCalled();
    expect(document.querySelector(".text-view")).toBeNull();
  });
});

describe("what codes and coders are called", () => {
  it("draws anew only the words of codings it is told otherwise of", () => {
    const said = transcript("Why?", "I just swivel. The chair squeaks.", "And?", "It does.");
    view.setText(said, CODES, [coding(said, "a", "just swivel"), coding(said, "b", "It does", "E1", "L")]);
    const drawn = (id: string): Element | null => view.element.querySelector(`.text-turns [data-coding="${id}"]`);
    const [a, b] = [drawn("a"), drawn("b")];
    view.setCoders(new Map([...CODERS].map(([id, one]) => [id, { ...one }])));
    view.setCodes(new Map([...CODES, ["new", { id: "new", key: "", name: "Waiting", family: 1 }]]));
    expect(drawn("a")).toBe(a);
    expect(drawn("b")).toBe(b);
    view.setCodes(new Map([...CODES, ["D1", { id: "D1", key: "D1", name: "Quick ask", family: 2 }]]));
    expect(drawn("a")?.getAttribute("aria-description")).toBe("Quick ask by Kwame Adjei");
    expect(drawn("b")).toBe(b);
    view.setCoders(new Map([...CODERS, ["L", { id: "L", initial: "L", name: "Lowri Rees" }]]));
    expect(drawn("b")?.getAttribute("aria-description")).toBe("Lending skill by Lowri Rees");
  });
});
