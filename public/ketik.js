// Keeps what an officer types on a case's page, so that it is there again when they come back. Files are not a part of it.
const FORM = "putusan";
const WAIT = 1_500;
let waiting;
let typed; // what is to be sent: the case's address and the boxes, read while its page still stood
let section;
let of;

function read(form, target) {
  const to = form.getAttribute("action").replace(/[^/]+$/, "ketikan");
  // In another case the section of the one before means nothing.
  if (to !== of) [of, section] = [to, undefined];
  section = target.closest("details.offer")?.id ?? section;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  if (section && document.getElementById(section)?.open) body.append("bagian", section);
  return { to, body };
}

function keep() {
  clearTimeout(waiting);
  const now = typed;
  typed = waiting = undefined;
  if (!now) return;
  // A page that is left can still send a little. What did not arrive goes with the next, or when the page is left.
  fetch(now.to, { method: "POST", body: now.body, keepalive: true }).catch(() => (typed ??= now));
}

document.addEventListener("input", ({ target }) => {
  if (target.form?.id !== FORM) return;
  typed = read(target.form, target);
  clearTimeout(waiting);
  waiting = setTimeout(keep, WAIT);
});
// What is sent itself need not be kept: it would come back after it was done with.
document.addEventListener("submit", (event) => {
  if (event.target.id !== FORM || event.defaultPrevented) return;
  clearTimeout(waiting);
  typed = waiting = undefined;
});
addEventListener("pagehide", keep);
// Going to another case, by link or by key, stays within the page: what was typed goes before.
document.addEventListener("click", ({ target }) => target.closest?.("a") && keep(), true);
document.addEventListener("keydown", ({ target }) => target.matches?.("input, textarea, select") || keep(), true);
