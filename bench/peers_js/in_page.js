// Put into every page that is timed: one way of timing, for ours and for what stands beside it.
globalThis.bench = (() => {
  const PATIENCE = 120_000;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  // Milliseconds from `start` to the frame after the first that finds it there, and how many frames it took to be there.
  async function shown(there, start) {
    for (let frames = 1; performance.now() - start < PATIENCE; frames += 1) {
      await frame();
      if (!there()) continue;
      await frame();
      return [performance.now() - start, frames];
    }
    throw new Error("it was never shown");
  }

  const found = (selector) => () => document.querySelector(selector) !== null;
  const idsOf = (mark) => (mark.dataset.coding ?? "").split(" ");

  // Whether a coding that is not there yet has been drawn into the text.
  function another(within) {
    const known = new Set([...document.querySelectorAll(`${within} .coded`)].flatMap(idsOf));
    let is = false;
    const observer = new MutationObserver((records) => {
      const nodes = records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof Element);
      const marks = nodes.flatMap((node) => (node.matches(".coded") ? [node] : [...node.querySelectorAll(".coded")]));
      is ||= marks.some((mark) => idsOf(mark).some((id) => !known.has(id)));
      if (is) observer.disconnect();
    });
    observer.observe(document.querySelector(within), { childList: true, subtree: true });
    return () => is;
  }

  function afterMouseUp(begin) {
    bench.last = new Promise((resolve, reject) => {
      const up = ({ timeStamp }) => void shown(begin(), timeStamp).then(resolve, reject);
      addEventListener("mouseup", up, { capture: true, once: true });
    });
  }

  function scrolling(inner, size, seen, overflow) {
    for (let at = inner; at; at = at.parentElement) {
      if (at[size] > at[seen] + 8 && /auto|scroll/.test(getComputedStyle(at)[overflow])) return at;
    }
    return document.scrollingElement;
  }

  return {
    last: null,
    // Runs on when the page is quiet: two frames later.
    settled: async () => void (await frame(), await frame()),
    // A way inside the page, as its links go.
    routed(path, selector) {
      const start = performance.now();
      history.pushState(null, "", path);
      dispatchEvent(new PopStateEvent("popstate"));
      return shown(found(selector), start);
    },
    paragraphs(text) {
      return text.split("\n").map((line) => {
        const paragraph = document.createElement("p");
        paragraph.textContent = `${line}\n`;
        return paragraph;
      });
    },
    peerShown(text, marks) {
      const start = performance.now();
      peer.show(document.getElementById("host"), text, marks);
      return shown(found(peer.first), start);
    },
    peerCleared() {
      peer.clear();
      bench.hostCleared();
    },
    hostCleared() {
      document.getElementById("host").replaceChildren();
    },
    peerCodes(id) {
      afterMouseUp(() => found(peer.code(id)));
    },
    deskCodes(within) {
      const there = another(within);
      afterMouseUp(() => there);
    },
    tableShown(html) {
      const start = performance.now();
      document.getElementById("host").innerHTML = html;
      return shown(found("#host tbody tr"), start);
    },
    toMiddle(selector) {
      const down = scrolling(document.querySelector(selector), "scrollHeight", "clientHeight", "overflowY");
      down.scrollTop = down.scrollHeight / 2;
    },
    // Some words in sight: where their line begins, how high it stands, where it ends.
    words(selector, n) {
      const inSight = (one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return bottom > 240 && top < innerHeight - 300 && one.textContent.length > 30;
      };
      const blocks = [...document.querySelectorAll(selector)].filter(inSight);
      const walk = document.createTreeWalker(blocks[(n * 5) % blocks.length], NodeFilter.SHOW_TEXT);
      let longest = walk.nextNode();
      for (let node = walk.nextNode(); node; node = walk.nextNode()) if (node.length > longest.length) longest = node;
      const range = document.createRange();
      range.setStart(longest, 0);
      range.setEnd(longest, Math.min(24, longest.length));
      const lines = [...range.getClientRects()].sort((one, other) => other.width - one.width);
      const { left, right, top, height } = lines[0];
      return [left, top + height / 2, right];
    },
    // The time of each frame while the page goes down and across, back at each end.
    async scrolled(selector, seconds) {
      const inner = document.querySelector(selector);
      const down = scrolling(inner, "scrollHeight", "clientHeight", "overflowY");
      const across = scrolling(inner, "scrollWidth", "clientWidth", "overflowX");
      const times = [];
      let [dy, dx] = [40, 20];
      const start = await frame();
      for (let last = start; last - start < seconds * 1000; ) {
        const [top, left] = [down.scrollTop, across.scrollLeft];
        down.scrollTop += dy;
        across.scrollLeft += dx;
        if (down.scrollTop === top) dy = -dy;
        if (across.scrollLeft === left) dx = -dx;
        const now = await frame();
        times.push(now - last);
        last = now;
      }
      return times;
    },
  };
})();
