// Picking requests in the list: all of this page at once, a run of them with Shift, how many there are.
// Boxes are named pick and belong to form#bulk; the box in the head has data-bulk-all. Without this, the form works.
(() => {
  "use strict";

  const bar = document.getElementById("bulk");
  if (!bar) return;
  const boxes = [...document.querySelectorAll('input[name="pick"]')];
  const all = document.querySelector("[data-bulk-all]");
  const count = bar.querySelector("[data-bulk-count]");
  const go = bar.querySelector("[data-bulk-go]");
  const none = bar.querySelector("[data-bulk-none]");
  let last = null;

  const show = () => {
    const picked = boxes.filter((box) => box.checked).length;
    bar.classList.toggle("picked", picked > 0);
    count.hidden = none.hidden = picked === 0;
    count.textContent = picked === 0 ? "" : `${picked} picked`;
    go.disabled = picked === 0;
    if (all) {
      all.checked = picked > 0 && picked === boxes.length;
      all.indeterminate = picked > 0 && picked < boxes.length;
    }
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
  if (all) {
    all.closest("[hidden]")?.removeAttribute("hidden");
    all.addEventListener("click", () => set(boxes, all.checked));
  }
  none.addEventListener("click", () => {
    set(boxes, false);
    (all || boxes[0])?.focus();
  });
  // The browser puts ticks back when somebody comes back to the page.
  addEventListener("pageshow", show);
  show();
})();
