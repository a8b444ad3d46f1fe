// Gives the Markdown field that is being written a toolbar and a preview. Without it the field is a plain text area,
// and the button "Preview" of the form shows all texts on a page of their own.
const template = document.getElementById("markdown-tools");

function tools(field) {
  const bar = template.content.firstElementChild.cloneNode(true);
  bar.querySelector("markdown-toolbar").setAttribute("for", field.id);
  const button = bar.querySelector(".preview-one");
  button.addEventListener("click", () => preview(field, button));
  return bar;
}

async function preview(field, button) {
  const open = button.getAttribute("aria-expanded") === "true";
  let panel = document.getElementById(`${field.id}-preview`);
  if (!panel) {
    panel = document.createElement("div");
    panel.id = `${field.id}-preview`;
    panel.className = "markdown-preview";
    panel.tabIndex = -1;
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", "Preview");
    field.after(panel);
    button.setAttribute("aria-controls", panel.id);
  }
  button.setAttribute("aria-expanded", String(!open));
  panel.hidden = open;
  if (open) return;
  const body = new FormData();
  body.set("text", field.value);
  body.set("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(template.dataset.preview, { method: "POST", body, headers: { "X-Fragment": "1" } });
    if (!answer.ok) throw new Error(answer.statusText);
    panel.innerHTML = await answer.text(); // cleaned by the server
    if (!panel.textContent.trim()) panel.textContent = "Nothing is written yet.";
  } catch {
    panel.textContent = "The preview could not be fetched. What you typed is still here.";
  }
}

if (template) {
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches?.("textarea.markdown-text") || target.dataset.tools) return;
    target.dataset.tools = "yes";
    target.before(tools(target));
  });
}
