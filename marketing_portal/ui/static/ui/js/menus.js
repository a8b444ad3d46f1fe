// Menus, dialogs and toasts: details, dialog and plain links work alone; this adds what people expect of them.
(() => {
  "use strict";

  const openMenus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (event.target.closest("[data-close]")) {
      const open = event.target.closest("dialog");
      const toast = event.target.closest(".toast");
      if (open) open.close();
      if (toast) toast.remove();
      event.preventDefault();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A form that came back with errors: the summary is read and focused first.
  const summary = document.querySelector(".error-summary[data-focus]");
  if (summary) summary.focus();
})();
