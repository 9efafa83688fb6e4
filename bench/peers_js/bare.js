// Nothing but the words, a paragraph a line; what is coded is put into a mark element.
globalThis.peer = {
  first: "#host p",
  block: "#host p",
  scroller: "#host",
  show: (host, text) => host.append(...bench.paragraphs(text)),
  code(id) {
    const range = getSelection().getRangeAt(0);
    const mark = document.createElement("mark");
    mark.dataset.coding = id;
    mark.append(range.extractContents());
    range.insertNode(mark);
    return `[data-coding="${id}"]`;
  },
  clear: () => undefined,
};
