// Renews the words and the bar of something that is under way, in place, until it is over; then the page is opened anew.
// Without this script a link in the same place does so.

const PAUSE = 2000;

const shown = () => document.querySelector("[data-progress]");

async function renew() {
  const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-progress]");
  if (!fresh) return window.location.reload();
  const [bar, words] = [shown().querySelector("progress"), shown().querySelector("p")];
  bar.value = fresh.querySelector("progress").value;
  words.textContent = fresh.querySelector("p").textContent;
  return wait();
}

function wait() {
  window.setTimeout(() => renew().catch(wait), PAUSE);
}

if (shown()) {
  shown().querySelector("[data-progress-link]").hidden = true;
  wait();
}
