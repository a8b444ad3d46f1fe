// Suggestions below a search field: arrows choose, Enter opens, Escape closes. Without it the field is a plain form.
(() => {
  "use strict";

  const PAUSE = 120;
  const status = document.getElementById("live-status");

  for (const field of document.querySelectorAll("input[data-suggest]")) {
    const list = document.getElementById(`${field.id}-list`);
    let asked = null; // the question that is on its way
    let shown = ""; // the text that the list belongs to
    let timer = 0;

    const options = () => [...list.children];
    const current = () => list.querySelector("[aria-selected=true]");

    const choose = (option) => {
      current()?.setAttribute("aria-selected", "false");
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) field.setAttribute("aria-activedescendant", option.id);
      else field.removeAttribute("aria-activedescendant");
    };
    const close = () => {
      asked?.abort();
      clearTimeout(timer);
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      choose(null);
    };
    const open = () => {
      if (!list.children.length) return close();
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    };
    const show = (html, text) => {
      shown = text;
      list.innerHTML = html;
      options().forEach((option, place) => { option.id = `${list.id}-${place}`; });
      choose(null);
      open();
      const count = list.children.length;
      status.textContent = count ? `${count} suggestion${count === 1 ? "" : "s"}` : "No suggestions";
    };
    const ask = async () => {
      const text = field.value.trim();
      if (text.length < 2) return close();
      if (text === shown) return open();
      asked?.abort();
      asked = new AbortController();
      try {
        const address = `${field.dataset.suggest}?${new URLSearchParams({ q: text })}`;
        const answer = await fetch(address, { signal: asked.signal });
        if (answer.ok && !answer.redirected) show(await answer.text(), text);
      } catch {
        // Another question has taken the place of this one, or the server is away: Enter still searches.
      }
    };
    const step = (by) => {
      const all = options();
      const at = all.indexOf(current());
      const next = at < 0 && by < 0 ? all.length - 1 : at + by;
      choose(next >= 0 && next < all.length ? all[next] : null); // past either end one is back in the field
    };

    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) ask();
        else step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && !list.hidden && current()) {
        event.preventDefault();
        location.assign(current().dataset.href);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault(); // the first Escape closes the list and leaves what was typed
        close();
      }
    });
    field.addEventListener("blur", close);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.href);
    });
  }
})();
