// Keeps a case's page as new as the case: the stream says that something changed, the page is asked for again, and the
// parts marked data-hidup take their new content. Without scripts the same page is loaded again by hand.
const dot = document.querySelector("[data-aliran]");
const STALE = 15_000; // the stream beats every five seconds
const two = (n) => String(n).padStart(2, "0");

if (dot) {
  const { aliran, zona, langsung, putus } = dot.dataset;
  const asOf = dot.textContent;
  let seq = Number(dot.dataset.urutan);
  let heard = 0;
  let tries = 0;
  let source;

  // The region's clock, wherever the phone is.
  const clock = (ms) => {
    const there = new Date(ms + Number(zona) * 60_000);
    const mark = document.documentElement.lang === "en" ? ":" : ".";
    return two(there.getUTCHours()) + mark + two(there.getUTCMinutes());
  };

  function tell() {
    const alive = heard > 0 && Date.now() - heard < STALE;
    const words = alive ? `${langsung} · ${clock(heard)}` : heard ? `${putus} ${clock(heard)}` : asOf;
    dot.classList.toggle("stale", !alive);
    if (dot.textContent !== words) dot.textContent = words;
  }

  // Somebody who is typing into an act must not lose it; the server refuses what is out of date.
  const isInUse = (part) =>
    [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].some(
      (box) => box === document.activeElement || (box.value !== box.defaultValue && box.localName !== "select") || box.checked !== box.defaultChecked,
    );

  let reading;
  let again = false;
  async function read() {
    if (reading) return void (again = true);
    reading = fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" })
      .then(async (answer) => {
        if (!answer.ok) return location.reload();
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of document.querySelectorAll("[data-hidup]")) {
          const now = page.getElementById(part.id);
          if (!now || now.innerHTML === part.innerHTML || isInUse(part)) continue;
          part.classList.add("fresh");
          part.replaceChildren(...now.childNodes);
        }
      })
      .catch(() => {}) // The next change, or the stream's return, reads again.
      .finally(() => {
        reading = undefined;
        if (again) {
          again = false;
          read();
        }
      });
  }

  // What the stream says, whichever way it comes.
  function hear(event, data, id) {
    if (event === "tutup") {
      leave();
      return location.reload();
    }
    heard = Date.now();
    tries = 0;
    seq = Number(id) || seq;
    if (event === "message" || (event === "halo" && JSON.parse(data).reset)) read();
    tell();
  }

  // All tabs share one connection, which a worker holds; where there are no shared workers, each has its own.
  const address = new URL(aliran, location.href);
  const port = globalThis.SharedWorker && new SharedWorker("/aliran.js").port;
  if (port) port.onmessage = ({ data }) => hear(...data);
  function open() {
    if (port) {
      const [, , , region] = address.pathname.split("/");
      return port.postMessage(JSON.stringify({ region, topics: address.searchParams.get("topics"), after: seq }));
    }
    source = new EventSource(`${aliran}&after=${seq}`);
    for (const name of ["message", "halo", "detak", "tutup"]) {
      source.addEventListener(name, ({ data, lastEventId }) => hear(name, data, lastEventId));
    }
  }
  function leave() {
    if (port) port.postMessage("bye");
    else source.close();
  }

  open();
  let ticks = 0;
  setInterval(() => {
    tell();
    if (port) return void (++ticks % 10 || open()); // a sign of life
    // The browser comes back by itself after a break; where it gave up, it is opened anew, later each time.
    if (source.readyState === EventSource.CLOSED && Math.random() < 1 / Math.min(30, 2 ** ++tries)) open();
  }, 1_000);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && (open(), read()));
}

// The page is alive, as on pages that hydrate.
document.documentElement.setAttribute("data-hydrated", "");
