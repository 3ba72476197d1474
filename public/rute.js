// A route of visits that is whole without a line. The pages lie on the device, what is written there waits in the browser with its
// pictures and signatures, and goes to the server by itself once there is a line. Nothing is removed before the server has said that it
// has it. A device may be shared: what is kept is its officer's own, and nobody else sends it or reads it.
import { shrunk } from "./foto.js";

const told = document.getElementById("luring");
const { lingkup, ...says } = told.dataset;
const form = document.querySelector("form[data-kunjungan]");
const KEPT = "terang-rute-" + says.siapa;
const UNWANTED = KEPT + "-tidak";
const ROUTE_DAYS = 3;

// ---- What waits, in the browser's own store: the reports that were written, and what is being written.
const store = new Promise((done, failed) => {
  const open = indexedDB.open(KEPT, 1);
  open.onupgradeneeded = () => {
    open.result.createObjectStore("laporan", { keyPath: "id" });
    open.result.createObjectStore("tulisan", { keyPath: "alamat" });
  };
  open.onsuccess = () => done(open.result);
  open.onerror = () => failed(open.error);
});
async function within(name, mode, work) {
  const db = await store;
  return new Promise((done, failed) => {
    const act = db.transaction(name, mode);
    const asked = work(act.objectStore(name));
    act.oncomplete = () => done(asked?.result);
    act.onerror = act.onabort = () => failed(act.error);
  });
}
const all = (name) => within(name, "readonly", (s) => s.getAll());
const put = (name, value) => within(name, "readwrite", (s) => s.put(value));
const get = (name, key) => within(name, "readonly", (s) => s.get(key));
const remove = (name, key) => within(name, "readwrite", (s) => s.delete(key));

// ---- The pages.
const time = (ms) => new Date(ms).toLocaleTimeString(document.documentElement.lang || "id", { hour: "2-digit", minute: "2-digit" });
async function keep() {
  if (!("serviceWorker" in navigator) || !window.caches) return;
  await navigator.serviceWorker.register("/rute-luring.js?siapa=" + encodeURIComponent(says.siapa), { scope: lingkup });
  const cache = await caches.open(KEPT);
  const pages = [lingkup, ...[...document.querySelectorAll("a[data-rute]")].map((a) => a.href)];
  const files = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((e) => e.href || e.src);
  const more = ["/titik.js", "/rute.js", "/foto.js"];
  for (const address of new Set([...pages, ...files, ...more])) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok) await cache.put(address, answer);
  }
  localStorage.setItem(KEPT, String(Date.now()));
}

async function forget() {
  if (window.caches) await caches.delete(KEPT);
  localStorage.removeItem(KEPT);
}

// Whoever was here before on this device: their pages go, their reports wait for them.
async function forgetOthers() {
  if (!window.caches) return;
  const others = (await caches.keys()).filter((name) => name.startsWith("terang-rute-") && name !== KEPT);
  await Promise.all(others.map((name) => caches.delete(name)));
}

// ---- What is written.
const fields = () => [...form.elements].filter((box) => box.name && box.localName !== "button" && box.type !== "hidden");
async function keepTyped() {
  const typed = fields().map((box) => {
    if (box.type === "file") return [box.name, "file", [...box.files], box.dataset.titikFoto ?? ""];
    if (box.type === "radio" || box.type === "checkbox") return [box.name, box.type, box.value, box.checked];
    return [box.name, "text", box.value];
  });
  await put("tulisan", { alamat: location.pathname, typed, at: Date.now() });
}
async function putBack() {
  const kept = await get("tulisan", location.pathname);
  if (!kept) return;
  for (const [name, kind, value, more] of kept.typed) {
    const boxes = fields().filter((box) => box.name === name);
    if (kind === "file") {
      const box = boxes[0];
      if (!box || !value.length) continue;
      const files = new DataTransfer();
      value.forEach((file) => files.items.add(file));
      box.files = files.files;
      if (more) box.dataset.titikFoto = more;
      box.dispatchEvent(new Event("kembali"));
    } else if (kind === "radio" || kind === "checkbox") {
      for (const box of boxes) if (box.value === value) box.checked = more;
    } else if (boxes[0] && !boxes[0].value) boxes[0].value = value;
  }
}

// Where the device is as a picture is chosen: browsers take the place out of pictures before a page gets them.
function whereAbouts() {
  return new Promise((done) => {
    if (!navigator.geolocation) return done("");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done(`${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`),
      () => done(""),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
}

// ---- Signatures: drawn with a finger, sent as a picture. The box for a file stays for whoever has one.
function signature(box) {
  const pad = document.createElement("div");
  const canvas = document.createElement("canvas");
  const again = document.createElement("button");
  const words = document.createElement("p");
  pad.className = "tanda";
  [canvas.width, canvas.height] = [640, 240];
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", says.tanda);
  words.className = "small";
  words.textContent = says.tanda;
  again.type = "button";
  again.className = "btn quiet small";
  again.textContent = says.ulang;
  pad.append(words, canvas, again);
  box.before(pad);
  const pen = canvas.getContext("2d");
  Object.assign(pen, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#14243b" });
  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
  };
  clear();
  const at = (event) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [((event.clientX - left) * canvas.width) / width, ((event.clientY - top) * canvas.height) / height];
  };
  let drawing = false;
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  const end = () => {
    if (!drawing) return;
    drawing = false;
    canvas.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], "tanda-tangan.png", { type: "image/png" }));
      box.files = files.files;
      keepTyped();
    }, "image/png");
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  again.addEventListener("click", () => {
    clear();
    box.value = "";
    keepTyped();
  });
  box.addEventListener("kembali", async () => {
    const picture = await createImageBitmap(box.files[0]).catch(() => undefined);
    if (picture) pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  });
}

// ---- Sending.
// What could not be sent is tried again, sooner at first: not every browser says when the line is back.
const SOONEST = 5_000;
const LATEST = 60_000;
let pause = SOONEST;
let next;
let sending = false;
let signedOut = false;
function sendAgain() {
  clearTimeout(next);
  next = setTimeout(send, pause);
  pause = Math.min(pause * 2, LATEST);
}
function sendNow() {
  pause = SOONEST;
  return send();
}
async function send() {
  // Who is signed out signs in first: until this page is opened again nothing is sent in vain.
  if (sending || signedOut) return;
  sending = true;
  try {
    for (const report of await all("laporan")) {
      if (report.refused) continue;
      const body = new FormData();
      for (const [name, value] of report.entries) body.append(name, value);
      body.set("ditulis", String(report.at));
      const answer = await fetch(report.address, { method: "POST", body, headers: { "Terang-Luring": "1" } }).catch(() => undefined);
      if (!answer || answer.status >= 500 || answer.status === 429) {
        sendAgain(); // No line, or no server.
        break;
      }
      if (answer.status === 401) {
        signedOut = true;
        await put("laporan", { ...report, why: says.masuk });
        break;
      }
      const { words } = await answer.json().catch(() => ({ words: `${answer.status} ${answer.statusText}` }));
      if (!answer.ok) {
        await put("laporan", { ...report, refused: true, why: words });
        continue;
      }
      await remove("laporan", report.id);
      await remove("tulisan", new URL(report.address, location.href).pathname);
      announce(`${says.terkirim}: ${words}`);
      // The visit is over: its page would only mislead.
      if (window.caches) await (await caches.open(KEPT)).delete(report.address);
      if (!form) document.querySelector(`a[data-rute][href="${report.address}"]`)?.closest("li")?.remove();
    }
  } finally {
    sending = false;
    await tell();
  }
}

function announce(words) {
  const line = document.createElement("p");
  line.className = "note ok";
  line.setAttribute("role", "status");
  line.textContent = words;
  told.before(line);
}

async function tell() {
  const reports = await all("laporan");
  const kept = Number(localStorage.getItem(KEPT));
  told.hidden = false;
  told.replaceChildren();
  const add = (element, words, more = {}) => {
    const made = Object.assign(document.createElement(element), { textContent: words, ...more });
    told.append(made);
    return made;
  };
  const button = (words, className, act) => add("button", words, { type: "button", className }).addEventListener("click", () => act().then(tell));
  if (kept) add("p", `${says.tersimpan} ${time(kept)}`, { className: "small" });
  const waiting = reports.filter((r) => !r.refused);
  if (waiting.length) add("p", `${waiting.length} ${says.menunggu}`).setAttribute("role", "status");
  const over = waiting.find((r) => r.why);
  if (over) add("p", over.why, { className: "msg" });
  for (const report of reports.filter((r) => r.refused)) {
    add("p", `${says.ditolak} ${report.number}: ${report.why}`, { className: "msg" });
    // What is sent from its page takes its place here; only its officer throws it away.
    if (!form) add("a", says.buka, { href: report.address });
    button(says.buang, "link", () => remove("laporan", report.id));
  }
  if (form) return;
  button(kept ? says.perbarui : says.simpan, "btn second block", async () => {
    localStorage.removeItem(UNWANTED);
    await keep();
  });
  if (kept) {
    button(says.hapus, "link", async () => {
      localStorage.setItem(UNWANTED, "1");
      await forget();
    });
  }
}

// ---- The page.
/** The report of this page waits in the browser; where there is no room for it, it goes as any form does. */
async function wait(submitter, place) {
  const data = new FormData(form);
  data.set(submitter.name, submitter.value);
  if (place) data.set("perangkat", place);
  const entries = [...data].filter(([, value]) => !(value instanceof File && value.size === 0));
  await keepTyped();
  await put("laporan", { id: form.dataset.kunjungan, number: form.dataset.kunjungan, address: form.getAttribute("action"), entries, at: Date.now() });
}

function sendAsForm(submitter, place) {
  for (const [name, value] of [[submitter.name, submitter.value], ["perangkat", place]]) {
    if (value) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.submit();
}

// Addresses and names do not stay on a device for longer than their visits take.
await forgetOthers();
if (Date.now() - Number(localStorage.getItem(KEPT)) > ROUTE_DAYS * 86_400_000) await forget();
if (form) {
  for (const box of form.querySelectorAll("input[data-tanda]")) signature(box);
  await putBack().catch(() => {});
  let later;
  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(() => keepTyped().catch(() => {}), 400);
  });
  // On the document, behind the script that makes pictures small.
  document.addEventListener("change", async ({ target }) => {
    if (target.form !== form) return;
    if (target.type === "file") {
      if (target.dataset.foto !== undefined && target.files.length) target.dataset.titikFoto = await whereAbouts();
      await shrunk();
    }
    await keepTyped().catch(() => {});
  });
  form.addEventListener("submit", async (event) => {
    const { submitter } = event;
    if (submitter?.name !== "action") return; // a file is taken out again: the server does that
    event.preventDefault();
    const place = [...form.querySelectorAll("input[data-titik-foto]")].map((box) => box.dataset.titikFoto).find(Boolean);
    try {
      await wait(submitter, place);
    } catch {
      return sendAsForm(submitter, place);
    }
    await send();
    const mine = (await all("laporan")).find((r) => r.id === form.dataset.kunjungan);
    if (!mine) return location.assign(lingkup);
    if (!mine.refused) announce(says.disimpan);
    told.scrollIntoView({ block: "center" });
  });
} else if (navigator.onLine && !localStorage.getItem(UNWANTED)) {
  // Opened with a line: the route on the device becomes as new as this page.
  keep().then(tell).catch((why) => console.warn("the route is not kept:", why.message));
}
addEventListener("online", sendNow);
document.addEventListener("visibilitychange", () => document.hidden || sendNow());
await send();
