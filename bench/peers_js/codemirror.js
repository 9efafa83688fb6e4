// CodeMirror as an interview would be shown in it: read only, lines wrapped, every coding a mark decoration.
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const added = StateEffect.define();
let view = null;

function coded(family, id) {
  return Decoration.mark({ class: `coded family-${family}`, attributes: { "data-coding": id } });
}

function decorations(marks) {
  return StateField.define({
    create: () => Decoration.set(marks.map(([start, end, family], n) => coded(family, `m${n}`).range(start, end)), true),
    update: (before, { changes, effects }) => {
      const fresh = effects.filter((one) => one.is(added)).map((one) => one.value);
      return before.map(changes).update({ add: fresh });
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

globalThis.peer = {
  first: ".cm-line .coded",
  block: ".cm-line",
  scroller: ".cm-scroller",
  show(host, text, marks) {
    const extensions = [EditorState.readOnly.of(true), EditorView.lineWrapping, decorations(marks)];
    view = new EditorView({ parent: host, state: EditorState.create({ doc: text, extensions }) });
  },
  code(id) {
    const { from, to } = view.state.selection.main;
    view.dispatch({ effects: added.of(coded(3, id).range(from, to)) });
    return `[data-coding="${id}"]`;
  },
  clear: () => view.destroy(),
};
