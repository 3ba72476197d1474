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

  function open() {
    source = new EventSource(`${aliran}&after=${seq}`);
    source.onmessage = (event) => {
      heard = Date.now();
      seq = Number(event.lastEventId) || seq;
      read();
      tell();
    };
    source.addEventListener("halo", (event) => {
      heard = Date.now();
      tries = 0;
      if (JSON.parse(event.data).reset) read();
      tell();
    });
    source.addEventListener("detak", () => {
      heard = Date.now();
      tell();
    });
    source.addEventListener("tutup", () => {
      source.close();
      location.reload();
    });
  }

  open();
  setInterval(() => {
    tell();
    // The browser comes back by itself after a break; where it gave up, it is opened anew, later each time.
    if (source.readyState === EventSource.CLOSED && Math.random() < 1 / Math.min(30, 2 ** ++tries)) open();
  }, 1_000);
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && (open(), read()));
}

// The page is alive, as on pages that hydrate.
document.documentElement.setAttribute("data-hydrated", "");
