// Opens or folds all parts of a long form at once, and remembers which; each part alone needs no script.
const KEY = "admin-parts";
const parts = [...document.querySelectorAll(".parts > details")];
const isWrong = (part) => part.querySelector(".errorlist li, .gone");

function foldAll() {
  for (const part of parts) part.open = Boolean(isWrong(part)) || part.querySelector(":target") !== null;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-fold]");
  if (!button) return;
  const opens = button.dataset.fold === "open";
  localStorage.setItem(KEY, opens ? "open" : "folded");
  if (opens) for (const part of parts) part.open = true;
  else foldAll();
});

// A part that a browser would not send because something in it is wrong has to be seen.
document.addEventListener("invalid", ({ target }) => {
  const part = target.closest?.(".parts > details");
  if (part) part.open = true;
}, true);

if (parts.length > 3 && localStorage.getItem(KEY) === "folded") foldAll();
