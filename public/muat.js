// Asks for the page again while something runs on it, and puts the new content of #muat in place of the old. Without scripts the
// page has a link for that.
const ID = "muat";
const MOST = 10_000;

const NO_MORE = [401, 403, 404];

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// What somebody has opened or filled in must not be drawn away from under them.
const isChanged = (box) =>
  box.localName === "select"
    ? box.selectedIndex !== Math.max(0, [...box.options].findIndex((option) => option.defaultSelected))
    : box.value !== box.defaultValue || box.checked !== box.defaultChecked;
const isInUse = (part) =>
  part.querySelector("details[open]") !== null ||
  [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].some((box) => box === document.activeElement || isChanged(box));

// The new content, put in place; whether there is more to come.
async function again(part) {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
  // Who may no longer look is told so by the page itself.
  if (NO_MORE.includes(answer.status)) return location.reload();
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.getElementById(ID);
  if (!next) return location.reload();
  if (isInUse(part)) return;
  // The button that undoes keeps its focus while the seconds go by.
  const focused = part.contains(document.activeElement) && document.activeElement.localName === "button";
  part.replaceWith(document.adoptNode(next));
  if (focused) next.querySelector("button")?.focus();
}

let wait;
for (let part; (part = document.getElementById(ID))?.dataset.muat; ) {
  const every = Number(part.dataset.muat) * 1_000;
  await pause((wait ??= every));
  try {
    await again(part);
    wait = every;
  } catch {
    wait = Math.min(MOST, wait * 2);
  }
}
