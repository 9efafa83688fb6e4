// Opens a section of the walk back over the page when its link is followed, and puts it back afterwards. What is opened
// is a place of the browser's own history, so that its Back closes it and never leaves the file.
// Without this script the same links lead to the same sections further down.
(function () {
  "use strict";
  const box = document.getElementById("reader");
  if (!box || !box.showModal) return;
  const held = document.getElementById("held");
  const counter = document.getElementById("at");
  const previous = document.getElementById("prev");
  const next = document.getElementById("next");
  let section = null;
  let place = null;
  let opener = null;
  let now = 0;
  let entered = false; // By a link of this page: the place before it is the sentence one came from.

  const inWalk = (hash) => /^#(claim|quote)-/.test(hash);
  const passages = () => [...section.querySelectorAll(".passage")];

  function show(wanted) {
    const all = passages();
    now = Math.max(0, Math.min(wanted, all.length - 1));
    all.forEach((one, at) => one.classList.toggle("now", at === now));
    for (const link of section.querySelectorAll("[data-passages]")) {
      const here = link.dataset.passages.split(" ").includes(String(now + 1));
      if (here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const many = all.length > 1;
    counter.textContent = many ? `Passage ${now + 1} of ${all.length}` : "";
    previous.hidden = next.hidden = !many;
  }

  function putBack() {
    if (place) place.replaceWith(section);
    section = place = null;
  }

  function open(id) {
    const found = document.getElementById(id);
    const whole = found && found.closest(".walk");
    if (!whole) return;
    if (whole !== section) {
      putBack();
      section = whole;
      place = document.createComment("");
      whole.replaceWith(place);
      held.replaceChildren(whole);
    }
    if (!box.open) {
      box.showModal();
      box.scrollTop = 0;
    }
    show(found === whole ? 0 : passages().indexOf(found));
  }

  // The first link into the walk is a step; those inside it are none, so that one Back leads out of it.
  function go(id) {
    const step = !inWalk(location.hash);
    open(id);
    if (!box.open || location.hash === `#${id}`) return;
    const focused = document.activeElement;
    if (step) location.hash = id;
    else location.replace(`#${id}`);
    entered = entered || step;
    if (focused) focused.focus({ preventScroll: true });
  }

  function leave() {
    if (!inWalk(location.hash)) return;
    if (entered) history.back();
    else location.replace("#report");
    entered = false;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest ? event.target.closest('a[href^="#"]') : null;
    const id = link ? link.getAttribute("href").slice(1) : "";
    if (!inWalk(`#${id}`)) return;
    event.preventDefault();
    if (!box.open) opener = link;
    go(id);
  });
  window.addEventListener("hashchange", () => {
    if (inWalk(location.hash)) {
      if (!box.open) entered = true;
      open(location.hash.slice(1));
      return;
    }
    entered = false;
    if (box.open) box.close();
  });
  box.addEventListener("close", () => {
    putBack();
    leave();
    if (opener) opener.focus();
    opener = null;
  });
  document.getElementById("shut").addEventListener("click", () => box.close());
  previous.addEventListener("click", () => show(now - 1));
  next.addEventListener("click", () => show(now + 1));
  box.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(now + step);
  });

  // The count stands at the height of its sentence where there is a margin.
  function align() {
    for (const side of document.querySelectorAll(".mg")) {
      let low = 0;
      for (const note of side.children) {
        note.style.marginTop = "0px";
        const words = side.parentElement.querySelector(`[aria-describedby="${note.id}"]`);
        if (!words || window.innerWidth <= 760) continue;
        const height = words.getClientRects()[0].top - side.getBoundingClientRect().top - 2;
        note.style.marginTop = `${Math.max(0, height - low)}px`;
        low = Math.max(low, height) + note.offsetHeight;
      }
    }
  }
  align();
  window.addEventListener("resize", align);
  if (inWalk(location.hash)) open(location.hash.slice(1));
})();
