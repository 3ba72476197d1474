// A plan is written and agreed in the browser, with and without scripts; the slip's paper can be opened.
import { type Persona, axe, expect, scripts, signIn, test } from './fixtures';

const LOG = '/kota-bandung/kinerja';
/** Each project writes another person's plan, because they share one year. */
const WHO: Record<string, [Persona, Persona]> = {
  phone: ['verifikator-izin', 'kasi-izin'],
  desktop: ['kasi-izin', 'kabid-izin'],
  'no-js': ['pegawai', 'kepegawaian'],
};

test('a plan is changed, put to the superior and agreed @both', async ({ page, browser, noise }) => {
  const [author, superior] = WHO[test.info().project.name]!;
  const words = `Berkas selesai diperiksa dalam tiga hari kerja (${test.info().project.name} ${Date.now()})`;
  await signIn(page, author);
  await page.goto(`${LOG}/rencana?tahun=2026`);
  await axe(page);
  await page.locator('summary', { hasText: 'Ubah rencana' }).click();
  await page.locator('[name=hasil-0]').fill('x');
  await page.locator('button[value=ajukan]').click();
  await expect(page.locator('#kesalahan')).toContainText('Rencana 1: tulis yang akan dicapai');
  await axe(page);
  await page.locator('[name=hasil-0]').fill(words);
  await page.locator('button[value=ajukan]').click();
  await expect(page.locator('[role=status]')).toContainText('diajukan kepada atasan');
  const name = (await page.locator('section.card b').first().textContent())!;

  const context = await browser.newContext({ javaScriptEnabled: scripts(), viewport: page.viewportSize() });
  noise.watch(context);
  const head = await context.newPage();
  await signIn(head, superior);
  await head.goto(`${LOG}/rencana?tahun=2026`);
  await head.locator('main li.between a', { hasText: name }).click();
  await expect(head.locator('main')).toContainText('Yang diajukan');
  await axe(head);
  await head.locator('button[value=setuju]').click();
  await expect(head.locator('[role=status]')).toContainText('Rencana disetujui');
  await context.close();

  await page.goto(`${LOG}/rencana?tahun=2026`);
  await expect(page.locator('main')).toContainText('Yang berlaku');
  await expect(page.locator('main')).toContainText(words);
  // An entry's form offers the aims.
  await page.goto(`${LOG}/catat?hari=2026-07-03`);
  await expect(page.locator('[name=rencana]')).toContainText(words);
});

test('who watches sees what serves nothing, and how a year was called @both', async ({ page }) => {
  await signIn(page, 'inspektorat');
  await page.goto('/kota-bandung');
  await page.locator('nav a:has-text("Kinerja")').click();
  await expect(page.locator('main')).toContainText('Tanpa tugas');
  await axe(page);
  await page.goto(`${LOG}/organisasi?unit=bidang-izin`);
  await page.locator('main td a').first().click();
  await expect(page.locator('main')).toContainText('menit dihitung');
  await axe(page);
  await page.goto(`${LOG}/organisasi`);
  await page.locator('a', { hasText: 'Predikat kinerja' }).click();
  await expect(page.locator('h1')).toContainText('Predikat kinerja 2026');
  await axe(page);
});

test('a slip is printed @both', async ({ page }) => {
  await signIn(page, 'pegawai');
  await page.goto(`${LOG}/slip/2026-04`);
  const path = (await page.locator('a', { hasText: 'Unduh slip' }).getAttribute('href'))!;
  const answer = await page.request.get(path);
  expect(answer.status()).toBe(200);
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
});
