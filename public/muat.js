// Asks for the page again while something runs on it, and puts the new content of #muat in place of the old. Without scripts the
// page has a link for that.
const ID = "muat";
const MOST = 10_000;

async function again(wait) {
  const part = document.getElementById(ID);
  if (!part?.dataset.muat) return;
  const every = Number(part.dataset.muat) * 1_000;
  await new Promise((done) => setTimeout(done, wait ?? every));
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById(ID);
    if (!next) return location.reload();
    // The button that undoes keeps its focus while the seconds go by.
    const focused = part.contains(document.activeElement) && document.activeElement.localName === "button";
    part.replaceWith(document.adoptNode(next));
    if (focused) next.querySelector("button")?.focus();
    return again();
  } catch {
    return again(Math.min(MOST, (wait ?? every) * 2));
  }
}

again();
