// The list of requests: short addresses. Fields of the filter form that say nothing are not sent, nor are the usual columns.
(() => {
  "use strict";

  const usual = (form) => {
    const columns = form.querySelector("[data-usual]");
    const boxes = columns ? [...columns.querySelectorAll("input")] : [];
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value).join(" ");
    return columns && ticked === columns.dataset.usual ? boxes : [];
  };

  document.querySelectorAll("form[data-tidy]").forEach((form) => {
    form.addEventListener("submit", () => {
      const empty = [...form.elements].filter((field) => field.name && !field.disabled && field.value === "");
      const silent = [...empty, ...usual(form)];
      silent.forEach((field) => { field.disabled = true; });
      window.setTimeout(() => silent.forEach((field) => { field.disabled = false; }));
    });
  });
})();
