// Keeps the pages of a kiosk: what the server says is shown, and what it said last where it does not answer.
const store = 'kios-1';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(
    (async () => {
      const kept = await caches.open(store);
      try {
        const answer = await fetch(request);
        if (answer.ok) await kept.put(request, answer.clone());
        return answer;
      } catch (error) {
        const before = await kept.match(request, { ignoreVary: true });
        if (before) return before;
        throw error;
      }
    })(),
  );
});
