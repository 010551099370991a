// The console works without this file. It only makes waiting and choosing nicer.

// A part of a page that asks for itself again: <div data-live="/jobs/3/state" data-every="1000" aria-live="polite">.
// The answer is the part's new content; when it has no data-live inside an element with data-going, asking ends.
for (const part of document.querySelectorAll("[data-live]")) {
  const ask = async () => {
    try {
      const answer = await fetch(part.dataset.live, { headers: { "X-Fragment": "1" }, credentials: "same-origin" });
      if (!answer.ok) return;
      part.innerHTML = await answer.text();
    } catch {
      // The server is away for a moment; it is asked again.
    }
    if (part.querySelector("[data-going]")) setTimeout(ask, Number(part.dataset.every || 1000));
    else {
      for (const each of document.querySelectorAll("[data-while-going]")) each.remove(); // nothing is left to stop
      if (part.dataset.then) location.assign(part.dataset.then);
    }
  };
  setTimeout(ask, Number(part.dataset.every || 1000));
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
