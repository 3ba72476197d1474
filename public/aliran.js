// One live connection for all tabs of a browser. Each tab tells this shared worker what it shows; the worker asks the
// server for all of it at once and passes on to each tab what is its own. A browser without shared workers opens a
// connection a tab instead, as the pages' scripts see to themselves.
//
// A tab says {region, topics, after}, again and again as a sign of life, and "bye" when it goes. It hears
// [event, data, id] as an EventSource would have said it.
const MOST = 20; // topics that the server takes at once
const GONE = 180_000; // a tab in the background speaks once a minute; one that crashed says no goodbye
const TOGETHER = 50; // tabs that come at the same moment are asked for together

const tabs = new Map(); // port → { region, topics, place, spoke }
const streams = new Map(); // region → [{ source, ports, tries }]
const waiting = new Map(); // region → timer

const heard = (stream, wanted, ...said) => {
  for (const port of stream.ports) if (wanted(tabs.get(port))) port.postMessage(said);
};

// The newest change that a tab has is its place; what comes behind it is new to it.
function connect(region, stream) {
  const asking = stream.ports.map((port) => tabs.get(port)).filter(Boolean);
  const topics = new Set(asking.flatMap((tab) => tab.topics));
  const places = asking.map((tab) => tab.place).filter(Number.isFinite);
  const after = places.length ? `&after=${Math.min(...places)}` : "";
  const source = new EventSource(`/api/v1/${region}/stream?topics=${[...topics].join()}${after}`);
  stream.source = source;
  let granted = topics;
  const has = (tab) => tab?.topics.some((topic) => granted.has(topic));
  source.addEventListener("halo", ({ data, lastEventId }) => {
    const { refused } = JSON.parse(data);
    granted = new Set([...topics].filter((topic) => !refused.includes(topic)));
    stream.tries = 0;
    heard(stream, has, "halo", data, lastEventId);
  });
  source.addEventListener("papan", ({ data }) => heard(stream, (tab) => tab?.topics.includes("board"), "papan", data, ""));
  source.addEventListener("detak", ({ data }) => heard(stream, has, "detak", data, ""));
  source.addEventListener("message", ({ data, lastEventId }) => {
    const said = JSON.parse(data);
    heard(stream, (tab) => tab && !(said.seq <= tab.place) && tab.topics.some((topic) => said.topics.includes(topic)), "message", data, lastEventId);
    for (const port of stream.ports) {
      const tab = tabs.get(port);
      if (tab && !(said.seq <= tab.place)) tab.place = said.seq;
    }
  });
  source.addEventListener("tutup", ({ data }) => {
    const lost = JSON.parse(data).topics;
    heard(stream, (tab) => tab?.topics.some((topic) => lost.includes(topic)), "tutup", data, "");
  });
}

// Who came is asked for anew with all the others, with the session as it is now; nobody misses anything, because the
// new connection begins behind the oldest place.
function open(region) {
  close(region);
  const groups = [];
  let room = new Set();
  for (const [port, tab] of tabs) {
    if (tab.region !== region) continue;
    const both = new Set([...room, ...tab.topics]);
    if (groups.length && both.size <= MOST) {
      groups.at(-1).ports.push(port);
      room = both;
    } else {
      groups.push({ ports: [port], tries: 0 });
      room = new Set(tab.topics);
    }
  }
  for (const stream of groups) connect(region, stream);
  streams.set(region, groups);
}

function close(region) {
  for (const { source } of streams.get(region) ?? []) source.close();
  streams.delete(region);
}

function soon(region) {
  if (!waiting.has(region)) waiting.set(region, setTimeout(() => (waiting.delete(region), open(region)), TOGETHER));
}

function forget(port) {
  const tab = tabs.get(port);
  tabs.delete(port);
  if (tab && ![...tabs.values()].some((other) => other.region === tab.region)) close(tab.region);
}

function hear(port, said) {
  if (said === "bye") return forget(port);
  const { region, topics, after } = JSON.parse(said);
  const known = tabs.get(port);
  if (known && known.region === region && known.topics.join() === topics) {
    known.spoke = Date.now();
    return;
  }
  forget(port);
  tabs.set(port, { region, topics: topics.split(","), place: after ?? undefined, spoke: Date.now() });
  soon(region);
}

addEventListener("connect", ({ ports: [port] }) => {
  port.onmessage = ({ data }) => hear(port, data);
});

setInterval(() => {
  for (const [port, { spoke }] of tabs) if (Date.now() - spoke > GONE) forget(port);
  for (const [region, groups] of streams) {
    for (const stream of groups) {
      // The browser comes back by itself after a break; where it gave up, it is opened anew, later each time.
      const gaveUp = stream.source.readyState === EventSource.CLOSED;
      if (gaveUp && Math.random() < 1 / Math.min(30, 2 ** ++stream.tries)) connect(region, stream);
    }
  }
}, 1_000);
