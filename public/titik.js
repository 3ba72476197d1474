// Puts where the device is into a box that asks for a point: an officer on a visit need not copy figures from a map. The
// place is asked for only when the button is pressed, and goes nowhere but into the box.
const says = document.documentElement.lang === "en"
  ? { wait: "Looking…", off: "The device does not say where it is. Copy it from a map." }
  : { wait: "Mencari…", off: "Perangkat tidak memberi lokasi. Salin dari peta." };

const show = () => {
  if (!navigator.geolocation) return;
  for (const button of document.querySelectorAll("button[data-titik][hidden]")) button.hidden = false;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-titik]");
  const box = button && document.getElementById(button.dataset.titik);
  if (!box) return;
  const said = button.parentElement.querySelector("[role=status]");
  said.textContent = says.wait;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      box.value = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      said.textContent = `± ${Math.round(coords.accuracy)} m`;
    },
    () => (said.textContent = says.off),
    { enableHighAccuracy: true, timeout: 20_000, maximumAge: 30_000 },
  );
});

// What is drawn later, as an office page in the browser does, gets its button too.
new MutationObserver(show).observe(document.documentElement, { childList: true, subtree: true });
show();
