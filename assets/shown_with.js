// Shows a part of a form only beside the answers that it belongs to: data-shown-with="status=at-risk status=off-track".
// Without this script the part stands open, and what is typed there counts for nothing beside other answers.

const chosen = (form, answer) => {
  const [name, value] = answer.split("=");
  return [...form.elements].some((one) => one.name === name && one.checked && one.value === value);
};

for (const part of document.querySelectorAll("[data-shown-with]")) {
  const form = part.closest("form");
  const answers = part.dataset.shownWith.split(" ");
  for (const hint of part.querySelectorAll("[data-shown-without-script]")) hint.hidden = true;
  const show = () => {
    part.hidden = !answers.some((answer) => chosen(form, answer));
  };
  form.addEventListener("change", show);
  show();
}
