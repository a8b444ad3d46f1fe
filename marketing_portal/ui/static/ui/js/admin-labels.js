// Fields with suggestions (Select2) get the label of their select, which the library does not pass on.
function label(root) {
  for (const box of root.querySelectorAll("select.admin-autocomplete + .select2")) {
    const name = box.previousElementSibling.labels[0]?.textContent.replace(":", "").trim();
    for (const part of box.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", name ?? "Choose");
    }
  }
}

window.django?.jQuery(() => label(document)); // after the library, which waits in the same queue
document.addEventListener("formset:added", (event) => setTimeout(() => label(event.target), 0));
