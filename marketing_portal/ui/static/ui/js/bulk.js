// Picking requests in the list: all of this page at once, a run of them with Shift, how many there are.
// Boxes are named pick and belong to form#bulk; the one for all of them comes into the head. Without this, the form works.
(() => {
  "use strict";

  const bar = document.getElementById("bulk");
  if (!bar) return;
  const boxes = [...document.querySelectorAll('input[name="pick"]')];
  const head = document.querySelector("thead .pick");
  const count = bar.querySelector("[data-bulk-count]");
  const go = bar.querySelector("[data-bulk-go]");
  const none = bar.querySelector("[data-bulk-none]");
  let last = null;

  // Only a script can tick others, so the box for all of them is made here.
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "Select all on this page");
  if (head) head.append(all);

  const show = () => {
    const picked = boxes.filter((box) => box.checked).length;
    bar.classList.toggle("picked", picked > 0);
    count.hidden = none.hidden = picked === 0;
    count.textContent = picked === 0 ? "" : `${picked} picked`;
    go.disabled = picked === 0;
    all.checked = picked > 0 && picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  };

  const set = (some, checked) => {
    for (const box of some) box.checked = checked;
    show();
  };

  for (const box of boxes) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        set(boxes.slice(from, to + 1), box.checked);
      }
      last = box;
      show();
    });
  }
  all.addEventListener("click", () => set(boxes, all.checked));
  none.addEventListener("click", () => {
    set(boxes, false);
    all.focus();
  });
  // The browser puts ticks back when somebody comes back to the page.
  addEventListener("pageshow", show);
  show();
})();
