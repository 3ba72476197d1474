// What people type, send and do that nobody hoped for. Each time: words that say what to do, nothing lost, nothing run.
import { deflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, hydrated, scripts, signIn, test, unfold } from './fixtures';
import { begin, submit, toReview } from './apply';

/** Saves a page and waits for the one that comes, be it the same one with what is wrong. */
async function save(page: Page): Promise<void> {
  await page.locator('html').evaluate((html) => html.setAttribute('data-old', ''));
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click();
  await page.waitForSelector('html:not([data-old]) main', { state: 'attached' });
  await page.waitForLoadState('load');
}

const texts = (page: Page) => page.locator('main form[data-ajukan]').locator('input[type=text], input[type=tel], input[type=email], input:not([type]), textarea');

/** Awkward texts: a script, pictures and marks that turn the writing around, only marks, far too much, the wrong kind. */
const AWKWARD = [
  '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>',
  '😀🇮🇩 \u202Etxet\u202C \u200Fمرحبا',
  '\u200B\u200E  ',
  'panjang '.repeat(700),
  '-1e99; DROP TABLE event',
];

test('whatever is typed into any field stays, runs nothing, and is told about @phone', async ({ page }) => {
  test.setTimeout(240_000);
  page.on('dialog', (dialog) => {
    throw new Error(`a page opened a dialog: ${dialog.message()}`);
  });
  await begin(page);
  await toReview(page);
  const pages = await page.$$eval('main a[href*="/ajukan/"]', (all) => [...new Set(all.map((a) => new URL((a as HTMLAnchorElement).href).pathname))]);
  const draft = pages.filter((p) => !p.endsWith('/periksa'));
  expect(draft.length).toBeGreaterThanOrEqual(5);
  for (const path of draft) {
    for (const awkward of AWKWARD) {
      if (new URL(page.url()).pathname !== path) await page.goto(path);
      const boxes = await texts(page).all();
      const names: string[] = [];
      for (const box of boxes) {
        names.push((await box.getAttribute('name')) ?? '');
        await box.evaluate((e) => e.removeAttribute('maxlength'));
        await box.fill(awkward);
      }
      if (!names.length) continue;
      await save(page);
      // Text that a field takes goes on to the next page; what it can't take stays here, with a summary that leads to it.
      if (new URL(page.url()).pathname === path) {
        await expect(page.getByRole('alert')).toBeVisible();
        await expect(page.locator('.field.err .msg').first()).not.toBeEmpty();
      } else await page.goto(path);
      for (const name of names) {
        const kept = await page.locator(`[name="${name}"]`).first().inputValue();
        expect(kept.trim(), `${path} ${name}`).toBe(awkward.trim());
      }
    }
  }
});

/** A zip archive with one empty member, called a PDF. */
function zip(): Buffer {
  const name = Buffer.from('a.txt');
  const data = deflateRawSync(Buffer.from('isi'));
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(data.length, 18);
  head.writeUInt32LE(3, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name, data]);
}

test('a file that is not what it says is refused in words, and the right one is taken after it @phone', async ({ page }) => {
  test.setTimeout(120_000);
  await toReview(page);
  const links = await page.$$eval('main a[href*="/ajukan/"]', (all) => [...new Set(all.map((a) => new URL((a as HTMLAnchorElement).href).pathname))]);
  let path = '';
  for (const link of links) {
    await page.goto(link);
    if (await page.locator('input[type=file]').count()) {
      path = link;
      break;
    }
  }
  expect(path).not.toBe('');
  const broken = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF\0'), Buffer.alloc(200, 7)]);
  const files = [
    { name: 'surat.pdf', mimeType: 'application/pdf', buffer: zip() },
    { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: broken },
    { name: 'besar.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(11 * 1024 * 1024, 32)]) },
  ];
  for (const file of files) {
    await page.goto(path);
    await page.locator('input[type=file]').first().setInputFiles(file);
    await save(page);
    await expect(page.getByRole('alert'), file.name).toBeVisible();
    await expect(page.getByRole('alert'), file.name).not.toContainText(/error|kode \d/i);
  }
  await page.goto(path);
  await page.locator('input[type=file]').first().setInputFiles({ name: 'baru.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% baru\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n') });
  await save(page);
  await page.goto(path);
  await expect(page.locator('main')).toContainText('baru.pdf');
});

test('a session that ends in the middle of the form loses nothing @phone', async ({ page, context }) => {
  test.setTimeout(120_000);
  await signIn(page, 'pemohon');
  await begin(page);
  const here = new URL(page.url()).pathname;
  const box = texts(page).first();
  const typed = 'Paguyuban yang mengetik lama Fiktif';
  await box.fill(typed);
  const name = (await box.getAttribute('name')) ?? '';
  await context.clearCookies();
  await save(page);
  await page.waitForURL(/\/masuk/);
  await expect(page.locator('main')).toContainText(/tersimpan/i);
  await page.locator('#login').fill('pemohon@kota-bandung.demo.test');
  await page.locator('#password').fill('salah sekali');
  await page.locator('form:has(#password) [type=submit]').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.locator('#login').fill('pemohon@kota-bandung.demo.test');
  await page.locator('#password').fill('terang-demo');
  await page.locator('form:has(#password) [type=submit]').click();
  await page.waitForURL((url) => url.pathname.includes('/ajukan/'));
  await page.goto(here);
  await expect(page.locator(`[name="${name}"]`)).toHaveValue(typed);
});

test('a second tab neither makes a second case nor loses what the first one says @phone', async ({ page, context }) => {
  test.setTimeout(120_000);
  await toReview(page);
  const review = page.url();
  const second = await context.newPage();
  await second.goto(review);
  const change = await second.locator('a', { hasText: 'Ubah' }).first().getAttribute('href');
  await second.goto(change!);
  await page.getByRole('button', { name: 'Kirim pengajuan' }).click();
  await page.waitForURL(/tanda-terima/);
  const number = (await page.locator('#nomor-terima').innerText()).trim();
  // What is saved after it was handed in: the tab is told so, and led to the case.
  await save(second);
  await expect(second.locator('main')).toContainText(number);
  await second.goto(review);
  await expect(second.locator('main')).toContainText(number);
});

test('a decision on a stale page decides nothing, says what changed, and keeps what was typed @phone', async ({ page, browser, noise }) => {
  test.setTimeout(180_000);
  const { number } = await submit(page);
  const desk = async (): Promise<Page> => {
    const context = await browser.newContext({ baseURL: new URL(page.url()).origin, viewport: { width: 1366, height: 768 }, javaScriptEnabled: scripts() });
    noise.watch(context);
    const desk = await context.newPage();
    await signIn(desk, 'tu');
    await desk.goto(`/kota-bandung/meja/${number}`);
    await hydrated(desk);
    return desk;
  };
  const [slow, quick] = [await desk(), await desk()];
  const word = 'Catatan yang tidak boleh hilang';
  await slow.locator('#public_note').fill(word);
  for (const at of [quick, slow]) {
    await unfold(at.locator('.offer', { has: at.locator('button[value=return], button[value=give_back]') }));
    await at.locator('select[name^="items.0.field"]').selectOption({ index: 1 });
    await at.locator('[name^="items.0.reason"]').fill('Belum jelas');
    await at.locator('.offer[open] button[name=action]').click();
    await at.waitForLoadState('load');
    if (at === quick) await at.waitForURL(/selesai=/);
  }
  await expect(slow.getByRole('alert')).toContainText(/berubah|diproses/i);
  await expect(slow.locator('main')).toContainText('Belum jelas');
  await page.goto(`/kota-bandung/lacak/${number}`);
  await expect(page.locator('.line li.back')).toHaveCount(1);
});
