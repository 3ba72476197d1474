// What scripts add to a form that is whole without them: running totals, a bar while files are sent, no double sending, and that
// nothing typed is lost: it goes to the server while one types, and waits in the browser until it is there.
import { shrunk } from "./foto.js";

const english = document.documentElement.lang === "en";
const form = document.querySelector("form[data-ajukan]");
const number = (text) => Number((text || "").replace(/[^0-9]/g, "")) || 0;
const rupiah = (n) => "Rp\u00a0" + n.toLocaleString("id-ID");

// Running totals: each row's numbers are multiplied, as its computed column does. The server computes again when it
// saves, and its result is what counts; until then what follows from the total is not shown with an old figure.
function total() {
  const rows = [...form.querySelectorAll("[data-baris]")];
  const [out, ...later] = form.querySelectorAll("[data-hasil]");
  if (!out || !rows.length) return;
  let sum = 0;
  for (const row of rows) {
    const parts = [...row.querySelectorAll("input[inputmode=numeric]")].map((box) => box.value.trim());
    const whole = parts.length > 0 && parts.every(Boolean);
    const amount = whole ? parts.map(number).reduce((a, b) => a * b, 1) : 0;
    const cell = row.querySelector("[data-jumlah]");
    if (cell) cell.textContent = whole ? rupiah(amount) : "–";
    sum += amount;
  }
  out.textContent = rupiah(sum);
  for (const other of later) other.textContent = english ? "computed when saved" : "dihitung saat disimpan";
}

// What is typed and not yet kept by the server waits in the browser, so that a page that is closed, a line that breaks or
// a server that is restarted lose nothing. What is sealed on the server doesn't, because a phone may be shared:
// they go to the server at once.
const isPrivate = (box) => box?.closest?.("[data-rahasia]") != null;
const waitsAs = "isian:" + location.pathname;
const boxes = () => [...form.elements].filter((box) => box.name && box.type !== "file" && box.type !== "hidden" && box.localName !== "button");
const isSet = (box) => box.type === "checkbox" || box.type === "radio";
const initial = (box) => (isSet(box) ? box.defaultChecked : box.localName === "select" ? [...box.options].find((o) => o.defaultSelected)?.value ?? "" : box.defaultValue);
const current = (box) => (isSet(box) ? box.checked : box.value);
const named = (box) => (isSet(box) ? box.name + "=" + box.value : box.name);

function wait() {
  const typed = boxes().filter((box) => current(box) !== initial(box) && !isPrivate(box));
  try {
    if (typed.length) localStorage.setItem(waitsAs, JSON.stringify(typed.map((box) => [named(box), current(box)])));
    else localStorage.removeItem(waitsAs);
  } catch {
    // No room, or none allowed: the server keeps it all the same.
  }
}

// What waits from before stands in the boxes again, unless the server has it by now.
function putBack() {
  let waiting = [];
  try {
    waiting = JSON.parse(localStorage.getItem(waitsAs) ?? "[]");
  } catch {
    return false;
  }
  const known = new Map(boxes().map((box) => [named(box), box]));
  let some = false;
  for (const [name, value] of waiting) {
    const box = known.get(name);
    if (!box || current(box) === value) continue;
    if (isSet(box)) box.checked = value;
    else box.value = value;
    some = true;
  }
  return some;
}

const said = document.querySelector("[data-simpan]");
function say(word) {
  if (!said) return;
  const now = new Date();
  const clock = [now.getHours(), now.getMinutes()].map((n) => String(n).padStart(2, "0")).join(english ? ":" : ".");
  said.textContent = word === "simpan" ? `${said.dataset.simpan} ${clock}` : said.dataset[word];
}

let keeping = Promise.resolve();
function keep() {
  keeping = keeping.then(async () => {
    const data = new FormData(form);
    for (const box of form.querySelectorAll("input[type=file]")) data.delete(box.name);
    data.set("tindakan", "diam");
    const sent = new Map(boxes().map((box) => [named(box), current(box)]));
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, keepalive: true });
      if (answer.status === 401) return say("keluar");
      if (!answer.ok) return say("belum");
      for (const box of boxes()) {
        const value = sent.get(named(box));
        if (isSet(box)) box.defaultChecked = value;
        else if (box.localName === "select") for (const option of box.options) option.defaultSelected = option.value === value;
        else box.defaultValue = value;
      }
      wait();
      say("simpan");
    } catch {
      say("belum");
    }
  });
  return keeping;
}

if (form) {
  let changed = false;
  let later;
  const soon = (event) => {
    clearTimeout(later);
    const pause = isPrivate(event?.target) ? 250 : 900;
    later = setTimeout(async () => {
      await keep();
      changed = boxes().some((box) => current(box) !== initial(box)) || [...form.querySelectorAll("input[type=file]")].some((i) => i.files.length);
    }, pause);
  };
  if (putBack()) soon();
  addEventListener("online", () => soon());
  // A page that goes takes the last words with it to the server.
  addEventListener("pagehide", () => boxes().some((box) => current(box) !== initial(box)) && keep());
  form.addEventListener("input", (event) => {
    changed = true;
    total();
    wait();
    soon(event);
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  let sending = false;
  form.addEventListener("submit", async (event) => {
    if (sending) return event.preventDefault();
    // A button that fills a box does so here too, or the word that led to it would come back as what was typed last.
    const [fills, key, value] = (event.submitter?.value ?? "").split(":");
    const box = fills === "isi" && form.elements[key];
    if (box) {
      box.value = value;
      wait();
    }
    changed = false;
    clearTimeout(later);
    const files = [...form.querySelectorAll("input[type=file]")].some((i) => i.files.length);
    if (!files) return;
    event.preventDefault();
    sending = true;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", english ? "Sending" : "Mengirim");
    form.append(bar);
    const pressed = event.submitter;
    await shrunk();
    const data = new FormData(form, pressed);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.onprogress = (p) => p.lengthComputable && (bar.value = p.loaded / p.total);
    request.onload = () => {
      // The server redirected to the page that comes next, or answered with a page of its own.
      if (request.responseURL && request.status < 400) location.assign(request.responseURL);
      else document.documentElement.innerHTML = request.responseText;
    };
    request.onerror = () => {
      bar.remove();
      sending = false;
      changed = true;
      const word = english ? "The line broke. What you typed is still here; try again." : "Sambungan terputus. Isian Anda masih di sini; coba kirim lagi.";
      const note = document.createElement("p");
      note.className = "msg";
      note.setAttribute("role", "alert");
      note.textContent = word;
      form.append(note);
    };
    request.send(data);
  });
}

// A second tap does not send twice; the server would answer it with the same receipt anyway.
document.querySelectorAll("form[data-sekali]").forEach((once) =>
  once.addEventListener("submit", (event) => {
    const button = once.querySelector("button");
    if (button.getAttribute("aria-disabled")) event.preventDefault();
    button.setAttribute("aria-disabled", "true");
  }),
);

// The page is alive, as on pages that hydrate.
document.documentElement.setAttribute("data-hydrated", "");
