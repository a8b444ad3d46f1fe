// Opens or folds all parts of a long form at once; each part alone needs no script.
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-fold]");
  if (!button) return;
  for (const part of document.querySelectorAll(".parts > details")) part.open = button.dataset.fold === "open";
});

// A part that a browser would not send because something in it is wrong has to be seen.
document.addEventListener("invalid", ({ target }) => {
  const part = target.closest?.(".parts > details");
  if (part) part.open = true;
}, true);
