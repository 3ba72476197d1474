// Keeps what an officer types on a case's page, so that it is there again when they come back. Files are not a part of it.
const FORM = "putusan";
const WAIT = 1_500;
let waiting;

const form = () => document.getElementById(FORM);

function typed(target) {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form())) if (typeof value === "string") data.append(name, value);
  const section = target?.closest?.("details.offer");
  if (section?.open) data.append("bagian", section.id);
  return data;
}

function keep(target) {
  clearTimeout(waiting);
  waiting = undefined;
  const here = location.pathname.match(/^\/[^/]+\/meja\/[A-Z0-9-]+$/);
  if (!here || !form()) return;
  // A page that is left can still send a little.
  fetch(`${here[0]}/ketikan`, { method: "POST", body: typed(target), keepalive: true }).catch(() => {});
}

document.addEventListener("input", (event) => {
  if (event.target.form?.id !== FORM) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => keep(event.target), WAIT);
});
document.addEventListener("submit", () => clearTimeout(waiting));
addEventListener("pagehide", () => waiting && keep(document.activeElement));
// Going to another case stays within the page: what was typed goes before.
document.addEventListener("click", (event) => waiting && event.target.closest?.("a") && keep(document.activeElement), true);
