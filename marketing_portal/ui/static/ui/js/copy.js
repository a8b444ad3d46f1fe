// Copies text ([data-copy], [data-copy-from]) or the address of a place ([data-copy-link]) and says so.
(() => {
  "use strict";

  const status = () => document.getElementById("live-status");

  const textOf = (button) => {
    if (button.dataset.copy !== undefined) return button.dataset.copy;
    if (button.dataset.copyFrom) return document.getElementById(button.dataset.copyFrom)?.innerText.trim();
    return new URL(button.getAttribute("href"), location.href).href;
  };

  const say = (button, sentence) => {
    const region = status();
    if (region) region.textContent = sentence;
    const use = button.querySelector("use");
    if (!use) return;
    const before = use.getAttribute("href");
    use.setAttribute("href", before.replace(/#.*$/, sentence === "Copied" ? "#check" : "#warning"));
    setTimeout(() => {
      use.setAttribute("href", before);
      if (region) region.textContent = "";
    }, 1600);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-copy-from], [data-copy-link]");
    if (!button || !navigator.clipboard) return;
    const text = textOf(button);
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text);
      say(button, "Copied");
    } catch {
      say(button, "Could not copy. Select the text and copy it by hand.");
    }
  });
})();
