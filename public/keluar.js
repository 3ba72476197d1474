// Who leaves takes the pages along that were kept on this device. Reports that were not sent yet wait for their officer.
const leave = document.querySelector('form[action="/keluar"]');
leave?.addEventListener("submit", async (event) => {
  if (!window.caches) return;
  event.preventDefault();
  const kept = (await caches.keys().catch(() => [])).filter((name) => name.startsWith("terang-rute-"));
  await Promise.all(kept.map((name) => caches.delete(name))).catch(() => {});
  leave.submit();
});
