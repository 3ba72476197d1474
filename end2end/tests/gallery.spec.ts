// The open city: what a journalist, a citizen and a screen in the town hall do with it.
import type { Page } from '@playwright/test';
import { axe, expect, scripts, signIn, structure, test } from './fixtures';

const HOME = '/kota-bandung';

async function sound(page: Page): Promise<void> {
  await structure(page);
  await axe(page);
}

test('portal and gallery are sound, and load nothing that they can do without @both', async ({ page }) => {
  test.setTimeout(180_000);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  for (const path of [
    '/transparansi', '/transparansi/uang', '/transparansi/uang?tahun=2026', '/transparansi/penerima', '/transparansi/kinerja',
    '/transparansi/alasan-penolakan', '/transparansi/data', '/transparansi/cari?kata=yayasan', '/transparansi/cari?kata=qqqq', '/galeri',
    '/galeri?masa=berjalan', '/galeri?cari=qqqq', '/galeri/perlu-penjelasan', '/galeri/rencana', '/galeri/pameran', '/usulan', '/usulan/peringkat',
  ]) {
    await page.goto(HOME + path);
    await sound(page);
  }
  await page.goto(`${HOME}/galeri?masa=berjalan`);
  await page.locator('table.list tbody a').first().click();
  await expect(page.locator('figure.kurva svg')).toBeVisible();
  await sound(page);
  expect(asked.filter((url) => /\.(wasm|js|mjs)$/.test(url))).toEqual([]);
});

test('from a district to one organisation, its four amounts and its papers, in five taps @both', async ({ page }) => {
  await page.goto(`${HOME}/transparansi/uang-menurut-wilayah`);
  let taps = 0;
  const tap = async (what: () => Promise<void>) => {
    taps += 1;
    await what();
  };
  // A district where something was paid: the fourth of its amounts is not nothing.
  const rows = page.locator('table.sums tbody tr:has(th a)');
  const paid = await rows.evaluateAll((all) => all.findIndex((row) => !/^Rp\s*0$/.test(row.querySelectorAll('td')[3]?.textContent?.trim() ?? 'Rp 0')));
  expect(paid).toBeGreaterThanOrEqual(0);
  await tap(() => rows.nth(paid).locator('th a').click());
  await expect(page).toHaveURL(/uang\?kecamatan=/);
  await tap(() => page.locator('table.sums tbody a[href*="/hibah?"][href*="hasil=dibayar"]').first().click());
  await expect(page).toHaveURL(/kecamatan=.*hasil=dibayar|hasil=dibayar.*kecamatan=/);
  await tap(() => page.locator('table.list tbody tr').first().locator('a').first().click());
  await expect(page.locator('dl.ladder')).toContainText('Disetujui');
  await expect(page.locator('dl.ladder')).toContainText('Permohonan');
  expect(taps).toBeLessThanOrEqual(5);
  // The same as open data, whole.
  const file = await page.request.get(`${HOME}/transparansi/data/hibah-360giving.json`);
  const data = (await file.json()) as { grants: { url: string }[] };
  expect(data.grants.some((grant) => grant.url.endsWith(new URL(page.url()).pathname))).toBe(true);
});

test('a citizen stands behind a proposal, and takes it back', async ({ page }, info) => {
  // Each screen is somebody else: an account has one voice a proposal.
  await signIn(page, info.project.name === 'phone' ? 'tu' : info.project.name === 'desktop' ? 'operator' : 'admin');
  await page.goto(`${HOME}/usulan`);
  const links = await page.locator('table.list tbody a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  const card = page.locator('#dukung');
  const give = card.getByRole('button', { name: 'Dukung usulan ini' });
  for (const href of links) {
    await page.goto(href);
    if (await give.count()) break;
  }
  await give.click();
  await expect(card).toContainText('Anda mendukung usulan ini');
  expect(Number(((await card.locator('h2 .rp').textContent()) ?? '').replace(/\D/g, ''))).toBeGreaterThan(0);
  await page.goto(`${HOME}/usulan/peringkat`);
  await expect(page.locator('table.list tbody tr').first()).toBeVisible();
  await sound(page);
  await page.goBack();
  await card.getByRole('button', { name: 'Tarik dukungan' }).click();
  await expect(give).toBeVisible();
});

test('a screen that people touch goes back to its beginning, leads to no account and works without a line @scripts', async ({ page, context, noise }) => {
  noise.allow(/ERR_INTERNET_DISCONNECTED/, 'the line is cut on purpose, and the worker tries it first');
  await page.clock.install();
  await page.goto(`${HOME}/galeri/kios`);
  await axe(page);
  await expect(page.locator('a[href^="/masuk"], a[href*="/akun"]')).toHaveCount(0);
  await page.locator('a.card').nth(1).click();
  await expect(page.locator('.cerita p').first()).toBeVisible();
  await expect(page.locator('figure.qr svg')).toBeVisible();
  await page.clock.fastForward(61_000);
  await expect(page).toHaveURL(/\/galeri\/kios$/);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('h1')).toBeVisible();
  await context.setOffline(false);
});

test('the map is a drawing and a list until it moves', async ({ page, noise }) => {
  noise.allow(/GPU stall due to ReadPixels|GPU stall/, 'a browser without a graphics card draws with its processor, and says so');
  await page.goto(`${HOME}/galeri/peta`);
  if (!scripts()) {
    await expect(page.locator('svg.peta')).toBeVisible();
    await sound(page);
    return;
  }
  await expect(page.locator('#peta[data-siap]')).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('#peta-daftar li').first()).toBeVisible();
  await expect(page.locator('#peta-kata')).toContainText('proyek terlihat');
  await sound(page);
});

test('a page speaks Sundanese where it has the words, and Indonesian where not', async ({ page }) => {
  await page.goto(HOME);
  await page.getByRole('button', { name: 'Basa Sunda' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'su');
  await expect(page.getByRole('heading', { name: 'Palayanan' })).toBeVisible();
  await sound(page);
  await page.goto(`${HOME}/transparansi`);
  await expect(page.getByRole('link', { name: 'Tepas' })).toBeVisible();
  await page.getByRole('button', { name: 'Indonesia' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'id');
});
