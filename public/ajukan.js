// What scripts add to a form that is whole without them: running totals, smaller pictures, no double sending, and a
// warning before leaving what is not saved yet.
const form = document.querySelector("form[data-ajukan]");
const number = (text) => Number((text || "").replace(/[^0-9]/g, "")) || 0;
const rupiah = (n) => "Rp\u00a0" + n.toLocaleString("id-ID");

// Running total: each row's numbers are multiplied, as its computed column does; the server's own sum is what counts.
function total() {
  const out = form.querySelector("[data-hasil]");
  const rows = [...form.querySelectorAll("[data-baris]")];
  if (!out || !rows.length) return;
  const sum = rows.reduce((all, row) => {
    const parts = [...row.querySelectorAll("input[inputmode=numeric]")].map((i) => i.value).filter((v) => v.trim() !== "");
    return parts.length ? all + parts.map(number).reduce((a, b) => a * b, 1) : all;
  }, 0);
  out.textContent = rupiah(sum);
}

// A camera's picture has ten times the pixels that a paper needs to be readable; the line is bad.
async function smaller(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 400_000) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file; // The server says what is wrong with it.
  }
}

if (form) {
  let changed = false;
  form.addEventListener("input", () => {
    changed = true;
    total();
  });
  form.addEventListener("change", async (event) => {
    const input = event.target;
    if (input.type !== "file" || !input.files.length) return;
    const made = new DataTransfer();
    for (const file of input.files) made.items.add(await smaller(file));
    input.files = made.files;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    changed = false;
    const files = [...form.querySelectorAll("input[type=file]")].some((i) => i.files.length);
    if (!files) return;
    event.preventDefault();
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", document.documentElement.lang === "en" ? "Sending" : "Mengirim");
    form.append(bar);
    const data = new FormData(form, event.submitter);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.onprogress = (p) => p.lengthComputable && (bar.value = p.loaded / p.total);
    request.onload = () => {
      // The server redirected to the page that comes next, or answered with a page of its own.
      if (request.responseURL && request.status < 400) location.assign(request.responseURL);
      else document.documentElement.innerHTML = request.responseText;
    };
    request.onerror = () => {
      bar.remove();
      changed = true;
      const word = document.documentElement.lang === "en" ? "The line broke. What you typed is still here; try again." : "Sambungan terputus. Isian Anda masih di sini; coba kirim lagi.";
      const note = document.createElement("p");
      note.className = "msg";
      note.setAttribute("role", "alert");
      note.textContent = word;
      form.append(note);
    };
    request.send(data);
  });
  total();
}

// A second tap does not send twice; the server would answer it with the same receipt anyway.
document.querySelectorAll("form[data-sekali]").forEach((once) =>
  once.addEventListener("submit", (event) => {
    const button = once.querySelector("button");
    if (button.getAttribute("aria-disabled")) event.preventDefault();
    button.setAttribute("aria-disabled", "true");
  }),
);
