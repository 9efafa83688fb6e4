// Recogito's text annotator as its makers set it: spans drawn over the text, codings given by their offsets.
import { createTextAnnotator, rangeToSelector } from "@recogito/text-annotator";

let annotator = null;
let container = null;

function annotation(id, selector) {
  return { id, bodies: [], target: { annotation: id, selector: [selector], created: new Date() } };
}

globalThis.peer = {
  first: ".r6o-annotation",
  block: "#host p",
  scroller: "#host",
  show(host, text, marks) {
    container = host.appendChild(document.createElement("div"));
    container.append(...bench.paragraphs(text));
    annotator = createTextAnnotator(container, { annotatingEnabled: false });
    const given = marks.map(([start, end], n) => annotation(`m${n}`, { quote: text.slice(start, end), start, end }));
    annotator.setAnnotations(given);
  },
  code(id) {
    annotator.addAnnotation(annotation(id, rangeToSelector(getSelection().getRangeAt(0), container)));
    return `[data-annotation="${id}"]`;
  },
  clear() {
    annotator.destroy();
    container.remove();
  },
};
