// A camera's picture on a bad line: where scripts run it is made small before it is sent, at a form and at a desk; where none
// run, the server keeps a small one of the big one that it was given.
import type { Browser } from '@playwright/test';
import { toReview } from './apply';
import { waitingFor } from './decide';
import { expect, hydrated, scripts, signIn, test, unfold } from './fixtures';

/** A picture as a camera makes it, drawn in a browser of its own. */
async function camera(browser: Browser): Promise<Buffer> {
  const context = await browser.newContext({ javaScriptEnabled: true });
  const page = await context.newPage();
  const text = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3200, 2400];
    const drawing = canvas.getContext('2d')!;
    const pixels = drawing.createImageData(canvas.width, canvas.height);
    let seed = 7;
    for (let i = 0; i < pixels.data.length; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      pixels.data[i] = i % 4 === 3 ? 255 : 96 + (seed >>> 25);
    }
    drawing.putImageData(pixels, 0, 0);
    const blob = await new Promise<Blob>((done) => canvas.toBlob((b) => done(b!), 'image/jpeg', 0.92));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let out = '';
    for (let i = 0; i < bytes.length; i += 8192) out += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(out);
  });
  await context.close();
  return Buffer.from(text, 'base64');
}

test('a picture of a camera is made small on its way @phone', async ({ page, browser, noise }) => {
  test.setTimeout(180_000);
  const buffer = await camera(browser);
  expect(buffer.length, 'more than a form takes of a file').toBeGreaterThan(5_000_000);
  const foto = { name: 'foto.jpg', mimeType: 'image/jpeg', buffer };

  await toReview(page);
  const links = await page.$$eval('main a[href*="/ajukan/"]', (all) => [...new Set(all.map((a) => new URL((a as HTMLAnchorElement).href).pathname))]);
  for (const link of links) {
    await page.goto(link);
    if (await page.locator('input[type=file]').count()) break;
  }
  const box = page.locator('input[type=file][accept*="image"]').first();
  const slot = (await box.getAttribute('name'))!;
  await box.setInputFiles(foto);
  const sent = page.waitForRequest((request) => request.method() === 'POST' && (request.headers()['content-type'] ?? '').startsWith('multipart'));
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Simpan dan lanjut' }).click()]);
  await expect(page.locator('[role=alert]'), 'it is taken').toHaveCount(0);
  const weight = Number((await (await sent).allHeaders())['content-length']);
  if (scripts()) expect(weight, 'the line carries the small one').toBeLessThan(buffer.length / 3);
  else expect(weight).toBeGreaterThan(buffer.length);

  const draft = /ajukan\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  const { documents } = (await (await page.request.get(`/api/v1/kota-bandung/drafts/${draft}`)).json()) as { documents: { slot: string; name: string; size: number; media: string }[] };
  const kept = documents.find((d) => d.slot === slot && d.name === 'foto.jpg')!;
  expect(kept.media).toBe('image/jpeg');
  expect(kept.size, 'and a small one is kept').toBeLessThan(buffer.length / 2);

  if (!scripts()) return;
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin, viewport: { width: 1366, height: 768 } });
  noise.watch(context);
  const desk = await context.newPage();
  await signIn(desk, 'opd');
  await desk.goto(`/kota-bandung/meja/${await waitingFor(desk, 'recommend')}`);
  await hydrated(desk);
  await unfold(desk.locator('#aksi-recommend'));
  const visit = desk.locator('#aksi-recommend input[type=file]').first();
  await visit.setInputFiles(foto);
  const size = (): Promise<number> => visit.evaluate((e) => (e as HTMLInputElement).files![0]!.size);
  await expect.poll(size, 'what an officer photographs is small too').toBeLessThan(buffer.length / 3);
  await context.close();
});
