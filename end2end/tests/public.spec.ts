// What everyone may see: figures that lead to their lists, the map, the rules, announcements, comments; and that a browser
// which saves data is spared.
import type { Page } from '@playwright/test';
import { axe, expect, scripts, signIn, structure, test } from './fixtures';

const HOME = '/kota-bandung';

/** A page that anyone can use: whole, accessible, and no wider than its screen. */
async function sound(page: Page): Promise<void> {
  await structure(page);
  await axe(page);
}

/** The address of a case whose stage takes comments. */
async function running(page: Page): Promise<string> {
  await page.goto(`${HOME}/hibah?hasil=dibayar`);
  const links = page.locator('table.list td:first-child a');
  const cases = await Promise.all((await links.all()).map((link) => link.getAttribute('href')));
  for (const href of cases) {
    await page.goto(href ?? HOME);
    if (await page.getByRole('link', { name: /Tulis tanggapan/ }).count()) return href ?? HOME;
  }
  throw new Error('no case of the demonstration takes comments');
}

test('the public pages are sound, and load nothing that they can do without @both', async ({ page }) => {
  test.setTimeout(120_000);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  for (const path of ['', '/statistik', '/pengumuman', '/tanggapan', '/hibah/statistik', '/hibah/statistik?tahun=2027', '/hibah/peta', '/hibah/aturan', '/bansos/aturan', '/hibah?hasil=ditolak&tahun=2026']) {
    await page.goto(HOME + path);
    await sound(page);
  }
  expect(asked.filter((url) => /\.(wasm|js)$/.test(url))).toEqual([]);
});

test('a figure leads to its list, and the map by keyboard to the list of a district', async ({ page }) => {
  await page.goto(`${HOME}/hibah`);
  await page.getByRole('link', { name: 'Statistik' }).click();
  const figure = page.locator('a.figure', { hasText: 'pengajuan' }).last();
  const count = Number(((await figure.locator('.small').textContent()) ?? '').replace(/\D/g, ''));
  await figure.click();
  let rows = 0;
  for (;;) {
    rows += await page.locator('table.list tbody tr').count();
    const older = page.getByRole('link', { name: 'Lihat yang lebih lama' });
    if (!(await older.count())) break;
    await older.click();
  }
  expect(rows).toBe(count);

  await page.goto(`${HOME}/hibah/peta`);
  const cell = page.locator('svg.peta a').first();
  const name = ((await cell.getAttribute('aria-label')) ?? '').split(':')[0]?.replace(/^\d+ /, '') ?? '';
  await cell.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/kecamatan=/);
  await expect(page.locator('.chips').first()).toContainText(name);
});

test('an announcement is written by an officer and read by everyone @phone', async ({ page, browser, baseURL }) => {
  const title = `Loket pindah ${test.info().project.name} ${Date.now()}`;
  const office = await browser.newContext({ baseURL, javaScriptEnabled: scripts() });
  const desk = await office.newPage();
  await signIn(desk, 'tu');
  await desk.goto(`${HOME}/meja/pengumuman`);
  await sound(desk);
  await desk.fill('#title', title);
  await desk.getByRole('button', { name: 'Umumkan' }).click();
  await expect(desk.getByRole('alert')).toContainText('perlu diperbaiki');
  await expect(desk.locator('#title')).toHaveValue(title);
  await desk.fill('#body', 'Mulai Senin loket ada di lantai dua.');
  await desk.getByRole('button', { name: 'Umumkan' }).click();
  await expect(desk.getByRole('status')).toContainText('disimpan');
  await office.close();
  await page.goto(`${HOME}/pengumuman`);
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByText('Mulai Senin loket ada di lantai dua.')).toBeVisible();
  await sound(page);
});

test('a report by a citizen is looked at, answered and followed by its code @phone', async ({ page, browser, baseURL }) => {
  test.setTimeout(120_000);
  const words = `Pekerjaan berhenti ${test.info().project.name} ${Date.now() % 1_000_000}`;
  const place = await running(page);
  await page.getByRole('link', { name: /Tulis tanggapan/ }).click();
  await sound(page);
  await page.getByRole('button', { name: 'Kirim' }).click();
  await expect(page.getByRole('alert')).toContainText('perlu diperbaiki');
  await page.getByLabel('Laporan masalah').check();
  await page.fill('#body', `${words}, hubungi 0812-3456-7890`);
  await page.getByRole('button', { name: 'Kirim' }).click();
  const code = (await page.locator('#kode-tanggapan').textContent()) ?? '';
  await sound(page);

  const office = await browser.newContext({ baseURL, javaScriptEnabled: scripts() });
  const desk = await office.newPage();
  await signIn(desk, 'operator');
  await desk.goto(`${HOME}/meja/tanggapan`);
  await sound(desk);
  const written = desk.locator('article', { hasText: words });
  await expect(written.locator('mark')).toHaveText('0812-3456-7890');
  const of = (await written.getAttribute('id')) ?? '';
  await written.getByText('Jawab sebagai kantor').click();
  await written.getByRole('textbox').fill('Kami periksa besok.');
  await written.getByRole('button', { name: 'Kirim jawaban' }).click();
  await desk.locator(`#${of}`).getByRole('button', { name: 'Tampilkan' }).click();
  await expect(desk.getByRole('status')).toContainText('ditampilkan');
  await office.close();

  await page.goto(place);
  const talk = page.getByRole('region', { name: 'Tanggapan dan laporan warga' });
  await expect(talk).toContainText(words);
  await expect(talk).toContainText('Kami periksa besok.');
  await expect(talk).not.toContainText('3456-7890');
  await sound(page);
  await page.goto(`${HOME}/tanggapan`);
  await page.fill('#kode', code);
  await page.getByRole('button', { name: 'Lihat' }).click();
  await expect(page.getByRole('heading', { name: 'Ditampilkan di halaman kegiatan.' })).toBeVisible();
});

test('who saves data gets no pictures, until the switch in the foot @phone', async ({ page }) => {
  await page.setExtraHTTPHeaders({ 'Save-Data': 'on' });
  const pictures: string[] = [];
  // The mark at the head comes back with the switch, and only then.
  const isMark = (url: string): boolean => /\/(favicon|logo)\.svg(\?|$)/.test(url);
  page.on('request', (request) => request.resourceType() === 'image' && !isMark(request.url()) && pictures.push(request.url()));
  await page.goto(HOME);
  await expect(page.getByRole('contentinfo')).toContainText('Mode hemat data aktif');
  await expect(page.locator('img')).toHaveCount(0);
  await sound(page);
  await page.getByRole('button', { name: 'Matikan mode hemat data' }).click();
  await expect(page.locator('img')).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Hemat data' }).click();
  await expect(page.getByRole('contentinfo')).toContainText('Mode hemat data aktif');
  expect(pictures).toEqual([]);
});
