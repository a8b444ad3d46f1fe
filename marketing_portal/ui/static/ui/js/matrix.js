// Matrices that editors change: arrow keys from cell to cell, Enter edits in place, Escape leaves.
// Without it each cell has a link to the same form on a page of its own.
(() => {
  "use strict";

  const dialog = document.getElementById("cell-dialog");
  const table = document.querySelector("table[data-grid]");
  if (!dialog || !dialog.showModal || !table) return;

  const holder = dialog.querySelector("[data-cell-form]");
  const status = document.getElementById("live-status");
  const WIDE = matchMedia("(width >= 40rem)");
  let current = null; // the cell that has the focus, or whose form is open
  let stale = false; // somebody else changed it meanwhile: the page shows what it was

  const cells = (row) => [...row.cells].filter((cell) => cell.tagName === "TD");
  const rows = () => [...table.tBodies[0].rows];
  const say = (text) => { status.textContent = text; };

  // One cell can be reached with Tab; the arrow keys go on from there.
  const rove = (cell) => {
    for (const other of table.querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
    current = cell;
  };
  const prepare = () => {
    for (const cell of table.querySelectorAll("td")) {
      cell.tabIndex = -1;
      const link = cell.querySelector(".cell-edit");
      if (link) link.tabIndex = -1;
    }
    const here = location.hash.startsWith("#cell-") && document.getElementById(location.hash.slice(1));
    rove(here || table.querySelector("td"));
  };

  const go = (event) => {
    const cell = event.target.closest("td");
    if (event.target !== cell || event.altKey || event.metaKey) return;
    const all = rows();
    const y = all.indexOf(cell.parentElement);
    const x = cells(cell.parentElement).indexOf(cell);
    const last = cells(cell.parentElement).length - 1;
    const to = {
      ArrowUp: [y - 1, x], ArrowDown: [y + 1, x], ArrowLeft: [y, x - 1], ArrowRight: [y, x + 1],
      Home: [event.ctrlKey ? 0 : y, 0], End: [event.ctrlKey ? all.length - 1 : y, last],
    }[event.key];
    if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      open(cell);
    } else if (to) {
      event.preventDefault();
      const next = all[to[0]] && cells(all[to[0]])[to[1]];
      if (!next) return;
      rove(next);
      next.focus();
    }
  };

  // Beside its cell where there is room, at the foot of the window where there is not (the style sheet does that).
  const place = (cell) => {
    dialog.style.removeProperty("inset");
    if (!WIDE.matches) return;
    const box = cell.getBoundingClientRect();
    const left = Math.max(16, Math.min(box.left, innerWidth - dialog.offsetWidth - 16));
    const top = Math.max(16, Math.min(box.top, innerHeight - dialog.offsetHeight - 16));
    dialog.style.setProperty("inset", `${top}px auto auto ${left}px`);
  };

  const show = (html) => {
    holder.innerHTML = html;
    if (!dialog.open) dialog.showModal();
    if (current) place(current);
    const message = holder.querySelector("[data-focus]");
    const field = holder.querySelector("input[name=people]") || holder.querySelector("select, input:not([type=hidden])");
    const first = message || field;
    if (first) first.focus();
    if (!message && field?.select) field.select();
  };

  const fetchForm = async (address, options) => {
    const answer = await fetch(address, { ...options, headers: { "HX-Request": "true" } });
    return { answer, text: await answer.text() };
  };

  const open = async (cell) => {
    const link = cell.querySelector(".cell-edit");
    if (!link) return;
    rove(cell);
    try {
      const { answer, text } = await fetchForm(link.href);
      if (!answer.ok || answer.redirected) location.assign(link.href);
      else show(text);
    } catch {
      location.assign(link.href);
    }
  };

  // What the server sent after saving is the whole page: take from it what may have changed.
  const take = (page) => {
    const fresh = current && page.getElementById(current.id);
    if (!fresh) return false;
    const marked = current.classList.contains("marked");
    current.innerHTML = fresh.innerHTML;
    current.className = fresh.className;
    current.classList.toggle("marked", marked);
    current.dataset.written = fresh.dataset.written || "";
    if (fresh.dataset.state) current.dataset.state = fresh.dataset.state;
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = page.getElementById(part.id);
      if (other) part.innerHTML = other.innerHTML;
    }
    const link = current.querySelector(".cell-edit");
    if (link) link.tabIndex = -1;
    say(page.querySelector(".toast p")?.textContent || "This cell is up to date");
    return true;
  };

  holder.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      const { answer, text } = await fetchForm(form.action, { method: "POST", body: new FormData(form) });
      if (answer.redirected) {
        const page = new DOMParser().parseFromString(text, "text/html");
        if (!take(page)) location.assign(answer.url);
        stale = false;
        dialog.close();
      } else {
        stale = stale || answer.status === 409;
        show(text);
      }
    } catch {
      button.disabled = false;
      say("Nothing was saved: the server cannot be reached. What you typed is still here.");
    }
  });

  // Whoever types a name means these people.
  holder.addEventListener("input", (event) => {
    if (event.target.name !== "people" || !event.target.value) return;
    const known = holder.querySelector("input[name=state][value=known]");
    if (known) known.checked = true;
  });

  dialog.addEventListener("close", async () => {
    holder.replaceChildren();
    if (current) current.focus();
    if (!stale) return;
    stale = false;
    const answer = await fetch(location.href);
    take(new DOMParser().parseFromString(await answer.text(), "text/html"));
  });
  table.addEventListener("keydown", go);
  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td");
    if (cell && cell !== current) rove(cell);
  });
  table.addEventListener("click", (event) => {
    const link = event.target.closest(".cell-edit, .gap a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.closest("td"));
  });
  table.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td");
    if (cell && !event.target.closest("a")) open(cell);
  });
  prepare();
})();
