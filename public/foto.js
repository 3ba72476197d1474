// Pictures are made smaller on the device, wherever a form asks for one: a camera's picture has ten times the pixels that a
// paper needs to be readable, and the line is bad. The server does the same for whoever runs no scripts.

// Who saves data sends smaller pictures still: a paper can be read, if not its smallest print.
const saving = document.documentElement.dataset.hemat === "ya";
const [SMALL, SIDE, QUALITY] = saving ? [150_000, 1024, 0.6] : [400_000, 1600, 0.82];

async function smaller(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SMALL) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file; // The server says what is wrong with it.
  }
}

let shrinking = Promise.resolve();
let busy = 0;

/** Waits until every picture that was chosen is small. */
export const shrunk = () => shrinking;

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.files.length) return;
  busy += 1;
  shrinking = shrinking.then(async () => {
    try {
      const made = new DataTransfer();
      for (const file of [...input.files]) made.items.add(await smaller(file));
      input.files = made.files;
    } finally {
      busy -= 1;
    }
  });
});

// A form that is sent before its pictures are small waits for them; the one with a bar does so itself.
document.addEventListener(
  "submit",
  (event) => {
    const { target, submitter } = event;
    if (!busy || target.matches("[data-ajukan]")) return;
    event.preventDefault();
    event.stopPropagation();
    shrinking.then(() => target.requestSubmit(submitter));
  },
  true,
);
