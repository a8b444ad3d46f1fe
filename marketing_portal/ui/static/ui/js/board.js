// The board: cards are dragged, or moved by a dialog; arrow keys go from card to card. Without it "Move to…" leads to
// the same form on a page of its own, and "Show more" to a page of cards.
(() => {
  "use strict";

  const board = document.getElementById("board");
  const dialog = document.getElementById("place-dialog");
  if (!board || !dialog?.showModal) return;

  const holder = dialog.querySelector("[data-place-form]");
  const toasts = document.querySelector(".toasts");
  const token = document.querySelector("#board-token [name=csrfmiddlewaretoken]").value;
  let dragged = null; // the card in the hand
  let about = null; // what the dialog is about: { number, from, to }
  let stale = false; // somebody else was quicker: the page shows what it was

  const say = (text) => { document.getElementById("live-status").textContent = text; };
  const column = (key) => board.querySelector(`[data-column="${CSS.escape(key)}"]`);
  const cards = (section) => [...section.querySelectorAll(".ticket")];
  const keyOf = (card) => card.closest(".column").dataset.column;
  const link = (card) => card.querySelector("h3 a");

  const ask = async (address, options = {}) => {
    const answer = await fetch(address, { ...options, headers: { "HX-Request": "true" } });
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    return { answer, part: part.content };
  };

  // One card can be reached with Tab; the arrow keys go on from there.
  const rove = (card = board.querySelector(".ticket")) => {
    for (const other of board.querySelectorAll(".ticket a")) other.tabIndex = -1;
    for (const own of card?.querySelectorAll("a") ?? []) own.tabIndex = 0;
  };

  // Columns as they are now, with as many cards as stood there; the focus goes along with its card.
  const refresh = async (keys, focus) => {
    await Promise.all([...new Set(keys)].map(column).filter(Boolean).map(async (old) => {
      const { answer, part } = await ask(`${old.dataset.href}&number=${cards(old).length}`);
      const fresh = part.querySelector(".column");
      if (answer.ok && fresh) old.replaceWith(fresh);
    }));
    const card = focus && board.querySelector(`[data-card="${focus}"]`);
    rove(card || undefined);
    if (card) {
      link(card).focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest", inline: "nearest" });
      card.classList.add("landed");
    }
  };

  const show = (part) => {
    const place = part.querySelector(".place");
    document.getElementById("place-title").textContent = place.dataset.title;
    holder.replaceChildren(part);
    if (!dialog.open) dialog.showModal();
    const first = holder.querySelector(".conflict, [data-focus]");
    if (first) first.tabIndex = -1;
    (first || holder.querySelector("form :is(input:not([type=hidden]), textarea, select), a.place-target, button"))?.focus();
  };

  // What the server answered: it is done, or a form is needed, or somebody was quicker.
  const take = async ({ answer, part }) => {
    const done = part.querySelector("[data-placed]");
    if (done) {
      toasts.replaceChildren(...done.children);
      stale = false;
      dialog.close();
      await refresh([about.from, about.to, ...about.more], about.number);
    } else if (part.querySelector(".place")) {
      if (answer.status === 409) {
        stale = true;
        about.more = part.querySelector(".place").dataset.here.split(" ");
      }
      show(part);
    } else if (answer.redirected) {
      location.assign(answer.url);
    } else {
      say("This was not possible. The board shows how it is now.");
      dialog.close();
      await refresh([about.from, about.to], about.number);
    }
  };

  const post = async (address, body) => {
    try {
      await take(await ask(address, { method: "POST", body }));
    } catch {
      say("Nothing was moved: the server cannot be reached.");
    }
  };

  const placeOf = (card) => card.querySelector(".ticket-move").href.split("?")[0];

  const drop = (card, to) => {
    about = { number: card.dataset.card, from: keyOf(card), to, more: [] };
    const body = new FormData();
    const said = { csrfmiddlewaretoken: token, by: board.dataset.by, from: about.from, to, version: card.dataset.version, back: board.dataset.back, drop: "1" };
    for (const [name, value] of Object.entries(said)) body.set(name, value);
    return post(placeOf(card), body);
  };

  const open = async (card) => {
    const move = card.querySelector(".ticket-move");
    if (!move) return say("This card is not yours to move.");
    about = { number: card.dataset.card, from: keyOf(card), to: "", more: [] };
    try {
      await take(await ask(move.href));
    } catch {
      location.assign(move.href);
    }
  };

  const more = async (anchor) => {
    const { part } = await ask(anchor.href);
    const fresh = [...(part.querySelector("ol")?.children ?? [])];
    anchor.closest(".more").replaceWith(...fresh);
    const card = fresh.find((one) => one.matches(".ticket"));
    rove(card);
    if (card) link(card).focus();
    say(`${fresh.filter((one) => one.matches(".ticket")).length} more cards`);
  };

  board.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const move = event.target.closest(".ticket-move");
    const next = event.target.closest("[data-more]");
    if (!move && !next) return;
    event.preventDefault();
    if (move) open(move.closest(".ticket"));
    else more(next).catch(() => location.assign(next.href));
  });

  holder.addEventListener("click", async (event) => {
    const other = event.target.closest("a[data-place], .segmented a");
    if (!other || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const to = new URL(other.href).searchParams;
    if (to.get("to")) about.to = to.get("to");
    await take(await ask(other.href));
  });
  holder.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = new FormData(event.target, event.submitter);
    about.to = body.get("to") || about.to;
    post(event.target.action, body);
  });
  toasts.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-undo]")) return;
    event.preventDefault();
    about = { number: about.number, from: about.to, to: about.from, more: about.more };
    post(event.target.action, new FormData(event.target));
  });
  dialog.addEventListener("close", async () => {
    holder.replaceChildren();
    const card = about && board.querySelector(`[data-card="${about.number}"]`);
    if (card) link(card).focus();
    if (!stale) return;
    stale = false;
    await refresh([about.from, about.to, ...about.more], about.number);
  });

  // Dragging: columns where the card may go stand open, all others are visibly shut.
  const put = (name, on) => (section) => section.classList.toggle(name, on(section));
  const mark = (card) => {
    const may = card ? card.dataset.to.split(" ") : [];
    const own = card && keyOf(card);
    board.classList.toggle("dragging", Boolean(card));
    for (const section of board.querySelectorAll(".column")) {
      const key = section.dataset.column;
      put("target", () => may.includes(key))(section);
      put("shut-now", () => Boolean(card) && key !== own && !may.includes(key))(section);
      put("under", () => false)(section);
    }
  };
  board.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.(".ticket[draggable]");
    if (!card) return;
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", link(card).href);
    requestAnimationFrame(() => { mark(dragged); card.classList.add("in-hand"); });
  });
  board.addEventListener("dragover", (event) => {
    const section = event.target.closest(".column");
    for (const other of board.querySelectorAll(".under")) if (other !== section) other.classList.remove("under");
    if (!dragged || !section?.classList.contains("target")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    section.classList.add("under");
  });
  board.addEventListener("drop", (event) => {
    const section = event.target.closest(".column");
    if (!dragged || !section?.classList.contains("target")) return;
    event.preventDefault();
    drop(dragged, section.dataset.column);
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("in-hand");
    dragged = null;
    mark(null);
  });

  // Arrow keys from card to card; columns without cards are passed over.
  const beside = (card, step) => {
    const filled = [...board.querySelectorAll(".column")].filter((section) => cards(section).length);
    const from = card.closest(".column");
    const to = filled[filled.indexOf(from) + step];
    const place = cards(from).indexOf(card);
    return to && (cards(to)[place] || cards(to).at(-1));
  };
  const below = (card, step) => {
    const all = cards(card.closest(".column"));
    return all[all.indexOf(card) + step];
  };
  const KEYS = {
    ArrowUp: (card) => below(card, -1), ArrowDown: (card) => below(card, 1),
    ArrowLeft: (card) => beside(card, -1), ArrowRight: (card) => beside(card, 1),
    Home: (card) => cards(card.closest(".column"))[0], End: (card) => cards(card.closest(".column")).at(-1),
  };
  board.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const card = event.target.closest(".ticket");
    if (!card && !(event.target === board && event.key.startsWith("Arrow"))) return;
    const next = card ? KEYS[event.key]?.(card) : board.querySelector(".ticket");
    if (event.key === "m" && card) {
      event.preventDefault();
      open(card);
    } else if (next || event.key in KEYS) {
      event.preventDefault();
      if (!next) return;
      rove(next);
      link(next).focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
  board.addEventListener("focusin", (event) => {
    const card = event.target.closest(".ticket");
    if (card) rove(card);
  });

  document.querySelector("#keys dl")?.prepend(document.getElementById("board-keys").content);
  rove();
})();
