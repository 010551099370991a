// The console works without this file. It only makes waiting and choosing nicer.

// A part of a page that asks for itself again: <div data-live="/jobs/3/state" data-every="1000" aria-live="polite">.
// The answer is the part's new content; when nothing in it has data-going, asking ends. Parts of one page tell of one
// thing: when one of them ends, the others ask at once, so that they do not say something else for seconds.
const ENDED = "gongkai-ended";
for (const part of document.querySelectorAll("[data-live]")) {
  const every = Number(part.dataset.every || 1000);
  let over = false;
  let next = 0;
  const ask = async () => {
    clearTimeout(next);
    try {
      const answer = await fetch(part.dataset.live, { headers: { "X-Fragment": "1" }, credentials: "same-origin" });
      const text = await answer.text();
      if (over) return;
      if (answer.redirected) return location.reload(); // to the login: the session has ended
      if (answer.ok) part.innerHTML = text;
      else if (answer.status < 500 && answer.status !== 429) return; // it is not ours to see any more
    } catch {
      // The server is away for a moment; it is asked again.
    }
    if (over) return;
    if (part.querySelector("[data-going]")) {
      clearTimeout(next); // it may have been asked twice at once
      next = setTimeout(ask, every);
      return;
    }
    over = true;
    for (const each of document.querySelectorAll("[data-while-going]")) each.remove(); // nothing is left to stop
    document.dispatchEvent(new Event(ENDED));
    if (part.dataset.then) location.assign(part.dataset.then);
  };
  document.addEventListener(ENDED, () => over || ask());
  next = setTimeout(ask, every);
}

// "All" in the head of a table: <input type="checkbox" data-all="number">.
for (const all of document.querySelectorAll("[data-all]")) {
  all.addEventListener("change", () => {
    for (const box of document.getElementsByName(all.dataset.all)) box.checked = all.checked;
  });
}

// A choice that is sent as soon as it is made: <select data-send>. By keyboard one passes other choices on the way, so
// there it is made by Enter.
for (const field of document.querySelectorAll("[data-send]")) {
  let passing = false;
  field.addEventListener("pointerdown", () => (passing = false));
  field.addEventListener("keydown", (event) => {
    passing = event.key !== "Enter";
    if (passing) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
  field.addEventListener("change", () => passing || field.form.requestSubmit());
}

// The focus inside of a frame is not shown by the browser: the frame shows it.
const framed = () => {
  for (const frame of document.querySelectorAll("iframe")) {
    frame.classList.toggle("focused", frame === document.activeElement);
  }
};
window.addEventListener("blur", framed);
window.addEventListener("focus", framed);
document.addEventListener("focusin", framed);
