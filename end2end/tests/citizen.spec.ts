// A citizen applies, with and without scripts, keeps the receipt, and finds the case again everywhere.
import { axe, expect, structure, test } from './fixtures';
import { applicant, submit, toReview } from './apply';

test('applies, gets a receipt, tracks by number and secret, and is in the public list @both @phone', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const { number, secret } = await submit(page);
  expect(number).toMatch(/^HB-\d{4}-\d{6}-\d$/);
  await page.goto(`/kota-bandung/hibah/${number}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(applicant().organisation);
  expect(await page.content()).not.toContain(applicant().nik);
  expect(await page.content()).not.toContain('0800');
  // Another device: nothing but the receipt.
  const other = await browser.newContext({ javaScriptEnabled: false, baseURL: new URL(page.url()).origin });
  const stranger = await other.newPage();
  await stranger.goto(`/kota-bandung/lacak/${number}`);
  await expect(stranger.getByText('Isi kode rahasia')).toBeVisible();
  await stranger.goto(`/kota-bandung/lacak?nomor=${number}`);
  await stranger.fill('#rahasia', 'AAAA-AAAA-AAAA');
  await stranger.getByRole('button', { name: 'Buka' }).click();
  await expect(stranger.getByRole('alert')).toContainText('tidak cocok');
  await stranger.fill('#rahasia', secret);
  await stranger.getByRole('button', { name: 'Buka' }).click();
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(applicant().organisation);
  await expect(stranger.locator('.line li.now')).toHaveCount(1);
  await other.close();
});

test('a wrong amount keeps what was typed and says what to do @phone', async ({ page }) => {
  test.setTimeout(120_000);
  await toReview(page);
  await page.locator('a', { hasText: 'Ubah' }).nth(4).click();
  const price = page.locator('input[name*="price"]').first();
  await price.fill('tiga puluh juta');
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click();
  await expect(page.getByRole('alert')).toContainText('misalnya 1.500.000');
  await expect(page.locator('input[name*="price"]').first()).toHaveValue('tiga puluh juta');
});

test('public pages are whole, accessible, and carry no WebAssembly', async ({ page, noise }) => {
  noise.expectStatus(404, /kota-rekaan/);
  const wasm: string[] = [];
  page.on('request', (r) => r.url().endsWith('.wasm') && wasm.push(r.url()));
  for (const path of ['/', '/kota-bandung', '/kota-bandung/hibah', '/kota-bandung/hibah/ajukan', '/kota-bandung/izin', '/kota-bandung/izin/daftar', '/kota-bandung/lacak', '/masuk']) {
    await page.goto(path);
    await structure(page);
    await axe(page);
  }
  await page.goto('/kota-rekaan');
  await expect(page.getByRole('heading', { name: 'Tidak ditemukan' })).toBeVisible();
  expect(wasm).toEqual([]);
});
