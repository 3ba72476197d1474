// Keeps the route of visits and what it needs on the device: with a line the server answers, without one what lies here. It watches the
// route's own pages alone, and each officer's lie apart.
const KEPT = "terang-rute-" + new URL(self.location.href).searchParams.get("siapa");
const PATIENCE = 5_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const cache = await caches.open(KEPT);
  const lying = await cache.match(request, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });
  const asked = fetch(request).then(async (fresh) => {
    // Whoever is not an officer here any more has nothing to read on this device.
    if (request.mode === "navigate" && (fresh.status === 401 || fresh.status === 403)) await caches.delete(KEPT);
    else if (lying && fresh.ok && !new URL(request.url).search) await cache.put(request, fresh.clone());
    return fresh;
  });
  if (!lying) return asked;
  const slow = new Promise((done) => setTimeout(() => done(lying), PATIENCE));
  return Promise.race([asked.catch(() => lying), slow]);
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && new URL(event.request.url).origin === self.location.origin) event.respondWith(answer(event.request));
});
