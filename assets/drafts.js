// Keeps what is typed into a form with data-draft, a few seconds after the last change, as a draft on the server.
// Without this script the form works the same; what is typed is then kept once it is sent.

const PAUSE = 3000;

for (const form of document.querySelectorAll("form[data-draft]")) {
  const said = form.querySelector("[data-draft-said]");
  let waiting = null;
  let sending = false;
  let changed = false;

  const keep = async () => {
    waiting = null;
    if (sending) {
      changed = true;
      return;
    }
    sending = true;
    changed = false;
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") typed.append(name, value);
    }
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: typed,
        redirect: "manual",
        headers: {
          "X-Form-Path": window.location.pathname,
          "X-Form-Title": encodeURIComponent(form.dataset.draftTitle ?? ""),
        },
      });
      if (answer.type === "opaqueredirect") {
        said.textContent = "You have been logged out. Save, and log in again: what you typed stays.";
      } else {
        said.textContent = (await answer.json()).said;
      }
    } catch {
      said.textContent = "There is no connection: this is not kept yet. Trying again when you go on typing.";
    }
    sending = false;
    if (changed) later();
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => clearTimeout(waiting));
}
