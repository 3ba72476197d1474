// A wall: turns its screens, hears the stream, greys what is old, and loads the page anew when there is a new build. It runs for
// weeks: the page's content is replaced as a whole, and nothing is ever added to it.
const OLD = 10_000; // a wall must not show as live what is older than this
// Changes that come together are read together: the first at once, and then with a pause as long as reading took, so that a thousand
// walls slow themselves down before they slow the server.
const GAP = 50;
const MOST_GAP = 2_000;
const ANYWAY = 60_000; // time alone makes cases late
const NO_MORE = [401, 403, 404];
const two = (n) => String(n).padStart(2, "0");
const wall = () => document.querySelector("main.wall[data-wilayah]");

let at = 0; // the screen that stands now
let turnAt = 0;
let heard = Date.now();
let readAt = Date.now();
let pending;
let reading = false;
let again = false;
let took = 0; // milliseconds that the last reading took
let done = 0; // when it ended
let tries = 0;
let source;
let sound;
// How much is late, and when the newest alert that calls was raised.
const alarms = () => ["lewat", "waspada"].map((name) => Number(document.querySelector(`[data-${name}]`)?.dataset[name] ?? 0));
let before = alarms();

function screens() {
  const all = [...document.querySelectorAll(".screen")];
  all.forEach((screen, i) => (screen.hidden = i !== at % all.length));
  return all;
}

function turn() {
  const all = screens();
  if (all.length > 1 && Date.now() >= turnAt) {
    if (turnAt) at = (at + 1) % all.length;
    turnAt = Date.now() + Number(all[at % all.length]?.dataset.detik ?? 30) * 1_000;
    screens();
  }
}

function clock(ms) {
  const there = new Date(ms + Number(wall().dataset.zona) * 60_000);
  return two(there.getUTCHours()) + (document.documentElement.lang === "en" ? ":" : ".") + two(there.getUTCMinutes());
}

function tell() {
  const main = wall();
  if (!main) return;
  const alive = Date.now() - heard < OLD;
  main.classList.toggle("stale", !alive);
  const words = alive ? `${main.dataset.langsung} · ${clock(readAt)}` : `${main.dataset.putus} ${clock(heard)}`;
  const fresh = document.getElementById("segar");
  if (fresh && fresh.textContent !== words) fresh.textContent = words;
  const time = document.getElementById("jam");
  if (time) time.textContent = clock(Date.now());
}

// What became late is heard, where somebody allowed it, and always seen.
function alarm() {
  const main = wall();
  main?.classList.add("flash");
  setTimeout(() => wall()?.classList.remove("flash"), 4_000);
  if (sound?.state !== "running") return;
  for (const [i, tone] of [660, 880].entries()) {
    const [voice, volume] = [sound.createOscillator(), sound.createGain()];
    voice.frequency.value = tone;
    volume.gain.value = 0.15;
    voice.connect(volume).connect(sound.destination);
    voice.start(sound.currentTime + i * 0.25);
    voice.stop(sound.currentTime + i * 0.25 + 0.2);
  }
}

function offer() {
  const button = document.getElementById("bunyi");
  if (button) button.hidden = sound?.state === "running";
}

async function read() {
  if (reading) return void (again = true);
  reading = true;
  const begun = performance.now();
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
    // Who may no longer look gets no picture: the page itself says why. Any other fault passes, and the last picture stays.
    if (answer.redirected || NO_MORE.includes(answer.status)) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("main.wall");
    if (!next) throw new Error("no wall");
    if (!next.dataset.wilayah) return location.reload();
    const was = wall();
    next.className = was.className;
    was.replaceWith(document.adoptNode(next));
    readAt = heard = Date.now();
    screens();
    offer();
    const now = alarms();
    if (now.some((figure, i) => figure > before[i])) alarm();
    before = now;
  } catch {
    // The last good picture stays, and turns grey.
  } finally {
    reading = false;
    done = performance.now();
    took = done - begun;
    tell();
    if (again) {
      again = false;
      soon();
    }
  }
}

function soon() {
  pending ??= setTimeout(() => {
    pending = undefined;
    read();
  }, Math.max(0, done + Math.min(MOST_GAP, Math.max(GAP, took)) - performance.now()));
}

function hear(name, data) {
  heard = Date.now();
  tries = 0;
  const build = ["message", "papan"].includes(name) ? undefined : JSON.parse(data).build;
  // All walls at once would be a storm: each takes its own moment.
  if (build && build !== wall().dataset.build) setTimeout(() => location.reload(), Math.random() * 20_000);
  // The stream was closed on us: the page itself is asked whether it still opens.
  if (name === "tutup") return void read();
  if (name === "message" || name === "papan" || (name === "halo" && JSON.parse(data).reset)) soon();
  tell();
}

function open() {
  const { wilayah, urutan } = wall().dataset;
  source?.close();
  source = new EventSource(`/api/v1/${wilayah}/stream?topics=board&after=${urutan}`);
  for (const name of ["message", "halo", "detak", "papan", "tutup"]) source.addEventListener(name, ({ data }) => hear(name, data));
}

if (wall()) {
  document.documentElement.classList.add("kiosk");
  open();
  turn();
  offer();
  document.addEventListener("click", (event) => {
    if (event.target.id !== "bunyi") return;
    sound ??= new AudioContext();
    sound.resume().then(offer);
  });
  setInterval(() => {
    tell();
    turn();
    if (Date.now() - readAt > ANYWAY) read();
    if (source.readyState === EventSource.CLOSED && Math.random() < 1 / Math.min(30, 2 ** ++tries)) open();
  }, 1_000);
} else {
  // Nothing to show: a screen asks again by itself.
  setTimeout(() => location.reload(), 60_000);
}
document.documentElement.setAttribute("data-hydrated", "");
