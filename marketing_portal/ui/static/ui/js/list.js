// The list of requests: short addresses. Fields of the filter form that say nothing are not sent.
(() => {
  "use strict";

  document.querySelectorAll("form[data-tidy]").forEach((form) => {
    form.addEventListener("submit", () => {
      const silent = [...form.elements].filter((field) => field.name && !field.disabled && field.value === "");
      silent.forEach((field) => { field.disabled = true; });
      window.setTimeout(() => silent.forEach((field) => { field.disabled = false; }));
    });
  });
})();
