// A screen that people touch: after a minute without a touch it is at its beginning again, and what it showed is kept for when the line
// is away. Without this script every page works and stays where it is.
const start = document.querySelector('script[data-awal]')?.dataset.awal;
const rest = 60_000;
let timer;

const back = () => {
  if (location.pathname === start) scrollTo(0, 0);
  else location.replace(start);
};
const touched = () => {
  clearTimeout(timer);
  timer = setTimeout(back, rest);
};

if (start) {
  for (const kind of ['pointerdown', 'keydown', 'scroll', 'touchstart']) addEventListener(kind, touched, { passive: true });
  touched();
  // What was shown once is shown again when the line is away; the scope is this region's kiosk alone.
  navigator.serviceWorker?.register('/kios-luring.js', { scope: start }).catch(() => {});
}
