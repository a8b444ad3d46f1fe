// Keys: what carries data-hotkey is clicked, or focused if it is a field. "g p" are two keys one after the other.
// Never inside a field, never with Ctrl, Alt or Cmd, so no key of the browser or a screen reader is taken.
(() => {
  "use strict";

  const WAIT = 1200;
  let first = "";
  let timer = 0;

  const typing = (target) =>
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

  const find = (keys) => document.querySelector(`[data-hotkey="${CSS.escape(keys)}"]`);

  const use = (element) => {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) {
      element.focus();
      element.select?.();
    } else {
      element.click();
    }
  };

  const remember = (key) => {
    first = key;
    clearTimeout(timer);
    timer = setTimeout(() => { first = ""; }, WAIT);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const keys = first ? `${first} ${event.key}` : event.key;
    const element = find(keys);
    if (element) {
      event.preventDefault();
      first = "";
      use(element);
    } else {
      remember(!first && event.key === "g" ? "g" : "");
    }
  });
})();
