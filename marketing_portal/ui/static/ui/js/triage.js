// Triage by keyboard: letters choose the decision, digits the team, person or priority that is asked for, w goes to the
// text, Enter decides.
// No key does anything while somebody types, or with Ctrl, Alt or Cmd; without this file it is a plain form.
(() => {
  "use strict";

  const form = document.querySelector(".triage-form");
  const status = document.getElementById("live-status");
  const SEQUENCE = 1200; // "g r" is a key of the whole portal: leave it alone
  let afterG = 0;

  const find = (selector) => form && form.querySelector(selector);
  const shown = (element) => element && element.checkVisibility();
  const texts = (target) => target.matches("textarea, select, [contenteditable]")
    || (target.matches("input") && !/^(radio|checkbox|submit|button)$/.test(target.type));
  const say = (text) => { status.textContent = text; };
  const chosen = (name) => find(`input[name="${name}"]:checked`)?.value;

  // Only the people of the team that was chosen; those of all teams could not be told apart by number.
  const showPeople = () => {
    const team = chosen("team");
    for (const group of form.querySelectorAll(".people [data-team]")) {
      const own = group.dataset.place === "0";
      group.hidden = !own && group.dataset.team !== team;
      if (group.hidden) for (const box of group.querySelectorAll("input")) box.checked = false;
    }
  };

  // What the decision needs first: a text to write has the focus, everything else is chosen by number.
  const NEEDED = {
    transfer: "#id_transferred_to", duplicate: "#id_duplicate_of", decline: "#id_text", ask: "#id_text",
  };
  const decide = (radio) => {
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    const field = find(NEEDED[radio.value] || "none");
    if (field) field.focus();
    else form.focus({ preventScroll: true });
    say(radio.closest("label").querySelector("span").textContent);
  };

  // The group that the digits are for: the one with the focus, else people, else teams, else the priority.
  const numbered = () => {
    const held = document.activeElement.closest?.("[data-numbered]");
    if (held && shown(held)) return held;
    const groups = [...form.querySelectorAll("[data-numbered]")].filter(shown);
    const people = groups.find((group) => group.dataset.numbered === "people");
    return people && (people.dataset.place === "0" || chosen("team")) ? people : groups[0];
  };
  const pick = (digit) => {
    const group = numbered();
    const input = group?.querySelector(`[data-number="${CSS.escape(digit)}"]`);
    if (!input) return false;
    input.click();
    say(input.closest("label").querySelector("span").textContent);
    if (input.type === "radio") form.focus({ preventScroll: true });
    return true;
  };

  const send = () => form.requestSubmit(find("[data-decide]"));

  const press = (element) => {
    if (element.matches("summary")) {
      element.click();
      element.parentElement.querySelector("input, select")?.focus();
    } else {
      element.click();
    }
  };

  // True where the key was meant for this page.
  const use = (event) => {
    const key = event.key;
    const other = document.querySelector(`[data-keys~="${CSS.escape(key)}"]`);
    const onRadio = event.target.matches("input[type=radio]");
    if (other && !(key.startsWith("Arrow") && onRadio)) return press(other) ?? true;
    if (!form) return false;
    const letter = find(`[data-letter="${CSS.escape(key)}"]`);
    if (letter) return decide(letter) ?? true;
    if (key === "p") return find("[data-numbered=p] input:checked, [data-numbered=p] input").focus() ?? true;
    if (key === "w") return [...form.querySelectorAll("textarea")].find(shown)?.focus() ?? true;
    const inPriority = document.activeElement.closest?.("[data-numbered=p]");
    if (/^\d$/.test(key) || (key === "?" && inPriority)) return pick(key);
    if (key === "Enter" && (event.target === form || event.target === document.body)) return send() ?? true;
    return false;
  };

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    if (form && form.contains(target) && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (texts(target)) {
      if (event.key === "Escape" && form && form.contains(target)) form.focus({ preventScroll: true });
      return;
    }
    const sequence = Date.now() - afterG < SEQUENCE;
    afterG = event.key === "g" ? Date.now() : 0;
    if (sequence || event.key === "g" || !use(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  if (!form) return;
  form.addEventListener("change", (event) => {
    if (event.target.name === "team") showPeople();
  });
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault(); // a second Enter
    form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => { delete form.dataset.sent; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-duplicate]");
    if (!button) return;
    decide(find('[name="decision"][value="duplicate"]'));
    find("#id_duplicate_of").value = `#${button.dataset.duplicate}`;
  });
  showPeople();
})();
