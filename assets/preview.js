// Shows what is typed in a form beside it, a moment after the last change: the server composes it, and saves nothing.
// Without this script the button "Preview" does the same.

const PAUSE = 700;

for (const part of document.querySelectorAll("[data-preview]")) {
  const form = part.closest("form");
  const place = document.querySelector("[data-preview-place]");
  let waiting = null;
  let asked = 0;

  const show = async () => {
    const mine = ++asked;
    const typed = new FormData(form);
    typed.append("preview", "1");
    try {
      const answer = await fetch(window.location.pathname, {
        method: "POST",
        body: typed,
        redirect: "manual",
        headers: { "X-Preview": "part" },
      });
      if (mine === asked && (answer.ok || answer.status === 422)) place.innerHTML = await answer.text();
    } catch {
      // No connection: the preview stays as it was, and the form says so by itself.
    }
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
}
